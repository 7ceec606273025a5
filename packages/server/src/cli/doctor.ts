import { access, constants } from 'node:fs/promises';
import { dirname } from 'node:path';
import { allocatorEnvironment } from '../allocator.js';
import { ConfigError, DAY_MS, readConfig, type Config } from '../config.js';
import { openFaces } from '../faces.js';
import { captureAssets, openParts } from '../service.js';
import type { ServiceParts } from '../service-parts.js';
import { checkMasterKey } from '../keys/key-check.js';
import { algorithmsInUse, oldestNewestKeyMs } from '../keys/keys-in-use.js';
import { levelsMeasured } from './levels.js';
import { accessFinding, type Finding } from './access-finding.js';
import { CliError } from './cli-error.js';
import type { Command } from './command.js';
import { readArguments } from './arguments.js';
import { watchAlerts } from './watch-alerts.js';
import { printOutcome } from './with-parts.js';

type DoctorCheck = (parts: ServiceParts) => Promise<Finding>;

/** A clock that is further off than this makes tokens invalid elsewhere, in milliseconds. */
const MAX_CLOCK_DRIFT_MS = 5_000;

const checks: Readonly<Record<string, DoctorCheck>> = {
  async store({ store, config }) {
    await store.ping();
    const pending = await store.pendingMigrations();
    if (pending.length === 0) await store.checkWrite();
    return pending.length === 0
      ? { level: 'ok', says: `${config.store.kind} answers and takes writes, schema up to date` }
      : {
          level: 'warn',
          says: `${config.store.kind} answers, ${pending.length} migration(s) pending: \`migrate\` or \`serve\` applies them`,
        };
  },
  async keys({ store, keys, clock, config }) {
    if ((await store.pendingMigrations()).length > 0) return { level: 'warn', says: 'not created yet: the store is empty' };
    const stored = await store.signingKeys(clock());
    const inUse = algorithmsInUse(stored);
    if (inUse.length === 0) return { level: 'warn', says: 'no signing key yet: `serve` creates it' };
    for (const algorithm of inUse) await keys.sign({}, { algorithm });
    const days = Math.floor(oldestNewestKeyMs(stored, clock()) / DAY_MS);
    return days > config.keyRotationDays
      ? { level: 'warn', says: `the newest is ${days} days old; is a replica running?` }
      : { level: 'ok', says: `keys open and sign (${inUse.join(', ')}); none is older than ${days} days` };
  },
  async masterKey(parts) {
    const { config, store } = parts;
    const found =
      'bytes' in config.masterKey
        ? { level: 'ok' as const, says: 'from the environment' }
        : await accessFinding(config.masterKey.file, 0o600);
    if (found.level === 'fail') return found;
    if ((await store.pendingMigrations()).length > 0) return found;
    await checkMasterKey(parts);
    return { level: 'ok', says: `${found.says}; it is the key of this store; keep a copy apart from the database` };
  },
  async files({ config: { store } }) {
    if (store.kind !== 'sqlite') return { level: 'ok', says: 'the database keeps its own' };
    const { file } = store;
    const findings = [await accessFinding(dirname(file), 0o700)];
    for (const path of [file, `${file}-wal`, `${file}-shm`]) {
      // SQLite creates and removes the two files as it needs them.
      findings.push(await accessFinding(path, 0o600).catch((): Finding => ({ level: 'ok', says: `${path} is not there` })));
    }
    const faults = findings.filter(({ level }) => level === 'fail');
    return faults.length === 0
      ? { level: 'ok', says: `${dirname(file)} and what is in it, for the owner only` }
      : { level: 'fail', says: faults.map(({ says }) => says).join('; ') };
  },
  async clock({ store, clock }) {
    const drift = Math.abs((await store.databaseTime()) - clock());
    return drift <= MAX_CLOCK_DRIFT_MS
      ? { level: 'ok', says: `within ${MAX_CLOCK_DRIFT_MS / 1000} s of the store's` }
      : { level: 'warn', says: `${Math.round(drift / 1000)} s off the store's: run NTP on both` };
  },
  async memory({ config }) {
    const settings = Object.entries(allocatorEnvironment).map(([name, value]) => `${name}=${value}`);
    return Promise.resolve(
      config.keepsFreedMemory
        ? { level: 'warn', says: `set ${settings.join(' ')} for \`serve\`, and memory of past requests goes back to the system` }
        : { level: 'ok', says: 'of past requests goes back to the system' },
    );
  },
  async models({ config }) {
    const started = performance.now();
    const { faces } = await openFaces({ ...config, workers: 1 });
    await faces.close();
    return { level: 'ok', says: `load in ${Math.round(performance.now() - started)} ms; ${config.workers} worker(s) are configured` };
  },
  async assets() {
    const folder = captureAssets();
    if (folder === null) return { level: 'warn', says: 'the capture is not built: browsers get no models from here' };
    await access(folder, constants.R_OK);
    return { level: 'ok', says: folder };
  },
  async levels(parts) {
    if ((await parts.store.pendingMigrations()).length > 0) return { level: 'warn', says: 'nothing measured yet: the store is empty' };
    const reports = await levelsMeasured(parts);
    const worse = reports.flatMap(({ clientId, levels }) =>
      levels.filter((estimate) => estimate.worse).map(({ level }) => `level ${level} of ${clientId ?? 'all clients'}`),
    );
    return worse.length > 0
      ? { level: 'warn', says: `more strangers match than promised: ${worse.join(', ')}; see \`levels\` and docs/accuracy.md` }
      : {
          level: 'ok',
          says: `${reports[0]?.levels[0]?.found.of ?? 0} comparisons of different people; none of the levels is worse than promised`,
        };
  },
  async tls({ config }) {
    return Promise.resolve(tlsHints(config));
  },
};

function tlsHints(config: Config): Finding {
  if (config.baseURL.startsWith('http:')) {
    return {
      level: 'warn',
      says: `${config.baseURL} is for this machine only; behind a proxy with TLS, set BASE_URL to its https address`,
    };
  }
  return config.trustedProxies === 0
    ? { level: 'warn', says: 'BASE_URL is https and TRUSTED_PROXIES is 0: without it every caller has the address of the proxy' }
    : { level: 'ok', says: `${config.baseURL}; the proxy ends TLS` };
}

export const doctor: Command = {
  name: 'doctor',
  help: [
    'doctor                     check configuration, store, master key, keys, files, clock, memory,\n                           models, assets, match levels and TLS',
    'doctor --watch [--url URL] [--every SECONDS]\n                           judge the alerts of docs/alerts.md until it is stopped, without Prometheus',
  ],
  async run(args) {
    const read = readArguments(args, { options: ['url', 'every'], flags: ['json', 'watch'] });
    if (read.flag('watch')) return watchAlerts(read);
    if (read.option('url') !== undefined || read.option('every') !== undefined) throw new CliError('--url and --every go with --watch.', 2);
    const tell = (check: string, { level, says }: Finding): void => {
      printOutcome(read, `${level === 'fail' ? 'FAIL' : level.padEnd(4)}  ${check.padEnd(13)}  ${says}`.trimEnd(), { check, level, says });
    };
    let config: Config;
    try {
      config = { ...readConfig(), logLevel: 'silent' };
    } catch (error) {
      if (error instanceof ConfigError) tell('configuration', { level: 'fail', says: error.message });
      throw error;
    }
    tell('configuration', { level: 'ok', says: '' });
    const parts = await openParts(config);
    let failed = 0;
    try {
      for (const [name, check] of Object.entries(checks)) {
        const finding = await check(parts).catch((error: unknown): Finding => ({
          level: 'fail',
          says: error instanceof Error ? error.message : String(error),
        }));
        if (finding.level === 'fail') failed++;
        tell(name, finding);
      }
    } finally {
      await parts.store.close();
    }
    if (failed > 0) throw new CliError(`${failed} check(s) failed.`);
  },
};
