import type { Asset, AssetManifest } from '@face-session/protocol';

/** What the guide needs beside its own code. */
export const assetNames = ['guide.js', 'ort.wasm', 'detect.onnx', 'landmark.onnx'] as const;
export type AssetName = (typeof assetNames)[number];

export interface LoadedAsset {
  readonly url: string;
  readonly bytes: ArrayBuffer;
}

/**
 * Fetches the guide's files and checks each against the manifest's SHA-256.
 * @param assetsURL folder of `manifest.json`
 * @param signal ends the waiting
 * @param onProgress called with the share that has arrived, 0 to 1
 * @throws Error if one is missing or not what the manifest says
 */
export async function loadAssets(
  assetsURL: string,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<Record<AssetName, LoadedAsset>> {
  const base = new URL(assetsURL.endsWith('/') ? assetsURL : `${assetsURL}/`, document.baseURI);
  const manifest = (await (await get(new URL('manifest.json', base), signal, 'no-cache')).json()) as AssetManifest;
  const wanted = assetNames.map((name) => {
    const asset = manifest[name];
    if (!asset) throw new Error(`${name} is missing in the manifest.`);
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
  const reader = (await get(url, signal, 'default')).body?.getReader();
  const bytes = new Uint8Array(asset.bytes);
  let length = 0;
  for (let chunk = await reader?.read(); chunk?.value && length <= bytes.length; chunk = await reader?.read()) {
    // What is too long is cut here, and told from what it should be below.
    bytes.set(chunk.value.subarray(0, bytes.length - length), length);
    length += chunk.value.length;
    onArrived(chunk.value.length);
  }
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  if (length !== bytes.length || hex(digest) !== asset.sha256) throw new Error(`${asset.path} is not what the manifest says.`);
  return { url: url.href, bytes: bytes.buffer };
}

async function get(url: URL, signal: AbortSignal, cache: RequestCache): Promise<Response> {
  const response = await fetch(url, { signal, cache, credentials: 'omit', referrerPolicy: 'no-referrer' });
  if (!response.ok) throw new Error(`${url.pathname} answered with status ${String(response.status)}.`);
  return response;
}

function hex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
