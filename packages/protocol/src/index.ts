/* Constants and types only: the browser imports this entry. Schemas, which need zod, are in ./schemas. */

export * from './api-error.js';
export * from './appearance-mode.js';
export * from './asset-manifest.js';
export * from './attempt.js';
export * from './attestation.js';
export * from './session-headers.js';
export * from './device.js';
export * from './face-session-result.js';
export * from './face.js';
export * from './gesture.js';
export * from './light.js';
export * from './limits.js';
export * from './link.js';
export * from './match-level.js';
export * from './oauth.js';
export * from './session-code.js';
export * from './signed-upload.js';
export * from './signing-algorithm.js';
export * from './test-mode.js';
export * from './trace-event.js';
export * from './webhook.js';
