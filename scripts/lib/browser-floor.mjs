/**
 * The oldest browsers that an app's session runs in. The builds aim at them, the READMEs name them, and the tests refuse or take away what is newer.
 * The screen is a `<dialog>`: Firefox 98, Safari 15.4. Its style sheet selects with `:is()`: Chrome 88.
 */
export const browserFloor = { chrome: '88', firefox: '98', safari: '15.4' };

/**
 * What bundlers are told. The floor lacks three things of ES2022, which the source goes without: {@link newerSyntax}. Told the versions
 * themselves, the bundler rewrites private fields too, which the floor has: one kilobyte more.
 */
export const browserTarget = 'es2022';

/** Syntax with the first versions that have it: what is newer than the floor must not be in a bundle. */
export const newerSyntax = {
  'static {}': { chrome: '94', firefox: '93', safari: '16.4' },
  '#field in object': { chrome: '91', firefox: '90', safari: '15' },
  'the flag d of a regular expression': { chrome: '90', firefox: '88', safari: '15' },
  'the flag v of a regular expression': { chrome: '112', firefox: '116', safari: '17' },
  'a lookbehind in a regular expression': { chrome: '62', firefox: '78', safari: '16.4' },
};

/** The floor for people, as the READMEs have it. */
export const browserFloorText = `Chrome ${browserFloor.chrome}, Firefox ${browserFloor.firefox} and Safari ${browserFloor.safari}`;

/**
 * Whether something that browsers have since these versions is lacking in some browser at the floor.
 * @param {Record<'chrome' | 'firefox' | 'safari', string>} versions `-` where no version has it
 */
export function isNewerThanFloor(versions) {
  return Object.entries(browserFloor).some(([browser, floor]) => compare(versions[browser], floor) > 0);
}

const compare = (one, other) => {
  if (one === '-') return 1;
  const [major, minor = 0] = one.split('.').map(Number);
  const [otherMajor, otherMinor = 0] = other.split('.').map(Number);
  return major - otherMajor || minor - otherMinor;
};
