import { CaptureError, defineFaceSessionCapture, resolveLanguage } from '@face-session/capture';
import { deviceKeyOf, localStorageOrNull, type DeviceKey } from './device-key.js';
import { createLinkClient, LinkError, type OpenedLink, type StartedLink } from './link-client.js';
import { render, setBusy } from './render.js';
import { pageTexts } from './texts/page-texts.js';
import { followTheme } from './theme.js';
import { viewOf, type Action, type PageState, type Wording } from './view.js';

const token = location.hash.slice(1);
const client = createLinkClient(token);
const main = document.querySelector('main') ?? document.body;
let link: OpenedLink | null = null;
let deviceKey: DeviceKey;

/** Reads how the link stands, and shows it. @param ended whether the capture has just ended: then the page returns by itself */
async function load(ended = false): Promise<void> {
  try {
    link = await client.open();
    const over = link.status === 'passed' || link.status === 'failed' || link.status === 'ended' || link.status === 'expired';
    if (over) deviceKey.forget();
    await show({ name: 'link', link, mine: deviceKey.exists });
    if (ended && over && link.returnURL !== undefined) location.replace(link.returnURL);
  } catch (error) {
    await showFault(error);
  }
}

async function start(): Promise<void> {
  if (!link) return;
  setBusy(main, true);
  try {
    const started = await client.start(deviceKey.get(), link.consentVersion);
    if (started.outcome === 'used') {
      deviceKey.forget();
      await show({ name: 'used' });
      return;
    }
    if (started.outcome === 'started') await capture(started, link);
    await load(true);
  } catch (error) {
    await showFault(error);
  } finally {
    setBusy(main, false);
  }
}

/** Runs the session, and waits until nothing of it is left on the screen. How it ended is read from the service. */
async function capture(started: StartedLink, { name, logo, locale, appearanceMode }: OpenedLink): Promise<void> {
  defineFaceSessionCapture();
  const element = document.createElement('face-session-capture');
  document.body.append(element);
  try {
    await element.start({
      ...started.options,
      token: started.accessToken,
      sessionId: started.sessionId,
      nonce: started.nonce,
      userIdentifier: started.userIdentifier,
      baseURL: location.origin,
      locale,
      appearanceMode,
      cspNonce: document.querySelector<HTMLMetaElement>('meta[name=style-nonce]')?.content,
      brand: { name, logoURL: logo },
    });
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error;
  }
  await element.closed;
  element.remove();
}

function act(action: Action): void {
  if (action === 'start') void start();
  else if (action === 'retry') void load();
  else if (link?.returnURL !== undefined) location.assign(link.returnURL);
}

async function show(state: PageState): Promise<void> {
  followTheme(link?.appearanceMode ?? 'SYSTEM');
  const wording = await wordingOf(link?.locale);
  const { tag, direction, texts } = wording.language;
  document.documentElement.lang = tag;
  document.documentElement.dir = direction;
  document.title = texts.screen;
  render(main, viewOf(state, wording), link, link?.test ? texts.test : null, act);
}

async function showFault(error: unknown): Promise<void> {
  await show({ name: 'fault', fault: error instanceof LinkError ? error.fault : 'broken' });
}

async function wordingOf(locale: string | undefined): Promise<Wording> {
  const language = await resolveLanguage(locale);
  return { language, page: await pageTexts(language.tag) };
}

async function begin(): Promise<void> {
  deviceKey = await deviceKeyOf(token, localStorageOrNull());
  await load();
}

void begin();
