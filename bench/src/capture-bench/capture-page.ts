import type { Browser, Page } from 'playwright-core';

/** What the page is given. */
export interface Scope {
  capture: { runFaceSession(options: object): Promise<string>; FaceSessionCapture: unknown };
  times: Record<string, number>;
  measured: number;
  tracks: MediaStreamTrack[];
  liveWorkers: number;
  ended: Promise<unknown>;
}

/** Pictures of one session over some time. */
export interface Watched {
  /** Pictures that the guide measured. */
  readonly measured: number;
  /** Pictures that the preview showed. */
  readonly shown: number;
  readonly seconds: number;
}

/** Opens the app and counts what sessions take from the page: camera tracks, workers, measured pictures. */
export async function openPage(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  await page.addInitScript(() => {
    const scope = window as unknown as Scope;
    scope.tracks = [];
    scope.measured = 0;
    scope.liveWorkers = 0;
    const getUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (constraints) => {
      const stream = await getUserMedia(constraints);
      scope.tracks = [...scope.tracks.filter((track) => track.readyState === 'live'), ...stream.getTracks()];
      return stream;
    };
    // A sensor never gives the same picture twice, as the camera's file does when it is shown again: the service refuses those.
    // eslint-disable-next-line @typescript-eslint/unbound-method -- applied to its own object below
    const drawImage = CanvasRenderingContext2D.prototype.drawImage;
    CanvasRenderingContext2D.prototype.drawImage = function (...values: unknown[]) {
      (drawImage as (...all: unknown[]) => void).apply(this, values);
      // The pictures that are sent, not the small ones of the guide.
      if (this.canvas.width > 400) scope.times['lastPicture'] = performance.now() - (scope.times['begun'] ?? 0);
      this.fillStyle = `rgb(${Math.random() * 256} ${Math.random() * 256} ${Math.random() * 256})`;
      this.fillRect(0, 0, 8, 8);
    };
    window.Worker = class extends Worker {
      #live = true;
      constructor(address: string | URL, options?: WorkerOptions) {
        super(address, options);
        scope.liveWorkers++;
      }
      override terminate(): void {
        if (this.#live) scope.liveWorkers--;
        this.#live = false;
        super.terminate();
      }
      override postMessage(message: { type?: string }, transfer?: Transferable[] | StructuredSerializeOptions): void {
        if (message.type === 'measure') scope.measured++;
        super.postMessage(message, transfer as Transferable[]);
      }
    };
    const observe = (): void => {
      let last: string | null | undefined;
      new MutationObserver(() => {
        const phase = document.querySelector('face-session-capture')?.getAttribute('phase');
        // The attribute may be set again to what it was: only a change is the beginning of a phase.
        if (phase === last) return;
        last = phase;
        const names: Record<string, string> = {
          preparing: 'firstFrame',
          framing: 'framing',
          hold: 'placed',
          upload: 'upload',
          passed: 'verdict',
        };
        const name = phase ? names[phase] : undefined;
        if (phase === 'retry' || phase === 'failed') {
          const words = document.querySelector('face-session-capture')?.shadowRoot?.querySelector('.card')?.textContent ?? phase;
          console.error(words);
          (document.querySelector('face-session-capture') as unknown as { cancel(): void }).cancel();
        }
        // A face that was lost and placed again counts from the last time.
        if (name !== undefined && (name === 'placed' || name === 'upload' || !(name in scope.times))) {
          const begun = scope.times['begun'] ?? 0;
          if (name === 'firstFrame') requestAnimationFrame(() => (scope.times[name] ??= performance.now() - begun));
          else scope.times[name] = performance.now() - begun;
        }
      }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['phase'] });
    };
    scope.times = {};
    document.addEventListener('DOMContentLoaded', observe);
  });
  page.on('console', (message) => {
    process.stderr.write(`page: ${message.text()}\n`);
  });
  await page.goto(url);
  return page;
}

/** Runs one session to its end and gives the times since the call, in milliseconds. */
export async function oneSession(page: Page, options: object): Promise<Record<string, number>> {
  const { times, error } = await page.evaluate(async (given) => {
    const scope = window as unknown as Scope;
    scope.times = { begun: performance.now() };
    const failure = await scope.capture.runFaceSession(given).then(() => undefined, String);
    return { times: scope.times, error: failure };
  }, options);
  if (error !== undefined) throw new Error(`The session failed: ${error}`);
  return times;
}

/**
 * The pictures of one session, measured and shown, while the person is asked whether to leave: guidance runs, nothing is shot.
 * @param milliseconds of each look
 * @param between the looks, in milliseconds
 * @returns of the first look, which begins with the guidance, and of a second one
 */
export async function watchGuidance(
  page: Page,
  options: object,
  milliseconds: number,
  between: number,
): Promise<readonly [first: Watched, second: Watched]> {
  await begin(page, options);
  const watched = await page.evaluate(
    async ([time, pause]) => {
      const scope = window as unknown as Scope;
      const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
      const host = (): Element | null => document.querySelector('face-session-capture');
      while (host()?.getAttribute('phase') !== 'framing') await wait(5);
      host()?.shadowRoot?.querySelector<HTMLButtonElement>('[part=exit]')?.click();
      const video = host()?.shadowRoot?.querySelector('video');
      const shown = (): Promise<number> =>
        new Promise((resolve) => {
          video?.requestVideoFrameCallback((_, { presentedFrames }) => {
            resolve(presentedFrames);
          });
        });
      const look = async (): Promise<Watched> => {
        const before = { shown: await shown(), measured: scope.measured, at: performance.now() };
        await wait(time);
        const after = { shown: await shown(), measured: scope.measured, at: performance.now() };
        return {
          measured: after.measured - before.measured,
          shown: after.shown - before.shown,
          seconds: (after.at - before.at) / 1000,
        };
      };
      const first = await look();
      await wait(pause);
      return [first, await look()] as const;
    },
    [milliseconds, between] as const,
  );
  await cancel(page);
  return watched;
}

export async function begin(page: Page, options: object): Promise<void> {
  await page.evaluate((given) => {
    const scope = window as unknown as Scope;
    scope.times = { begun: performance.now() };
    scope.ended = scope.capture.runFaceSession(given).catch(() => undefined);
  }, options);
}

export async function cancel(page: Page): Promise<void> {
  await page.evaluate(async () => {
    (document.querySelector('face-session-capture') as unknown as { cancel(): void }).cancel();
    await (window as unknown as Scope).ended;
  });
}
