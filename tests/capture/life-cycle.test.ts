import { describe, expect, it } from 'vitest';
import { STYLE_NONCE } from '../kit/page.js';
import { newerBuiltIns } from './newer-built-ins.js';
import { openApp, SESSION_ID, type App } from './app.js';
import { targets, tokenOf } from './stub-service.js';
import { browser, served, service, setUpCapture, withShutter } from './set-up.js';

/* A session from the first tick of `start` to the last of its teardown, whatever throws and whatever happens to camera and page. */

setUpCapture({ kind: 'two' });

let app: App;

const options = (): object => ({ token: tokenOf(service.url), sessionId: SESSION_ID, ...withShutter() });
async function open(): Promise<void> {
  app = await openApp(browser, served.url, service);
  await app.rememberCameras();
}

const setVisibility = (state: string): Promise<void> =>
  app.page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', { value, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);

describe('whatever throws, the camera is off and the promise settles with UNEXPECTED_ERROR', () => {
  const drawingThrowsIn = (phase: string): Promise<void> =>
    app.page.evaluate((name) => {
      const setAttribute = Object.getOwnPropertyDescriptor(Element.prototype, 'setAttribute')?.value as (
        this: Element,
        key: string,
        value: string,
      ) => void;
      Element.prototype.setAttribute = function (key, value) {
        if (key === 'phase' && value === name) throw new Error('thrown while drawing');
        setAttribute.call(this, key, value);
      };
    }, phase);
  const thrown = { code: 'UNEXPECTED_ERROR', message: 'thrown while drawing' };

  it.each([
    ['the first view', 'permission'],
    ['the camera view', 'camera'],
    ['the framing view', 'framing'],
    ['the shot view', 'shot'],
    ['the upload view', 'upload'],
    ['the retry view', 'retry'],
    ['the gesture view', 'gesture'],
    ['the upload of gestures', 'gestureUpload'],
    ['the last view', 'failed'],
  ])('%s', async (_, phase) => {
    const frames = { count: 3, intervalMs: 50, maxBytes: 250_000 };
    const isGesture = phase.startsWith('gesture');
    service.bursts.push(
      isGesture
        ? { outcome: 'challenged', gestures: ['TURN_LEFT', 'MOVE_CLOSER'], expiresInMs: 8_000, frames, targets }
        : { outcome: 'failed', code: 'FACE_NO_MATCH', remainingAttempts: phase === 'failed' ? 0 : 2 },
    );
    await open();
    await drawingThrowsIn(phase);
    await app.start(withShutter());
    const shutter = app.page.getByRole('button', { name: 'Take the picture' });
    if (['shot', 'upload', 'retry', 'failed'].includes(phase) || isGesture) await shutter.click();
    expect(await app.end()).toMatchObject(thrown);
    expect(await app.cameraIsOn()).toBe(false);
    expect(await app.page.locator('face-session-capture').count()).toBe(0);
    await app.close();
  });

  it('the introduction', async () => {
    await open();
    await drawingThrowsIn('introduction');
    await app.start({ ...withShutter(), introduction: true });
    expect(await app.end()).toMatchObject(thrown);
    expect(await app.page.locator('face-session-capture').count()).toBe(0);
    await app.close();
  });

  it('the screen of a camera that is not allowed', async () => {
    await open();
    await drawingThrowsIn('blocked');
    await app.page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    });
    await app.start(withShutter());
    expect(await app.end()).toMatchObject(thrown);
    expect(await app.page.locator('face-session-capture').count()).toBe(0);
    await app.close();
  });

  it('the view of success, which keeps the result', async () => {
    await open();
    await drawingThrowsIn('passed');
    await app.start(withShutter());
    await app.click('Take the picture');
    expect(await app.end()).toEqual({ value: 'a.signed.result' });
    expect(await app.cameraIsOn()).toBe(false);
    expect(await app.page.locator('face-session-capture').count()).toBe(0);
    await app.close();
  });

  it.each(['drawImage', 'toDataURL'])('an effect: %s', async (name) => {
    await open();
    await app.page.evaluate((method) => {
      const broken = (): never => {
        throw new Error('thrown in an effect');
      };
      if (method === 'toDataURL') HTMLCanvasElement.prototype.toDataURL = broken;
      else CanvasRenderingContext2D.prototype.drawImage = broken;
    }, name);
    await app.start(withShutter());
    await app.click('Take the picture');
    expect(await app.end()).toMatchObject({ code: 'UNEXPECTED_ERROR', message: 'thrown in an effect' });
    expect(await app.cameraIsOn()).toBe(false);
    await app.close();
  });

  it('an effect: the start of the camera', async () => {
    await open();
    await app.page.evaluate(() => {
      Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
        set(value: unknown) {
          if (value) throw new Error('thrown in an effect');
        },
      });
    });
    await app.start(withShutter());
    expect(await app.end()).toMatchObject({ code: 'UNEXPECTED_ERROR', message: 'thrown in an effect' });
    expect(await app.cameraIsOn()).toBe(false);
    await app.close();
  });

  it('an effect: an upload', async () => {
    await open();
    await app.page.evaluate(() => {
      FormData.prototype.append = () => {
        throw new Error('thrown in an effect');
      };
    });
    await app.start(withShutter());
    await app.click('Take the picture');
    expect(await app.end()).toMatchObject({ code: 'UNEXPECTED_ERROR', message: 'thrown in an effect' });
    expect(await app.cameraIsOn()).toBe(false);
    await app.close();
  });

  it('a callback, with what it threw as the cause', async () => {
    await open();
    const end = await app.page.evaluate(async (given) => {
      const { capture } = window as unknown as { capture: typeof import('@face-session/capture') };
      const thrown = new Error('thrown by the app');
      return capture
        .runFaceSession(given as never, () => {
          throw thrown;
        })
        .catch((error: unknown) => ({ code: (error as { code: string }).code, isCause: (error as Error).cause === thrown }));
    }, options());
    expect(end).toEqual({ code: 'UNEXPECTED_ERROR', isCause: true });
    expect(await app.cameraIsOn()).toBe(false);
    await app.close();
  });

  it.each([
    ['an unknown gesture', ['STAND_ON_YOUR_HEAD']],
    ['no gesture', []],
  ])('a challenge with %s', async (_, gestures) => {
    const frames = { count: 5, intervalMs: 100, maxBytes: 250_000 };
    service.bursts.push({ outcome: 'challenged', gestures: gestures as never, expiresInMs: 8_000, frames, targets });
    await open();
    await app.start(withShutter());
    await app.click('Take the picture');
    expect(await app.end()).toMatchObject({ code: 'UNEXPECTED_ERROR', message: expect.stringContaining('gestures') as string });
    expect(await app.cameraIsOn()).toBe(false);
    await app.close();
  });

  it.each([
    ['attemptsLeft', { attemptsLeft: '{count} left' }],
    ['tryAgain', { tryAgain: 3 }],
    ['screen', { screen: null }],
  ])('the text %s of the wrong shape is named before any screen', async (name, texts) => {
    await open();
    await app.start({ ...withShutter(), texts });
    expect(await app.end()).toMatchObject({ code: 'INVALID_CONFIG', message: expect.stringContaining(name) as string });
    expect(await app.phases()).toEqual([]);
    await app.close();
  });
});

describe('the first tick and the last', () => {
  type Ends = (string | undefined)[];
  /** Runs a function of the page's with a fresh element; gives the codes of all sessions that it started. */
  const play = (name: 'cancel' | 'strict' | 'twice'): Promise<Ends> =>
    app.page.evaluate(
      async ({ given, scene }) => {
        const { capture } = window as unknown as { capture: typeof import('@face-session/capture') };
        capture.defineFaceSessionCapture();
        const element = document.createElement('face-session-capture');
        const code = (error: unknown): string => (error as { code: string }).code;
        document.body.append(element);
        const first = element.start(given as never).catch(code);
        if (scene === 'cancel') {
          element.cancel();
          return [await first];
        }
        const press = setInterval(() => {
          for (const each of document.querySelectorAll('face-session-capture')) {
            each.shadowRoot?.querySelector<HTMLButtonElement>('[part=shutter]:not(.hidden)')?.click();
          }
        }, 50);
        if (scene === 'strict') {
          element.remove();
          document.body.append(element);
        }
        const second = (scene === 'strict' ? element.start(given as never) : capture.runFaceSession(given as never)).catch(code);
        const ends = [await first, await second];
        clearInterval(press);
        return ends;
      },
      { given: options(), scene: name },
    );

  it('cancel right after start ends with USER_CANCEL', async () => {
    await open();
    expect(await play('cancel')).toEqual(['USER_CANCEL']);
    await app.page.waitForTimeout(300);
    expect(await app.cameraIsOn()).toBe(false);
    await app.close();
  });

  it('removed and mounted again, as React’s StrictMode does, the first ends with USER_CANCEL and the second starts anew', async () => {
    await open();
    expect(await play('strict')).toEqual(['USER_CANCEL', 'a.signed.result']);
    expect(await app.cameraIsOn()).toBe(false);
    await app.close();
  });

  it('of two at once the second is rejected with ALREADY_RUNNING, and the first goes on', async () => {
    await open();
    expect(await play('twice')).toEqual(['a.signed.result', 'ALREADY_RUNNING']);
    await app.close();
  });

  describe.each([
    ['with the Navigation API', true],
    ['without the Navigation API', false],
  ])('in a single-page app, %s,', (_, hasNavigation) => {
    const openInApp = async (): Promise<void> => {
      await open();
      await app.page.evaluate((has) => {
        if (!has) Object.defineProperty(window, 'navigation', { value: undefined });
        history.replaceState({ idx: 0 }, '');
        history.pushState({ idx: 1 }, '', '#check');
      }, hasNavigation);
      await app.start(withShutter());
      await app.reach('framing');
    };

    it('Back closes the session, whatever steps the app has made meanwhile', async () => {
      await openInApp();
      await app.page.evaluate(async () => {
        history.pushState(null, '', '#check/2');
        // The length is read every 200 ms where nothing tells of a step.
        await new Promise((resolve) => setTimeout(resolve, 500));
      });
      await app.page.goBack();
      expect(await app.end()).toMatchObject({ code: 'USER_CANCEL' });
      expect(await app.cameraIsOn()).toBe(false);
      await app.close();
    });

    it('the app’s own steps leave the session alone', async () => {
      await openInApp();
      await app.page.evaluate((has) => {
        // Routers: Vue Router replaces the state at each step; single-spa and others dispatch an event of their own.
        history.replaceState({ idx: 1, scroll: 0 }, '', '#check');
        history.pushState({ idx: 2 }, '', '/check?step=2');
        dispatchEvent(new PopStateEvent('popstate', { state: history.state as unknown }));
        location.hash = 'a';
        location.hash = 'b';
        if (has) location.replace('#c');
      }, hasNavigation);
      if (hasNavigation) {
        // A dialog of the app that closes with the entry it had made.
        await app.page.evaluate(async () => {
          const went = new Promise((resolve) => {
            addEventListener('popstate', resolve, { once: true });
          });
          history.back();
          await went;
        });
      }
      await app.click('Take the picture');
      expect(await app.end()).toEqual({ value: 'a.signed.result' });
      await app.close();
    });
  });

  it('the device’s Back, which a Cordova or Capacitor app answers with history.back(), closes the session', async () => {
    await open();
    await app.page.evaluate(() => {
      history.pushState(null, '', '#check');
      document.addEventListener('backbutton', () => {
        history.back();
      });
    });
    await app.start(withShutter());
    await app.reach('framing');
    await app.page.evaluate(() => document.dispatchEvent(new Event('backbutton')));
    expect(await app.end()).toMatchObject({ code: 'USER_CANCEL' });
    await app.close();
  });

  it('an unknown session rejects at once, while the panel stays until it is closed', async () => {
    service.openings.push({ status: 404, code: 'SESSION_EXPIRED' });
    await open();
    await app.start(withShutter());
    expect(await app.end()).toMatchObject({ code: 'SESSION_EXPIRED' });
    expect(await app.cameraIsOn()).toBe(false);
    await app.click('Close');
    await expect.poll(() => app.page.locator('face-session-capture').count()).toBe(0);
    await app.close();
  });
});

describe('the camera', () => {
  it('is off in a hidden tab while the retry panel stands, and is opened again to try', async () => {
    service.bursts.push({ outcome: 'failed', code: 'FACE_NO_MATCH', remainingAttempts: 2 });
    await open();
    await app.start(withShutter());
    await app.click('Take the picture');
    await app.reach('retry');
    expect(await app.cameraIsOn()).toBe(true);
    await setVisibility('hidden');
    expect(await app.cameraIsOn()).toBe(false);
    await setVisibility('visible');
    await app.click('Try again');
    await app.click('Take the picture');
    expect(await app.end()).toEqual({ value: 'a.signed.result' });
    await app.close();
  });

  it('is opened anew after the system muted it', async () => {
    await open();
    await app.start(withShutter());
    await app.reach('framing');
    await app.page.evaluate(() => {
      (window as unknown as { tracks: MediaStreamTrack[] }).tracks[0]?.dispatchEvent(new Event('mute'));
    });
    await app.page.waitForFunction(() => (window as unknown as { tracks: MediaStreamTrack[] }).tracks.length === 2);
    await app.click('Take the picture');
    expect(await app.end()).toEqual({ value: 'a.signed.result' });
    await app.close();
  });

  it('is opened anew after other code of the page stopped its track, of which no event tells', async () => {
    await open();
    await app.start(withShutter());
    await app.reach('framing');
    await app.page.evaluate(() => {
      (window as unknown as { tracks: MediaStreamTrack[] }).tracks[0]?.stop();
    });
    await app.page.waitForFunction(() => (window as unknown as { tracks: MediaStreamTrack[] }).tracks.length === 2);
    await app.click('Take the picture');
    expect(await app.end()).toEqual({ value: 'a.signed.result' });
    await app.close();
  });

  it('is opened anew when it gives no more pictures, of which no event tells', async () => {
    await open();
    await app.page.evaluate(() => {
      const { mediaDevices } = navigator;
      const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
      mediaDevices.getUserMedia = () => {
        mediaDevices.getUserMedia = getUserMedia;
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [640, 480];
        canvas.getContext('2d')?.fillRect(0, 0, 640, 480);
        const stream = canvas.captureStream();
        (window as unknown as { tracks: MediaStreamTrack[] }).tracks.push(...stream.getTracks());
        return Promise.resolve(stream);
      };
    });
    await app.start(withShutter());
    await app.reach('framing');
    await app.page.waitForFunction(() => (window as unknown as { tracks: MediaStreamTrack[] }).tracks.length === 2);
    expect(await app.page.evaluate(() => (window as unknown as { tracks: MediaStreamTrack[] }).tracks[0]?.readyState)).toBe('ended');
    await app.click('Take the picture');
    expect(await app.end()).toEqual({ value: 'a.signed.result' });
    await app.close();
  });

  it('that is in use gives way to the next one', async () => {
    await open();
    await app.page.evaluate(() => {
      const getUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = (constraints) =>
        (constraints?.video as MediaTrackConstraints).deviceId
          ? getUserMedia(constraints)
          : Promise.reject(new DOMException('', 'NotReadableError'));
    });
    await app.page.context().grantPermissions(['camera']);
    await app.start(withShutter());
    await app.click('Take the picture');
    expect(await app.end()).toEqual({ value: 'a.signed.result' });
    await app.close();
  });

  it('that was denied is asked for again on return, for as long as the session lives', async () => {
    await open();
    await app.page.evaluate(() => {
      const scope = window as unknown as { isDenied: boolean };
      scope.isDenied = true;
      const getUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = (constraints) =>
        scope.isDenied ? Promise.reject(new DOMException('', 'NotAllowedError')) : getUserMedia(constraints);
    });
    await app.start(withShutter());
    await app.page.getByRole('heading', { name: 'We need your camera' }).waitFor();
    await setVisibility('hidden');
    await app.page.evaluate(() => ((window as unknown as { isDenied: boolean }).isDenied = false));
    await setVisibility('visible');
    await app.click('Take the picture');
    expect(await app.end()).toEqual({ value: 'a.signed.result' });
    await app.close();
  });

  it('in an iframe of another origin without allow="camera" ends with MEDIA_SECURITY_ERROR, which says so', async () => {
    // The page's own policy allows no frames.
    app = await openApp(browser, served.url, service, { bypassCSP: true });
    const other = served.url.replace('localhost', '127.0.0.1');
    await app.page.evaluate((src) => {
      document.body.append(Object.assign(document.createElement('iframe'), { src }));
    }, other);
    const frame = app.page.frames().find((each) => each !== app.page.mainFrame()) ?? (await app.page.waitForEvent('framenavigated'));
    await frame.waitForFunction(() => 'capture' in window);
    const end = await frame.evaluate(async (given) => {
      const { capture } = window as unknown as { capture: typeof import('@face-session/capture') };
      return capture.runFaceSession(given as never).catch((error: unknown) => {
        const { code, message } = error as { code: string; message: string };
        return { code, message };
      });
    }, options());
    expect(end).toMatchObject({ code: 'MEDIA_SECURITY_ERROR', message: expect.stringContaining('allow="camera"') as string });
    await app.close();
  });
});

describe('what no header can carry is named before any screen', () => {
  it.each([
    ['nonce', { nonce: '😀-nonce' }],
    ['nonce', { nonce: 'line\nbreak' }],
    ['nonce', { nonce: ' space' }],
    ['token', { token: 'abc\n' }],
    ['userIdentifier', { userIdentifier: 'Zoë' }],
  ])('%s', async (name, given) => {
    await open();
    await app.start({ ...withShutter(), ...given });
    expect(await app.end()).toMatchObject({ code: 'INVALID_CONFIG', message: expect.stringContaining(name) as string });
    expect(await app.phases()).toEqual([]);
    expect(service.calls).toEqual([]);
    await app.close();
  });
});

describe('a browser without a built-in that is newer than the floor runs a session', () => {
  // A session mostly waits: several at a time.
  const missing = [...newerBuiltIns.map((path) => [path, [path]] as const), ['all of them', newerBuiltIns] as const];
  it.concurrent.each(missing)('%s', async (_, paths) => {
    const app = await openApp(browser, 'about:blank', service);
    await app.page.addInitScript((names) => {
      const { hasOwn } = Object;
      for (const name of names) {
        const keys = name.split('.');
        const last = keys.pop()!;
        const owner = keys.reduce<Record<string, never>>((value, key) => value[key]!, globalThis as never);
        Reflect.deleteProperty(hasOwn(owner, last) ? owner : (Object.getPrototypeOf(owner) as object), last);
        if ((owner as Record<string, unknown>)[last] !== undefined) throw new Error(`${name} is still there.`);
      }
    }, paths);
    await app.page.goto(served.url);
    await app.start({ ...withShutter(), cspNonce: STYLE_NONCE });
    await app.click('Take the picture');
    expect(await app.end()).toEqual({ value: 'a.signed.result' });
    await app.close();
  });
});
