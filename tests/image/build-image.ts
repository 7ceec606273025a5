import { execFile, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ensureDebianPackages } from '../../scripts/lib/debian.mjs';

/* The image of deploy/, built without a container engine and without a registry: by Debian's buildah, on a base that debootstrap makes in place of the Dockerfile's. */

const root = join(import.meta.dirname, '..', '..');
const deploy = join(root, 'deploy');

/** The image that the Dockerfile begins with. */
export const baseName = /^FROM (\S+)/m.exec(readFileSync(join(deploy, 'Dockerfile'), 'utf8'))?.[1] ?? '';

/** Where Debian's packages are. */
const MIRROR = 'http://deb.debian.org/debian';

/** Most bytes that a command may print. */
const MAX_PRINTED = 64 * 1024 * 1024;

/** What an engine reads of an image. */
export interface ImageSettings {
  readonly User?: string;
  readonly Env?: readonly string[];
  readonly Cmd?: readonly string[];
  readonly Entrypoint?: readonly string[];
  readonly WorkingDir?: string;
  readonly Volumes?: Readonly<Record<string, object>>;
  readonly ExposedPorts?: Readonly<Record<string, object>>;
  readonly Labels?: Readonly<Record<string, string>>;
  readonly Healthcheck?: { readonly Test: readonly string[] };
}

export interface BuiltImage {
  readonly settings: ImageSettings;
  /** The commands that made it, as everyone who has it can read them. */
  readonly history: readonly string[];
  /** Its root file system, as a folder. */
  readonly files: string;
  /** That of its base. */
  readonly baseFiles: string;
  /** Unmounts and removes what was built. */
  remove(): Promise<void>;
}

/** Why an image cannot be built here; undefined if it can. Installs Debian's tools where it can. */
export async function whyNoImage(): Promise<string | undefined> {
  if (process.getuid?.() !== 0) return 'debootstrap and buildah in chroot isolation need root';
  const works = (...command: [string, ...string[]]): boolean => spawnSync(command[0], command.slice(1), { stdio: 'ignore' }).status === 0;
  const tools = (): boolean => works('buildah', '--version') && works('debootstrap', '--version');
  return (await ensureDebianPackages(tools, ['buildah', 'debootstrap'])) ? undefined : 'buildah and debootstrap cannot be installed';
}

/** Builds the image in a folder: a minute or two for the base, and two or three for the steps of the Dockerfile. @param tell what is done now */
export async function buildImage(folder: string, tell: (line: string) => void): Promise<BuiltImage> {
  const buildah = (...args: string[]): Promise<string> =>
    run('buildah', '--root', join(folder, 'images'), '--runroot', join(folder, 'run'), '--storage-driver', 'vfs', ...args);

  tell('debootstrap makes the base ...');
  const base = join(folder, 'base');
  await run('debootstrap', '--variant=minbase', 'bookworm', base, MIRROR);
  await addNode(base);
  const empty = (await buildah('from', 'scratch')).trim();
  await buildah('add', '--quiet', empty, base, '/');
  await buildah('config', '--env', 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', '--cmd', 'node', empty);
  await buildah('commit', '--quiet', '--format', 'docker', '--rm', empty, `docker.io/library/${baseName}`);

  tell('buildah runs the steps of the Dockerfile ...');
  const file = join(deploy, 'Dockerfile');
  const options = ['--isolation', 'chroot', '--format', 'docker', '--pull=never', '--ignorefile', `${file}.dockerignore`];
  await buildah('build', ...options, ...(await ownNetwork()), '--file', file, '--tag', 'face-session', root);
  const { Docker } = JSON.parse(await buildah('inspect', '--type', 'image', 'face-session')) as {
    Docker: { config: ImageSettings; history: readonly { created_by?: string }[] };
  };
  const container = (await buildah('from', '--pull=never', 'face-session')).trim();
  return {
    settings: Docker.config,
    history: Docker.history.map(({ created_by = '' }) => created_by),
    files: (await buildah('mount', container)).trim(),
    baseFiles: base,
    async remove() {
      await buildah('rm', '--all');
      await buildah('rmi', '--all', '--force');
    },
  };
}

/** Puts this Node.js with its npm into a base, and the user `node`, as the official image has them. */
async function addNode(base: string): Promise<void> {
  const [programs, modules] = [join(base, 'usr/local/bin'), join(base, 'usr/local/lib/node_modules')];
  mkdirSync(modules, { recursive: true });
  cpSync(process.execPath, join(programs, 'node'));
  const npm = dirname(dirname(realpathSync((await run('sh', '-c', 'command -v npm')).trim())));
  cpSync(npm, join(modules, 'npm'), { recursive: true });
  for (const name of ['npm', 'npx']) symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, join(programs, name));
  // What buildah mounts while it runs a step: it would leave empty files in a layer.
  mkdirSync(join(base, 'usr/local/etc'), { recursive: true });
  mkdirSync(join(base, 'etc/ssl/certs'), { recursive: true });
  for (const path of ['etc/hosts', 'etc/resolv.conf', 'usr/local/etc/npmrc']) writeFileSync(join(base, path), '', { flag: 'a' });
  await run('chroot', base, '/usr/sbin/groupadd', '--gid', '1000', 'node');
  await run('chroot', base, '/usr/sbin/useradd', '--uid', '1000', '--gid', 'node', '--create-home', 'node');
}

/** What this machine needs to reach the npm registry while the image is built: its authorities and npm's settings, mounted and not copied. */
async function ownNetwork(): Promise<string[]> {
  const npmrc = (await run('npm', 'config', 'get', 'globalconfig')).trim();
  const mounts = [
    ['/etc/ssl/certs', '/etc/ssl/certs'],
    [npmrc, '/usr/local/etc/npmrc'],
  ] as const;
  return mounts.flatMap(([here, there]) => (existsSync(here) ? ['--volume', `${here}:${there}:ro`] : []));
}

async function run(program: string, ...args: readonly string[]): Promise<string> {
  try {
    return (await promisify(execFile)(program, args, { maxBuffer: MAX_PRINTED })).stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${program} ${args.join(' ')}\n${stdout}\n${stderr}`, { cause: error });
  }
}
