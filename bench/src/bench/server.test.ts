import { describe, expect, it } from 'vitest';
import { server } from './server.js';

describe('bench -- server', () => {
  it('gives every figure of every part it is asked for, and no error', { timeout: 180_000 }, async () => {
    const short = { parts: 'ratio,latency,overload,soak', 'soak-minutes': '0.01', seconds: '0.5', rounds: '1', concurrency: '2' };
    const figures = await server.run('', short);
    const aNumber = expect.any(Number) as number;
    const times = { p50: aNumber, p95: aNumber };
    const latency = { session: times, open: times, burst: times };
    expect(figures).toMatchObject({
      ratioToEngine: aNumber,
      errors: 0,
      attemptsPerSecond: aNumber,
      engineAttemptsPerSecond: aNumber,
      latencyMs: { at50Percent: latency, at90Percent: latency },
      overload: { rateRightAfter: aNumber },
      soak: { memory: { risePercent: aNumber } },
    });
  });

  it('says which parts there are when it is asked for another', async () => {
    const valid = { seconds: '1', rounds: '1', concurrency: '1' };
    await expect(server.run('', { ...valid, parts: 'speed' })).rejects.toThrow('ratio, latency, overload, soak');
    await expect(server.run('', { ...valid, seconds: 'ten' })).rejects.toThrow('--seconds');
  });
});
