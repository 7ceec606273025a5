/* global document, window, navigator, CSSStyleSheet */
// Shows the screen of any state, over the picture of a camera: `show` draws it anew, `render` changes what is shown, as a session does.
import { createScreen } from '../dist/screen/screen.js';
import { styles } from '../dist/screen/styles.js';
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
let stream;
let wording;

window.show = async ({ phase, change, theme, locale, camera = true }) => {
  screen?.close();
  const { texts, tag, direction } = await resolveLanguage(locale);
  const format = new Intl.NumberFormat(tag);
  wording = { texts, attemptsLeft: (count) => plural(texts.attemptsLeft, count, tag), number: (value) => format.format(value) };
  screen = createScreen({
    title: texts.screen,
    exitLabel: texts.exit,
    shutterLabel: texts.shutter,
    declineLabel: texts.gestureCannot,
    switchLabel: texts.switchCamera,
    language: tag,
    direction,
    theme,
    onEvent: () => undefined,
  });
  root.append(screen.dialog);
  screen.dialog.showModal();
  screen.setCameraChoice(true);
  if (camera && !['permission', 'failed', 'retry', 'passed', 'paused', 'closing'].includes(phase.name)) await showCamera();
  window.render({ phase, change });
};

window.render = ({ phase, change }) => {
  screen.render(viewOf({ ...begin({ wantsIncompleteData: false, allowsShutter: true }).state, phase, ...change }, wording));
};

async function showCamera() {
  stream ??= await navigator.mediaDevices.getUserMedia({ video: { width: 960, height: 1280, resizeMode: 'none' } });
  screen.video.srcObject = stream;
  await screen.video.play();
  while (screen.video.videoWidth === 0) await new Promise((resolve) => setTimeout(resolve, 20));
}
