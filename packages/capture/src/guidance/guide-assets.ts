import type { Asset } from '@face-session/protocol';
import { pinnedAssets } from '../pinned-assets.js';

/** What the guide needs beside its own code. */
export const assetNames = ['guide.js', 'ort.wasm', 'detect.onnx', 'landmark.onnx'] as const;
export type AssetName = (typeof assetNames)[number];

export interface LoadedAsset {
  readonly url: string;
  readonly bytes: ArrayBuffer;
}

/**
 * Fetches the guide's files and checks each against the SHA-256 that the package was built with: a host delivers, it never chooses.
 * @param assetsURL folder of the files
 * @param signal aborts the download
 * @param onProgress called with the share that has arrived, 0 to 1
 * @throws Error if a file is missing or has another digest
 */
export async function loadAssets(
  assetsURL: string,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<Record<AssetName, LoadedAsset>> {
  const base = new URL(assetsURL.endsWith('/') ? assetsURL : `${assetsURL}/`, document.baseURI);
  const wanted = assetNames.map((name) => {
    const asset = pinnedAssets[name];
    if (!asset) throw new Error(`${name} is missing.`);
    return { name, asset };
  });
  const total = wanted.reduce((sum, { asset }) => sum + asset.bytes, 0);
  let arrived = 0;
  const loaded = await Promise.all(
    wanted.map(async ({ name, asset }) => {
      const file = await load(new URL(asset.path, base), asset, signal, (bytes) => {
        arrived += bytes;
        onProgress(arrived / total);
      });
      return [name, file] as const;
    }),
  );
  return Object.fromEntries(loaded) as Record<AssetName, LoadedAsset>;
}

/** @param onArrived called with how many bytes have arrived since the last call */
async function load(url: URL, asset: Asset, signal: AbortSignal, onArrived: (bytes: number) => void): Promise<LoadedAsset> {
  const reader = (await get(url, signal)).body?.getReader();
  const bytes = new Uint8Array(asset.bytes);
  let length = 0;
  for (let chunk = await reader?.read(); chunk?.value && length <= bytes.length; chunk = await reader?.read()) {
    // Too many bytes are cut off here and rejected below.
    bytes.set(chunk.value.subarray(0, bytes.length - length), length);
    length += chunk.value.length;
    onArrived(chunk.value.length);
  }
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  if (length !== bytes.length || hex(digest) !== asset.sha256) throw new Error(`${url.href} has another SHA-256.`);
  return { url: url.href, bytes: bytes.buffer };
}

async function get(url: URL, signal: AbortSignal): Promise<Response> {
  const response = await fetch(url, { signal, credentials: 'omit', referrerPolicy: 'no-referrer' });
  if (!response.ok) throw new Error(`${url.href} answered with status ${String(response.status)}.`);
  return response;
}

function hex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
