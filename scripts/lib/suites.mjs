/** Tests beside the source that need what the unit tests do without: worker processes, a database, a server process, or pictures by the dozen. */
const integrationBesideSource = [
  'packages/face/src/node/**/*.test.ts',
  'packages/face/src/reference-photo.test.ts',
  'packages/evaluate/src/moved-photos.test.ts',
  'packages/server/src/store/**/*.test.ts',
  'packages/server/src/alerts/promtool.test.ts',
  'bench/src/**/*.test.ts',
];

/** Tests that open a browser. */
const inBrowser = [
  'tests/capture/**/*.test.ts',
  'tests/conformance/browser.test.ts',
  'tests/demo/demo.test.ts',
  'tests/demo/lan.test.ts',
  'tests/e2e/**/*.test.ts',
  'tests/injections/**/*.test.ts',
];

/** Attacks on a service of its own: minutes of load, so `npm test` leaves them to `npm run test:attacks`. */
const attacks = ['bench/src/server-load/attacks.test.ts', 'tests/faults/webhook-crashes.test.ts'];

/** Installs released packages in fresh apps, from a registry on this machine: minutes of downloads, so only `npm run test:registry`. */
const registry = ['tests/registry/**/*.test.ts'];

/** Builds the documentation as a site, with a generator that has a lock file of its own, and opens it: only `npm run test:site`. */
const site = ['tests/site/**/*.test.ts'];

/** Verifiers in languages whose toolchains take minutes to install: `npm test` runs those that are there, `npm run test:verifiers` installs the others. */
const verifiers = ['tests/vectors/all-languages.test.ts'];

/** Replicas behind a proxy that are killed and restarted, and a database that moves: minutes, so `npm test` leaves them to `npm run test:faults`. */
const faults = ['tests/faults/cluster.test.ts'];

/** Builds the image of deploy/ without a container engine, and runs it: minutes of downloads, and needs root, so only `npm run test:image`. */
const image = ['tests/image/**/*.test.ts'];

/** Apps made with the scaffolds of the frameworks, downloaded from the npm registry: minutes, so `npm test` leaves them to `npm run test:frameworks`. */
const frameworks = ['tests/frameworks/**/*.test.ts'];

/**
 * The suites, each a name and the files in it; every test file is in exactly one.
 * `unit` takes less than 30 s and needs no browser and no database, `integration` needs no browser.
 * Without `isolate` the files that a worker runs share their modules, which are loaded once: no test of these suites changes a module.
 * @type {readonly { name: string, isolate: boolean, include: readonly string[], exclude: readonly string[] }[]}
 */
export const suites = [
  {
    name: 'unit',
    isolate: false,
    include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.ts', 'scripts/**/*.test.mjs'],
    exclude: integrationBesideSource,
  },
  {
    name: 'integration',
    isolate: false,
    include: [...integrationBesideSource, 'tests/**/*.test.ts'],
    exclude: [...inBrowser, ...attacks, ...registry, ...site, ...verifiers, ...faults, ...image, ...frameworks],
  },
  { name: 'e2e', isolate: false, include: inBrowser, exclude: [] },
  { name: 'attacks', isolate: true, include: attacks, exclude: [] },
  { name: 'registry', isolate: true, include: registry, exclude: [] },
  { name: 'site', isolate: true, include: site, exclude: [] },
  { name: 'verifiers', isolate: true, include: verifiers, exclude: [] },
  { name: 'faults', isolate: true, include: faults, exclude: [] },
  { name: 'image', isolate: true, include: image, exclude: [] },
  { name: 'frameworks', isolate: true, include: frameworks, exclude: [] },
];
