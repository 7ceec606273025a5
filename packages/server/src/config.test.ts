import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ConfigError, environmentVariables, readConfig } from './config.js';

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    return error instanceof ConfigError ? error.problems : [String(error)];
  }
}

describe('the configuration', () => {
  it('is complete without any variable, for this machine only', () => {
    expect(readConfig({})).toMatchObject({
      host: '127.0.0.1',
      baseURL: 'http://localhost:8080',
      store: { kind: 'sqlite' },
      livenessPolicy: 'adaptive',
      minimumMatchLevel: 3,
      maxAttempts: 3,
      auditImageSeconds: 1800,
    });
  });

  it('names every problem at once', () => {
    const problems = problemsOf({
      PORT: 'x',
      LIVENESS_POLICY: 'lax',
      MAX_ATTEMPTS: '4',
      METRICS_TOKEN: 'short',
      CORS_ORIGINS: 'https://a.example/x',
    });
    expect(problems).toHaveLength(5);
  });

  it('makes no traces unless a collector is named', () => {
    expect(readConfig({ OTEL_TRACES_SAMPLER_ARG: '0.5', OTEL_EXPORTER_OTLP_HEADERS: 'a=b' }).traces).toBeNull();
    const settings = {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.example:4318/otlp/',
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Basic%20abc%3D, x-scope=bank',
      OTEL_TRACES_SAMPLER_ARG: '0.25',
    };
    const headers = { authorization: 'Basic abc=', 'x-scope': 'bank' };
    expect(readConfig(settings).traces).toEqual({ endpoint: 'https://collector.example:4318/otlp', headers, ratio: 0.25 });
    expect(readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }).traces).toMatchObject({ headers: {}, ratio: 1 });
  });

  it.each([
    { OTEL_EXPORTER_OTLP_ENDPOINT: '127.0.0.1:4318' },
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'grpc://127.0.0.1:4317' },
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://user:password@127.0.0.1:4318' },
    { OTEL_TRACES_SAMPLER_ARG: '1.5' },
    { OTEL_TRACES_SAMPLER_ARG: 'all' },
    { OTEL_EXPORTER_OTLP_HEADERS: 'authorization' },
    { OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Basic%2' },
    { OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Basic secret' },
  ])('refuses a collector that cannot be: %o', (environment) => {
    const [problem, ...others] = problemsOf(environment);
    expect(others).toEqual([]);
    expect(problem).toContain(Object.keys(environment)[0]);
    expect(problem).not.toMatch(/secret|password/);
  });

  it.each([
    'https://localhost,capacitor://localhost',
    'capacitor://localhost',
    'ionic://localhost',
    'http://localhost',
    'http://localhost:8100,https://app.example',
    'app://-',
  ])('takes the origins of apps and browsers: CORS_ORIGINS=%s', (origins) => {
    expect(readConfig({ CORS_ORIGINS: origins }).corsOrigins).toEqual(origins.split(','));
  });

  it.each([
    'https://a.example/x',
    'https://a.example/',
    'HTTPS://a.example',
    'https://a.example:443',
    'https://*.example',
    'capacitor://localhost/',
    'localhost',
    'null',
    'file://',
  ])('refuses what no browser sends as an origin: CORS_ORIGINS=%s', (origin) => {
    expect(() => readConfig({ CORS_ORIGINS: origin })).toThrow(/CORS_ORIGINS.*capacitor:\/\/localhost/);
  });

  it.each([
    ['http outside this machine', { BASE_URL: 'http://id.example' }],
    ['a base URL with a query', { BASE_URL: 'https://id.example/?a' }],
    ['a master key of the wrong length', { MASTER_KEY: 'AAAA' }],
    ['two master keys', { MASTER_KEY: Buffer.alloc(32).toString('base64'), MASTER_KEY_FILE: '/x' }],
    ['PostgreSQL without a master key that replicas share', { DATABASE_URL: 'postgres://x/y' }],
    ['another database', { DATABASE_URL: 'mysql://x/y', MASTER_KEY_FILE: '/x' }],
    ['a database whose address cannot be read', { DATABASE_URL: 'postgres://user:a/b#c@x:y/z', MASTER_KEY_FILE: '/x' }],
    ['a host with a scheme', { HOST: 'http://0.0.0.0' }],
    ['a photo format that is not known', { PHOTO_FORMATS: 'jpeg,gif' }],
    ['a centre that is not known', { CENTRE: 'mine' }],
    ['a calibration that is not there', { CALIBRATION_FILE: '/nowhere/calibration.json' }],
    ['a liveness calibration that is not there', { LIVENESS_CALIBRATION_FILE: '/nowhere/liveness.json' }],
    ['a recognition model without a calibration made with it', { RECOGNITION_MODEL_FILE: fileURLToPath(import.meta.url) }],
    ['a proxy that is no address', { TRUSTED_PROXIES: '10.0.0.1, proxy.internal' }],
    ['a network with a prefix longer than its addresses', { TRUSTED_PROXIES: '10.0.0.0/33' }],
    ['an audit log kept for longer than 400 days', { AUDIT_LOG_DAYS: '401' }],
    ['trace events kept for longer than 90 days', { TRACE_EVENT_DAYS: '91' }],
    ['images kept for longer than half an hour', { AUDIT_IMAGE_SECONDS: '1801' }],
  ])('refuses %s', (_, environment: Record<string, string>) => {
    expect(problemsOf(environment)).toHaveLength(1);
  });

  it.each([
    'postgres://user:secret@a.example:5432,b.example:5432/db',
    'postgresql://a.example,b.example/db?target_session_attrs=read-write',
    'postgres:///db?host=a.example,b.example',
  ])('says that a list of hosts is not taken: DATABASE_URL=%s', (url) => {
    const problems = problemsOf({ DATABASE_URL: url, MASTER_KEY_FILE: '/x' });
    expect(problems).toEqual([expect.stringContaining('DATABASE_URL names several hosts. Name one')]);
    expect(problems.join()).not.toContain('secret');
  });

  it('takes a comma in the password, the name and the options of a database', () => {
    expect(problemsOf({ DATABASE_URL: 'postgres://us,er:a,b@a.example/d,b?application_name=a,b', MASTER_KEY_FILE: '/x' })).toEqual([]);
  });

  it('takes a database behind a socket', () => {
    expect(problemsOf({ DATABASE_URL: 'postgres://user:secret@/db?host=/run/postgresql', MASTER_KEY_FILE: '/x' })).toEqual([]);
  });

  it('tells nobody the password of a database', () => {
    expect(problemsOf({ DATABASE_URL: 'postgres://user:a/b#c@x:y/z', MASTER_KEY_FILE: '/x' }).join()).not.toContain('a/b');
  });

  it('takes a base URL with its path and without its last slash', () => {
    expect(readConfig({ BASE_URL: 'https://id.example/face/' }).baseURL).toBe('https://id.example/face');
  });

  it('takes proxies by number, address and network', () => {
    expect(readConfig({ TRUSTED_PROXIES: '2' }).trustedProxies).toBe(2);
    expect(readConfig({ TRUSTED_PROXIES: '10.0.0.0/8, fd00::1' }).trustedProxies).toEqual(['10.0.0.0/8', 'fd00::1']);
  });

  it('is documented variable by variable', async () => {
    const documentation = await readFile(new URL('../../../docs/operation.md', import.meta.url), 'utf8');
    const settings = documentation.slice(documentation.indexOf('\n## Settings\n'), documentation.indexOf('\n## Commands\n'));
    const documented = [...settings.matchAll(/^\| `([A-Z0-9_]+)` +\|/gm)].map(([, name]) => name);
    expect(documented).toEqual(Object.keys(environmentVariables));
  });
});
