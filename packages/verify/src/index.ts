export { checkReplayStore } from './check-replay-store.js';
export * from './errors.js';
export { fetchAuditTrailImage, type FetchAuditTrailImageOptions } from './fetch-audit-trail-image.js';
export { createMemoryReplayStore, type MemoryReplayStoreOptions } from './memory-replay-store.js';
export type { ReplayStore, ResultId } from './replay-store.js';
export type { AuditTrailImageReference, VerifiedResult } from './verified-result.js';
export { verifyFaceSessionResult, type FaceSessionResult } from './verify-face-session-result.js';
export { verifyIncompleteFaceSessionResult, type IncompleteFaceSessionResult } from './verify-incomplete-result.js';
export type { VerifyOptions, VerifyResultOptions } from './verify-options.js';
