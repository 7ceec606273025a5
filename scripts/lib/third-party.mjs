/* What users get of others: THIRD_PARTY_NOTICES.md and the software bill of materials, both with the models. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { releasedPackages } from './released-packages.mjs';
import { root } from './root.mjs';
import { bundled, shippedPackages } from './shipped-packages.mjs';

/** Name of the file of notices, in the repository and in tarballs. */
export const NOTICES = 'THIRD_PARTY_NOTICES.md';

/** Files in which packages have their licence. Not those of what they only refer to. */
const LICENSE_FILE = /^(licen[cs]e|copying|notice)([.-](md|txt|mit|apache2?|bsd))*$/i;

/** Packages that contain models, or those of them that guide. */
const HAVE_MODELS = ['@face-session/face', '@face-session/capture'];

/** Most bytes that npm prints of a bill of materials. */
const SBOM_BYTES = 64 * 1024 * 1024;

const read = (path) => readFileSync(join(root, path), 'utf8');
const models = () => JSON.parse(read('packages/face/src/models.json'));

/** The packages of others that users get: see {@link shippedPackages}. */
export function thirdParties() {
  const folders = releasedPackages().map(({ folder }) => folder);
  return shippedPackages(JSON.parse(read('package-lock.json')).packages, folders);
}

/** Writes the notices. */
export function writeNotices() {
  writeFileSync(join(root, NOTICES), noticesText());
}

/** Why the notices are not those of the lock file; null if they are. */
export function staleNotices() {
  const written = existsSync(join(root, NOTICES)) ? read(NOTICES) : '';
  return written === noticesText() ? null : `${NOTICES} is not that of package-lock.json. Run: npm run notices`;
}

/** The notices, from the lock file and the licences that the packages have. The same on every system: what only some get is listed without its text. */
export function noticesText() {
  const { source, models: files } = models();
  const shipped = thirdParties();
  const sections = new Map();
  for (const { name, version, path, optional } of shipped) {
    if (optional) continue;
    for (const text of licenseTexts(path)) sections.set(text, [...(sections.get(text) ?? []), `${name} ${version}`]);
  }
  const inside = Object.entries(bundled).map(
    ([ours, others]) => `\`${ours}\` contains ${others.map((name) => `\`${name}\``).join(' and ')}`,
  );
  return `# Third-party notices

Face Session is under the [MIT licence](LICENSE). With it come packages and models of others, under their own licences.
\`npm run notices\` writes this file from \`package-lock.json\`, and a test compares the two. \`npm run sbom\` writes the same list as a software bill of materials (CycloneDX).

## Models

From the npm package \`${source.package}\` ${source.version}, licence ${source.license}. What that licence is worth is in [docs/models.md](docs/models.md).
\`@face-session/face\` contains all of them; \`@face-session/capture\` contains the compact ones.

| file | SHA-256 |
| --- | --- |
${Object.values(files)
  .flatMap((model) => [model, ...(model.compact ? [model.compact] : [])])
  .map(({ file, sha256 }) => `| \`${file}\` | \`${sha256}\` |`)
  .join('\n')}

${textBlock(licenseTexts(`node_modules/${source.package}`)[0] ?? '')}

## Packages

npm installs them with the released packages. ${inside.join('; ')}. "Some systems" are packages with code for one operating system and processor.

| package | version | licence | installed on |
| --- | --- | --- | --- |
${shipped.map(({ name, version, license, optional }) => `| \`${name}\` | ${version} | ${license} | ${optional ? 'some systems' : 'all systems'} |`).join('\n')}

## Licence texts

As the packages have them. A package that is not named here has no file with its licence; its manifest names it, as the table above does.

${[...sections].map(([text, names]) => `### ${[...new Set(names)].join(', ')}\n\n${textBlock(text)}`).join('\n\n')}
`;
}

/** The notices that go into the tarball of a package which contains code or models of others; null for the other packages. */
export function noticesWithin(name) {
  const shipped = thirdParties();
  const parts = (bundled[name] ?? []).map((other) => {
    const { version, path } = shipped.find((each) => each.name === other);
    const [text = licenseInCode(path)] = licenseTexts(path);
    return `## ${other} ${version}\n\n${textBlock(text)}`;
  });
  if (HAVE_MODELS.includes(name)) {
    const { source } = models();
    parts.push(`## Models of ${source.package} ${source.version}\n\n${textBlock(licenseTexts(`node_modules/${source.package}`)[0] ?? '')}`);
  }
  return parts.length === 0 ? null : `# Third-party notices\n\nThis package contains code or models of others.\n\n${parts.join('\n\n')}\n`;
}

function licenseTexts(path) {
  const folder = join(root, path);
  return readdirSync(folder)
    .filter((name) => LICENSE_FILE.test(name))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim());
}

/** The MIT licence of a package that says so, and names who has the rights, in the head of its code and in no file of its own. */
function licenseInCode(path) {
  const { license, main } = JSON.parse(read(join(path, 'package.json')));
  const copyright = /Copyright \(c\) [^\n]*/.exec(read(join(path, main)))?.[0];
  if (license !== 'MIT' || copyright === undefined) throw new Error(`${path}: no licence was found. Look for it, and teach this script.`);
  return read('LICENSE')
    .replace(/^Copyright .*$/m, copyright)
    .trim();
}

const textBlock = (text) => `\`\`\`\`text\n${text}\n\`\`\`\``;

/**
 * Writes the software bill of materials: that of npm (\`npm sbom\`, CycloneDX 1.5), without the tools of development, with the models.
 * @param {string} file
 * @returns {{ components: object[] }} what was written
 */
export function writeSbom(file) {
  const sbom = sbomOf(JSON.parse(npmSbom()), thirdParties(), releasedPackages(), models());
  writeFileSync(file, `${JSON.stringify(sbom, null, 2)}\n`);
  return sbom;
}

function npmSbom() {
  // npm takes the console for the whole tree (ESBOMPROBLEMS), with faults of packages that are not released; all that the console bundles is in the notices.
  const named = releasedPackages().filter(({ name }) => name !== '@face-session/console');
  const workspaces = named.flatMap(({ name }) => ['--workspace', name]);
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', ...workspaces];
  const stdio = ['ignore', 'pipe', 'inherit'];
  return execFileSync('npm', args, { cwd: root, encoding: 'utf8', maxBuffer: SBOM_BYTES, stdio, shell: process.platform === 'win32' });
}

/** A bill of materials of the whole clone, narrowed to what is released, with our packages and the models. */
function sbomOf(whole, shipped, released, { source, models: files }) {
  const kept = new Set(shipped.map(({ name, version }) => `${name}@${version}`));
  const isKept = (ref) => kept.has(ref.split('|')[0]);
  const ours = released.map(({ name, manifest: { version, license, description, dependencies = {} } }) => ({
    component: {
      'bom-ref': `${name}@${version}`,
      type: 'library',
      name,
      version,
      scope: 'required',
      description,
      licenses: [{ license: { id: license } }],
      purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    },
    // Our packages name others by their exact versions; what a package bundles it has in any case.
    dependsOn: [
      ...Object.entries(dependencies).map(([other, range]) => `${other}@${range}`),
      ...shipped.filter((other) => bundled[name]?.includes(other.name)).map((other) => `${other.name}@${other.version}`),
    ],
  }));
  const modelComponents = Object.entries(files).map(([name, { file, sha256 }]) => ({
    'bom-ref': `model:${name}`,
    type: 'machine-learning-model',
    name: file,
    version: source.version,
    scope: 'required',
    hashes: [{ alg: 'SHA-256', content: sha256 }],
    licenses: [{ license: { id: source.license } }],
    purl: `pkg:npm/${source.package}@${source.version}#${source.folder}/${file}`,
  }));
  const modelRefs = modelComponents.map((component) => component['bom-ref']);
  const product = { ...whole.metadata.component, name: 'face-session', type: 'application' };
  return {
    ...whole,
    metadata: { ...whole.metadata, component: product },
    components: [
      ...ours.map(({ component }) => component),
      ...whole.components.filter((component) => kept.has(`${component.name}@${component.version}`)),
      ...modelComponents,
    ],
    dependencies: [
      { ref: product['bom-ref'], dependsOn: ours.map(({ component }) => component['bom-ref']) },
      ...ours.map(({ component, dependsOn }) => ({
        ref: component['bom-ref'],
        dependsOn: [...dependsOn, ...(HAVE_MODELS.includes(component.name) ? modelRefs : [])],
      })),
      ...whole.dependencies
        .filter(({ ref }) => isKept(ref))
        .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter(isKept) })),
      ...modelRefs.map((ref) => ({ ref, dependsOn: [] })),
    ],
  };
}
