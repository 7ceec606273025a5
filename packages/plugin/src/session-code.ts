import type { EndCode } from '@face-session/capture';
import type { SessionCode } from '@face-session/protocol';

/** The codes of the reference, and one of our own for a second call while a session runs. */
export type PluginCode = SessionCode | 'ALREADY_RUNNING';

/** What mobile has no name for. */
const translated: Record<Exclude<EndCode, PluginCode>, SessionCode> = {
  UNAUTHORIZED: 'UNEXPECTED_ERROR',
  FORBIDDEN: 'UNEXPECTED_ERROR',
  INVALID_CONFIG: 'UNEXPECTED_ERROR',
  WASM_NOT_SUPPORTED: 'UNEXPECTED_ERROR',
  WASM_LOAD_FAILED: 'UNEXPECTED_ERROR',
  MEDIA_SECURITY_ERROR: 'SESSION_INVALIDATED_CAMERA_PERMISSION_NOT_GRANTED',
  MEDIA_VIRTUAL_CAMERA_DETECTED: 'SESSION_INVALIDATED_CAMERA_NOT_AVAILABLE',
};

/** The mobile code for each end of a capture. */
export function sessionCodeOf(code: EndCode): PluginCode {
  return code in translated ? translated[code as keyof typeof translated] : (code as PluginCode);
}
