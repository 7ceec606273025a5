/** A course of time series, one value a minute, in which an alert fires or stays silent. Values are in the notation of `promtool test rules`. */
export interface Scenario {
  readonly alert: string;
  readonly says: string;
  readonly fires: boolean;
  readonly series: Readonly<Record<string, string>>;
  /** Labels of the alert beside its severity: those of the series, where the rule does not add series up. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** Minutes that a scenario lasts. */
export const SCENARIO_MINUTES = 80;

const flat = (value: string): string => `${value}x${SCENARIO_MINUTES}`;
const attempts = (labels: string): string => `face_session_attempts_total{${labels}}`;
const buckets = (route: string, below: string, above: string): Record<string, string> => ({
  [`face_session_request_seconds_bucket{route="${route}",le="2.5"}`]: flat(`0+${below}`),
  [`face_session_request_seconds_bucket{route="${route}",le="5"}`]: flat(`0+${above}`),
  [`face_session_request_seconds_bucket{route="${route}",le="+Inf"}`]: flat(`0+${above}`),
  [`face_session_request_seconds_count{route="${route}"}`]: flat(`0+${above}`),
});
const burst = '/api/v1/attempts/:attemptId/burst';
const gauge = (alert: string, metric: string, high: string, low: string, labels?: Record<string, string>): Scenario[] => [
  { alert, says: `${metric} is ${high}`, fires: true, series: { [metric]: flat(`${high}+0`) }, ...(labels && { labels }) },
  { alert, says: `${metric} is ${low}`, fires: false, series: { [metric]: flat(`${low}+0`) } },
  { alert, says: `${metric} is ${high} for a moment`, fires: false, series: { [metric]: `${low}+0x${SCENARIO_MINUTES - 1} ${high}` } },
];

export const scenarios: readonly Scenario[] = [
  {
    alert: 'FaceSessionDown',
    says: 'is down',
    fires: true,
    series: { 'up{job="face-session"}': flat('0+0') },
    labels: { job: 'face-session' },
  },
  { alert: 'FaceSessionDown', says: 'is up', fires: false, series: { 'up{job="face-session"}': flat('1+0') } },
  {
    alert: 'FaceSessionStoreUnreachable',
    says: 'the store does not answer',
    fires: true,
    series: {
      face_session_purge_lag_seconds: Array(SCENARIO_MINUTES + 1)
        .fill('NaN')
        .join(' '),
    },
  },
  { alert: 'FaceSessionStoreUnreachable', says: 'it answers', fires: false, series: { face_session_purge_lag_seconds: flat('0+0') } },
  ...['500', '503'].map((status) => ({
    alert: 'FaceSessionServerErrors',
    says: `2 % are ${status}`,
    fires: true,
    series: {
      [`face_session_request_seconds_count{status="${status}"}`]: flat('0+2'),
      'face_session_request_seconds_count{status="200"}': flat('0+98'),
    },
  })),
  {
    alert: 'FaceSessionServerErrors',
    says: 'all are 429',
    fires: false,
    series: { 'face_session_request_seconds_count{status="429"}': flat('0+100') },
  },
  {
    alert: 'FaceSessionServerErrors',
    says: 'few requests came',
    fires: false,
    series: { 'face_session_request_seconds_count{status="500"}': flat('0+2') },
  },
  ...gauge('FaceSessionQueueLong', 'face_session_queue_pictures', '21', '20'),
  { alert: 'FaceSessionVerdictSlow', says: 'half take 2.5 to 5 s', fires: true, series: buckets(burst, '5', '10') },
  { alert: 'FaceSessionVerdictSlow', says: 'all take less', fires: false, series: buckets(burst, '10', '10') },
  { alert: 'FaceSessionVerdictSlow', says: 'another call is slow', fires: false, series: buckets('/api/v1/face', '5', '10') },
  { alert: 'FaceSessionVerdictSlow', says: 'few came', fires: false, series: buckets(burst, '0', '1') },
  ...gauge('FaceSessionEventLoopBlocked', 'nodejs_eventloop_lag_p99_seconds', '0.6', '0.5'),
  ...gauge('FaceSessionPurgeLate', 'face_session_purge_lag_seconds', '61', '60'),
  ...gauge('FaceSessionSigningKeyOverdue', 'face_session_signing_key_overdue_seconds', '86401', '86400'),
  ...gauge('FaceSessionLevelWorse', 'face_session_level_worse{level="3",client="all"}', '1', '0', { level: '3', client: 'all' }),
  {
    alert: 'FaceSessionPassRateLow',
    says: '40 % pass',
    fires: true,
    series: { [attempts('outcome="passed"')]: flat('0+4'), [attempts('outcome="failed"')]: flat('0+6') },
  },
  { alert: 'FaceSessionPassRateLow', says: 'nobody ever passed', fires: true, series: { [attempts('outcome="failed"')]: flat('0+6') } },
  {
    alert: 'FaceSessionPassRateLow',
    says: '60 % pass, and many are challenged',
    fires: false,
    series: {
      [attempts('outcome="passed"')]: flat('0+6'),
      [attempts('outcome="failed"')]: flat('0+4'),
      [attempts('outcome="challenged"')]: flat('0+90'),
    },
  },
  {
    alert: 'FaceSessionPassRateLow',
    says: 'a few failed',
    fires: false,
    series: { [attempts('outcome="failed"')]: `0+0x${SCENARIO_MINUTES - 10} 1+1x9` },
  },
  {
    alert: 'FaceSessionAttacks',
    says: 'half fail on the spoof score',
    fires: true,
    series: { [attempts('outcome="passed"')]: flat('0+1'), [attempts('outcome="failed",reason="spoofScore"')]: flat('0+1') },
  },
  {
    alert: 'FaceSessionAttacks',
    says: 'half do not match',
    fires: false,
    series: { [attempts('outcome="passed"')]: flat('0+1'), [attempts('outcome="failed",reason="no_match"')]: flat('0+1') },
  },
  {
    alert: 'FaceSessionReplays',
    says: 'ten an hour',
    fires: true,
    series: { [attempts('outcome="failed",reason="freshFrames"')]: flat('0+0.17') },
  },
  {
    alert: 'FaceSessionReplays',
    says: 'three an hour',
    fires: false,
    series: { [attempts('outcome="failed",reason="freshFrames"')]: flat('0+0.05') },
  },
  {
    alert: 'FaceSessionRateLimited',
    says: 'one in ten',
    fires: true,
    series: {
      'face_session_refusals_total{code="RATE_LIMITED"}': flat('0+10'),
      'face_session_request_seconds_count{status="200"}': flat('0+100'),
    },
  },
  {
    alert: 'FaceSessionRateLimited',
    says: 'another refusal',
    fires: false,
    series: {
      'face_session_refusals_total{code="NOT_FOUND"}': flat('0+10'),
      'face_session_request_seconds_count{status="200"}': flat('0+100'),
    },
  },
  ...gauge('FaceSessionWebhookLate', 'face_session_webhook_pending_age_seconds', '3601', '3600'),
  {
    alert: 'FaceSessionWebhooksFail',
    says: 'two in three fail',
    fires: true,
    series: {
      'face_session_webhook_deliveries_total{outcome="failed"}': flat('0+2'),
      'face_session_webhook_deliveries_total{outcome="delivered"}': flat('0+1'),
    },
  },
  {
    alert: 'FaceSessionWebhooksFail',
    says: 'one in three fails',
    fires: false,
    series: {
      'face_session_webhook_deliveries_total{outcome="failed"}': flat('0+1'),
      'face_session_webhook_deliveries_total{outcome="delivered"}': flat('0+2'),
    },
  },
];

/** The text that `/metrics` has at each minute of a scenario. */
export function textsOf({ series }: Scenario): string[] {
  const values = Object.entries(series).map(([name, notation]) => [name, valuesOf(notation)] as const);
  return Array.from({ length: SCENARIO_MINUTES + 1 }, (_, minute) =>
    values.map(([name, all]) => `${name} ${all[minute] ?? NaN}\n`).join(''),
  );
}

/** `1+2x3` is 1, 3, 5, 7. */
function valuesOf(notation: string): number[] {
  return notation.split(' ').flatMap((part) => {
    const [, first = '', step = '', times = ''] = /^([\d.]+)\+([\d.]+)x(\d+)$/.exec(part) ?? [];
    return first === '' ? [Number(part)] : Array.from({ length: Number(times) + 1 }, (_, place) => Number(first) + place * Number(step));
  });
}

/** Nothing answers in the scenario of a service that is down. */
export function isAnswered({ series }: Scenario): boolean {
  return !Object.entries(series).some(([name, values]) => name.startsWith('up{') && values.startsWith('0'));
}
