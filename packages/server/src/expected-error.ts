import { ConfigError } from './config.js';
import { WrongMasterKeyError } from './keys/key-check.js';
import { MasterKeyFileError } from './keys/master-key.js';
import { SchemaTooNewError, StoreUnavailableError } from './store/store.js';

/** Whether the operator can act on the error from its message alone: it is printed without a stack. */
export function isExpectedError(error: unknown): error is Error {
  return [ConfigError, SchemaTooNewError, StoreUnavailableError, MasterKeyFileError, WrongMasterKeyError].some(
    (kind) => error instanceof kind,
  );
}
