import { assetURL } from '../asset-url.js';
import { GuideError } from '../fault-errors.js';
import { pinnedAssets, type PinnedAsset } from '../pinned-assets.js';
import { whyNoAnswer, type NoAnswer } from '../why-no-answer.js';

/** What the guide needs beside its own code. */
const assetNames = ['guide.js', 'ort.wasm', 'detect.onnx', 'landmark.onnx'] as const;
type AssetName = (typeof assetNames)[number];

export interface LoadedAsset {
  readonly url: string;
  readonly bytes: ArrayBuffer;
}

/**
 * Fetches the guide's files and checks each against the SHA-256 that the package was built with: a host delivers, it never chooses.
 * @param assetsURL folder of the files
 * @param signal aborts the download
 * @param onProgress called with the share that has arrived, 0 to 1
 * @throws GuideError that names the file and what is wrong with it
 */
export async function loadAssets(
  assetsURL: string,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<Record<AssetName, LoadedAsset>> {
  const wanted = assetNames.map((name) => {
    const asset = pinnedAssets[name];
    if (!asset) throw new Error(`${name} is missing.`);
    return { name, asset };
  });
  const total = wanted.reduce((sum, { asset }) => sum + asset.bytes, 0);
  let arrived = 0;
  const loaded = await Promise.all(
    wanted.map(async ({ name, asset }) => {
      const file = await load(assetURL(asset, assetsURL), asset, signal, (bytes) => {
        arrived += bytes;
        onProgress(arrived / total);
      });
      return [name, file] as const;
    }),
  );
  return Object.fromEntries(loaded) as Record<AssetName, LoadedAsset>;
}

/** @param onArrived called with how many bytes have arrived since the last call */
async function load(url: string, asset: PinnedAsset, signal: AbortSignal, onArrived: (bytes: number) => void): Promise<LoadedAsset> {
  const response = await get(url, signal);
  const reader = response.body?.getReader();
  const bytes = new Uint8Array(asset.bytes);
  let length = 0;
  for (let chunk = await reader?.read(); chunk?.value && length <= bytes.length; chunk = await reader?.read()) {
    // Too many bytes are cut off here and rejected below.
    bytes.set(chunk.value.subarray(0, bytes.length - length), length);
    length += chunk.value.length;
    onArrived(chunk.value.length);
  }
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  if (length !== bytes.length || `sha256-${base64(digest)}` !== asset.integrity) {
    // A web app answers any address with its own page.
    if (/^text\/html/.test(response.headers.get('Content-Type') ?? '')) throw missing(`${url} is a page of HTML.`);
    throw new GuideError('ASSETS_ALTERED', `${url} has another SHA-256 than the package.`);
  }
  return { url, bytes: bytes.buffer };
}

const missing = (message: string): GuideError => new GuideError('ASSETS_MISSING', message);

async function get(url: string, signal: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { signal, credentials: 'omit', referrerPolicy: 'no-referrer' });
  } catch (error) {
    if (signal.aborted) throw error;
    throw errorOfNoAnswer(await whyNoAnswer(url), new URL(url));
  }
  if (!response.ok) throw missing(`${url} was answered with status ${String(response.status)}.`);
  return response;
}

function errorOfNoAnswer(why: NoAnswer, { href, origin }: URL): GuideError {
  if (why === 'CSP') {
    return new GuideError('ASSETS_BLOCKED', `The Content-Security-Policy of the page refused ${href}: connect-src lacks ${origin}.`);
  }
  if (why === 'CORS') return new GuideError('ASSETS_REFUSED', `${href} has no Access-Control-Allow-Origin for ${location.origin}.`);
  return new GuideError(
    'ASSETS_UNREACHABLE',
    `${href} could not be loaded: ${why === 'OFFLINE' ? 'the browser is offline' : 'no server answers there'}.`,
  );
}

const base64 = (bytes: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(bytes)));
