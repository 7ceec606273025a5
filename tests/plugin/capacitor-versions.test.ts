import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const plugin = join(import.meta.dirname, '..', '..', 'packages', 'plugin');
const fromPlugin = createRequire(join(plugin, 'package.json'));
const bundle = readFileSync(join(plugin, 'dist', 'plugin.cjs.js'), 'utf8');

type Plugin = typeof import('uqudosdk-capacitor');
type Rejection = import('uqudosdk-capacitor').UqudoPluginError;

/** The published bundle over another version of Capacitor's core. */
function over(core: string): Plugin {
  const module = { exports: {} };
  const requireFrom = (name: string): unknown => fromPlugin(name === '@capacitor/core' ? core : name);
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- the bundle as `require` would run it
  new Function('require', 'module', 'exports', bundle)(requireFrom, module, module.exports);
  return module.exports as Plugin;
}

describe.each([
  ['6', 'capacitor-core-6'],
  ['7', '@capacitor/core'],
  ['8', 'capacitor-core-8'],
])('on Capacitor %s', (major, core) => {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'node_modules', core, 'package.json'), 'utf8')) as {
    version: string;
  };
  const sdk = over(core);

  it('really runs over that version', () => {
    expect(version.split('.')[0]).toBe(major);
  });

  it('registers, takes a language, and rejects in both readings', async () => {
    const uqudo = new sdk.UqudoPlugin();
    uqudo.setLocale('ar');
    const config = new sdk.FaceSessionConfigurationBuilder().setToken('T').build();
    const error = await uqudo.faceSession(config).catch((reason: unknown) => reason as Rejection);
    const { CapacitorException } = fromPlugin(core) as typeof import('@capacitor/core');
    expect(error).toBeInstanceOf(CapacitorException);
    expect(JSON.parse(String((error as Rejection).code))).toEqual({ code: 'UNEXPECTED_ERROR', message: 'sessionId is missing.' });
    expect((error as Rejection).reason).toBe('UNEXPECTED_ERROR');
  });

  it('tells a listener that came late how the last session ended', async () => {
    await new sdk.UqudoPlugin().faceSession(new sdk.FaceSessionConfigurationBuilder().build()).catch(() => undefined);
    const heard: unknown[] = [];
    await sdk.UqudoId.addListener('faceSessionResult', (end) => heard.push(end));
    expect(heard.at(-1)).toEqual({ error: { code: 'UNEXPECTED_ERROR', message: 'token is missing.' } });
    await sdk.UqudoId.removeAllListeners();
  });
});
