import { describe, expect, it } from 'vitest';
import { run } from './server.js';

describe('bench -- server', () => {
  it('gives every figure of every part it is asked for, and no error', { timeout: 180_000 }, async () => {
    const figures = await run(['--parts', 'ratio,latency,overload,soak', '--soak-minutes', '0.02', '--seconds', '1', '--rounds', '1']);
    const times = { p50: expect.any(Number), p95: expect.any(Number) };
    const latency = expect.objectContaining({ session: times, open: times, burst: times });
    expect(figures).toMatchObject({
      ratioToEngine: expect.any(Number),
      errors: 0,
      attemptsPerSecond: expect.any(Number),
      engineAttemptsPerSecond: expect.any(Number),
      latencyMs: { at50Percent: latency, at90Percent: latency },
      overload: { ends: expect.any(Object), rateRightAfter: expect.any(Number) },
      soak: { memory: { flat: expect.any(Boolean) } },
    });
  });

  it('says which parts there are when it is asked for another', async () => {
    await expect(run(['--parts', 'speed'])).rejects.toThrow('ratio, latency, overload, soak');
    await expect(run(['--seconds', 'ten'])).rejects.toThrow('--seconds');
  });
});
