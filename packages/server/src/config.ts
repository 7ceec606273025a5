import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { pictureFormats, type PictureFormat } from '@face-session/face/node';
import {
  cameraEvidencePolicies,
  livenessPolicies,
  parseDeviceRules,
  type CameraEvidencePolicy,
  type DeviceRules,
  type GestureCount,
  type LivenessPolicy,
} from '@face-session/liveness';
import {
  AUDIT_IMAGE_LIFETIME_SECONDS,
  DEFAULT_MINIMUM_MATCH_LEVEL,
  lightChallenges,
  MAX_ATTEMPTS,
  signedCaptureModes,
  type LightChallenge,
  type MatchLevel,
  type SignedCapture,
} from '@face-session/protocol';
import { readAttestationSettings, type AttestationSettings } from './attestation/attestation-settings.js';
import { centreModes, type CentreMode } from './population/centre-mode.js';
import { parseMasterKey } from './keys/master-key.js';
import { keepsFreedMemory } from './allocator.js';
import { resemblingSettings } from './resembling-settings.js';
import type { StoreLocation } from './store/open-store.js';
import { operatorRoles, type OperatorRole } from './store/operator-store.js';

/** All settings of the service. {@link readConfig} reads them from the environment; tests create them by hand. */
/** Which frames count as sent before: those with the same pixels, or also the bursts whose print is alike. */
export const frameMemories = ['exact', 'similar'] as const;
type FrameMemory = (typeof frameMemories)[number];

export interface Config {
  /** Address to listen on. */
  readonly host: string;
  readonly port: number;
  /** Public address of the service: `iss` and `aud` of tokens, `iss` of results. Without a slash at the end. */
  readonly baseURL: string;
  readonly store: StoreLocation;
  /** Folder of the site of the documentation; null: it is not served. */
  readonly docsFolder: string | null;
  /** Folder that keeps the capture's assets of earlier versions; written at start. */
  readonly keptAssetsFolder: string;
  /** 32 bytes, or the file that holds them, which is created on first start. */
  readonly masterKey: { readonly bytes: Buffer } | { readonly file: string };
  /** Proxies whose `X-Forwarded-For` is trusted: how many, or their addresses. */
  readonly trustedProxies: number | readonly string[];
  /** Origins that browsers may call from, `*` for any: no cookie is ever used. */
  readonly corsOrigins: '*' | readonly string[];
  readonly livenessPolicy: LivenessPolicy;
  /** Gestures of one challenge. */
  readonly gestureCount: GestureCount;
  /** Whether attempts are challenged with light. Not measured on people yet. */
  readonly lightChallenge: LightChallenge;
  readonly refuseVirtualCameras: boolean;
  /** Which frames count as sent before. */
  readonly frameMemory: FrameMemory;
  /** What evidence against a camera may do. */
  readonly cameraEvidence: CameraEvidencePolicy;
  /** Whether attempts without a key, whose uploads nobody signs, are accepted. */
  readonly signedCapture: SignedCapture;
  /** What follows from risks of a device. */
  readonly deviceRules: DeviceRules;
  /** Apps whose attestations are verified; null: none are. */
  readonly attestation: AttestationSettings | null;
  readonly minimumMatchLevel: MatchLevel;
  readonly maxAttempts: number;
  readonly auditImageSeconds: number;
  /** Whether faces may be enrolled for account recovery. */
  readonly enrollments: boolean;
  /** Whether the endpoint of the reference's web SDK is served: two pictures around a nod. */
  readonly v2Match: boolean;
  readonly auditLogDays: number;
  readonly traceEventDays: number;
  /** Days between rotations of the signing key. */
  readonly keyRotationDays: number;
  /** Worker processes, which decode and measure pictures. */
  readonly workers: number;
  /** Calibration file of the operator; null: the one shipped. */
  readonly calibrationFile: string | null;
  /** What is subtracted from templates before they are compared, unless the client has a setting of its own. */
  readonly centre: CentreMode;
  /** Formats that reference photos may have. */
  readonly photoFormats: readonly PictureFormat[];
  readonly livenessCalibrationFile: string | null;
  /** Recognition model of the operator (docs/models.md); the service does not start without a calibration measured with it. */
  readonly recognitionModelFile: string | null;
  readonly limits: Limits;
  /** Private addresses and networks that webhooks may be sent to; over http too. */
  readonly webhookAllowedNetworks: readonly string[];
  /** How long a request may take to arrive, in seconds. */
  readonly requestSeconds: number;
  /** Bearer token that `/metrics` requires; null: open, for networks that block it from outside. */
  readonly metricsToken: string | null;
  /** The operators' console; null: off. */
  readonly console: ConsoleConfig | null;
  readonly logLevel: LogLevel;
  /** Where traces are sent; null: none are made. */
  readonly traces: TracesConfig | null;
  /** Whether the C library keeps memory that nothing needs, see {@link keepsFreedMemory}. */
  readonly keepsFreedMemory: boolean;
}

const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];

/** The listener of the operators' console. */
export interface ConsoleConfig {
  readonly port: number;
  /** Where browsers reach it: scheme, host and port. */
  readonly origin: string;
  /** A sign-in that is not used for so long is over. */
  readonly idleMinutes: number;
  /** The longest sign-in. */
  readonly sessionHours: number;
  /** Signs operators in beside their passkeys; null: none. */
  readonly provider: ProviderConfig | null;
}

/** An identity provider for the operators (OpenID Connect). */
export interface ProviderConfig {
  readonly issuer: string;
  readonly clientId: string;
  /** Null: a public client, which PKCE alone protects. */
  readonly clientSecret: string | null;
  readonly scope: string;
  /** The claim of the identity token that has a person's roles; a path into objects, with dots. */
  readonly rolesClaim: string;
  /** The value of the claim that gives each role. */
  readonly roles: Readonly<Record<OperatorRole, string>>;
}

/** A collector of OpenTelemetry. */
export interface TracesConfig {
  /** Base URL, without a slash at its end: traces are sent to `/v1/traces` below it. */
  readonly endpoint: string;
  /** Sent with each delivery. */
  readonly headers: Readonly<Record<string, string>>;
  /** Share of the traces that are recorded, 0 to 1. */
  readonly ratio: number;
}

/** Limits of requests. All replicas share the rates. Concurrency is per process, because it protects the memory of one. */
export interface Limits {
  /** Failed authentications a minute, per address and per client id. */
  readonly authenticationFailuresPerMinute: number;
  /** Tokens a minute, per client. */
  readonly tokensPerMinute: number;
  /** Sessions and matches a minute, per client. */
  readonly photosPerMinute: number;
  /** Calls of the attempt protocol a minute, per session. */
  readonly attemptCallsPerMinute: number;
  /** Unknown sessions and images a minute, per address. */
  readonly unknownIdentifiersPerMinute: number;
  /** Trace events a minute, per client. */
  readonly traceEventsPerMinute: number;
  /** Requests with pictures under way in this process. */
  readonly picturesInFlight: number;
  /** Of those, from one address. */
  readonly picturesInFlightPerAddress: number;
  /** Of those, of one client: it cannot take all places, from any number of addresses. */
  readonly picturesInFlightPerClient: number;
}

/** The configuration is not valid. `problems` has every fault, not only the first. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The configuration is not valid:\n${problems.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** One row per setting. docs/operation.md is generated from this table. {@link readConfig} reads no other setting, and rejects names that resemble one. */
export const environmentVariables = {
  PORT: 'Port to listen on. Default 8080.',
  HOST: 'Address to listen on. Default 127.0.0.1; 0.0.0.0 for every interface, as in the image.',
  BASE_URL:
    'Public address of the service, and `iss` of tokens and results. Default http://localhost:PORT. Must be https outside localhost.',
  DATA_DIR: 'Folder of the database file and the master key. Default ./data.',
  DATABASE_URL: 'postgres://... for many replicas. Default: SQLite in DATA_DIR/face-session.db.',
  DATABASE_POOL: 'PostgreSQL connections of one process. Default 10.',
  KEPT_ASSETS_DIR: 'Folder with the run-time assets of earlier versions, for apps that are not updated yet. Default DATA_DIR/assets.',
  DOCS_DIR: 'Folder of the documentation as a site, built by `npm run docs`: served at /docs/. Default: none, it is not served.',
  MASTER_KEY:
    '32-byte key (base64 or hex) that encrypts data at rest. Default: MASTER_KEY_FILE. Required with DATABASE_URL unless the file is set.',
  MASTER_KEY_FILE: 'File with the master key, created on first start. Default DATA_DIR/master.key.',
  TRUSTED_PROXIES: 'Number of proxies in front of the service, or their addresses separated by commas. Default 0.',
  CORS_ORIGINS: 'Origins that browsers may call from, separated by commas, or *. Default *.',
  LIVENESS_POLICY: 'passive, adaptive or active. Default adaptive. A client can only be stricter.',
  GESTURE_COUNT:
    'Gestures of one challenge, 1 to 3. Default 2, drawn from 18 sequences. 1 is a turn left or right: every second guess is right.',
  LIGHT_CHALLENGE:
    'off, offer or require: colours on the screen, looked for in the face. Default off. A client can only be stricter. Not measured on people yet, see docs/light-challenge.md.',
  REFUSE_VIRTUAL_CAMERAS:
    'true or false. Default true: refuses cameras with the name of a virtual one, or with settings that no camera has.',
  FRAME_MEMORY:
    'exact or similar. Default exact: a frame sent again pixel by pixel is a replay. similar: so is a burst sent again that was re-encoded, resized, cropped, brightened or mirrored. See docs/liveness.md.',
  CAMERA_EVIDENCE:
    'record, gestures or refuse. Default record: evidence against a camera is only in the audit log. A client can only be stricter. See docs/liveness.md.',
  SIGNED_CAPTURE:
    'accept or require. Default accept: a capture that announces a key must sign, and one that has none, such as an older version, may do without. require refuses those. A client can only be stricter.',
  DEVICE_RISKS:
    'What follows from a risk of a device, such as bot=gestures,rooted=refuse. Risks: bot, emulated, rooted, payloadTampered, and unattested: no verified attestation. Each is refuse, gestures or record. Default none: all are only recorded. A client can only be stricter.',
  ATTESTATION_FILE:
    'JSON file with your apps, whose App Attest, Android key attestation and Play Integrity are verified; see docs/signed-capture.md. Default: none, no attestation is taken.',
  MINIMUM_MATCH_LEVEL: 'Lowest match level of a match, 2 to 5. Default 3. A client or session can only ask for more.',
  MAX_ATTEMPTS: 'Attempts of a session, 1 to 3. Default 3. A client or session can only ask for fewer.',
  AUDIT_IMAGE_SECONDS: 'How long the audit-trail image and the result are kept, 0 to 1800. Default 1800.',
  ENROLLMENTS: 'true or false. Default false. true: backends may enrol faces for account recovery. They are stored encrypted until erased.',
  V2_MATCH:
    'true or false. Default false. true: serves the call of the reference web SDK, /api/v2/face/bioid/match. It is weaker; see docs/security.md.',
  AUDIT_LOG_DAYS: 'How long the audit log (no biometrics) is kept, 1 to 400. Default 90.',
  TRACE_EVENT_DAYS: 'How long trace events are kept, 1 to 90. Default 30.',
  KEY_ROTATION_DAYS: 'Days between rotations of the signing key, 1 to 365. Default 90.',
  WORKERS: 'Processes that compute on pixels, 1 to 256. Default: one per core.',
  CALIBRATION_FILE: 'Calibration written by `evaluate calibrate`. Default: the one shipped.',
  PHOTO_FORMATS:
    'Accepted formats of reference photos, separated by commas: jpeg, png, jpeg2000, webp, avif. Default: all. Frames are JPEG or PNG.',
  CENTRE:
    'shipped, learned or off. Default shipped: the mean template of the calibration is subtracted before templates are compared; learned: that of the people of each client. See docs/accuracy.md.',
  LIVENESS_CALIBRATION_FILE: 'File with your own thresholds of liveness, see docs/liveness.md. Default: those shipped.',
  RECOGNITION_MODEL_FILE: 'Your own ONNX recognition model; needs a CALIBRATION_FILE measured with it. Default: the one shipped.',
  AUTHENTICATION_FAILURES_PER_MINUTE: 'Failed authentications, per address and per client. Default 20.',
  TOKENS_PER_MINUTE: 'Tokens, per client. Default 600.',
  PHOTOS_PER_MINUTE: 'Sessions and matches, per client. Default 600.',
  ATTEMPT_CALLS_PER_MINUTE: 'Calls of the attempt protocol, per session. Default 60.',
  UNKNOWN_IDENTIFIERS_PER_MINUTE: 'Calls for sessions and images that do not exist, per address. Default 60.',
  TRACE_EVENTS_PER_MINUTE: 'Calls that report trace events, per client. Default 6000.',
  PICTURES_IN_FLIGHT: 'Requests with pictures under way in one process. Default 8 per worker.',
  PICTURES_IN_FLIGHT_PER_ADDRESS: 'Of those, from one address. Default: half of all.',
  PICTURES_IN_FLIGHT_PER_CLIENT: 'Of those, of one client. Default: three quarters of all.',
  REQUEST_SECONDS: 'How long a request with its body may take to arrive, 5 to 300. Default 60: 5 MB over a slow mobile network.',
  WEBHOOK_ALLOWED_NETWORKS:
    'Private addresses and networks that webhooks may be sent to, separated by commas, such as 10.1.0.0/16; http is allowed there. Default: none.',
  METRICS_TOKEN: 'Bearer token that /metrics asks for, 16 characters or more. Default: none, /metrics is open.',
  CONSOLE_PORT: "Port of the operators' console, on HOST. Default: none, there is no console. See docs/console.md.",
  CONSOLE_ORIGIN:
    'Where browsers reach the console: scheme, host and port. Default http://localhost:CONSOLE_PORT. Must be https outside localhost, on a host that BASE_URL does not have.',
  CONSOLE_IDLE_MINUTES: 'A sign-in to the console that is not used for so long is over, 1 to 240. Default 15.',
  CONSOLE_SESSION_HOURS: 'The longest sign-in to the console, 1 to 24. Default 8.',
  OIDC_ISSUER:
    'Issuer of an identity provider (OpenID Connect) that signs operators in, beside passkeys. Default: none. Must be https outside localhost. See docs/console.md.',
  OIDC_CLIENT_ID: 'Identifier of the console at the provider. Required with OIDC_ISSUER.',
  OIDC_CLIENT_SECRET: 'Secret of the console at the provider. Default: none, for a public client; PKCE is used either way.',
  OIDC_SCOPE: 'Scopes that the provider is asked for, with openid. Default openid profile.',
  OIDC_ROLES_CLAIM: 'Claim of the identity token that has the roles of a person; a path such as realm_access.roles. Default roles.',
  OIDC_ROLES:
    'The value of that claim that gives each role, such as viewer=support,reviewer=fraud,admin=operations. Default viewer=viewer,reviewer=reviewer,admin=admin. Nobody enters without one.',
  LOG_LEVEL: 'silent, fatal, error, warn, info or debug. Default info.',
  OTEL_EXPORTER_OTLP_ENDPOINT:
    'Base URL of an OpenTelemetry collector that takes OTLP over HTTP, such as http://127.0.0.1:4318. Default: none, no traces are made.',
  OTEL_EXPORTER_OTLP_HEADERS:
    'Headers of each delivery to the collector: name=value, separated by commas, values percent-encoded. Default: none.',
  OTEL_TRACES_SAMPLER_ARG: 'Share of the traces that are recorded, 0 to 1. Default 1.',
} as const;

/** At level 1 any two faces match (docs/protocol.md, Match levels), so nobody may set it as the floor. */
const LEAST_MATCH_LEVEL = 2;

type VariableName = keyof typeof environmentVariables;

/** One day, in milliseconds. */
export const DAY_MS = 24 * 60 * 60 * 1000;

/** Settings whose values are not shown to anybody. */
const secretSettings: readonly VariableName[] = [
  'MASTER_KEY',
  'METRICS_TOKEN',
  'DATABASE_URL',
  'OTEL_EXPORTER_OTLP_HEADERS',
  'OIDC_CLIENT_SECRET',
];

/** A setting as it holds, for operators. */
export interface SettingInForce {
  readonly name: string;
  readonly meaning: string;
  readonly origin: 'environment' | 'default';
  /** Null: the default that the meaning names, or a secret. */
  readonly value: string | null;
  readonly isSecret: boolean;
}

/** Every setting with its value and where that is from. */
export function settingsInForce(environment: Environment = process.env): SettingInForce[] {
  return (Object.entries(environmentVariables) as [VariableName, string][]).map(([name, meaning]) => {
    const value = environment[name]?.trim() ?? '';
    const isSecret = secretSettings.includes(name);
    return { name, meaning, origin: value === '' ? 'default' : 'environment', value: value === '' || isSecret ? null : value, isSecret };
  });
}

/** The names of the settings that the environment has. */
export function namesOfSettings(environment: Environment = process.env): string[] {
  return Object.keys(environmentVariables).filter((name) => (environment[name]?.trim() ?? '') !== '');
}

/**
 * Reads the configuration.
 * @param defaults what holds where the environment has no setting, in place of the documented default
 * @throws ConfigError with every fault found.
 */
export function readConfig(environment: Environment = process.env, defaults: Partial<Pick<Config, 'logLevel'>> = {}): Config {
  const faults: string[] = [];
  const text = (name: VariableName): string | null => {
    const value = environment[name]?.trim();
    return value === undefined || value === '' ? null : value;
  };
  const whole = (name: VariableName, fallback: number, least: number, most: number): number => {
    const value = text(name);
    if (value === null) return fallback;
    const number = Number(value);
    if (Number.isInteger(number) && number >= least && number <= most) return number;
    faults.push(`${name} must be a whole number from ${least} to ${most}, not "${value}".`);
    return fallback;
  };
  const oneOf = <Value extends string>(name: VariableName, values: readonly Value[], fallback: Value): Value => {
    const value = text(name);
    if (value === null) return fallback;
    const found = values.find((candidate) => candidate === value);
    if (found === undefined) faults.push(`${name} must be one of ${values.join(', ')}, not "${value}".`);
    return found ?? fallback;
  };

  const someOf = <Value extends string>(name: VariableName, values: readonly Value[]): readonly Value[] => {
    const value = text(name);
    if (value === null) return values;
    const named = value.split(',').map((part) => part.trim());
    const unknown = named.find((part) => !values.some((candidate) => candidate === part));
    if (unknown !== undefined) faults.push(`${name} must be some of ${values.join(', ')}, separated by commas, not "${unknown}".`);
    return values.filter((candidate) => named.includes(candidate));
  };

  const port = whole('PORT', 8080, 0, 65_535);
  const dataDir = resolve(text('DATA_DIR') ?? 'data');
  const databaseURL = text('DATABASE_URL');
  if (databaseURL !== null && !/^postgres(ql)?:\/\//.test(databaseURL)) {
    faults.push('DATABASE_URL must begin with postgres:// or postgresql://.');
  } else if (databaseURL !== null && namesSeveralHosts(databaseURL)) {
    faults.push('DATABASE_URL names several hosts. Name one that leads to the primary, such as a virtual address, HAProxy or PgBouncer.');
  } else if (databaseURL !== null && !URL.canParse(databaseURL.replace('@/', '@localhost/'))) {
    // A socket's address has no host. The error does not repeat its text, which may hold a password.
    faults.push('DATABASE_URL is not a URL; are the special characters of its password escaped?');
  }
  const workers = whole('WORKERS', availableParallelism(), 1, 256);
  const picturesInFlight = whole('PICTURES_IN_FLIGHT', workers * 8, 1, 10_000);
  const metricsToken = text('METRICS_TOKEN');
  if (metricsToken !== null && metricsToken.length < 16) faults.push('METRICS_TOKEN must have 16 characters or more.');
  const calibrationFile = readFileName('CALIBRATION_FILE', text('CALIBRATION_FILE'), faults);
  const recognitionModelFile = readFileName('RECOGNITION_MODEL_FILE', text('RECOGNITION_MODEL_FILE'), faults);
  if (recognitionModelFile !== null && calibrationFile === null) {
    faults.push(
      'RECOGNITION_MODEL_FILE needs a CALIBRATION_FILE measured with that model: its match levels are not those of the model shipped.',
    );
  }

  const config: Config = {
    host: readHost(text('HOST') ?? '127.0.0.1', faults),
    port,
    baseURL: readBaseURL(text('BASE_URL') ?? `http://localhost:${port}`, faults),
    store:
      databaseURL === null
        ? { kind: 'sqlite', file: join(dataDir, 'face-session.db') }
        : { kind: 'postgres', url: databaseURL, poolSize: whole('DATABASE_POOL', 10, 1, 1000) },
    keptAssetsFolder: resolve(text('KEPT_ASSETS_DIR') ?? join(dataDir, 'assets')),
    docsFolder: readSite(text('DOCS_DIR'), faults),
    masterKey: readMasterKey(text('MASTER_KEY'), text('MASTER_KEY_FILE'), dataDir, databaseURL !== null, faults),
    trustedProxies: readProxies(text('TRUSTED_PROXIES'), faults),
    corsOrigins: readOrigins(text('CORS_ORIGINS'), faults),
    livenessPolicy: oneOf('LIVENESS_POLICY', livenessPolicies, 'adaptive'),
    gestureCount: whole('GESTURE_COUNT', 2, 1, 3) as GestureCount,
    lightChallenge: oneOf('LIGHT_CHALLENGE', lightChallenges, 'off'),
    refuseVirtualCameras: oneOf('REFUSE_VIRTUAL_CAMERAS', ['true', 'false'], 'true') === 'true',
    frameMemory: oneOf('FRAME_MEMORY', frameMemories, 'exact'),
    cameraEvidence: oneOf('CAMERA_EVIDENCE', cameraEvidencePolicies, 'record'),
    deviceRules: readDeviceRules(text('DEVICE_RISKS') ?? 'none', faults),
    attestation: readAttestation(text('ATTESTATION_FILE'), faults),
    signedCapture: oneOf('SIGNED_CAPTURE', signedCaptureModes, 'accept'),
    minimumMatchLevel: whole('MINIMUM_MATCH_LEVEL', DEFAULT_MINIMUM_MATCH_LEVEL, LEAST_MATCH_LEVEL, 5) as MatchLevel,
    maxAttempts: whole('MAX_ATTEMPTS', MAX_ATTEMPTS, 1, MAX_ATTEMPTS),
    auditImageSeconds: whole('AUDIT_IMAGE_SECONDS', AUDIT_IMAGE_LIFETIME_SECONDS, 0, AUDIT_IMAGE_LIFETIME_SECONDS),
    enrollments: oneOf('ENROLLMENTS', ['true', 'false'], 'false') === 'true',
    v2Match: oneOf('V2_MATCH', ['true', 'false'], 'false') === 'true',
    auditLogDays: whole('AUDIT_LOG_DAYS', 90, 1, 400),
    traceEventDays: whole('TRACE_EVENT_DAYS', 30, 1, 90),
    keyRotationDays: whole('KEY_ROTATION_DAYS', 90, 1, 365),
    workers,
    calibrationFile,
    photoFormats: someOf('PHOTO_FORMATS', pictureFormats),
    centre: oneOf('CENTRE', centreModes, 'shipped'),
    livenessCalibrationFile: readFileName('LIVENESS_CALIBRATION_FILE', text('LIVENESS_CALIBRATION_FILE'), faults),
    recognitionModelFile,
    limits: {
      authenticationFailuresPerMinute: whole('AUTHENTICATION_FAILURES_PER_MINUTE', 20, 1, 100_000),
      tokensPerMinute: whole('TOKENS_PER_MINUTE', 600, 1, 1_000_000),
      photosPerMinute: whole('PHOTOS_PER_MINUTE', 600, 1, 1_000_000),
      attemptCallsPerMinute: whole('ATTEMPT_CALLS_PER_MINUTE', 60, 1, 10_000),
      unknownIdentifiersPerMinute: whole('UNKNOWN_IDENTIFIERS_PER_MINUTE', 60, 1, 100_000),
      traceEventsPerMinute: whole('TRACE_EVENTS_PER_MINUTE', 6000, 1, 1_000_000),
      picturesInFlight,
      picturesInFlightPerAddress: whole('PICTURES_IN_FLIGHT_PER_ADDRESS', Math.ceil(picturesInFlight / 2), 1, 10_000),
      picturesInFlightPerClient: whole('PICTURES_IN_FLIGHT_PER_CLIENT', Math.ceil((picturesInFlight * 3) / 4), 1, 10_000),
    },
    webhookAllowedNetworks: readNetworks(text('WEBHOOK_ALLOWED_NETWORKS'), faults),
    requestSeconds: whole('REQUEST_SECONDS', 60, 5, 300),
    metricsToken,
    console: readConsole(
      text('CONSOLE_PORT') === null ? null : whole('CONSOLE_PORT', 0, 0, 65_535),
      text('CONSOLE_ORIGIN'),
      text('BASE_URL'),
      {
        idleMinutes: whole('CONSOLE_IDLE_MINUTES', 15, 1, 240),
        sessionHours: whole('CONSOLE_SESSION_HOURS', 8, 1, 24),
        provider: readProvider(text, faults),
      },
      faults,
    ),
    logLevel: oneOf('LOG_LEVEL', logLevels, defaults.logLevel ?? 'info'),
    traces: readTraces(text('OTEL_EXPORTER_OTLP_ENDPOINT'), text('OTEL_EXPORTER_OTLP_HEADERS'), text('OTEL_TRACES_SAMPLER_ARG'), faults),
    keepsFreedMemory: keepsFreedMemory(environment, process.platform),
  };
  for (const [name, setting] of resemblingSettings(Object.keys(environment), Object.keys(environmentVariables))) {
    faults.push(`${name} is not a setting. Did you mean ${setting}?`);
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return config;
}

/** Whether a connection string has a list of hosts, as libpq takes it and the driver here does not: `a:5432,b:5432`, `?host=a,b`. */
function namesSeveralHosts(databaseURL: string): boolean {
  const authority = /^\w+:\/\/([^/?#]*)/.exec(databaseURL)?.[1] ?? '';
  const query = new URLSearchParams(/\?([^#]*)/.exec(databaseURL)?.[1]);
  return [authority.slice(authority.lastIndexOf('@') + 1), query.get('host') ?? ''].some((hosts) => hosts.includes(','));
}

function readHost(value: string, faults: string[]): string {
  if (isIP(value) === 0 && !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(value))
    faults.push(`HOST must be an address or a name, not "${value}".`);
  return value;
}

function readDeviceRules(value: string, faults: string[]): DeviceRules {
  const rules = parseDeviceRules(value);
  if (!rules) faults.push(`DEVICE_RISKS must be none, or rules such as bot=gestures,rooted=refuse, not "${value}".`);
  return rules ?? {};
}

function readAttestation(file: string | null, faults: string[]): AttestationSettings | null {
  try {
    return file === null ? null : readAttestationSettings(file);
  } catch (error) {
    faults.push(`ATTESTATION_FILE "${file ?? ''}": ${(error as Error).message}`);
    return null;
  }
}

function readFileName(name: VariableName, value: string | null, faults: string[]): string | null {
  if (value !== null && !existsSync(value)) faults.push(`${name}: there is no file "${value}".`);
  return value;
}

function readSite(value: string | null, faults: string[]): string | null {
  if (value !== null && !existsSync(join(value, 'index.html'))) {
    faults.push(`DOCS_DIR: there is no site in "${value}". In a clone, \`npm run docs -- --build\` writes one to site/dist.`);
  }
  return value === null ? null : resolve(value);
}

function readBaseURL(value: string, faults: string[]): string {
  let url: URL;
  try {
    url = new URL(value);
  } catch {
    faults.push(`BASE_URL is not a URL: "${value}".`);
    return value;
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') faults.push('BASE_URL must begin with https:// or http://.');
  if (url.search || url.hash || url.username) faults.push('BASE_URL must have no query, fragment or user.');
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    faults.push('BASE_URL must be https outside localhost: browsers deny pages over http the camera, and tokens would be sent in clear.');
  }
  return value.replace(/\/+$/, '');
}

function readConsole(
  port: number | null,
  given: string | null,
  baseURL: string | null,
  rest: Omit<ConsoleConfig, 'port' | 'origin'>,
  faults: string[],
): ConsoleConfig | null {
  if (port === null) {
    if (given !== null) faults.push('CONSOLE_ORIGIN needs a CONSOLE_PORT: without it there is no console.');
    if (rest.provider !== null) faults.push('OIDC_ISSUER needs a CONSOLE_PORT: without it there is no console.');
    return null;
  }
  const origin = given ?? `http://localhost:${port}`;
  if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
    faults.push(`CONSOLE_ORIGIN: "${origin}" is not an origin. Write scheme, host and port, such as https://console.example.com.`);
    return null;
  }
  const { protocol, hostname } = new URL(origin);
  if (!isLoopback(hostname)) {
    if (protocol !== 'https:') faults.push('CONSOLE_ORIGIN must be https outside localhost: browsers allow no passkeys over http.');
    if (baseURL !== null && URL.canParse(baseURL) && new URL(baseURL).hostname === hostname) {
      faults.push('CONSOLE_ORIGIN must have another host than BASE_URL: cookies do not tell ports apart.');
    }
  }
  return { port, origin, ...rest };
}

function readProvider(text: (name: VariableName) => string | null, faults: string[]): ProviderConfig | null {
  const issuer = text('OIDC_ISSUER');
  const clientId = text('OIDC_CLIENT_ID');
  if (issuer === null) {
    if (clientId !== null) faults.push('OIDC_CLIENT_ID needs an OIDC_ISSUER: without it there is no identity provider.');
    return null;
  }
  const url = URL.canParse(issuer) ? new URL(issuer) : null;
  if (
    url === null ||
    url.search ||
    url.hash ||
    url.username ||
    !(url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)))
  ) {
    faults.push('OIDC_ISSUER must be a URL with https://, without query, fragment or user. Plain http is allowed on localhost only.');
  }
  if (clientId === null) faults.push('OIDC_CLIENT_ID must be set with OIDC_ISSUER: the provider knows the console by it.');
  const scope = text('OIDC_SCOPE') ?? 'openid profile';
  if (!scope.split(' ').includes('openid')) faults.push('OIDC_SCOPE must have openid: without it there is no identity token.');
  const roles = readRoles(text('OIDC_ROLES') ?? operatorRoles.map((role) => `${role}=${role}`).join(','));
  if (roles === null)
    faults.push(
      `OIDC_ROLES must name a value for each of ${operatorRoles.join(', ')}, such as viewer=support,reviewer=fraud,admin=operations.`,
    );
  if (url === null || clientId === null || roles === null) return null;
  return {
    issuer,
    clientId,
    clientSecret: text('OIDC_CLIENT_SECRET'),
    scope,
    rolesClaim: text('OIDC_ROLES_CLAIM') ?? 'roles',
    roles,
  };
}

/** The value that gives each role; null if one has none, or two roles have the same. */
function readRoles(text: string): ProviderConfig['roles'] | null {
  const pairs = text.split(',').map((pair) => pair.trim().split(/=(.*)/s));
  const values = operatorRoles.map((role) => pairs.find(([name]) => name === role)?.[1]?.trim() ?? '');
  if (pairs.length !== operatorRoles.length || values.includes('') || new Set(values).size !== values.length) return null;
  return Object.fromEntries(operatorRoles.map((role, index) => [role, values[index] ?? ''])) as Record<OperatorRole, string>;
}

function readTraces(endpoint: string | null, headers: string | null, share: string | null, faults: string[]): TracesConfig | null {
  const ratio = share === null ? 1 : Number(share);
  if (!(ratio >= 0 && ratio <= 1)) faults.push(`OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1, not "${share ?? ''}".`);
  const pairs: [string, string][] = [];
  for (const part of headers?.split(',') ?? []) {
    const [, name, value] = /^\s*([\w!#$&'*+.^`|~-]+)\s*=\s*([\x21-\x7e]+)\s*$/.exec(part) ?? [];
    const plain = decoded(value);
    // The text is not repeated: it may hold a password.
    if (name === undefined || plain === undefined)
      faults.push('OTEL_EXPORTER_OTLP_HEADERS must be name=value, separated by commas, with percent-encoded values.');
    else pairs.push([name, plain]);
  }
  if (endpoint === null) return null;
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username) {
    faults.push('OTEL_EXPORTER_OTLP_ENDPOINT must be a URL with http:// or https://, without query, fragment or user.');
  }
  return { endpoint: endpoint.replace(/\/+$/, ''), headers: Object.fromEntries(pairs), ratio };
}

/** Percent-decoded text; undefined if it has no valid encoding. */
function decoded(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127\./.test(hostname);
}

function readMasterKey(key: string | null, file: string | null, dataDir: string, shared: boolean, faults: string[]): Config['masterKey'] {
  if (key !== null) {
    const bytes = parseMasterKey(key);
    if (!bytes) faults.push('MASTER_KEY must be 32 bytes in base64 or hex.');
    if (file !== null) faults.push('Set MASTER_KEY or MASTER_KEY_FILE, not both.');
    return { bytes: bytes ?? Buffer.alloc(0) };
  }
  if (shared && file === null) {
    faults.push('MASTER_KEY or MASTER_KEY_FILE must be set with DATABASE_URL: every replica needs the same key.');
  }
  return { file: file === null ? join(dataDir, 'master.key') : resolve(file) };
}

function readProxies(value: string | null, faults: string[]): number | readonly string[] {
  if (value === null) return 0;
  if (/^\d{1,2}$/.test(value)) return Number(value);
  const addresses = value.split(',').map((address) => address.trim());
  for (const address of addresses) {
    if (!isNetwork(address)) faults.push(`TRUSTED_PROXIES: "${address}" is not a number of proxies, an address or a network.`);
  }
  return addresses;
}

function readNetworks(value: string | null, faults: string[]): readonly string[] {
  const networks = value === null ? [] : value.split(',').map((network) => network.trim());
  for (const network of networks) {
    if (!isNetwork(network)) faults.push(`WEBHOOK_ALLOWED_NETWORKS: "${network}" is not an address or a network.`);
  }
  return networks;
}

/** Whether the text is an IP address, with or without the length of a network's prefix. */
function isNetwork(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  const bits = isIP(address) === 6 ? 128 : 32;
  if (isIP(address) === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) >= 1 && Number(prefix) <= bits);
}

function readOrigins(value: string | null, faults: string[]): '*' | readonly string[] {
  if (value === null || value === '*') return '*';
  const origins = value.split(',').map((origin) => origin.trim());
  for (const origin of origins) {
    if (!isOrigin(origin)) {
      faults.push(
        `CORS_ORIGINS: "${origin}" is not an origin. Write scheme, host and port, such as https://app.example or capacitor://localhost.`,
      );
    }
  }
  return origins;
}

/**
 * Whether a browser or WebView sends the text as `Origin`: scheme, host, and a port unless it is the scheme's own; in lower case, nothing after
 * it. `URL` knows origins of web schemes only, and Capacitor and Ionic have their own (capacitor://localhost, ionic://localhost).
 */
function isOrigin(text: string): boolean {
  // `URL` takes https://*.example for a host of that name.
  if (!URL.canParse(text) || text.includes('*')) return false;
  const url = new URL(text);
  if (url.protocol === 'http:' || url.protocol === 'https:') return url.origin === text;
  return url.host !== '' && url.username === '' && text === `${url.protocol}//${url.host}` && text === text.toLowerCase();
}
