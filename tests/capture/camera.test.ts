import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { launchChromium } from '../kit/browser.js';
import { openApp } from './app.js';
import { browser, served, service, setUpCapture, withShutter } from './set-up.js';

setUpCapture({ kind: 'two' });

describe('a camera that cannot be opened', () => {
  const denied = 'SESSION_INVALIDATED_CAMERA_PERMISSION_NOT_GRANTED';
  const notAvailable = 'SESSION_INVALIDATED_CAMERA_NOT_AVAILABLE';
  it.each([
    ['NotAllowedError', denied, 'We need your camera', true],
    ['SecurityError', 'MEDIA_SECURITY_ERROR', 'This page may not use the camera', false],
    ['NotFoundError', notAvailable, 'No camera found', true],
    ['NotReadableError', notAvailable, 'Your camera is in use', true],
    ['AbortError', notAvailable, 'Your camera is in use', true],
    ['OverconstrainedError', notAvailable, 'No camera found', true],
    ['InvalidStateError', notAvailable, 'Your camera is in use', true],
  ])('by %s ends with %s, in words', async (name, code, words, again) => {
    const app = await openApp(browser, served.url, service);
    await app.page.evaluate((fault) => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', fault));
    }, name);
    await app.start(withShutter());
    await app.page.getByRole('heading', { name: words }).waitFor();
    expect(await app.page.getByRole('button', { name: 'Check again' }).count()).toBe(again ? 1 : 0);
    await app.click(again ? 'Leave' : 'Close');
    expect(await app.end()).toMatchObject({ code });
    await app.close();
  });

  it('because the page is not secure ends with MEDIA_SECURITY_ERROR', async () => {
    const app = await openApp(browser, served.url, service);
    await app.page.evaluate(() => {
      Object.defineProperty(navigator, 'mediaDevices', { value: undefined });
    });
    await app.start(withShutter());
    await app.click('Close');
    expect(await app.end()).toMatchObject({ code: 'MEDIA_SECURITY_ERROR', message: expect.stringContaining('secure context') as string });
    await app.close();
  });
});

describe('of two cameras', () => {
  /** Remembers which camera the page was given each time, as the device would name it. */
  const watch = (page: Page): Promise<void> =>
    page.evaluate(() => {
      const scope = window as unknown as { given: (string | undefined)[]; asked: MediaTrackConstraints[] };
      scope.given = [];
      scope.asked = [];
      const getUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = async (constraints) => {
        const stream = await getUserMedia(constraints);
        scope.asked.push(constraints?.video as MediaTrackConstraints);
        scope.given.push(stream.getVideoTracks()[0]?.getSettings().deviceId);
        return stream;
      };
    });
  const given = (page: Page): Promise<string[]> => page.evaluate(() => (window as unknown as { given: string[] }).given);

  it('the one that faces the person is asked for, at a size for a sharp face; another can be chosen, and is remembered', async () => {
    const app = await openApp(browser, served.url, service);
    await watch(app.page);
    await app.start(withShutter());
    await app.click('Use another camera');
    await app.page.waitForFunction(() => (window as unknown as { given: string[] }).given.length === 2);
    await app.click('Take the picture');
    expect(await app.end()).toEqual({ value: 'a.signed.result' });
    const [first, second] = await given(app.page);
    expect(second).not.toBe(first);
    const [asked] = await app.page.evaluate(() => (window as unknown as { asked: MediaTrackConstraints[] }).asked);
    expect(asked).toMatchObject({ facingMode: 'user', width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } });
    await app.start(withShutter());
    await app.click('Take the picture');
    await app.end();
    expect((await given(app.page)).at(-1)).toBe(second);
    await app.page.evaluate(() => {
      localStorage.setItem('face-session.camera', 'one-that-was-unplugged');
    });
    await app.start(withShutter());
    await app.click('Take the picture');
    expect(await app.end()).toEqual({ value: 'a.signed.result' });
    await app.close();
  });

  it('none is offered where the device tells which one faces the person', async () => {
    const app = await openApp(browser, served.url, service);
    await app.page.evaluate(() => {
      const getUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = async (constraints) => {
        const stream = await getUserMedia(constraints);
        for (const track of stream.getVideoTracks()) {
          const settings = track.getSettings();
          track.getSettings = () => ({ ...settings, facingMode: 'user' });
        }
        return stream;
      };
    });
    await app.start(withShutter());
    await app.page.getByRole('button', { name: 'Take the picture' }).waitFor();
    await app.page.waitForTimeout(300);
    expect(await app.page.getByRole('button', { name: 'Use another camera' }).count()).toBe(0);
    await app.close();
  });
});

describe('the permissions of the plugin', () => {
  type Permission = { camera: string };
  const call = (page: Page, method: 'checkPermissions' | 'requestPermissions'): Promise<Permission> =>
    page.evaluate((name) => {
      const { UqudoSDK } = window as unknown as { UqudoSDK: { UqudoPlugin: new () => Record<string, () => Promise<Permission>> } };
      return new UqudoSDK.UqudoPlugin()[name]!();
    }, method);

  it('are asked for on request, the camera off afterwards', async () => {
    const app = await openApp(browser, served.url, service);
    await app.page.evaluate(() => {
      const getUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = async (constraints) =>
        Object.assign(window, { stream: await getUserMedia(constraints) }).stream;
    });
    expect(await call(app.page, 'requestPermissions')).toEqual({ camera: 'granted' });
    const states = await app.page.evaluate(() =>
      (window as unknown as { stream: MediaStream }).stream.getTracks().map(({ readyState }) => readyState),
    );
    expect(states).toEqual(['ended']);
    await app.close();
  });

  it('are told without asking, as the person has decided', async () => {
    const app = await openApp(browser, served.url, service, { permissions: ['camera'] });
    expect(await call(app.page, 'checkPermissions')).toEqual({ camera: 'granted' });
    await app.page.evaluate(() => {
      Object.defineProperty(navigator, 'permissions', { value: undefined });
    });
    expect(await call(app.page, 'checkPermissions')).toEqual({ camera: 'prompt' });
    await app.close();
  });

  it('are denied where the person says no', async () => {
    const other = await launchChromium({ kind: 'denied' });
    const app = await openApp(other, served.url, service);
    expect(await call(app.page, 'checkPermissions')).toEqual({ camera: 'prompt' });
    expect(await call(app.page, 'requestPermissions')).toEqual({ camera: 'denied' });
    await other.close();
  });
});
