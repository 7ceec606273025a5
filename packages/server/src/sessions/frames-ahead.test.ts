import type { AnalysisParts } from '@face-session/face';
import type { PictureAnalysis } from '@face-session/face/node';
import { burstPlan, defaultLivenessCalibration } from '@face-session/liveness';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFramesAhead, type FramesAhead } from './frames-ahead.js';
import type { SessionContext } from './session-context.js';

const contextOf = (clientId: string, sessionId: string): SessionContext =>
  ({ client: { clientId }, sessionId }) as unknown as SessionContext;
const session = contextOf('bank', 's1');
const picture = Uint8Array.of(1);
const frame = (capturedAtMs: number): { capturedAtMs: number; picture: Uint8Array } => ({ capturedAtMs, picture });
const named = (...times: number[]): { capturedAtMs: number; picture: undefined }[] =>
  times.map((capturedAtMs) => ({ capturedAtMs, picture: undefined }));

const sceneMotion = { faceAgainstBackground: 0.1, planeResidual: 0.1, backgroundPoints: 40 };
let ahead: FramesAhead;
let measured: number;
/** What the workers were asked for, in order. */
let asked: string[];
/** Turns of the head in the frames that come, degrees. */
let yaw: number[];
const faces = {
  analyse: (_picture: Uint8Array, { spoofScore }: AnalysisParts): Promise<PictureAnalysis> => {
    measured++;
    asked.push(spoofScore ? 'frame with its spoof score' : 'frame');
    return Promise.resolve({
      digest: String(measured),
      width: 640,
      height: 480,
      faces: [{ box: { x: 240, y: 120, width: 160, height: 200 }, score: 1 }],
      landmarks: new Float32Array(136),
      pose: { yaw: yaw.shift() ?? 0, pitch: 0, roll: 0 },
      template: new Float32Array(512),
      scene: { width: 1, height: 1, step: 1, data: Uint8Array.of(0) },
    });
  },
  sceneMotion: (frames: readonly unknown[]) => (asked.push(`scene of ${frames.length}`), Promise.resolve(sceneMotion)),
  selfie: (_picture: Uint8Array, _analysis: unknown, obfuscation?: string) => (
    asked.push(`selfie ${String(obfuscation)}`),
    Promise.resolve(Uint8Array.of(7))
  ),
};
beforeEach(() => {
  vi.useFakeTimers();
  measured = 0;
  asked = [];
  yaw = [];
  ahead = createFramesAhead(faces, defaultLivenessCalibration);
  ahead.expect(session, 'a1', {});
});
afterEach(() => vi.useRealTimers());

describe('frames that are sent ahead', () => {
  it('are measured once, when they arrive, and given to the burst that names them, in its order', async () => {
    expect([ahead.add(session, 'a1', frame(10)), ahead.add(session, 'a1', frame(20))]).toEqual(['kept', 'kept']);
    const { frames: whole, begun } = ahead.take(session, 'a1', [...named(20, 10), frame(30)])!;
    expect(begun).toBeUndefined();
    expect(whole.map(({ capturedAtMs }) => capturedAtMs)).toEqual([20, 10, 30]);
    expect(await Promise.all(whole.map(async ({ analysis }) => (await analysis)?.digest))).toEqual(['2', '1', undefined]);
    expect(measured).toBe(2);
  });

  it('are taken for an attempt that was opened here only, by its client, until its burst', () => {
    expect(ahead.add(session, 'a2', frame(10))).toBe('unknown');
    expect(ahead.add(contextOf('shop', 's1'), 'a1', frame(10))).toBe('unknown');
    expect(ahead.add(contextOf('bank', 's2'), 'a1', frame(10))).toBe('unknown');
    expect(measured).toBe(0);
    ahead.take(session, 'a1', [frame(10)]);
    expect(ahead.add(session, 'a1', frame(20))).toBe('unknown');
  });

  it('are not there for another client, another attempt or another time, and stay there for their burst', () => {
    ahead.add(session, 'a1', frame(10));
    expect(ahead.take(contextOf('shop', 's1'), 'a1', named(10))).toBeUndefined();
    expect(ahead.take(session, 'a2', named(10))).toBeUndefined();
    expect(ahead.take(session, 'a1', named(10, 11))).toBeUndefined();
    expect(ahead.take(session, 'a1', named(10))!.frames).toHaveLength(1);
  });

  it('are forgotten after 30 s, and their attempt after 2 minutes', () => {
    ahead.add(session, 'a1', frame(10));
    vi.advanceTimersByTime(30_000);
    expect(ahead.take(session, 'a1', named(10))).toBeUndefined();
    ahead.expect(session, 'a2', {});
    vi.advanceTimersByTime(120_000);
    expect(ahead.add(session, 'a2', frame(10))).toBe('unknown');
    expect(vi.getTimerCount()).toBe(1);
  });

  it('are those of the last burst of an attempt: five, of which the oldest make way', () => {
    for (let time = 1; time <= burstPlan.count + 2; time++) ahead.add(session, 'a1', frame(time));
    expect(ahead.take(session, 'a1', named(2))).toBeUndefined();
    expect(ahead.take(session, 'a1', named(3, 4, 5, 6, 7))!.frames).toHaveLength(5);
  });

  it('are bounded for a session, since they cost no attempt: eight bursts, whatever attempts it opens', () => {
    for (let time = 1; time <= 8 * burstPlan.count; time++) {
      ahead.expect(session, `a${time}`, {});
      expect(ahead.add(session, `a${time}`, frame(time))).toBe('kept');
    }
    ahead.expect(session, 'one more', {});
    expect(ahead.add(session, 'one more', frame(1))).toBe('unknown');
    expect(measured).toBe(40);
  });

  it('are bounded for the service: 256 attempts at a time, and the next when one is judged', () => {
    for (let index = 0; index < 256; index++) {
      const other = contextOf('bank', `other ${index}`);
      ahead.expect(other, 'a', {});
      expect(ahead.add(other, 'a', frame(1))).toBe('kept');
    }
    expect(ahead.add(session, 'a1', frame(1))).toBe('unknown');
    ahead.take(contextOf('bank', 'other 7'), 'a', named(1));
    expect(ahead.add(session, 'a1', frame(1))).toBe('kept');
  });

  it('that cannot be decoded reject nowhere but in their burst', async () => {
    const broken = createFramesAhead({ ...faces, analyse: () => Promise.reject(new Error('broken')) }, defaultLivenessCalibration);
    broken.expect(session, 'a1', {});
    for (const time of [1, 2, 3, 4]) broken.add(session, 'a1', frame(time));
    await vi.advanceTimersByTimeAsync(1);
    const { frames, begun } = broken.take(session, 'a1', named(1, 2, 3, 4))!;
    await expect(frames[0]!.analysis).rejects.toThrow('broken');
    expect([await begun?.sceneMotion, await begun?.selfie]).toEqual([undefined, undefined]);
  });

  it('are begun as a burst when all but the last are there: their scene, and the selfie of the best', async () => {
    yaw = [12, 8, 1, 9];
    ahead.expect(session, 'a2', { obfuscationType: 'BLURRED' });
    for (const time of [1, 2, 3]) ahead.add(session, 'a2', frame(time));
    await vi.advanceTimersByTimeAsync(1);
    expect(asked).toEqual(Array(3).fill('frame with its spoof score'));
    ahead.add(session, 'a2', frame(4));
    await vi.advanceTimersByTimeAsync(1);
    expect(asked.slice(3)).toEqual(['frame', 'scene of 4', 'selfie BLURRED']);
    const { begun } = ahead.take(session, 'a2', [...named(1, 2, 3, 4), frame(5)])!;
    expect(await begun?.sceneMotion).toEqual({ frames: 4, motion: sceneMotion });
    expect(await begun?.selfie).toEqual({ place: 2, image: Uint8Array.of(7) });
    expect(asked.slice(6)).toEqual(['frame']);
  });

  it('are not taken for the begin of a burst of other frames, or in another order', () => {
    for (const time of [1, 2, 3, 4]) ahead.add(session, 'a1', frame(time));
    expect(ahead.take(session, 'a1', [...named(2, 1, 3, 4), frame(5)])!.begun).toBeUndefined();
    ahead.expect(session, 'a1', {});
    for (const time of [1, 2, 3, 4]) ahead.add(session, 'a1', frame(time));
    expect(ahead.take(session, 'a1', [...named(1, 2, 3), frame(4), frame(5)])!.begun).toBeUndefined();
    ahead.expect(session, 'a1', {});
    for (const time of [1, 2, 3, 4, 5]) ahead.add(session, 'a1', frame(time));
    expect(ahead.take(session, 'a1', [...named(2, 3, 4, 5), frame(6)])!.begun).toBeDefined();
  });
});
