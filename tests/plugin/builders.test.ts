import { createRequire } from 'node:module';
import * as ours from 'uqudosdk-capacitor';
import { describe, expect, it } from 'vitest';

// Its CommonJS entry: the ES module's relative imports lack extensions, so Node cannot load it.
const published = createRequire(import.meta.url)('uqudosdk-capacitor-published') as Record<string, unknown>;

type Builder = Record<string, (...values: unknown[]) => unknown>;
const make = (from: object, name: string): Builder => new (from as Record<string, new () => Builder>)[name]!();
const jsonOf = (from: object, name: string, calls: [string, ...unknown[]][]): string => {
  const builder = make(from, name);
  for (const [method, ...values] of calls) expect(builder[method]!(...values), method).toBe(builder);
  return JSON.stringify(builder['build']!());
};

/** Arguments for every setter of the published builders that takes some. */
const argumentsOf: Record<string, unknown[][]> = {
  setToken: [['T']],
  setNonce: [['N']],
  setSessionId: [['S']],
  setUserIdentifier: [['U']],
  setEnrollmentIdentifier: [['E']],
  setMinimumMatchLevel: [[4], [0]],
  setMaxAttempts: [[2], [9], [0], [-1]],
  setScanMinimumMatchLevel: [[2]],
  setReadMinimumMatchLevel: [[3]],
  setLookupMinimumMatchLevel: [[4]],
  setFaceScanMinimumMatchLevel: [[2]],
  setFaceReadMinimumMatchLevel: [[3]],
  setAppearanceMode: [['DARK'], ['LIGHT']],
  setDocumentType: [['PASSPORT']],
  setBackgroundCheckType: [['DOW_JONES']],
  enableReading: [[], [{ forceReading: true }]],
  enableScanReview: [[true, false]],
  enableAgeVerification: [[18]],
  enableFacialRecognition: [[], [{ maxAttempts: 2 }]],
  enableBackgroundCheck: [[{ backgroundCheckType: 'RDC' }]],
  enableLookup: [[], [['PASSPORT']]],
  add: [[{ documentType: 'PASSPORT' }]],
  forceReading: [[true], [false]],
  forceReadingIfSupported: [[true]],
  forceReadingTimeout: [[5]],
};

const builders = Object.keys(published).filter((name) => name.endsWith('Builder'));
const settersOf = (name: string): string[] =>
  Object.getOwnPropertyNames((published[name] as { prototype: object }).prototype).filter((key) => !['constructor', 'build'].includes(key));

describe('beside the published plugin', () => {
  it('exports every name that it exports', () => {
    for (const name of Object.keys(published)) expect(ours).toHaveProperty(name);
  });

  it('has its enums, value by value', () => {
    for (const name of ['DocumentType', 'BackgroundCheckType', 'AppearanceMode']) {
      expect((ours as Record<string, unknown>)[name]).toEqual(published[name]);
    }
  });

  it.each(builders)('%s builds the same JSON with nothing set', (name) => {
    expect(jsonOf(ours, name, [])).toBe(jsonOf(published, name, []));
  });

  const cases = builders.flatMap((name) =>
    settersOf(name).flatMap((method) => (argumentsOf[method] ?? [[]]).map((values) => [name, method, values] as const)),
  );
  it.each(cases)('%s.%s(%j) builds the same JSON', (name, method, values) => {
    const calls: [string, ...unknown[]][] = [[method, ...values]];
    expect(jsonOf(ours, name, calls)).toBe(jsonOf(published, name, calls));
  });

  it.each(builders)('%s builds the same JSON with everything set', (name) => {
    const calls = settersOf(name).map((method): [string, ...unknown[]] => [method, ...(argumentsOf[method]?.at(-1) ?? [])]);
    expect(jsonOf(ours, name, calls)).toBe(jsonOf(published, name, calls));
  });

  it('has the setter of one-to-many verification, which its documentation names', () => {
    expect(JSON.stringify(new ours.FacialRecognitionConfigurationBuilder().enableOneToNVerification().build())).toBe(
      '{"enableOneToNVerification":true}',
    );
  });

  it('has every method of its UqudoPlugin', () => {
    const methods = Object.getOwnPropertyNames((published['UqudoPlugin'] as { prototype: object }).prototype);
    expect(Object.getOwnPropertyNames(ours.UqudoPlugin.prototype)).toEqual(expect.arrayContaining(methods));
  });
});

describe('the options of 3.x', () => {
  const build = (set: (builder: ours.FaceSessionConfigurationBuilder) => unknown): string => {
    const builder = new ours.FaceSessionConfigurationBuilder().setToken('T').setSessionId('S');
    set(builder);
    return JSON.stringify(builder.build());
  };
  const base = '{"appearanceMode":"SYSTEM","token":"T","sessionId":"S"';

  it('vanish from the JSON unless set', () => {
    expect(build(() => undefined)).toBe(`${base}}`);
  });

  it.each([
    ['setUserIdentifier', ['U'], '"userIdentifier":"U"'],
    ['enableAuditTrailImageObfuscation', ['FILLED_WHITE'], '"obfuscationType":"FILLED_WHITE"'],
    ['enableActiveLiveness', [], '"enableActiveLiveness":true'],
    ['enableActiveLiveness', ['FACE_TURN'], '"enableActiveLiveness":true,"disableLivenessGesture":"FACE_TURN"'],
  ])('%s(%j) adds its keys', (method, values, json) => {
    expect(build((builder) => (builder as unknown as Builder)[method]!(...values))).toBe(`${base},${json}}`);
  });

  it('names its enums as the reference does', () => {
    expect(ours.ObfuscationType).toEqual({ FILLED: 'FILLED', FILLED_WHITE: 'FILLED_WHITE', BLURRED: 'BLURRED' });
    expect(ours.LivenessGesture).toEqual({ FACE_MOVE: 'FACE_MOVE', FACE_TILT: 'FACE_TILT', FACE_TURN: 'FACE_TURN' });
    expect(ours.FaceSessionBuilder).toBe(ours.FaceSessionConfigurationBuilder);
    expect(ours.AccountRecoveryBuilder).toBe(ours.AccountRecoveryConfigurationBuilder);
  });
});

describe('UqudoPlugin without a session', () => {
  const plugin = new ours.UqudoPlugin();

  it('returns nothing from init and setLocale', () => {
    const call: (locale: string) => unknown = plugin.setLocale.bind(plugin);
    expect(call('ar')).toBeUndefined();
  });

  it.each(['enroll', 'lookup', 'reading'] as const)('rejects %s clearly, without a task', async (flow) => {
    const error = await (plugin[flow] as (config: object) => Promise<unknown>)({}).catch(
      (reason: unknown) => reason as ours.UqudoPluginError,
    );
    const body = JSON.parse(String((error as ours.UqudoPluginError).code)) as object;
    expect(body).toEqual({ code: 'UNEXPECTED_ERROR', message: expect.stringContaining(`"${flow}" is not supported`) as string });
  });

  it('says that documents are not supported', async () => {
    expect(await plugin.isReadingSupported('PASSPORT')).toBe(false);
    expect(await plugin.isEnrollmentSupported('PASSPORT')).toBe(false);
  });

  it('rejects wrong arguments without a task', async () => {
    const error = await plugin.faceSession(new ours.FaceSessionConfigurationBuilder().build()).catch((reason: unknown) => reason);
    expect(JSON.parse(String((error as ours.UqudoPluginError).code))).toEqual({ code: 'UNEXPECTED_ERROR', message: 'token is missing.' });
  });
});
