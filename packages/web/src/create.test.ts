import { endCodeMeanings, type EndCode } from '@face-session/capture';
import { webSessionCodes } from '@face-session/protocol';
import { expect, test } from 'vitest';
import { webSessionCodeOf } from './web-session-code.js';

test('every end of a capture has a name of the reference’s web SDK, but for a second call, which it has no name for', () => {
  const codes = (Object.keys(endCodeMeanings) as EndCode[]).filter((code) => code !== 'ALREADY_RUNNING');
  for (const code of codes) expect(webSessionCodes).toContain(webSessionCodeOf(code));
});

test('the ends that mobile names otherwise get their web names', () => {
  expect(webSessionCodeOf('SESSION_EXPIRED')).toBe('SESSION_EXPIRED_OR_NOT_FOUND');
  expect(webSessionCodeOf('SESSION_INVALIDATED_CAMERA_NOT_AVAILABLE')).toBe('MEDIA_NOT_FOUND_ERROR');
  expect(webSessionCodeOf('SESSION_INVALIDATED_CAMERA_PERMISSION_NOT_GRANTED')).toBe('MEDIA_NOT_ALLOWED_ERROR');
});
