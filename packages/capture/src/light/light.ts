import type { AttemptOutcome, LightDecline, LightStep } from '@face-session/protocol';
import { takeFrames } from '../camera/frame-taker.js';
import { pause } from '../camera/next-picture.js';
import type { CaptureOptions } from '../capture-options.js';
import type { CapturedFrame, ServiceClient } from '../service/service-client.js';
import { isTestToken } from '../service/token-claims.js';
import { createLightScreen, type LightAction } from './light-screen.js';
import { loadLightTexts } from './light-texts.js';

/* The module that only a challenge of light loads. */

/** What a challenge of light needs of the session. */
export interface LightSetup {
  readonly options: Pick<CaptureOptions, 'token' | 'cspNonce'>;
  readonly client: Pick<ServiceClient, 'upload' | 'decline'>;
  /** The preview of the session, in its own screen. */
  readonly video: HTMLVideoElement;
  readonly attemptId: string;
  readonly challenge: Extract<AttemptOutcome, { outcome: 'light' }>;
  /** Milliseconds since the attempt was opened. */
  readonly now: () => number;
  /** Ends it: the session is over, or the page is hidden. */
  readonly signal: AbortSignal;
}

/** Milliseconds that are kept for the upload, and how long the notice is shown in test mode, where nobody reads it. */
const UPLOAD_MS = 8_000;
const TEST_NOTICE_MS = 600;

/** Shows the notice, then the colours, and uploads the frames that were taken meanwhile; or declines. Resolves to the service's answer. */
export async function showLight({ options, client, video, attemptId, challenge, now, signal }: LightSetup): Promise<AttemptOutcome> {
  const session = video.closest('dialog');
  const root = video.getRootNode();
  const decline = (reason: LightDecline): Promise<AttemptOutcome> => client.decline(attemptId, 'light/decline', { reason }, signal);
  // The camera is off while nobody can see the page.
  if (!session || !(root instanceof ShadowRoot) || !isPlaying(video)) return decline('NOT_SHOWN');
  const over = new AbortController();
  let act: (action: LightAction) => void = () => undefined;
  const screen = createLightScreen(
    {
      texts: await loadLightTexts(session.lang),
      exitLabel: session.querySelector('[part=exit]')?.getAttribute('aria-label') ?? '',
      language: session.lang,
      direction: session.dir,
      theme: session.dataset['theme'] ?? 'light',
      cspNonce: options.cspNonce,
      stream: video.srcObject,
    },
    (action) => {
      act(action);
    },
  );
  const acted = new Promise<LightAction | undefined>((resolve) => {
    act = resolve;
    signal.addEventListener('abort', () => {
      resolve(undefined);
    });
    const shownMs = challenge.steps.reduce((sum, { ms }) => sum + ms, 0);
    setTimeout(
      () => {
        resolve(undefined);
      },
      challenge.expiresInMs - shownMs - UPLOAD_MS,
    );
    if (isTestToken(options.token)) {
      setTimeout(() => {
        resolve('start');
      }, TEST_NOTICE_MS);
    }
  });
  try {
    screen.open(root);
    const action = await acted;
    if (action === 'leave') session.dispatchEvent(new Event('cancel'));
    if (action !== 'start') return await decline(action === 'decline' ? 'PERSON' : 'NOT_SHOWN');
    let stopped: LightAction | undefined;
    act = (next) => {
      stopped ??= next;
      over.abort();
    };
    const stop = (): void => {
      over.abort();
    };
    signal.addEventListener('abort', stop);
    const ended = stop;
    const track = trackOf(video);
    track?.addEventListener('ended', ended);
    screen.showFace();
    const taken = await shine(screen, challenge, now, over.signal).catch(() => undefined);
    track?.removeEventListener('ended', ended);
    signal.removeEventListener('abort', stop);
    screen.close();
    if (stopped === 'leave') session.dispatchEvent(new Event('cancel'));
    if (!taken || !isPlaying(video)) return await decline(stopped === 'decline' ? 'PERSON' : 'NOT_SHOWN');
    const { frames, startedAtMs } = taken;
    return await client.upload(attemptId, 'light', frames, signal, { light: { startedAtMs } });
  } finally {
    screen.close();
  }
}

/** What was taken while the colours were shown. */
interface Shone {
  readonly frames: readonly CapturedFrame[];
  /** Milliseconds since the attempt was opened. */
  readonly startedAtMs: number;
}

const trackOf = ({ srcObject }: HTMLVideoElement): MediaStreamTrack | undefined =>
  srcObject instanceof MediaStream ? srcObject.getVideoTracks()[0] : undefined;

const isPlaying = (video: HTMLVideoElement): boolean => trackOf(video)?.readyState === 'live';

/** Shows the colours, each at its time whatever the time before took, and takes frames until the last one is over. */
async function shine(
  screen: ReturnType<typeof createLightScreen>,
  { steps, frames: plan }: LightSetup['challenge'],
  now: () => number,
  signal: AbortSignal,
): Promise<Shone> {
  await new Promise(requestAnimationFrame);
  const startedAtMs = Math.round(now());
  const show = async (): Promise<void> => {
    let changedMs = -Infinity;
    for (const { colour, beginsMs } of beginsOf(steps)) {
      await pause(Math.max(startedAtMs + beginsMs, changedMs + SHORTEST_MS) - now());
      if (signal.aborted) return;
      changedMs = now();
      screen.showColour(colour);
    }
  };
  const shown = show();
  const shownMs = steps.reduce((sum, { ms }) => sum + ms, 0);
  try {
    const frames = await takeFrames(screen.video, plan, now, signal, {
      onTaken: () => undefined,
      isEnough: () => now() - startedAtMs >= shownMs,
    });
    // A fast camera has the last frame before the last colour is over: it is part of what the service expects to have been shown.
    await shown;
    await pause(startedAtMs + shownMs - now());
    return { frames, startedAtMs };
  } finally {
    await shown;
  }
}

/** Least time between two changes of colour, in milliseconds: a busy device shows colours late, and never more than two a second (WCAG 2.3.1). */
const SHORTEST_MS = 500;

/** When each colour begins, ms after the first. */
function beginsOf(steps: readonly LightStep[]): { colour: string; beginsMs: number }[] {
  let beginsMs = 0;
  return steps.map(({ colour, ms }) => {
    const begun = { colour, beginsMs };
    beginsMs += ms;
    return begun;
  });
}
