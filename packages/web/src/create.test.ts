import { endCodeMeanings, type EndCode } from '@face-session/capture';
import { webSessionCodes } from '@face-session/protocol';
import { expect, test } from 'vitest';
import { webSessionCodeOf } from './web-session-code.js';

test('every end of a capture has a name of the reference’s web SDK', () => {
  for (const code of Object.keys(endCodeMeanings) as EndCode[]) expect(webSessionCodes).toContain(webSessionCodeOf(code));
});

test('the ends that mobile names otherwise get their web names', () => {
  expect(webSessionCodeOf('SESSION_EXPIRED')).toBe('SESSION_EXPIRED_OR_NOT_FOUND');
  expect(webSessionCodeOf('SESSION_INVALIDATED_CAMERA_NOT_AVAILABLE')).toBe('MEDIA_NOT_FOUND_ERROR');
  expect(webSessionCodeOf('SESSION_INVALIDATED_CAMERA_PERMISSION_NOT_GRANTED')).toBe('MEDIA_NOT_ALLOWED_ERROR');
});
