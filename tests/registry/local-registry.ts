import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../kit/process.js';

/* A registry on this machine. It has our packages once they are published to it, and asks the public registry for all others, but never for ours. */

const tools = import.meta.dirname;

/** Most bytes that a command may print. */
const MAX_PRINTED = 64 * 1024 * 1024;

export interface LocalRegistry {
  readonly url: string;
  /** What a command of a user needs to use this registry. Commands with one name share their caches. */
  environment(caches: string): Readonly<Record<string, string>>;
  /** Paths of the requests about our packages since the last call. */
  requestsForOurs(): string[];
  stop(): Promise<void>;
}

/** Installs the tools if they are not, and starts the registry with a user who may publish. */
export async function startLocalRegistry(): Promise<LocalRegistry> {
  await installTools();
  const folder = await mkdtemp(join(tmpdir(), 'face-session-registry-'));
  const home = join(folder, 'home');
  await mkdir(home);
  const url = `http://127.0.0.1:${String(await freePort())}/`;
  await writeFile(join(folder, 'config.yaml'), configuration(await npm(['config', 'get', 'registry'], tools, userEnvironment())));
  const program = join(tools, 'node_modules', 'verdaccio', 'bin', 'verdaccio');
  const child = spawn(process.execPath, [program, '--config', join(folder, 'config.yaml'), '--listen', url.slice(0, -1)], {
    cwd: folder,
    env: { ...userEnvironment(), HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (log += data.toString()));
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill();
      await once(child, 'exit');
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    while (!(await isUp(url))) {
      if (child.exitCode !== null) throw new Error(`The registry ended: ${log}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const token = await addUser(url);
    await writeFile(join(home, '.npmrc'), `registry=${url}\n${url.replace('http:', '')}:_authToken=${token}\nfund=false\naudit=false\n`);
  } catch (error) {
    await stop();
    throw error;
  }
  const environment = (caches: string): Record<string, string> => ({
    ...userEnvironment(),
    HOME: home,
    // npm, and pnpm, which reads the settings of npm
    npm_config_userconfig: join(home, '.npmrc'),
    npm_config_cache: join(folder, caches, 'npm'),
    npm_config_registry: url,
    npm_config_update_notifier: 'false',
    npm_config_store_dir: join(folder, caches, 'pnpm'),
    // yarn, which does not install what was published today unless it is told to
    YARN_NPM_REGISTRY_SERVER: url,
    YARN_UNSAFE_HTTP_WHITELIST: '127.0.0.1',
    YARN_NPM_MINIMAL_AGE_GATE: '0',
    YARN_GLOBAL_FOLDER: join(folder, caches, 'yarn'),
    YARN_ENABLE_TELEMETRY: '0',
    YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
  });
  return {
    url,
    environment,
    requestsForOurs() {
      const paths = log.match(/\/@face-session(?:%2f|\/)[\w.%/@-]+/gi) ?? [];
      log = '';
      return paths;
    },
    stop,
  };
}

/** The commands of package managers, each by its exact version. */
export const managers = {
  npm: ['npm'],
  pnpm: [process.execPath, join(tools, 'node_modules', 'pnpm', 'bin', 'pnpm.cjs')],
  yarn: [process.execPath, join(tools, 'node_modules', '@yarnpkg', 'cli-dist', 'bin', 'yarn.js')],
} as const;

/**
 * Runs a command to its end, and returns what it wrote to standard output.
 * @throws {Error} with all that it wrote, if it fails
 */
export async function runIn(folder: string, environment: Readonly<Record<string, string>>, ...command: readonly string[]): Promise<string> {
  const [program = '', ...args] = command;
  try {
    return (await promisify(execFile)(program, args, { cwd: folder, env: environment, maxBuffer: MAX_PRINTED })).stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command.join(' ')}\n${stdout}\n${stderr}`, { cause: error });
  }
}

const npm = async (args: readonly string[], folder: string, environment: Readonly<Record<string, string>>): Promise<string> =>
  (await runIn(folder, environment, 'npm', ...args)).trim();

/** What a user's shell has: nothing of what npm and vitest set for this process, or of this machine's settings. */
function userEnvironment(): Record<string, string> {
  const kept = /^(PATH|TMPDIR|LANG|TZ|NODE_EXTRA_CA_CERTS|SSL_CERT_\w+|\w+_PROXY)$/i;
  const own = Object.entries(process.env).flatMap(([name, value]) =>
    value !== undefined && kept.test(name) ? [[name, value] as const] : [],
  );
  return { ...Object.fromEntries(own), CI: 'true' };
}

async function installTools(): Promise<void> {
  const wanted = readFileSync(join(tools, 'package-lock.json'), 'utf8');
  const stamp = join(tools, 'node_modules', '.installed-lock.json');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], tools, userEnvironment());
  await writeFile(stamp, wanted);
}

const configuration = (publicRegistry: string): string => `storage: ./storage
auth:
  htpasswd:
    file: ./htpasswd
uplinks:
  public:
    url: ${publicRegistry}
packages:
  '@face-session/*':
    access: $all
    publish: $authenticated
  '**':
    access: $all
    proxy: public
web:
  enable: false
max_body_size: 200mb
log: { type: stdout, format: json, level: http }
`;

const isUp = (url: string): Promise<boolean> =>
  fetch(`${url}-/ping`).then(
    ({ ok }) => ok,
    () => false,
  );

/** Returns the token of a new user. */
async function addUser(url: string): Promise<string> {
  const response = await fetch(`${url}-/user/org.couchdb.user:publisher`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'publisher', password: 'only-on-this-machine' }),
  });
  const { token } = (await response.json()) as { token?: string };
  if (token === undefined) throw new Error(`The registry made no user: ${String(response.status)}`);
  return token;
}
