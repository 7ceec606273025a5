import {
  MAX_NONCE_LENGTH,
  apiErrors,
  attemptOutcomeSchema,
  createEnrollmentRequestSchema,
  createEnrollmentResponseSchema,
  createRecoveryRequestSchema,
  createSessionRequestSchema,
  createSessionResponseSchema,
  frameTimesSchema,
  matchRequestSchema,
  matchResponseSchema,
  openAttemptRequestSchema,
  openAttemptResponseSchema,
  tokenErrorSchema,
  tokenResponseSchema,
  traceEventSchema,
  v2ErrorSchema,
  v2MatchRequestSchema,
  type ApiErrorCode,
  type Scope,
} from '@face-session/protocol';
import { z } from 'zod';

/** The groups of calls. */
export const tags = {
  Tokens: 'Access tokens for backends, and the keys that signatures are verified by.',
  Sessions: 'From a photo to a session, or to a comparison.',
  Attempts: 'What the capture of our own plugin speaks: frames are judged against the session.',
  Results: "Signed results and selfies, for the customer's backend.",
  Enrollments: 'Faces kept for account recovery, where the operator has switched that on.',
  Events: 'What happened on the way, without biometrics.',
  'Web SDK': "The private call of the reference's web SDK.",
} as const;

/** A body by content type. */
export type Bodies = Readonly<Record<string, z.ZodType>>;

/** One call of the service: what OpenAPI says of it. */
export interface Operation {
  readonly method: 'get' | 'post' | 'delete';
  /** With `{parameters}`, as OpenAPI writes them. */
  readonly path: string;
  readonly tag: keyof typeof tags;
  readonly summary: string;
  /** What the access token must hold; `client` for client credentials, null for public calls. */
  readonly scope: Scope | 'client' | null;
  readonly headers?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly params?: z.ZodObject;
  readonly request?: Bodies;
  readonly success: { readonly status: 200 | 201 | 204; readonly body?: Bodies };
  /** Codes of the registry that the call answers with. */
  readonly errors: readonly ApiErrorCode[];
  /** Error bodies of another shape, by status. */
  readonly otherErrors?: Readonly<Partial<Record<400 | 401, z.ZodType>>>;
}

const binary = (description: string): z.ZodType => z.string().meta({ format: 'binary', description });
const jwt = z.string().describe('Compact JWS; JWE if the client registered a key');

/** The scopes that are asked for in tokens, as the form sends them. */
const tokenRequestSchema = z.object({
  grant_type: z.literal('client_credentials'),
  client_id: z.string().optional().describe('Or HTTP Basic'),
  client_secret: z.string().optional().describe('Or HTTP Basic'),
  scope: z.string().optional().describe('Narrows the scopes of the client; separated by spaces'),
  session_id: z.uuid().optional().describe('Binds the token to one session: the token to hand to an app'),
});

export const sessionHeadersSchema = z.object({
  'UQ-Session-ID': z.string().max(100).describe('The session of the call'),
  'UQ-Nonce': z.string().max(MAX_NONCE_LENGTH).optional().describe("Made by the customer's server, echoed in the result"),
  'UQ-User-ID': z.uuid().optional().describe("The customer's own id of the user"),
  'UQ-Device-Info': z.string().max(2_000).optional().describe('Base64 of the JSON of the device'),
});

export const eventsQuerySchema = z.object({
  since: z.iso.datetime().optional().describe('Received at or after; default a day ago'),
  limit: z.coerce.number().int().min(1).max(1_000).default(1_000),
});

export const addEventsRequestSchema = z.object({ events: z.array(traceEventSchema).min(1).max(100) });

export const eventsResponseSchema = z.object({
  events: z.array(z.object({ receivedAt: z.iso.datetime(), ...traceEventSchema.omit({ sessionId: true }).shape })),
});

const jwksSchema = z.object({
  keys: z.array(z.object({ kid: z.string(), kty: z.string(), alg: z.string(), use: z.literal('sig'), n: z.string(), e: z.string() })),
});

/** Errors of every authenticated call. */
const common = ['UNAUTHORIZED', 'FORBIDDEN', 'RATE_LIMITED', 'UNEXPECTED_ERROR', 'BUSY'] as const;
const photo = [
  'PHOTO_MISSING',
  'PHOTO_INVALID',
  'FACE_NOT_FOUND',
  'MULTIPLE_FACES',
  'FACE_TOO_SMALL',
  'FACE_TOO_BLURRED',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
] as const;
const session = ['INVALID_REQUEST', 'SESSION_EXPIRED', 'SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS'] as const;
const upload = ['ATTEMPT_CONFLICT', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE', 'REQUEST_TIMEOUT'] as const;

const frames = z.object({
  frames: frameTimesSchema.describe('JSON; comes before the files'),
  frame: z.array(binary('JPEG or PNG')).describe('One file for each entry of `frames`, in the same order'),
});
const attemptParams = z.object({ attemptId: z.uuid() });
const sessionParams = z.object({ sessionId: z.string().max(100) });
const imageParams = z.object({ imageId: z.string().max(100) });

/** The calls of the service by operation id. A route names its own in `config.operation`; a test holds both against each other. */
export const operations = {
  createToken: {
    method: 'post',
    path: '/api/oauth/token',
    tag: 'Tokens',
    summary: 'Get an access token with client credentials. Backends only.',
    scope: 'client',
    request: { 'application/x-www-form-urlencoded': tokenRequestSchema },
    success: { status: 200, body: { 'application/json': tokenResponseSchema } },
    errors: ['RATE_LIMITED', 'UNEXPECTED_ERROR', 'BUSY'],
    otherErrors: { 400: tokenErrorSchema, 401: tokenErrorSchema },
  },
  listSigningKeys: {
    method: 'get',
    path: '/api/.well-known/jwks.json',
    tag: 'Tokens',
    summary: 'Get the public signing keys.',
    scope: null,
    success: { status: 200, body: { 'application/json': jwksSchema } },
    errors: ['UNEXPECTED_ERROR', 'BUSY'],
  },
  createSession: {
    method: 'post',
    path: '/api/v1/face',
    tag: 'Sessions',
    summary: 'Make a session from an ID photo; it lives ten minutes.',
    scope: 'KYC_FACE_FLOW',
    request: {
      'multipart/form-data': z.object({ idPhoto: binary('JPEG or PNG, at most 5 MB') }),
      'application/json': createSessionRequestSchema,
    },
    success: { status: 201, body: { 'application/json': createSessionResponseSchema } },
    errors: [...common, ...photo, 'INVALID_REQUEST'],
  },
  matchPhotos: {
    method: 'post',
    path: '/api/v1/face/match',
    tag: 'Sessions',
    summary: 'Compare two photos: no session, no liveness, nothing kept.',
    scope: 'KYC_FACE_FLOW',
    request: { 'application/json': matchRequestSchema },
    success: { status: 200, body: { 'application/json': matchResponseSchema } },
    errors: [...common, ...photo, 'INVALID_REQUEST'],
  },
  openAttempt: {
    method: 'post',
    path: '/api/v1/attempts',
    tag: 'Attempts',
    summary: 'Open an attempt; not charged yet.',
    scope: 'KYC_FACE_FLOW',
    headers: sessionHeadersSchema,
    request: { 'application/json': openAttemptRequestSchema },
    success: { status: 201, body: { 'application/json': openAttemptResponseSchema } },
    errors: [...common, ...session, 'MEDIA_VIRTUAL_CAMERA_DETECTED'],
  },
  submitBurst: {
    method: 'post',
    path: '/api/v1/attempts/{attemptId}/burst',
    tag: 'Attempts',
    summary: 'Upload the burst: charges the attempt, then judges it.',
    scope: 'KYC_FACE_FLOW',
    headers: sessionHeadersSchema,
    params: attemptParams,
    request: { 'multipart/form-data': frames },
    success: { status: 200, body: { 'application/json': attemptOutcomeSchema } },
    errors: [...common, ...session, ...upload],
  },
  submitGestures: {
    method: 'post',
    path: '/api/v1/attempts/{attemptId}/gestures',
    tag: 'Attempts',
    summary: 'Upload the gestures of a challenge.',
    scope: 'KYC_FACE_FLOW',
    headers: sessionHeadersSchema,
    params: attemptParams,
    request: { 'multipart/form-data': frames },
    success: { status: 200, body: { 'application/json': attemptOutcomeSchema } },
    errors: [...common, ...session, ...upload],
  },
  getIncompleteResult: {
    method: 'get',
    path: '/api/v1/attempts/incomplete-result',
    tag: 'Attempts',
    summary: 'End a session that had a failed attempt and get its signed result.',
    scope: 'KYC_FACE_FLOW',
    headers: sessionHeadersSchema,
    success: { status: 200, body: { 'application/jwt': jwt } },
    errors: [...common, 'INVALID_REQUEST', 'SESSION_EXPIRED', 'NOT_FOUND'],
  },
  getResult: {
    method: 'get',
    path: '/api/v1/info/{sessionId}',
    tag: 'Results',
    summary: 'Get the signed result of a session again.',
    scope: 'KYC_INFO_SDK',
    params: sessionParams,
    success: { status: 200, body: { 'application/jwt': jwt } },
    errors: [...common, 'NOT_FOUND'],
  },
  getImage: {
    method: 'get',
    path: '/api/v1/info/img/{imageId}',
    tag: 'Results',
    summary: 'Get the audit-trail image.',
    scope: 'KYC_INFO_SDK',
    params: imageParams,
    success: { status: 200, body: { 'image/jpeg': binary('The selfie; its SHA-256 is in the result') } },
    errors: [...common, 'NOT_FOUND'],
  },
  deleteSession: {
    method: 'delete',
    path: '/api/v1/info/{sessionId}',
    tag: 'Results',
    summary: 'Delete all that is kept of a session, at once.',
    scope: 'KYC_INFO_SDK',
    params: sessionParams,
    success: { status: 204 },
    errors: [...common, 'NOT_FOUND'],
  },
  addEvents: {
    method: 'post',
    path: '/api/v1/events',
    tag: 'Events',
    summary: 'Report trace events.',
    scope: 'KYC_EVENT_SDK',
    request: { 'application/json': addEventsRequestSchema },
    success: { status: 204 },
    errors: [...common, 'INVALID_REQUEST'],
  },
  listEvents: {
    method: 'get',
    path: '/api/v1/events',
    tag: 'Events',
    summary: 'Read trace events.',
    scope: 'KYC_EVENT_SDK',
    query: eventsQuerySchema,
    headers: z.object({ 'UQ-Session-ID': z.string().max(100).optional().describe('Only of this session') }),
    success: { status: 200, body: { 'application/json': eventsResponseSchema } },
    errors: [...common, 'INVALID_REQUEST'],
  },
  submitV2Match: {
    method: 'post',
    path: '/api/v2/face/bioid/match',
    tag: 'Web SDK',
    summary: "The reference web SDK's call: two pictures around a nod.",
    scope: 'KYC_FACE_FLOW',
    headers: sessionHeadersSchema,
    request: { 'application/json': v2MatchRequestSchema },
    success: { status: 200, body: { 'text/plain': jwt } },
    errors: [],
    otherErrors: { 400: v2ErrorSchema, 401: v2ErrorSchema },
  },
  getV2Result: {
    method: 'get',
    path: '/api/v2/face/bioid/match',
    tag: 'Web SDK',
    summary: "The incomplete session's result, as the reference web SDK asks for it.",
    scope: 'KYC_FACE_FLOW',
    headers: sessionHeadersSchema,
    success: { status: 200, body: { 'text/plain': jwt } },
    errors: [],
    otherErrors: { 400: v2ErrorSchema, 401: v2ErrorSchema },
  },
  createEnrollment: {
    method: 'post',
    path: '/api/v1/enrollments',
    tag: 'Enrollments',
    summary: 'Enrol a face from a photo, or from a session that succeeded. Backends only.',
    scope: 'KYC_FACE_FLOW',
    headers: z.object({
      'UQ-User-ID': z.uuid().optional().describe("The customer's own id of the user: an erasure of the user erases the face"),
    }),
    request: {
      'application/json': createEnrollmentRequestSchema,
      'multipart/form-data': z.object({ idPhoto: binary('JPEG or PNG') }),
    },
    success: { status: 201, body: { 'application/json': createEnrollmentResponseSchema } },
    errors: [...common, ...photo, 'INVALID_REQUEST', 'NOT_FOUND'],
  },
  deleteEnrollment: {
    method: 'delete',
    path: '/api/v1/enrollments/{enrollmentIdentifier}',
    tag: 'Enrollments',
    summary: 'Erase an enrolled face.',
    scope: 'KYC_FACE_FLOW',
    params: z.object({ enrollmentIdentifier: z.string().max(100) }),
    success: { status: 204 },
    errors: [...common, 'NOT_FOUND'],
  },
  createRecovery: {
    method: 'post',
    path: '/api/v1/recoveries',
    tag: 'Enrollments',
    summary: 'Make a session whose reference is an enrolled face.',
    scope: 'KYC_FACE_FLOW',
    request: { 'application/json': createRecoveryRequestSchema },
    success: { status: 201, body: { 'application/json': createSessionResponseSchema } },
    errors: [...common, 'INVALID_REQUEST', 'NOT_FOUND'],
  },
} as const satisfies Record<string, Operation>;

export type OperationId = keyof typeof operations;

/** The registry's codes of an operation by status. */
export function errorsByStatus(operation: Operation): Map<number, ApiErrorCode[]> {
  const byStatus = new Map<number, ApiErrorCode[]>();
  for (const code of operation.errors) byStatus.set(apiErrors[code].status, [...(byStatus.get(apiErrors[code].status) ?? []), code]);
  return byStatus;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The operation that the route is; `hidden` for operators and fallbacks. */
    operation?: OperationId | 'hidden';
  }
}
