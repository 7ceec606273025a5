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

let ahead: FramesAhead;
let measured: number;
beforeEach(() => {
  vi.useFakeTimers();
  measured = 0;
  ahead = createFramesAhead(
    { analyse: () => (measured++, Promise.resolve({ digest: String(measured) } as PictureAnalysis)) },
    defaultLivenessCalibration,
  );
  ahead.expect(session, 'a1');
});
afterEach(() => vi.useRealTimers());

describe('frames that are sent ahead', () => {
  it('are measured once, when they arrive, and given to the burst that names them, in its order', async () => {
    expect([ahead.add(session, 'a1', frame(10)), ahead.add(session, 'a1', frame(20))]).toEqual([true, true]);
    const whole = ahead.take(session, 'a1', [...named(20, 10), frame(30)])!;
    expect(whole.map(({ capturedAtMs }) => capturedAtMs)).toEqual([20, 10, 30]);
    expect(await Promise.all(whole.map(async ({ analysis }) => (await analysis)?.digest))).toEqual(['2', '1', undefined]);
    expect(measured).toBe(2);
  });

  it('are taken for an attempt that was opened here only, by its client, until its burst', () => {
    expect(ahead.add(session, 'a2', frame(10))).toBe(false);
    expect(ahead.add(contextOf('shop', 's1'), 'a1', frame(10))).toBe(false);
    expect(ahead.add(contextOf('bank', 's2'), 'a1', frame(10))).toBe(false);
    expect(measured).toBe(0);
    ahead.take(session, 'a1', [frame(10)]);
    expect(ahead.add(session, 'a1', frame(20))).toBe(false);
  });

  it('are not there for another client, another attempt or another time, and stay there for their burst', () => {
    ahead.add(session, 'a1', frame(10));
    expect(ahead.take(contextOf('shop', 's1'), 'a1', named(10))).toBeUndefined();
    expect(ahead.take(session, 'a2', named(10))).toBeUndefined();
    expect(ahead.take(session, 'a1', named(10, 11))).toBeUndefined();
    expect(ahead.take(session, 'a1', named(10))).toHaveLength(1);
  });

  it('are forgotten after 30 s, and their attempt after 2 minutes', () => {
    ahead.add(session, 'a1', frame(10));
    vi.advanceTimersByTime(30_000);
    expect(ahead.take(session, 'a1', named(10))).toBeUndefined();
    ahead.expect(session, 'a2');
    vi.advanceTimersByTime(120_000);
    expect(ahead.add(session, 'a2', frame(10))).toBe(false);
    expect(vi.getTimerCount()).toBe(1);
  });

  it('are those of the last burst of an attempt: five, of which the oldest make way', () => {
    for (let time = 1; time <= burstPlan.count + 2; time++) ahead.add(session, 'a1', frame(time));
    expect(ahead.take(session, 'a1', named(2))).toBeUndefined();
    expect(ahead.take(session, 'a1', named(3, 4, 5, 6, 7))).toHaveLength(5);
  });

  it('are bounded for a session, since they cost no attempt: eight bursts, whatever attempts it opens', () => {
    for (let time = 1; time <= 8 * burstPlan.count; time++) {
      ahead.expect(session, `a${time}`);
      expect(ahead.add(session, `a${time}`, frame(time))).toBe(true);
    }
    ahead.expect(session, 'one more');
    expect(ahead.add(session, 'one more', frame(1))).toBe(false);
    expect(measured).toBe(40);
  });

  it('are bounded for the service: 256 attempts at a time, and the next when one is judged', () => {
    for (let index = 0; index < 256; index++) {
      const other = contextOf('bank', `other ${index}`);
      ahead.expect(other, 'a');
      expect(ahead.add(other, 'a', frame(1))).toBe(true);
    }
    expect(ahead.add(session, 'a1', frame(1))).toBe(false);
    ahead.take(contextOf('bank', 'other 7'), 'a', named(1));
    expect(ahead.add(session, 'a1', frame(1))).toBe(true);
  });

  it('that cannot be decoded reject nowhere but in their burst', async () => {
    const broken = createFramesAhead({ analyse: () => Promise.reject(new Error('broken')) }, defaultLivenessCalibration);
    broken.expect(session, 'a1');
    broken.add(session, 'a1', frame(1));
    await vi.advanceTimersByTimeAsync(1);
    await expect(broken.take(session, 'a1', named(1))![0]!.analysis).rejects.toThrow('broken');
  });
});
