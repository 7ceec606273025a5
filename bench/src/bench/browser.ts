import { createReadStream } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineCommand } from '@face-session/evaluate';
import { compareTemplates } from '@face-session/liveness';
import { createNodeEngine, decodePicture } from '@face-session/face/node';
import { chromium } from 'playwright-core';
import { findBrowser } from '../../../scripts/lib/browser.mjs';
import { webcamFrame } from '../demo-picture.js';
import { lowestTenth, median } from '../timing.js';

const ROUNDS = 120;

/** What the page measures. */
interface Measured {
  readonly milliseconds: number[];
  readonly landmarks: number[];
  readonly template: number[];
}

/** Where the page's files come from. */
const FACE = fileURLToPath(new URL('./', import.meta.resolve('@face-session/face')));
const ORT = dirname(fileURLToPath(import.meta.resolve('onnxruntime-web/wasm')));
const MODELS = join(FACE, '../models');

const PAGE = `<!doctype html><title>Engine</title><link rel="icon" href="data:,">
<script type="importmap">{"imports":{"onnxruntime-web/wasm":"/ort/ort.wasm.bundle.min.mjs"}}</script>`;

/**
 * Measures detector and landmarks with their preprocessing in Chromium, on one thread and a frame of 640 x 480 pixels. Compares the browser's landmarks
 * (compact models; in pixels) and the template aligned by them (similarity; 1 is equal) with those of Node (full models).
 */
export const browser = defineCommand({
  summary: 'Measures detector and landmarks in Chromium, and how near its landmarks are to those of the service.',
  options: {},
  async run() {
    const executablePath = findBrowser();
    if (executablePath === undefined) throw new Error('No Chromium or Chrome found: install one, or set CHROMIUM_PATH');
    const pixels = await decodePicture(await webcamFrame());
    const server = await serve();
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] });
    try {
      const page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`);
      const measured = await page.evaluate(measureInPage, {
        width: pixels.width,
        height: pixels.height,
        data: [...pixels.data],
        rounds: ROUNDS,
      });
      const here = await (await createNodeEngine()).analyse(pixels, { template: true });
      return {
        framesPerSecond: round(1000 / lowestTenth(measured.milliseconds)),
        milliseconds: { lowestTenth: round(lowestTenth(measured.milliseconds)), median: round(median(measured.milliseconds)) },
        landmarkDistance: round(Math.max(...measured.landmarks.map((value, index) => Math.abs(value - (here.landmarks?.[index] ?? 0))))),
        similarityToNode: round(compareTemplates(Float32Array.from(measured.template), here.template ?? new Float32Array(512))),
      };
    } finally {
      await browser.close();
      server.close();
    }
  },
});

/** Runs in the page: nothing of this file is at hand there. */
async function measureInPage(frame: { width: number; height: number; data: number[]; rounds: number }): Promise<Measured> {
  const bytes = async (path: string): Promise<ArrayBuffer> => (await fetch(path)).arrayBuffer();
  const module = '/face/browser/index.js';
  const { createBrowserEngine } = (await import(module)) as typeof import('@face-session/face/browser');
  const engine = await createBrowserEngine({
    load: (name) => bytes(`/models/fr_${name}${name === 'detect' || name === 'landmark' ? '.compact' : ''}.onnx`),
    wasmBinary: await bytes('/ort/ort-wasm-simd-threaded.wasm'),
  });
  // As a canvas gives it: RGBA.
  const data = new Uint8ClampedArray(frame.width * frame.height * 4).fill(255);
  for (let i = 0; i < frame.width * frame.height; i++) data.set(frame.data.slice(i * 3, i * 3 + 3), i * 4);
  const pixels = { width: frame.width, height: frame.height, channels: 4 as const, data };
  const milliseconds: number[] = [];
  for (let round = -10; round < frame.rounds; round++) {
    const start = performance.now();
    await engine.analyse(pixels, { landmarks: true });
    if (round >= 0) milliseconds.push(performance.now() - start);
  }
  const { landmarks, template } = await engine.analyse(pixels, { landmarks: true, template: true });
  return { milliseconds, landmarks: [...(landmarks ?? [])], template: [...(template ?? [])] };
}

const TYPES: Record<string, string> = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm' };

async function serve(): Promise<Server> {
  const folders: Record<string, string> = { face: FACE, ort: ORT, models: MODELS };
  const server = createServer((request, response) => {
    const [, folder = '', ...rest] = normalize(request.url ?? '/').split('/');
    const root = folders[folder];
    response.setHeader('content-type', TYPES[extname(request.url ?? '')] ?? 'text/html');
    if (root === undefined) response.end(PAGE);
    else
      createReadStream(join(root, ...rest))
        .on('error', () => response.writeHead(404).end())
        .pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function round(value: number): number {
  return Number(value.toFixed(4));
}
