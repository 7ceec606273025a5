import type { Condition } from './condition.js';

/** Something that an operator must know. */
export interface Alert {
  readonly name: string;
  /** `page`: people are turned away or a promise is broken, somebody acts now. `ticket`: somebody looks today. */
  readonly severity: 'page' | 'ticket';
  /** How long the condition must hold, in seconds. */
  readonly forSeconds: number;
  readonly condition: Condition;
  /** What is wrong, one sentence. */
  readonly summary: string;
  /** What to do, in the order of doing. */
  readonly action: string;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Uploads decided in the window below which a share of them says nothing. */
const ENOUGH_ATTEMPTS = 20;

const decided = { metric: 'face_session_attempts_total', labels: { outcome: ['passed', 'failed'] } };
const requests = { metric: 'face_session_request_seconds_count' };
const serverErrors = ['500', '502', '503', '504'];

/** Findings of a burst or of gestures that a picture, a screen or a fed-in recording has and a person rarely. */
const attackReasons = ['spoofScore', 'movement', 'depth', 'identity', 'smoothness'];

/**
 * Every alert of the service: deploy/prometheus has them as rules, docs/alerts.md as a table, `doctor --watch` judges them without Prometheus. Limits are starting
 * points for an installation of a few attempts a minute.
 */
export const alerts: readonly Alert[] = [
  {
    name: 'FaceSessionDown',
    severity: 'page',
    forSeconds: 2 * MINUTE,
    condition: { kind: 'down' },
    summary: 'A process of the service does not answer /metrics.',
    action:
      'Look whether the process runs and what its log says last; run `face-session doctor` beside it. If /healthz answers, look at METRICS_TOKEN and the address that is scraped.',
  },
  {
    name: 'FaceSessionStoreUnreachable',
    severity: 'page',
    forSeconds: 2 * MINUTE,
    condition: { kind: 'unknown', of: { metric: 'face_session_purge_lag_seconds' } },
    summary: 'The service cannot reach its store: it answers 503, and nothing is deleted in time.',
    action: 'Look at the database and the network to it; `face-session doctor` names the cause. Sessions go on when it is back.',
  },
  {
    name: 'FaceSessionServerErrors',
    severity: 'page',
    forSeconds: 5 * MINUTE,
    condition: {
      kind: 'share',
      of: { metric: 'face_session_request_seconds_count', labels: { status: serverErrors } },
      among: requests,
      within: 5 * MINUTE,
      above: 0.01,
      atLeast: 100,
    },
    summary: 'More than 1 % of requests end with 500 to 504.',
    action:
      'face_session_refusals_total tells BUSY from UNEXPECTED_ERROR. For BUSY, add replicas or workers (docs/capacity.md); for UNEXPECTED_ERROR, find the cause in the log by its request identifier.',
  },
  {
    name: 'FaceSessionQueueLong',
    severity: 'ticket',
    forSeconds: 5 * MINUTE,
    condition: { kind: 'value', of: { metric: 'face_session_queue_pictures' }, above: 20 },
    summary: 'Pictures wait for a worker: people wait for their result.',
    action: 'Add replicas or cores (docs/capacity.md). If traffic is not higher than usual, look for one address or client that sends it.',
  },
  {
    name: 'FaceSessionVerdictSlow',
    severity: 'ticket',
    forSeconds: 10 * MINUTE,
    condition: {
      kind: 'quantile',
      of: { metric: 'face_session_request_seconds', labels: { route: '/api/v1/attempts/:attemptId/burst' } },
      quantile: 0.95,
      within: 10 * MINUTE,
      above: 3,
      atLeast: ENOUGH_ATTEMPTS,
    },
    summary: 'One burst in twenty takes more than 3 seconds to its decision.',
    action:
      'face_session_stage_seconds says which step is slow. If all are, the CPU is short: see FaceSessionQueueLong. If none is, the upload is slow: look at the proxy.',
  },
  {
    name: 'FaceSessionEventLoopBlocked',
    severity: 'ticket',
    forSeconds: 5 * MINUTE,
    condition: { kind: 'value', of: { metric: 'nodejs_eventloop_lag_p99_seconds' }, above: 0.5 },
    summary: 'The process answers late because it computes: every request waits.',
    action: 'Give the process more CPU, or fewer workers than cores. If the load is low, report it with the log of that time.',
  },
  {
    name: 'FaceSessionPurgeLate',
    severity: 'page',
    forSeconds: 5 * MINUTE,
    condition: { kind: 'value', of: { metric: 'face_session_purge_lag_seconds' }, above: MINUTE },
    summary: 'A template or a selfie has outlived its end by more than a minute: a promise about people is broken.',
    action: 'Look for errors of the purge in the log and at the locks of the database. Every running replica purges; one is enough.',
  },
  {
    name: 'FaceSessionSigningKeyOverdue',
    severity: 'ticket',
    forSeconds: HOUR,
    condition: { kind: 'value', of: { metric: 'face_session_signing_key_overdue_seconds' }, above: 24 * HOUR },
    summary: 'The newest signing key is a day older than KEY_ROTATION_DAYS.',
    action: 'Run `face-session keys list`, then `face-session keys rotate`, and look in the log for what kept the service from it.',
  },
  {
    name: 'FaceSessionLevelWorse',
    severity: 'ticket',
    forSeconds: HOUR,
    condition: { kind: 'value', of: { metric: 'face_session_level_worse' }, above: 0 },
    summary: 'More strangers match at a level than it promises, measured on the people who come.',
    action:
      'Run `face-session levels`. Raise MINIMUM_MATCH_LEVEL, or use a learned centre or a calibration of your own (docs/accuracy.md).',
  },
  {
    name: 'FaceSessionPassRateLow',
    severity: 'ticket',
    forSeconds: 15 * MINUTE,
    condition: {
      kind: 'share',
      of: { metric: 'face_session_attempts_total', labels: { outcome: 'passed' } },
      among: decided,
      within: HOUR,
      below: 0.5,
      atLeast: ENOUGH_ATTEMPTS,
    },
    summary: 'Fewer than half of the attempts of an hour passed.',
    action:
      'face_session_attempts_total by reason says why. One reason and one client: a change of that app. spoofScore or movement: see FaceSessionAttacks. no_match: look at the photos that the client sends.',
  },
  {
    name: 'FaceSessionAttacks',
    severity: 'ticket',
    forSeconds: 5 * MINUTE,
    condition: {
      kind: 'share',
      of: { metric: 'face_session_attempts_total', labels: { outcome: 'failed', reason: attackReasons } },
      among: decided,
      within: HOUR,
      above: 0.3,
      atLeast: ENOUGH_ATTEMPTS,
    },
    summary: 'More than three in ten attempts of an hour failed on liveness.',
    action:
      'Read them with `face-session audit --outcome failed`: one user, address or camera in many sessions is an attack. Run `face-session client set CLIENT_ID --liveness-policy active` meanwhile.',
  },
  {
    name: 'FaceSessionReplays',
    severity: 'ticket',
    forSeconds: 0,
    condition: {
      kind: 'increase',
      of: { metric: 'face_session_attempts_total', labels: { outcome: 'failed', reason: 'freshFrames' } },
      within: HOUR,
      above: 5,
    },
    summary: 'Frames were sent that the service had before: somebody replays recordings.',
    action: 'Read them with `face-session audit --outcome failed`, and disable the client or the user that they come from.',
  },
  {
    name: 'FaceSessionRateLimited',
    severity: 'ticket',
    forSeconds: 10 * MINUTE,
    condition: {
      kind: 'share',
      of: { metric: 'face_session_refusals_total', labels: { code: 'RATE_LIMITED' } },
      among: requests,
      within: 10 * MINUTE,
      above: 0.05,
      atLeast: 100,
    },
    summary: 'One request in twenty is refused for its rate.',
    action:
      'The label `client` says whose. If honest people share an address (an office, a mobile network), raise the limits; if every caller has the address of your proxy, set TRUSTED_PROXIES.',
  },
  {
    name: 'FaceSessionWebhookLate',
    severity: 'page',
    forSeconds: 5 * MINUTE,
    condition: { kind: 'value', of: { metric: 'face_session_webhook_pending_age_seconds' }, above: HOUR },
    summary: 'An event of a webhook has waited for more than an hour: a receiver is down.',
    action:
      'Run `face-session client webhook show CLIENT_ID` and tell the customer. Deliveries are tried for three days, and can be replayed after that.',
  },
  {
    name: 'FaceSessionWebhooksFail',
    severity: 'ticket',
    forSeconds: 10 * MINUTE,
    condition: {
      kind: 'share',
      of: { metric: 'face_session_webhook_deliveries_total', labels: { outcome: 'failed' } },
      among: { metric: 'face_session_webhook_deliveries_total' },
      within: 30 * MINUTE,
      above: 0.5,
      atLeast: 10,
    },
    summary: 'More than half of the deliveries of webhooks fail.',
    action: 'The label `client` says whose receiver. If all fail, look at this machine: DNS, firewall, and its way to the outside.',
  },
];
