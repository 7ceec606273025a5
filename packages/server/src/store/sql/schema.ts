import type { Generated } from 'kysely';

/*
 * The tables, the same in SQLite and PostgreSQL. Times are milliseconds since 1970; `*_hash` columns are SHA-256 of an identifier that the
 * store never knows; `*_sealed` columns are AES-256-GCM (keys/sealer.ts); JSON columns hold text without biometrics.
 */
export interface Tables {
  clients: ClientRow;
  client_secrets: ClientSecretRow;
  signing_keys: SigningKeyRow;
  test_signing_keys: SigningKeyRow;
  sessions: SessionRow;
  attempts: AttemptRow;
  images: ImageRow;
  enrollments: EnrollmentRow;
  used_frames: UsedFrameRow;
  attested_keys: AttestedKeyRow;
  burst_prints: BurstPrintRow;
  burst_print_cells: BurstPrintCellRow;
  rate_limits: RateLimitRow;
  leases: LeaseRow;
  audit_log: AuditLogRow;
  trace_events: TraceEventRow;
  facts: FactRow;
  webhooks: WebhookRow;
  webhook_events: WebhookEventRow;
  link_pages: LinkPageRow;
  links: LinkRow;
  populations: PopulationRow;
  population_users: PopulationUserRow;
  score_counts: ScoreCountRow;
  operators: OperatorRow;
  operator_credentials: OperatorCredentialRow;
  operator_sessions: OperatorSessionRow;
  operator_tickets: OperatorTicketRow;
  session_summaries: SessionSummaryRow;
  session_sources: SessionSourceRow;
  console_totals: ConsoleTotalRow;
  reviews: ReviewRow;
}

export interface ClientRow {
  client_id: string;
  name: string;
  /** JSON array of scopes. */
  scopes: string;
  disabled: number;
  /** JSON: ClientPolicy. */
  policy: string;
  /** JSON: public JWK with `alg`, or null: results are signed only. */
  result_key: string | null;
  signing_algorithm: string;
  /** 1: a client of test mode. */
  test: Generated<number>;
  created_at: number;
}

interface ClientSecretRow {
  secret_id: string;
  client_id: string;
  secret_hash: string;
  created_at: number;
  expires_at: number | null;
}

export interface SigningKeyRow {
  kid: string;
  /** One row per algorithm and generation, so that replicas that rotate at once make one key. */
  generation: number;
  algorithm: string;
  public_jwk: string;
  private_sealed: Uint8Array;
  created_at: number;
  /** Signs from here on; it is published before. */
  active_at: number;
  /** Not published any more from here on; null while it is the newest. */
  expires_at: number | null;
  /** 1: the key signs nothing, and nothing that it signed is accepted, whatever the time. */
  revoked: Generated<number>;
}

export interface SessionRow {
  session_hash: string;
  client_id: string;
  /** open, passed, exhausted or ended. */
  status: string;
  created_at: number;
  expires_at: number;
  /** When the row itself goes. */
  delete_at: number;
  max_attempts: number;
  charged: number;
  failed: number;
  last_failure: string | null;
  last_match_level: number | null;
  user_hash: string | null;
  template_sealed: Uint8Array | null;
  result_sealed: Uint8Array | null;
  /** The enrolment identifier that the session was made from, sealed under the session id. */
  enrollment_sealed: Uint8Array | null;
  /** Keyed hash of the key of its capture. */
  capture_key_hash: Generated<string | null>;
  /** Uploads that were refused for their signature. */
  refused_uploads: Generated<number>;
}

interface AttemptRow {
  attempt_hash: string;
  session_hash: string;
  number: number;
  /** open, charged, challenged, answered, passed, failed or declined. */
  state: string;
  opened_at: number;
  challenge_expires_at: number | null;
  /** What the attempt needs until it is concluded, under its id; of a declined one the pair that is not drawn again, under the session id. */
  sealed: Uint8Array | null;
  /** Nonce and user identifier the attempt was opened with, sealed under the session id. */
  origin_sealed: Uint8Array | null;
}

interface ImageRow {
  image_hash: string;
  session_hash: string;
  client_id: string;
  image_sealed: Uint8Array;
  expires_at: number;
}

interface EnrollmentRow {
  enrollment_hash: string;
  client_id: string;
  user_hash: string | null;
  template_sealed: Uint8Array;
  created_at: number;
}

interface UsedFrameRow {
  frame_hash: string;
  expires_at: number;
}

interface BurstPrintRow {
  print_id: string;
  print_sealed: Uint8Array;
  expires_at: number;
}

interface BurstPrintCellRow {
  cell_hash: string;
  print_id: string;
  expires_at: number;
}

interface RateLimitRow {
  key: string;
  count: number;
  expires_at: number;
}

interface LeaseRow {
  name: string;
  expires_at: number;
}

/** What the store knows about itself, such as the check value of its master key. */
interface FactRow {
  name: string;
  value: string;
}

export interface AuditLogRow {
  id: Generated<number>;
  at: number;
  event: string;
  client_id: string | null;
  session_hash: string | null;
  user_hash: string | null;
  /** JSON, without biometrics. */
  details: string;
}

interface TraceEventRow {
  id: Generated<number>;
  received_at: number;
  client_id: string;
  session_hash: string | null;
  /** JSON: TraceEventFields without the session id. */
  fields: string;
}

export interface WebhookRow {
  client_id: string;
  url: string;
  /** JSON array of event types. */
  events: string;
  /** event or reference. */
  body: string;
  disabled: number;
  secrets_sealed: Uint8Array;
  version: number;
}

export interface WebhookEventRow {
  event_id: string;
  client_id: string;
  type: string;
  session_hash: string;
  user_hash: string | null;
  created_at: number;
  delete_at: number;
  /** Sealed under the event id; null for a session that expired. */
  content_sealed: Uint8Array | null;
  tries: number;
  /** When it is due, or when the lease on it ends; null once it is delivered. */
  next_at: number | null;
  delivered_at: number | null;
  last_outcome: string | null;
}

interface LinkPageRow {
  client_id: string;
  /** JSON: LinkPage without the client id. */
  settings: string;
  logo: Uint8Array | null;
  /** Media type of the logo. */
  logo_type: string | null;
}

export interface LinkRow {
  link_hash: string;
  /** Keyed hash of the token in the URL. */
  token_hash: string;
  client_id: string;
  session_hash: string;
  user_hash: string | null;
  created_at: number;
  expires_at: number;
  /** When the row itself goes. */
  delete_at: number;
  opened_at: number | null;
  started_at: number | null;
  /** Keyed hash of the key of the device that started it. */
  device_hash: string | null;
  /** passed, failed, ended or expired; null: it is to be seen from the times and the session. */
  outcome: string | null;
  /** Sealed under the session id; null once the session is made. */
  template_sealed: Uint8Array | null;
  /** The enrolment identifier that the template is from, sealed under the session id. */
  enrollment_sealed: Uint8Array | null;
  enrollment_hash: string | null;
  /** What the page needs, sealed under the token. */
  page_sealed: Uint8Array;
  /** The session id, sealed under the link id. */
  session_sealed: Uint8Array;
  /** Keyed hash of the secret in the URL of the hand-off; null: none was made. The columns after it are set with it. */
  hand_off_hash: string | null;
  /** Keyed hash of the key of the device that made it. */
  hand_off_maker_hash: string | null;
  /** What the page needs, sealed under the secret. */
  hand_off_sealed: Uint8Array | null;
  /** Until when it can be opened. */
  hand_off_expires_at: number | null;
  hand_off_opened_at: number | null;
  /** Keyed hash of the key of the device that opened it. */
  hand_off_device_hash: string | null;
}

interface PopulationRow {
  client_id: string;
  /** SHA-256 of the recognition model that the templates are of. */
  model: string;
  /** 1 for the first sums; one more with each change. */
  revision: number;
  /** Sums over the templates of at least 16 people, sealed under the client id. */
  sums_sealed: Uint8Array;
}

/** A user whose face is in the sums of a client. */
interface AttestedKeyRow {
  client_id: string;
  key_hash: string;
  /** SPKI in DER. */
  public_key: Uint8Array;
  counter: number;
  used_at: number;
}

interface PopulationUserRow {
  client_id: string;
  user_hash: string;
}

/** How many comparisons of different people came into a bin of similarity. */
interface ScoreCountRow {
  /** Empty: of the sessions of all clients. */
  client_id: string;
  /** Recognition model and centre that the similarities are of. */
  scale: string;
  bin: number;
  count: number;
}

export interface OperatorRow {
  operator_id: string;
  name: string;
  /** viewer, reviewer or admin. */
  role: string;
  disabled: number;
  created_at: number;
}

export interface OperatorCredentialRow {
  credential_id: string;
  operator_id: string;
  /** COSE. */
  public_key: Uint8Array;
  counter: number;
  created_at: number;
  used_at: number | null;
}

interface OperatorSessionRow {
  /** Of the cookie. */
  session_hash: string;
  operator_id: string;
  created_at: number;
  seen_at: number;
}

export interface OperatorTicketRow {
  ticket_hash: string;
  /** registration or challenge. */
  kind: string;
  operator_id: string | null;
  expires_at: number;
}

/** What the console shows of a session: SessionSummary. */
export interface SessionSummaryRow {
  session_hash: string;
  client_id: string;
  user_hash: string | null;
  created_at: number;
  last_at: number;
  ends_at: number;
  outcome: string;
  left_at: string | null;
  /** Words, separated by spaces. */
  reasons: string;
  stage: number;
  attempts: number;
  match_level: number | null;
  spoof_score: number | null;
  seconds: number | null;
  platform: string | null;
  browser: string | null;
  device_hash: string | null;
  is_traced: number;
  review: string | null;
  /** Names of checks, separated by spaces. */
  doubts: string;
}

/** From where, or with what, a session was attempted: SessionSource. */
interface SessionSourceRow {
  session_hash: string;
  kind: string;
  hash: string;
  at: number;
  passed: number;
}

/** How many sessions of an hour or a day have a value. */
interface ConsoleTotalRow {
  /** hour or day. */
  span: string;
  at: number;
  client_id: string;
  name: string;
  value: string;
  count: number;
}

export interface ReviewRow {
  session_hash: string;
  client_id: string;
  decided_at: number;
  /** Name of the reviewer. */
  operator: string;
  decision: string;
  note: string;
}
