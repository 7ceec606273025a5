export type { PartialTexts } from '@face-session/capture';
export { create, type Assets, type CreateOptions, type FaceSessionOptions, type FaceSessionSDK } from './create.js';
export { OperationError } from './operation-error.js';
