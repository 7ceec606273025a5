import { CaptureError, defineFaceSessionCapture, followHandOff, loadHandOffTexts, resolveLanguage } from '@face-session/capture';
import { HAND_OFF_PREFIX, type HandOffProgress } from '@face-session/protocol';
import type { OpenLinkResponse, StartLinkResponse } from '@face-session/protocol/schemas';
import { deviceKeyOf, localStorageOrNull, type DeviceKey } from './device-key.js';
import { framedFor, tellFrame } from './frame.js';
import { createLinkClient, LinkError } from './link-client.js';
import { placeOf } from './place.js';
import { render, setBusy, setLive } from './render.js';
import { pageTexts } from './texts/page-texts.js';
import { followTheme } from './theme.js';
import { viewOf, type PageAction, type HandedOff, type LinkState, type PageState, type PageView, type PageWording } from './view.js';

const fragment = location.hash.slice(1);
const around = framedFor();
const client = createLinkClient(fragment, around);
const main = document.querySelector('main') ?? document.body;
let link: OpenLinkResponse | null = null;
let deviceKey: DeviceKey;
/** What the link's page shows beside the link itself. */
let shown: Pick<LinkState, 'code' | 'handOff' | 'place'> = {};
let lastView: PageView | null = null;
let following = new AbortController();

/** Reads the status of the link, and shows it. @param ended whether the session has just ended: then the page returns by itself */
async function load(ended = false): Promise<void> {
  following.abort();
  try {
    const opened = await client.open(() => deviceKey.get());
    if (opened.outcome !== 'opened') {
      deviceKey.forget();
      await show({ name: opened.outcome === 'used' ? 'used' : 'late' });
      return;
    }
    ({ link } = opened);
    tellFrame(link.frame, link.status);
    shown = { code: opened.code, place: await placeOf(link) };
    const isOver = isEnd(link.status);
    if (isOver) deviceKey.forget();
    else if (link.allowHandOff !== 'never') await resumeOrOffer(link);
    await showLink();
    if (ended && isOver && link.returnURL !== undefined) location.replace(link.returnURL);
  } catch (error) {
    await showFault(error);
  }
}

const isEnd = (status: OpenLinkResponse['status']): boolean =>
  status === 'passed' || status === 'failed' || status === 'ended' || status === 'expired';

/** Goes on with the hand-off that another device has opened; makes one where the page shows it without being asked. */
async function resumeOrOffer({ status }: OpenLinkResponse): Promise<void> {
  if (deviceKey.exists) {
    const progress = await client.handOffProgress(deviceKey.get());
    if (progress.handOff === 'opened') {
      follow({ address: null, progress });
      return;
    }
  }
  if (status !== 'started' && shown.place !== 'here') await handOver();
}

/** Makes a hand-off, in place of the one before, and follows it. */
async function handOver(): Promise<void> {
  const address = await client.handOff(deviceKey.get());
  follow({ address, progress: { status: 'opened', handOff: 'waiting', failedAttempts: 0, code: address.code } });
}

function follow(handOff: HandedOff): void {
  following.abort();
  following = new AbortController();
  const { signal } = following;
  shown = { ...shown, handOff };
  void followHandOff(client, deviceKey.get(), (progress) => void tell(progress), signal);
}

/** The other device got on. */
async function tell(progress: HandOffProgress): Promise<void> {
  tellFrame(link?.frame, progress.status);
  if (isEnd(progress.status)) await load(true);
  else if (progress.handOff === 'none') await load();
  else {
    shown = { ...shown, handOff: { address: shown.handOff?.address ?? null, progress } };
    await showLink();
  }
}

async function start(): Promise<void> {
  if (!link) return;
  following.abort();
  setBusy(main, true);
  try {
    const started = await client.start(deviceKey.get(), link.consentVersion);
    if (started.outcome === 'used') {
      deviceKey.forget();
      await show({ name: 'used' });
      return;
    }
    if (started.outcome === 'started') {
      tellFrame(link.frame, 'started');
      await capture(started, link);
    }
    await load(true);
  } catch (error) {
    await showFault(error);
  } finally {
    setBusy(main, false);
  }
}

/** Runs the session, and waits until nothing of it is left on the screen. How it ended is read from the service. */
async function capture(
  started: Extract<StartLinkResponse, { outcome: 'started' }>,
  { name, logo, locale, appearanceMode }: OpenLinkResponse,
): Promise<void> {
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

/** Shows the hand-off in place of the capture, or the other way round. */
async function moveTo(place: 'here' | 'phone'): Promise<void> {
  setBusy(main, true);
  try {
    following.abort();
    shown = { code: shown.code, place: shown.place === 'both' ? 'both' : place };
    if (shown.place !== 'here') await handOver();
    await showLink();
  } catch (error) {
    await showFault(error);
  } finally {
    setBusy(main, false);
  }
}

const actions: Readonly<Record<PageAction, () => void>> = {
  start: () => void start(),
  retry: () => void load(),
  useOther: () => void moveTo('phone'),
  newCode: () => void moveTo('phone'),
  useThis: () => void moveTo('here'),
  return() {
    if (link?.returnURL !== undefined) location.assign(link.returnURL);
  },
};

async function showLink(): Promise<void> {
  if (link) await show({ name: 'link', link, mine: deviceKey.exists, ...shown });
}

async function show(state: PageState): Promise<void> {
  followTheme(link?.appearanceMode ?? 'SYSTEM');
  const wording = await wordingOf(link?.locale);
  const { tag, direction, texts } = wording.language;
  document.documentElement.lang = tag;
  document.documentElement.dir = direction;
  document.title = texts.screen;
  const view = viewOf(state, wording);
  if (lastView && sameBesideLive(lastView, view)) setLive(main, view.phone?.live ?? '');
  else
    render(main, view, link, link?.test ? texts.test : null, (action) => {
      actions[action]();
    });
  lastView = view;
}

/** Whether only the live line differs: then the page stays as it is, with what the person has ticked and focused. */
function sameBesideLive(one: PageView, other: PageView): boolean {
  const still = (view: PageView): string => JSON.stringify({ ...view, phone: view.phone && { ...view.phone, live: null } });
  return one.phone !== null && still(one) === still(other);
}

async function showFault(error: unknown): Promise<void> {
  following.abort();
  await show({ name: 'fault', fault: error instanceof LinkError ? error.fault : 'broken' });
}

async function wordingOf(locale: string | undefined): Promise<PageWording> {
  const language = await resolveLanguage(locale);
  const [own, handOff] = await Promise.all([pageTexts(language.tag), loadHandOffTexts(language.tag)]);
  return { language, page: { ...own, ...handOff } };
}

async function begin(): Promise<void> {
  if (around !== undefined && fragment.startsWith(HAND_OFF_PREFIX)) {
    // Another device opens a hand-off, in no frame.
    await show({ name: 'fault', fault: 'invalid' });
    return;
  }
  deviceKey = await deviceKeyOf(fragment, localStorageOrNull());
  await load();
}

void begin();
