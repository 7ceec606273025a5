import type { EndCode } from '@face-session/capture';
import type { WebSessionCode } from '@face-session/protocol';

/** What the reference's web SDK (4.x) calls the ends that have a mobile name. */
const renamed: Record<Exclude<EndCode, WebSessionCode | 'ALREADY_RUNNING'>, WebSessionCode> = {
  SESSION_EXPIRED: 'SESSION_EXPIRED_OR_NOT_FOUND',
  SESSION_INVALIDATED_CAMERA_NOT_AVAILABLE: 'MEDIA_NOT_FOUND_ERROR',
  SESSION_INVALIDATED_CAMERA_PERMISSION_NOT_GRANTED: 'MEDIA_NOT_ALLOWED_ERROR',
};

/** The web code for each end of a capture; ALREADY_RUNNING is our own. */
export function webSessionCodeOf(code: EndCode): WebSessionCode | 'ALREADY_RUNNING' {
  return code in renamed ? renamed[code as keyof typeof renamed] : (code as WebSessionCode | 'ALREADY_RUNNING');
}
