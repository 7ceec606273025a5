/*
 * Writes vectors/results.json: results of face sessions, genuine and wrong in every way that a verifier must refuse, signed with keys made
 * for the purpose and then thrown away. `npm run vectors` makes all of them anew.
 */
import { createHmac, generateKeyPairSync, randomUUID, sign as signBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/root.mjs';

const now = '2026-03-01T12:00:00Z';
const iat = Date.parse(now) / 1000;
const issuer = 'https://id.example';
const clientId = '3f6f0c52-7f0b-4f5e-8f57-0d5a3f6d2a10';
const sessionId = 'd2186cf1-1f0b-4c39-9a74-5f6d4c1d7f3a';
const nonce = 'n-0123456789';
const user = '7b0c8a52-1f6e-4a57-9d0b-0c5b4b3f2a11';
const other = '0e0d7c1e-58a6-4f0b-8a53-9f0f3a1b2c4d';

const rsa = (kid) => ({ kid, alg: 'RS256', ...generateKeyPairSync('rsa', { modulusLength: 2048 }) });
const key = rsa('key-1');
const second = rsa('key-2');
const foreign = rsa('key-9');
const curve = { kid: 'key-es', alg: 'ES256', ...generateKeyPairSync('ec', { namedCurve: 'P-256' }) };
const jwkOf = ({ kid, alg, publicKey }) => ({ ...publicKey.export({ format: 'jwk' }), kid, alg, use: 'sig' });

const encode = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const face = {
  match: true,
  matchLevel: 4,
  error: null,
  falseAcceptRate: 1e-5,
  auditTrailImageId: '5eabf184827ca836b8e28cf0',
  auditTrailImageIdChecksum: `sha256:${'ab'.repeat(32)}`,
};
const device = {
  risk: { bot: false, emulated: false, rooted: false, payloadTampered: false },
  info: { platform: 'ANDROID', model: 'One', identifier: 'cd'.repeat(32) },
  measuredBy: { bot: 'client', emulated: 'attested', rooted: 'attested', payloadTampered: 'attested' },
  attestedBy: 'android-key',
};

/** A payload: the claims of a genuine result, changed. */
const claims = (change = {}, data = {}) => ({
  iss: issuer,
  aud: clientId,
  iat,
  exp: iat + 600,
  jti: randomUUID(),
  data: { face, sessionId, nonce, ...data },
  ...change,
});

/** A compact JWS of RS256 or ES256 with the key, or with whatever signs the input. */
function jws(payload, { by = key, header = {}, signature } = {}) {
  const head = encode({ alg: by.alg, kid: by.kid, ...header });
  const input = `${head}.${encode(payload)}`;
  const bytes = signature?.(input) ?? signBytes('sha256', Buffer.from(input), { key: by.privateKey, dsaEncoding: 'ieee-p1363' });
  return `${input}.${bytes.toString('base64url')}`;
}
const mac = (input) =>
  createHmac('sha256', key.publicKey.export({ type: 'spki', format: 'pem' }))
    .update(input)
    .digest();
const swap = (text, index) => text.slice(0, index) + (text[index] === 'A' ? 'B' : 'A') + text.slice(index + 1);
const parts = (text) => text.split('.');

const genuine = jws(claims());
const failed = jws(claims({}, { face: { ...face, match: false, matchLevel: 1, error: 'FACE_NO_MATCH' } }));
const [head, body, signature] = parts(genuine);
const accepted = 'accepted';

/** Name, result, what a verifier must do with it, and the options in which it differs from those of the file. */
const rows = [
  ['a match', jws(claims()), accepted],
  ['a match signed by the second published key', jws(claims(), { by: second }), accepted],
  ['a match of level 3, the lowest accepted', jws(claims({}, { face: { ...face, matchLevel: 3 } })), accepted],
  ['a match of level 5', jws(claims({}, { face: { ...face, matchLevel: 5 } })), accepted],
  ['a session without a nonce', jws(claims({}, { nonce: undefined })), accepted, { nonce: null }],
  ['the user asked for', jws(claims({}, { userIdentifier: user })), accepted, { userIdentifier: user }],
  ['the user asked for, in capitals', jws(claims({}, { userIdentifier: user.toUpperCase() })), accepted, { userIdentifier: user }],
  ['a user that nobody asked for', jws(claims({}, { userIdentifier: user })), accepted],
  ['claims that are not documented', jws(claims({ nbf: iat }, { face: { ...face, similarity: 0.71 }, more: [] })), accepted],
  ['a device that is attested', jws(claims({}, { deviceAttestation: device })), accepted],
  ['issued a minute ahead of this clock', jws(claims({ iat: iat + 60 })), accepted],
  ['in its last second', jws(claims({ exp: iat + 1 })), accepted],
  ['a nonce of letters beyond ASCII', jws(claims({}, { nonce: 'né-日本' })), accepted, { nonce: 'né-日本' }],

  ['the result of an incomplete session', failed, 'ERR_RESULT_NOT_MATCHED'],
  ['an incomplete session of level 5', jws(claims({}, { face: { ...face, match: false, matchLevel: 5 } })), 'ERR_RESULT_NOT_MATCHED'],
  ['no face', jws(claims({}, { face: undefined })), 'ERR_RESULT_NOT_MATCHED'],
  ['level 2', jws(claims({}, { face: { ...face, matchLevel: 2 } })), 'ERR_RESULT_MATCH_LEVEL_TOO_LOW'],
  ['level 4 where 5 is demanded', jws(claims()), 'ERR_RESULT_MATCH_LEVEL_TOO_LOW', { minimumMatchLevel: 5 }],
  ['match as text', jws(claims({}, { face: { ...face, match: 'true' } })), 'ERR_RESULT_MALFORMED'],
  ['match as a number', jws(claims({}, { face: { ...face, match: 1 } })), 'ERR_RESULT_MALFORMED'],
  ['match null', jws(claims({}, { face: { ...face, match: null } })), 'ERR_RESULT_MALFORMED'],
  ['a match level as text', jws(claims({}, { face: { ...face, matchLevel: '5' } })), 'ERR_RESULT_MALFORMED'],
  ['a match level of 6', jws(claims({}, { face: { ...face, matchLevel: 6 } })), 'ERR_RESULT_MALFORMED'],
  ['no match level', jws(claims({}, { face: { ...face, matchLevel: undefined } })), 'ERR_RESULT_MALFORMED'],
  ['a face that is a list', jws(claims({}, { face: [face] })), 'ERR_RESULT_MALFORMED'],

  ['another issuer', jws(claims({ iss: 'https://other.example' })), 'ERR_RESULT_ISSUER_MISMATCH'],
  ['the issuer with a slash', jws(claims({ iss: `${issuer}/` })), 'ERR_RESULT_ISSUER_MISMATCH'],
  ['no issuer', jws(claims({ iss: undefined })), 'ERR_RESULT_MALFORMED'],
  ['another audience', jws(claims({ aud: other })), 'ERR_RESULT_AUDIENCE_MISMATCH'],
  ['no audience', jws(claims({ aud: undefined })), 'ERR_RESULT_MALFORMED'],
  ['several audiences', jws(claims({ aud: [clientId, other] })), 'ERR_RESULT_MALFORMED'],
  ['issued more than a minute ahead', jws(claims({ iat: iat + 61 })), 'ERR_RESULT_ISSUED_IN_FUTURE'],
  ['expiring this second', jws(claims({ exp: iat })), 'ERR_RESULT_EXPIRED'],
  ['expired', jws(claims({ iat: iat - 601, exp: iat - 1 })), 'ERR_RESULT_EXPIRED'],
  ['no iat', jws(claims({ iat: undefined })), 'ERR_RESULT_MALFORMED'],
  ['no exp', jws(claims({ exp: undefined })), 'ERR_RESULT_MALFORMED'],
  ['exp as text', jws(claims({ exp: String(iat + 600) })), 'ERR_RESULT_MALFORMED'],
  ['no jti', jws(claims({ jti: undefined })), 'ERR_RESULT_MALFORMED'],
  ['an empty jti', jws(claims({ jti: '' })), 'ERR_RESULT_MALFORMED'],
  ['no data', jws(claims({ data: undefined })), 'ERR_RESULT_MALFORMED'],
  ['another session', jws(claims({}, { sessionId: other })), 'ERR_RESULT_SESSION_MISMATCH'],
  ['no session', jws(claims({}, { sessionId: undefined })), 'ERR_RESULT_MALFORMED'],
  ['a recovery of an enrolled face', jws(claims({}, { enrollmentIdentifier: other })), 'ERR_RESULT_SESSION_MISMATCH'],
  ['another nonce', jws(claims({}, { nonce: 'n-9876543210' })), 'ERR_RESULT_NONCE_MISMATCH'],
  ['the nonce with a space', jws(claims({}, { nonce: `${nonce} ` })), 'ERR_RESULT_NONCE_MISMATCH'],
  ['no nonce', jws(claims({}, { nonce: undefined })), 'ERR_RESULT_NONCE_MISMATCH'],
  ['a nonce in a session without one', jws(claims()), 'ERR_RESULT_NONCE_MISMATCH', { nonce: null }],
  ['another user', jws(claims({}, { userIdentifier: other })), 'ERR_RESULT_USER_MISMATCH', { userIdentifier: user }],
  ['no user where one is demanded', jws(claims()), 'ERR_RESULT_USER_MISMATCH', { userIdentifier: user }],

  ['a second use', jws(claims()), 'ERR_RESULT_REPLAYED', { uses: 2 }],

  ['alg none', `${encode({ alg: 'none', kid: key.kid })}.${body}.`, 'ERR_RESULT_ALGORITHM_NOT_ALLOWED'],
  ['alg None', `${encode({ alg: 'None', kid: key.kid })}.${body}.`, 'ERR_RESULT_ALGORITHM_NOT_ALLOWED'],
  ['no alg', jws(claims(), { header: { alg: undefined } }), 'ERR_RESULT_ALGORITHM_NOT_ALLOWED'],
  ['HS256 over the public key', jws(claims(), { header: { alg: 'HS256' }, signature: mac }), 'ERR_RESULT_ALGORITHM_NOT_ALLOWED'],
  ['ES256 where only RS256 is allowed', jws(claims(), { by: curve }), 'ERR_RESULT_ALGORITHM_NOT_ALLOWED'],
  [
    'RS512 by the right key',
    jws(claims(), { header: { alg: 'RS512' }, signature: (input) => signBytes('sha512', Buffer.from(input), key.privateKey) }),
    'ERR_RESULT_ALGORITHM_NOT_ALLOWED',
  ],
  ['no kid', jws(claims(), { header: { kid: undefined } }), 'ERR_RESULT_KEY_UNKNOWN'],
  ['an unknown kid', jws(claims(), { by: foreign }), 'ERR_RESULT_KEY_UNKNOWN'],
  ['a foreign key under a published kid', jws(claims(), { by: foreign, header: { kid: key.kid } }), 'ERR_RESULT_SIGNATURE_INVALID'],
  ['a foreign key in the header', jws(claims(), { by: foreign, header: { jwk: jwkOf(foreign) } }), 'ERR_RESULT_KEY_UNKNOWN'],
  ['the kid of another published key', jws(claims(), { header: { kid: second.kid } }), 'ERR_RESULT_SIGNATURE_INVALID'],
  ['a critical header that nobody knows', jws(claims(), { header: { crit: ['x'], x: 1 } }), 'ERR_RESULT_MALFORMED'],
  ['a changed payload', [head, swap(body, 40), signature].join('.'), 'ERR_RESULT_SIGNATURE_INVALID'],
  ['a changed signature', [head, body, swap(signature, 40)].join('.'), 'ERR_RESULT_SIGNATURE_INVALID'],
  ['the payload of a success under the signature of a failure', [head, body, parts(failed)[2]].join('.'), 'ERR_RESULT_SIGNATURE_INVALID'],
  ['no signature', `${head}.${body}.`, 'ERR_RESULT_SIGNATURE_INVALID'],
  [
    'a shortened signature',
    `${head}.${body}.${Buffer.from(signature, 'base64url').subarray(0, 250).toString('base64url')}`,
    'ERR_RESULT_SIGNATURE_INVALID',
  ],

  ['nothing', '', 'ERR_RESULT_MALFORMED'],
  ['words', 'not a result', 'ERR_RESULT_MALFORMED'],
  ['two parts', `${head}.${body}`, 'ERR_RESULT_MALFORMED'],
  ['four parts', `${genuine}.${signature}`, 'ERR_RESULT_MALFORMED'],
  ['a payload that is not JSON', jws('not JSON'), 'ERR_RESULT_MALFORMED'],
  ['a payload that is a list', jws([claims()]), 'ERR_RESULT_MALFORMED'],
  ['a header that is not JSON', `AAAA.${body}.${signature}`, 'ERR_RESULT_MALFORMED'],
];

const file = {
  description: 'Results of face sessions and what a verifier must do with each. Made by `npm run vectors`; see vectors/README.md.',
  now,
  options: { issuer, clientId, sessionId, nonce, minimumMatchLevel: 3 },
  jwks: { keys: [jwkOf(key), jwkOf(second), jwkOf(curve)] },
  results: rows.map(([name, result, expected, options]) => ({ name, result, expected, ...(options && { options }) })),
};
mkdirSync(join(root, 'vectors'), { recursive: true });
writeFileSync(join(root, 'vectors', 'results.json'), `${JSON.stringify(file, null, 2)}\n`);
console.log(`${file.results.length} results written to vectors/results.json`);
