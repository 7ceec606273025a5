import { create } from './create.js';

export type { PartialTexts } from '@face-session/capture';
export {
  create,
  type Assets,
  type CreateOptions,
  type FaceSessionOptions,
  type FaceSessionSDK,
  type CreateOptions as IUqudoSdkConfig,
} from './create.js';
export { OperationError } from './operation-error.js';

/** The SDK as the reference's web SDK exports it: `import sdk from '@face-session/web'`, then `sdk.create(...)`. */
const sdk = { create };
export default sdk;
