import { createRequire } from 'node:module';
import * as ours from 'uqudosdk-capacitor';
import { expect } from 'vitest';
import { row } from './row.js';

/* The builder's JSON, beside that of the published package. tests/plugin compares every other builder, method by method. */

// Its CommonJS entry: Node cannot load its ES modules, whose imports lack extensions.
const published = createRequire(import.meta.url)('uqudosdk-capacitor-published') as Pick<
  typeof ours,
  'FaceSessionConfigurationBuilder' | 'FaceSessionBuilder'
>;
type Builder = InstanceType<typeof ours.FaceSessionConfigurationBuilder>;
const json = (set: (builder: Builder) => unknown, from = ours.FaceSessionConfigurationBuilder): string => {
  const builder = new from();
  expect(set(builder)).toBe(builder);
  return JSON.stringify(builder.build());
};
/** JSON of ours, the same as the published package's. */
const alike = (set: (builder: Builder) => unknown): string => {
  const own = json(set);
  expect(own).toBe(json(set, published.FaceSessionConfigurationBuilder));
  return own;
};

row('plugin.exports', () => {
  for (const name of Object.keys(published)) expect(ours).toHaveProperty(name);
});

row('builder.minimal', () => {
  expect(alike((builder) => builder.setToken('T').setSessionId('S'))).toBe('{"appearanceMode":"SYSTEM","token":"T","sessionId":"S"}');
});

row('builder.full', () => {
  const all = alike((builder) =>
    builder
      .setAppearanceMode(ours.AppearanceMode.DARK)
      .setToken('T')
      .setSessionId('S')
      .setNonce('N')
      .enableRootedDeviceUsage()
      .disableSecureWindow()
      .setMinimumMatchLevel(4)
      .setMaxAttempts(2)
      .returnDataForIncompleteSession()
      .allowClosedEyes(),
  );
  expect(all).toBe(
    '{"appearanceMode":"DARK","token":"T","sessionId":"S","nonce":"N","isRootedDeviceAllowed":true,"isSecuredWindowsDisabled":true,' +
      '"minimumMatchLevel":4,"maxAttempts":2,"isReturnDataForIncompleteSession":true,"allowClosedEyes":true}',
  );
});

row('builder.alias', () => {
  expect(ours.FaceSessionBuilder).toBe(ours.FaceSessionConfigurationBuilder);
  expect(published.FaceSessionBuilder).toBe(published.FaceSessionConfigurationBuilder);
});

row('builder.enums', () => {
  expect(ours.AppearanceMode).toEqual({ SYSTEM: 'SYSTEM', LIGHT: 'LIGHT', DARK: 'DARK' });
  expect(ours.ObfuscationType).toEqual({ FILLED: 'FILLED', FILLED_WHITE: 'FILLED_WHITE', BLURRED: 'BLURRED' });
  expect(ours.LivenessGesture).toEqual({ FACE_MOVE: 'FACE_MOVE', FACE_TILT: 'FACE_TILT', FACE_TURN: 'FACE_TURN' });
});

const field = (set: (builder: Builder) => unknown): Record<string, unknown> => JSON.parse(alike(set)) as Record<string, unknown>;
const ownField = (set: (builder: Builder) => unknown): Record<string, unknown> => JSON.parse(json(set)) as Record<string, unknown>;

row('builder.setToken', () => {
  expect(field((builder) => builder.setToken('T'))).toEqual({ appearanceMode: 'SYSTEM', token: 'T' });
});
row('builder.setSessionId', () => {
  expect(field((builder) => builder.setSessionId('S'))['sessionId']).toBe('S');
});
row('builder.setNonce', () => {
  expect(field((builder) => builder.setNonce('N'))['nonce']).toBe('N');
});
row('builder.setUserIdentifier', () => {
  expect(ownField((builder) => builder.setUserIdentifier('U'))['userIdentifier']).toBe('U');
});
row('builder.setMinimumMatchLevel', () => {
  expect(field((builder) => builder.setMinimumMatchLevel(5))['minimumMatchLevel']).toBe(5);
});
row('builder.setMaxAttempts', () => {
  for (const attempts of [1, 3, 9, 0, -1]) expect(field((builder) => builder.setMaxAttempts(attempts))['maxAttempts']).toBe(attempts);
});
row('builder.allowClosedEyes', () => {
  expect(field((builder) => builder.allowClosedEyes())['allowClosedEyes']).toBe(true);
});
row('builder.returnDataForIncompleteSession', () => {
  expect(field((builder) => builder.returnDataForIncompleteSession())['isReturnDataForIncompleteSession']).toBe(true);
});
row('builder.disableSecureWindow', () => {
  expect(field((builder) => builder.disableSecureWindow())['isSecuredWindowsDisabled']).toBe(true);
});
row('builder.enableRootedDeviceUsage', () => {
  expect(field((builder) => builder.enableRootedDeviceUsage())['isRootedDeviceAllowed']).toBe(true);
});
row('builder.setAppearanceMode', () => {
  expect(field((builder) => builder.setAppearanceMode(ours.AppearanceMode.LIGHT))['appearanceMode']).toBe('LIGHT');
});
row('builder.enableAuditTrailImageObfuscation', () => {
  expect(ownField((builder) => builder.enableAuditTrailImageObfuscation(ours.ObfuscationType.BLURRED))['obfuscationType']).toBe('BLURRED');
});
row('builder.enableActiveLiveness', () => {
  expect(ownField((builder) => builder.enableActiveLiveness())).toEqual({ appearanceMode: 'SYSTEM', enableActiveLiveness: true });
  const excluding = ownField((builder) => builder.enableActiveLiveness(ours.LivenessGesture.FACE_TILT));
  expect(excluding).toEqual({ appearanceMode: 'SYSTEM', enableActiveLiveness: true, disableLivenessGesture: 'FACE_TILT' });
});
