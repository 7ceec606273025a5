/* global document, window, navigator, CSSStyleSheet */
// The page of screenshots.mjs: shows the screen of any state, over the picture of a camera.
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

window.show = async ({ phase, change, theme, locale }) => {
  screen?.close();
  const { texts, tag, direction } = await resolveLanguage(locale);
  const format = new Intl.NumberFormat(tag);
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
  const view = viewOf(
    { ...begin({ wantsIncompleteData: false }).state, phase, ...change },
    { texts, attemptsLeft: (count) => plural(texts.attemptsLeft, count, tag), number: (value) => format.format(value) },
  );
  if (!['permission', 'failed', 'retry', 'passed'].includes(phase.name)) {
    stream ??= await navigator.mediaDevices.getUserMedia({ video: { width: 960, height: 1280, resizeMode: 'none' } });
    screen.video.srcObject = stream;
    await screen.video.play();
    while (screen.video.videoWidth === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  }
  screen.render(view);
  await new Promise((resolve) => setTimeout(resolve, 450));
};
