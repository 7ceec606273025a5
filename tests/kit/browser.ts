import { rmSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import { findBrowser, quietFlags } from '../../scripts/lib/browser.mjs';

/** What the browser's camera is: a file of pictures that is deleted with its folder after the launch that it serves, two test pictures, a person who says no, or no camera at all. */
export type Camera = { kind: 'file'; folder: string; file: string } | { kind: 'two' } | { kind: 'denied' } | { kind: 'none' };

/** Compiles the models of each page once and quickly: the optimising compiler takes more time than a short session gives back. */
const quickCompiler = '--js-flags=--liftoff-only';

/** Pictures a second of a camera: as many as a webcam delivers in a dim room. Each costs the machine that shows, decodes and measures it. */
export const PICTURES_PER_SECOND = 15;

const cameraFlags: Record<Camera['kind'], (camera: Camera) => string[]> = {
  file: (camera) => [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${camera.kind === 'file' ? camera.file : ''}`,
  ],
  two: () => [`--use-fake-device-for-media-stream=device-count=2,fps=${String(PICTURES_PER_SECOND)}`, '--use-fake-ui-for-media-stream'],
  denied: () => ['--use-fake-device-for-media-stream', '--deny-permission-prompts'],
  none: () => ['--use-fake-ui-for-media-stream'],
};

/**
 * Starts the machine's Chromium with the given camera; a camera file serves one launch and is deleted with it.
 * @param isFast whether the models are to run fast, for a test that must follow a person's movement; they take longer to load
 */
export async function launchChromium(camera: Camera = { kind: 'none' }, isFast = false): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('No Chromium or Chrome found: install one, or set CHROMIUM_PATH');
  const browser = await chromium.launch({
    executablePath,
    args: [...quietFlags, ...(isFast ? [] : [quickCompiler]), ...cameraFlags[camera.kind](camera)],
  });
  if (camera.kind === 'file')
    browser.on('disconnected', () => {
      rmSync(camera.folder, { recursive: true, force: true });
    });
  return browser;
}
