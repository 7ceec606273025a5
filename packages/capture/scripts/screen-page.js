/* global document, window, CSSStyleSheet, Image, setInterval */
// Shows the screen of any state, over the picture of a camera: `show` draws it anew, `render` changes what is shown, as a session does.
import { createLightScreen } from '../dist/light/light-screen.js';
import { loadLightTexts } from '../dist/light/light-texts.js';
import { createScreen } from '../dist/screen/screen.js';
import { styles } from '../dist/screen/styles.js';
import { thisPlatform } from '../dist/screen/platform.js';
import { viewOf } from '../dist/screen/view.js';
import { begin } from '../dist/machine/step.js';
import { plural, resolveLanguage } from '../dist/texts/languages.js';

const host = document.createElement('div');
document.body.append(host);
const root = host.attachShadow({ mode: 'open' });
const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);
root.adoptedStyleSheets = [sheet];
let screen;
let lamp;
let stream;
let wording;
/** How the screen of light is to look, which lies over the session's. */
let lampLook;

/** Whoever the screen is shown for. */
const brand = { name: 'Example Bank' };
const introduction = { selfieKeptSeconds: 1_800, privacyURL: 'https://example.com/privacy' };

window.show = async ({ phase, change, light, isTest, theme, locale, camera = Boolean(stream), platform = thisPlatform() }) => {
  lamp?.close();
  screen?.close();
  const { texts, tag, direction } = await resolveLanguage(locale);
  const format = new Intl.NumberFormat(tag);
  wording = {
    texts,
    plural: (text, count) => plural(text, count, tag),
    number: (value) => format.format(value),
    name: brand.name,
    introduction,
    platform,
  };
  screen = createScreen({
    title: texts.screen,
    exitLabel: texts.exit,
    shutterLabel: texts.shutter,
    declineLabel: texts.gestureCannot,
    switchLabel: texts.switchCamera,
    testLabel: isTest ? texts.test : undefined,
    language: tag,
    direction,
    theme,
    brand,
    onEvent: () => undefined,
  });
  lampLook = { texts: await loadLightTexts(tag), exitLabel: texts.exit, language: tag, direction, theme, cspNonce: undefined };
  root.append(screen.dialog);
  screen.dialog.showModal();
  screen.setCameraChoice(true);
  if (camera && !['introduction', 'permission', 'blocked', 'failed', 'retry', 'passed', 'paused', 'closing'].includes(phase.name))
    await showCamera();
  window.render({ phase, change, light });
  if (!lamp) return;
  if (camera) await isPlaying(lamp.video);
  // A colour comes gently.
  await Promise.all(lamp.dialog.getAnimations().map(({ finished }) => finished));
};

window.render = ({ phase, change, light }) => {
  lamp?.close();
  lamp = undefined;
  screen.render(viewOf({ ...begin({ wantsIncompleteData: false, allowsShutter: true }).state, phase, ...change }, wording));
  if (!light) return;
  lamp = createLightScreen({ ...lampLook, stream: stream ?? null }, () => undefined);
  lamp.open(root);
  if (light === 'notice') return;
  lamp.showFace();
  lamp.showColour(light);
};

/** What the camera of the page sees: a picture, drawn as a video. */
window.look = async (address) => {
  const picture = new Image();
  picture.src = address;
  await picture.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [picture.naturalWidth, picture.naturalHeight];
  const context = canvas.getContext('2d');
  stream = canvas.captureStream(10);
  // A stream sends nothing before its canvas changes.
  setInterval(() => context.drawImage(picture, 0, 0), 100);
};

async function showCamera() {
  screen.video.srcObject = stream;
  await screen.video.play();
  await isPlaying(screen.video);
}

async function isPlaying(video) {
  while (video.isConnected && video.videoWidth === 0) await new Promise((resolve) => setTimeout(resolve, 20));
}
