import { describe, expect, it } from 'vitest';
import { FaceSessionConfigurationBuilder } from './face-session-configuration.js';
import { parseFaceSessionRequest } from './face-session-request.js';
import { LivenessGesture, ObfuscationType } from './enums.js';

const builder = (): FaceSessionConfigurationBuilder => new FaceSessionConfigurationBuilder().setToken('T').setSessionId('S');
const parse = (config: object): ReturnType<typeof parseFaceSessionRequest> => parseFaceSessionRequest(JSON.stringify(config));

describe('a configuration over the wire', () => {
  it('says all that was set', () => {
    const config = builder()
      .setNonce('N')
      .setUserIdentifier('U')
      .setMinimumMatchLevel(4)
      .setMaxAttempts(2)
      .allowClosedEyes()
      .returnDataForIncompleteSession()
      .enableAuditTrailImageObfuscation(ObfuscationType.BLURRED)
      .enableActiveLiveness(LivenessGesture.FACE_TILT)
      .build();
    expect(parse(config)).toEqual({
      token: 'T',
      sessionId: 'S',
      nonce: 'N',
      userIdentifier: 'U',
      minimumMatchLevel: 4,
      maxAttempts: 2,
      allowClosedEyes: true,
      returnDataForIncompleteSession: true,
      activeLiveness: true,
      excludedGesture: 'FACE_TILT',
      obfuscationType: 'BLURRED',
      appearanceMode: 'SYSTEM',
      isRootedDeviceAllowed: false,
      isSecuredWindowsDisabled: false,
    });
  });

  it.each([
    [0, undefined],
    [-2, undefined],
    [1, 1],
    [3, 3],
    [9, 3],
  ])('reads %i attempts as %s', (given, read) => {
    expect(parse(builder().setMaxAttempts(given).build()).maxAttempts).toBe(read);
  });

  it.each([
    ['token is missing.', { sessionId: 'S' }],
    ['token is missing.', { token: '', sessionId: 'S' }],
    ['sessionId is missing.', { token: 'T' }],
    ['nonce is not a string.', { token: 'T', sessionId: 'S', nonce: 5 }],
    ['minimumMatchLevel is not 1, 2, 3, 4 or 5.', { token: 'T', sessionId: 'S', minimumMatchLevel: 6 }],
    ['maxAttempts is not a whole number.', { token: 'T', sessionId: 'S', maxAttempts: 1.5 }],
    ['allowClosedEyes is not true or false.', { token: 'T', sessionId: 'S', allowClosedEyes: 'yes' }],
    ['appearanceMode is not one of SYSTEM, LIGHT, DARK.', { token: 'T', sessionId: 'S', appearanceMode: 'PINK' }],
  ])('is refused with words: %s', (message, config) => {
    expect(() => parse(config)).toThrow(message);
  });

  it.each([undefined, '', '{', '[', 'null', '5'])('is refused if it is not JSON of an object: %s', (json) => {
    expect(() => parseFaceSessionRequest(json)).toThrow('not JSON of an object');
  });

  it('takes null, as old bridges send it, as not set', () => {
    expect(parse({ token: 'T', sessionId: 'S', nonce: null }).nonce).toBeUndefined();
  });
});
