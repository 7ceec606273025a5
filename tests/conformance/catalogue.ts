/** How a row of the reference is here. */
export type Verdict = 'same' | 'different' | 'absent';

/** One call, option, code or claim of the reference. The conformance tests and docs/migration.md are both made of these. */
export interface Row {
  readonly section: Section;
  /** The reference's own name. */
  readonly name: string;
  /** What it is there. */
  readonly reference: string;
  readonly here: Verdict;
  /** What is different and why, or what to use instead. Required unless the same. */
  readonly note?: string;
}

export const sections = {
  plugin: 'Plugin calls',
  builder: 'Configuration builder',
  rejection: 'Rejection',
  code: 'Codes that end a session',
  trace: 'Trace events',
  attempts: 'Attempts and incomplete sessions',
  web: 'Web SDK',
  flows: 'Other flows',
  http: 'HTTP API',
  v2: "The web SDK's own call",
  result: 'Result',
} as const;

export type Section = keyof typeof sections;

const same = (section: Section, name: string, reference: string, note?: string): Row => ({
  section,
  name,
  reference,
  here: 'same',
  ...(note === undefined ? {} : { note }),
});
const different = (section: Section, name: string, reference: string, note: string): Row => ({
  section,
  name,
  reference,
  here: 'different',
  note,
});
const absent = (section: Section, name: string, reference: string, note: string): Row => ({
  section,
  name,
  reference,
  here: 'absent',
  note,
});

export const catalogue = {
  'plugin.init': same('plugin', 'init()', 'returns undefined', 'Also takes `{baseURL, assetsURL, texts, ...}`; nothing needs to be given.'),
  'plugin.setLocale': same('plugin', 'setLocale(locale)', 'returns undefined; after init'),
  'plugin.faceSession': same('plugin', 'faceSession(config)', 'Promise of {value: JWS}'),
  'plugin.wire': same(
    'plugin',
    "registerPlugin('UqudoId')",
    'faceSession({value: JSON}), setLocale({value}), init()',
    'Implemented in TypeScript on web, Android and iOS alike.',
  ),
  'plugin.published': same(
    'plugin',
    'uqudosdk-capacitor 2.7.1',
    'its own JavaScript, every option',
    'Import ours first: the first registration of `UqudoId` wins.',
  ),
  'plugin.exports': same('plugin', 'exports', 'classes, builders and enums of the published package'),

  'builder.minimal': same('builder', 'build()', 'exact JSON with nothing but token and session id'),
  'builder.full': same('builder', 'order of fields', 'exact JSON of 2.7.1 with everything set'),
  'builder.alias': same('builder', 'FaceSessionBuilder', 'alias of FaceSessionConfigurationBuilder'),
  'builder.enums': same('builder', 'AppearanceMode, ObfuscationType, LivenessGesture', 'string enums'),
  'builder.setToken': same('builder', 'setToken(t)', 'token; required'),
  'builder.setSessionId': same('builder', 'setSessionId(id)', 'sessionId; required; UUID v4'),
  'builder.setNonce': different('builder', 'setNonce(n)', 'nonce; echoed in the result', 'At most 64 characters; longer ones are refused.'),
  'builder.setUserIdentifier': same(
    'builder',
    'setUserIdentifier(uuid)',
    'userIdentifier (3.x)',
    'Echoed in the result as `data.userIdentifier`.',
  ),
  'builder.setMinimumMatchLevel': different(
    'builder',
    'setMinimumMatchLevel(n)',
    'minimumMatchLevel, 1..5; unset on mobile',
    'The lowest level of the service unless set (3 by default), on mobile as on the web. It can raise the floor of the service and the client, never lower it.',
  ),
  'builder.setMaxAttempts': different(
    'builder',
    'setMaxAttempts(n)',
    'maxAttempts, 1..3; more counts as 3, <= 0 as unset',
    'The service holds the count for the session; a restart of the app does not reset it.',
  ),
  'builder.allowClosedEyes': different(
    'builder',
    'allowClosedEyes()',
    'allowClosedEyes: true',
    'Has an effect only where the operator grants it to the client (`client set ID --allow-closed-eyes true`). The service measures the eyes itself.',
  ),
  'builder.returnDataForIncompleteSession': same('builder', 'returnDataForIncompleteSession()', 'isReturnDataForIncompleteSession: true'),
  'builder.disableSecureWindow': same(
    'builder',
    'disableSecureWindow()',
    'isSecuredWindowsDisabled: true',
    'Needs `@capacitor/privacy-screen` to block screenshots otherwise.',
  ),
  'builder.enableRootedDeviceUsage': same('builder', 'enableRootedDeviceUsage()', 'isRootedDeviceAllowed: true'),
  'builder.setAppearanceMode': same('builder', 'setAppearanceMode(m)', 'appearanceMode: SYSTEM, LIGHT, DARK'),
  'builder.enableAuditTrailImageObfuscation': same(
    'builder',
    'enableAuditTrailImageObfuscation(type)',
    'obfuscationType (3.x)',
    'Done on the service before anything is stored.',
  ),
  'builder.enableActiveLiveness': different(
    'builder',
    'enableActiveLiveness(gesture?)',
    'enableActiveLiveness, disableLivenessGesture (3.5)',
    'The service draws two gestures and judges them. An excluded tilt or move makes it three. `FACE_TURN` is accepted and has no effect unless the operator sets it for the client (`client set ID --exclude-gesture FACE_TURN`): without turns, a flat picture could do every gesture.',
  ),

  'rejection.parsed': same('rejection', 'JSON.parse(error.code)', '{code, message, task, data?} as JSON text'),
  'rejection.documented': same(
    'rejection',
    'error.code == "USER_CANCEL", error.message, error.task',
    'the decoded object of the documentation',
    '`===` and `switch` need `error.reason`, which is the plain code.',
  ),
  'rejection.android': same('rejection', 'Android', 'CapacitorException with the JSON as code'),
  'rejection.ios': same('rejection', 'iOS', 'CapacitorException with the JSON as code'),
  'rejection.arguments': same('rejection', 'own arguments', 'UNEXPECTED_ERROR without task'),

  'code.USER_CANCEL': same('code', 'USER_CANCEL', 'the user left'),
  'code.SESSION_EXPIRED': same('code', 'SESSION_EXPIRED', 'unknown, used or expired session'),
  'code.REQUEST_TIMEOUT': same('code', 'REQUEST_TIMEOUT', 'network too slow (3.9)'),
  'code.UNEXPECTED_ERROR': same('code', 'UNEXPECTED_ERROR', 'anything else'),
  'code.TOO_MANY_ATTEMPTS': same('code', 'SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS', 'the attempts are used up'),
  'code.CAMERA_NOT_AVAILABLE': same('code', 'SESSION_INVALIDATED_CAMERA_NOT_AVAILABLE', 'no camera, camera busy'),
  'code.CAMERA_PERMISSION': same('code', 'SESSION_INVALIDATED_CAMERA_PERMISSION_NOT_GRANTED', 'permission denied'),

  'trace.event': same('trace', 'window TraceEvent', 'a DOM event with the fields on it; absent rather than null'),
  'trace.order': different('trace', 'order', 'not documented', 'SDK INIT; VIEW, START, IN_PROGRESS*, COMPLETE per attempt; FINISH once.'),
  'trace.timestamp': same('trace', 'timestamp', 'yyyy-MM-ddTHH:mm:ssZ, UTC'),
  'trace.device': same('trace', 'deviceIdentifier', 'UUID per installation'),
  'trace.repeat': same('trace', 'IN_PROGRESS', 'an identical one at most once in 5 s'),
  'trace.codes': same('trace', 'statusCode', '26 names'),

  'attempts.budget': different(
    'attempts',
    'budget',
    'liveness failures and mismatches share one, held by the client',
    'Held by the service per session, for all clients of it together.',
  ),
  'attempts.single': same('attempts', 'success', 'always match: true; uses the session up'),
  'attempts.incomplete': same('attempts', 'error.data', 'signed partial result once an attempt had failed'),

  'attempts.active': different(
    'attempts',
    'active liveness',
    'one random gesture out of six, the excluded pair left out',
    'Two gestures, at least one of them a turn, drawn by the service after the burst has charged the attempt. `declinedWishes` in the opening answer names an exclusion without effect.',
  ),

  'web.create': same(
    'web',
    'create({baseURL, accessToken, nonce, userId, assets, texts})',
    'makes the SDK',
    '`baseURL` may be left out: the token names it. `assets` is the folder of our run-time assets, `texts` our own keys.',
  ),
  'web.faceSession': same('web', 'faceSession({sessionId, maxAttempts, ...})', 'Promise of the JWS; onSuccess, onTrace, onFinally'),
  'web.error': same('web', 'OperationError {code, message, data}', 'rejection and onError'),
  'web.codes': same('web', 'codes', 'UNAUTHORIZED ... SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS (4.x)'),
  'web.wasm': different(
    'web',
    'WASM_NOT_SUPPORTED, WASM_LOAD_FAILED',
    'no WebAssembly',
    'Only with `manualShutter: false`; otherwise the person presses a shutter instead, and the service judges as always.',
  ),

  'flows.recover': same(
    'flows',
    'recover(config)',
    'face session against an enrolled face',
    'Opt-in: see docs/migration.md on enrolled faces.',
  ),
  'flows.enrollFace': different(
    'flows',
    'enrollFace()',
    'enrols the face of a document flow',
    'Faces are enrolled by the backend, from a finished session or a photo: `POST /api/v1/enrollments`.',
  ),
  'flows.enroll': absent(
    'flows',
    'enroll(config)',
    'scans documents',
    'Rejects with UNEXPECTED_ERROR and says why. Documents are outside this project.',
  ),
  'flows.lookup': absent(
    'flows',
    'lookup(config)',
    'looks documents up',
    'Rejects with UNEXPECTED_ERROR and says why. Documents are outside this project.',
  ),
  'flows.supported': same('flows', 'isReadingSupported(type) and the like', 'boolean', 'False for every document.'),

  'http.token': same(
    'http',
    'POST /api/oauth/token',
    '200 {access_token, token_type: "bearer", expires_in: 1800, scope, jti}; 401 bad client',
    'Also takes HTTP Basic, `scope` and `session_id`: a token that can only run one session.',
  ),
  'http.face.multipart': same(
    'http',
    'POST /api/v1/face, multipart idPhoto',
    '201 {sessionId} (UUID v4)',
    'Also `quality`: measures of the photo.',
  ),
  'http.face.json': same(
    'http',
    'POST /api/v1/face, JSON {idPhoto}',
    '201 {sessionId} (UUID v4)',
    'Also `quality`: measures of the photo.',
  ),
  'http.face.errors': same(
    'http',
    'POST /api/v1/face, errors',
    '400, 401, 403, 413 over 5 MB, 415',
    'The body is problem details (RFC 9457) with a `code`.',
  ),
  'http.match': different(
    'http',
    'POST /api/v1/face/match',
    '200 {match, matchLevel}; minimumMatchLevel 3 by default; no liveness',
    "The same, and the deployment's floor (`MINIMUM_MATCH_LEVEL`, 3) holds for whoever asks for less; `matchLevel` tells the level in any case.",
  ),
  'http.image': same('http', 'GET /api/v1/info/img/{id}', '200 image/jpeg; 404 once deleted'),
  'http.result': same('http', 'GET /api/v1/info/{sessionId}', '200 application/jwt, the result again'),
  'http.delete': same('http', 'DELETE /api/v1/info/{sessionId}', '204; everything is gone at once'),
  'http.jwks': same('http', 'GET /api/.well-known/jwks.json', 'public'),
  'http.scopes': same('http', 'KYC_FACE_FLOW, KYC_INFO_SDK, KYC_EVENT_SDK', '403 without the scope'),

  'v2.match': different(
    'v2',
    'POST /api/v2/face/bioid/match',
    '200 with the JWS as text',
    'Off unless the operator sets `V2_MATCH=true`: 403 `FORBIDDEN` otherwise. `data.face.livenessMethod` of the result is `nod`.',
  ),
  'v2.failures': same(
    'v2',
    '400 {error, message}',
    'FACE_LIVENESS_FAILED, FACE_NO_MATCH',
    'Judged by the service from the nod: a still picture that is moved or turned is not live.',
  ),
  'v2.budget': same(
    'v2',
    'attempts',
    'one budget',
    'SESSION_INVALIDATED_TOO_MANY_ATTEMPTS for version 3 of the SDK, the longer name for later ones.',
  ),
  'v2.incomplete': same('v2', 'GET /api/v2/face/bioid/match', "the incomplete session's JWS as text"),
  'v2.session': same('v2', 'unknown session', '400 SESSION_EXPIRED_OR_NOT_FOUND'),
  'v2.statuses': same('v2', '401, 413, 415', 'as the SDK reads them'),
  'v2.cors': same('v2', 'CORS', 'preflight with the UQ headers'),
  'v2.active': different(
    'v2',
    'active liveness',
    'has none',
    'Refused with 403 where the policy is `active`: two pictures cannot show a gesture that was drawn at random. Under `adaptive` a doubt fails the attempt.',
  ),

  'result.header': same('result', 'JWS header', '{"kid","alg":"RS256"}'),
  'result.claims': same('result', 'iss, aud, iat, exp, jti', 'base URL, client id, exp = iat + 600, random UUID'),
  'result.data': same('result', 'data', '{face, sessionId, nonce?}', 'Also `userIdentifier` if one was given.'),
  'result.face': same(
    'result',
    'data.face',
    'match, matchLevel, error, falseAcceptRate, auditTrailImageId, auditTrailImageIdChecksum',
    'Also `livenessMethod`: `burst`, `gestures` or `nod`; and `centreVersion`.',
  ),
  'result.deviceAttestation': different(
    'result',
    'data.deviceAttestation',
    '{risk, info}, absent for some tenants',
    'The same names for what is measured (`bot`, `emulated`, `rooted`, `payloadTampered`); what is not measured is absent, never false. Also `measuredBy`: client, server or attested; and `attestedBy`.',
  ),
  'result.falseAcceptRate': different(
    'result',
    'falseAcceptRate',
    'null',
    'The false match rate of the level, estimated in operation or calibrated, or null.',
  ),
  'result.checksum': same('result', 'auditTrailImageIdChecksum', '"sha256:" and the hex of the exact bytes'),
  'result.jose': same('result', 'strict consumer: jose', 'key by kid, iss, aud, RS256'),
  'result.jsonwebtoken': same('result', 'strict consumer: jsonwebtoken with jwks-rsa', 'key by kid, iss, aud, RS256'),
} as const satisfies Record<string, Row>;

export type RowId = keyof typeof catalogue;
