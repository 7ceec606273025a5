import { chromium, type Browser } from 'playwright-core';
import { findBrowser } from '../../scripts/lib/browser.mjs';

/** What the browser's camera is: a file of JPEG frames shown as a camera, two test pictures, a person who says no, or no camera at all. */
export type Camera = { kind: 'frames'; mjpegFile: string } | { kind: 'two' } | { kind: 'denied' } | { kind: 'none' };

/** Switches that keep Chromium quiet on a machine without a GPU and without a network. */
const quietFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const cameraFlags: Record<Camera['kind'], (camera: Camera) => string[]> = {
  frames: (camera) => [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${camera.kind === 'frames' ? camera.mjpegFile : ''}`,
  ],
  two: () => ['--use-fake-device-for-media-stream=device-count=2', '--use-fake-ui-for-media-stream'],
  denied: () => ['--use-fake-device-for-media-stream', '--deny-permission-prompts'],
  none: () => ['--use-fake-ui-for-media-stream'],
};

/** Starts the machine's Chromium with the given camera; a camera file serves one launch. */
export async function launchChromium(camera: Camera = { kind: 'none' }): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('No Chromium or Chrome found: install one, or set CHROMIUM_PATH');
  return chromium.launch({ executablePath, args: [...quietFlags, ...cameraFlags[camera.kind](camera)] });
}
