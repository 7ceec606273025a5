import { traceEventSchema } from '@face-session/protocol/schemas';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTraceReport, type TraceReport } from './trace-report.js';

const sessionId = 'd2186cf1-0000-4000-8000-000000000001';
let page: EventTarget;
let status: number | 'lost';
let requests: { url: string; authorization: string; keepalive: boolean; events: Record<string, string>[] }[];
let told: string[];

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  page = new EventTarget();
  [status, requests, told] = [204, [], []];
  vi.stubGlobal('document', page);
  for (const name of ['addEventListener', 'removeEventListener'] as const) vi.stubGlobal(name, page[name].bind(page));
  vi.stubGlobal(
    'fetch',
    (url: string, { headers, keepalive, body }: { headers: { Authorization: string }; keepalive: boolean; body: string }) => {
      requests.push({
        url,
        authorization: headers.Authorization,
        keepalive,
        ...(JSON.parse(body) as { events: Record<string, string>[] }),
      });
      return status === 'lost' ? Promise.reject(new TypeError('lost')) : Promise.resolve({ ok: status < 300, status });
    },
  );
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const begin = (): TraceReport =>
  createTraceReport({
    baseURL: 'https://id.example/',
    token: 'T',
    sessionId,
    tell: (fault, detail) => void told.push(`${fault}: ${detail}`),
  });
const sent = (): string[][] => requests.map(({ events }) => events.map(({ event = '' }) => event));

describe('the report of a session', () => {
  it('sends the steps of a second together, and the end at once', () => {
    const report = begin();
    report.add({ event: 'VIEW', status: 'SUCCESS' });
    expect(sent()).toEqual([]);
    vi.advanceTimersByTime(1_000);
    report.add({ event: 'START', status: 'SUCCESS' });
    report.add({ event: 'FINISH', status: 'SUCCESS' });
    expect(sent()).toEqual([
      ['INIT', 'VIEW'],
      ['START', 'FINISH'],
    ]);
    expect(requests[0]).toMatchObject({ url: 'https://id.example/api/v1/events', authorization: 'Bearer T', keepalive: true });
    vi.advanceTimersByTime(60_000);
    expect(requests).toHaveLength(2);
  });

  it.each(['pagehide', 'visibilitychange'])('sends what waits when the page goes away: %s', (event) => {
    begin();
    page.dispatchEvent(new Event(event));
    expect(sent()).toEqual([['INIT']]);
  });

  it('holds what the service takes, and neither the device nor a message', () => {
    const report = begin();
    report.add({ event: 'FINISH', status: 'FAILURE', statusCode: 'UNEXPECTED_ERROR', statusMessage: 'https://id.example/?user=Zoë' });
    const [{ events } = { events: [] }] = requests;
    for (const each of events) expect(traceEventSchema.strict().safeParse(each).success).toBe(true);
    expect(JSON.stringify(events)).not.toMatch(/user|deviceIdentifier|statusMessage/);
    expect(events[1]).toEqual({
      category: 'FACE_SESSION',
      event: 'FINISH',
      status: 'FAILURE',
      statusCode: 'UNEXPECTED_ERROR',
      page: 'FACE',
      sessionId,
      timestamp: '1970-01-01T00:00:00Z',
    });
  });

  it('sends nothing more after a refusal, and tells the developer', async () => {
    status = 403;
    const report = begin();
    await vi.advanceTimersByTimeAsync(1_000);
    report.add({ event: 'FINISH', status: 'SUCCESS' });
    expect(told).toEqual(['TRACE_EVENTS_REFUSED: POST https://id.example/api/v1/events was answered with status 403.']);
    expect(requests).toHaveLength(1);
  });

  it('loses what did not arrive, and goes on', async () => {
    status = 'lost';
    const report = begin();
    await vi.advanceTimersByTimeAsync(1_000);
    report.add({ event: 'FINISH', status: 'SUCCESS' });
    await vi.advanceTimersByTimeAsync(0);
    expect([requests.length, told]).toEqual([2, []]);
  });

  it('sends what waits when it is closed, and listens no more', () => {
    const report = begin();
    report.close();
    expect(sent()).toEqual([['INIT']]);
    report.add({ event: 'VIEW' });
    page.dispatchEvent(new Event('pagehide'));
    expect(requests).toHaveLength(1);
  });
});
