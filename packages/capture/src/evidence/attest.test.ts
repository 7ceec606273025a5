import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { attestorOf } from './attest.js';
import type { NativeBridge } from './native-plugin.js';

/* The plugins are fakes: none of it was run on a phone. */

const app = (plugins: Record<string, object>): NativeBridge => ({
  isNativePlatform: () => true,
  isPluginAvailable: (name) => name in plugins,
  registerPlugin: (name) => plugins[name] ?? {},
});
const challenge = createHash('sha256').update('statement').digest('base64url');
const rejects = (): Promise<never> => Promise.reject(new Error('no'));
const play = { requestIntegrityToken: ({ nonce }: { nonce: string }) => Promise.resolve({ token: `token for ${nonce}` }) };
const token = { format: 'play-integrity', evidence: [`token for ${challenge}`] };

afterEach(() => vi.useRealTimers());

describe('what vouches for an app', () => {
  it('is nothing in a browser, and in an app without a plugin that attests', () => {
    expect(attestorOf(undefined)).toBeUndefined();
    expect(attestorOf({ ...app({ FaceSessionAttestation: {} }), isNativePlatform: () => false })).toBeUndefined();
    expect(attestorOf(app({ Device: {} }))).toBeUndefined();
  });

  it('is the plugin of the app, which is told the statement, its digest and what the service takes', async () => {
    const attest = vi.fn(() => Promise.resolve({ format: 'app-attest', keyId: 'key', evidence: ['object'], more: true }));
    const attestor = attestorOf(app({ FaceSessionAttestation: { attest, getKeyId: () => Promise.resolve({ keyId: 'key' }) } }));
    expect(await attestor?.keyId).toBe('key');
    expect(await attestor?.attest('statement', ['app-attest'])).toEqual({ format: 'app-attest', keyId: 'key', evidence: ['object'] });
    expect(attest).toHaveBeenCalledWith({ statement: 'statement', challenge, formats: ['app-attest'] });
  });

  it('is Play Integrity where the app has its plugin, and where its own plugin has nothing', async () => {
    const attest = (): Promise<object> => Promise.resolve({});
    for (const plugins of [{ CapacitorPlayIntegrity: play }, { CapacitorPlayIntegrity: play, FaceSessionAttestation: { attest } }]) {
      expect(await attestorOf(app(plugins))?.attest('statement', ['play-integrity'])).toEqual(token);
      expect(await attestorOf(app(plugins))?.attest('statement', ['android-key'])).toBeUndefined();
    }
  });

  it('is nothing where a plugin fails', async () => {
    const attestor = attestorOf(app({ FaceSessionAttestation: { attest: rejects, getKeyId: rejects } }));
    expect(await attestor?.keyId).toBeUndefined();
    expect(await attestor?.attest('statement', ['app-attest'])).toBeUndefined();
  });

  it('is nothing where a plugin never answers: the person does not wait for it', async () => {
    vi.useFakeTimers();
    const never = (): Promise<never> => new Promise(() => undefined);
    const attestor = attestorOf(app({ FaceSessionAttestation: { attest: never, getKeyId: never } }));
    const [keyId, attestation] = [attestor?.keyId, attestor?.attest('statement', ['app-attest'])];
    await vi.advanceTimersByTimeAsync(8_000);
    expect([await keyId, await attestation]).toEqual([undefined, undefined]);
  });
});
