import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compactVerify, createLocalJWKSet, errors } from 'jose';
import type { KeyRing } from '../keys/key-ring.js';
import { documentsFolder, reports } from './documents.js';
import { digestFolder, sha256Of, type DigestedFile } from './digest-folder.js';
import { written, type EvidenceParts } from './evidence-section.js';
import { readablePage, type CollectedSection } from './readable-page.js';
import { sections } from './sections.js';
import { templates } from './templates/templates.js';

/** Type of the signature over a manifest, in its header. */
const SIGNATURE_TYPE = 'face-session-evidence+jwt';

const MANIFEST = 'manifest.json';
const SIGNATURE = 'manifest.jws';

/** What a pack is of, and its files by their digests. */
interface Manifest {
  readonly format: 1;
  readonly service: string;
  readonly at: string;
  readonly files: readonly DigestedFile[];
}

/**
 * Collects an evidence pack: its files by their paths. The same store, settings and time give the same bytes, but for what happened in between.
 * @throws whatever the store throws
 */
export async function collectEvidence(parts: EvidenceParts): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  const collected: CollectedSection[] = [];
  for (const section of sections) {
    const content = await section.collect(parts);
    collected.push({ ...section, content });
    files.set(`${section.name}.json`, json(content));
  }
  for (const name of reports) files.set(`reports/${name}`, await readFile(join(documentsFolder, name), 'utf8'));
  for (const [name, content] of Object.entries(templates)) files.set(`templates/${name}`, content);
  const head = { service: parts.config.baseURL, at: written(parts.at) ?? '' };
  const others = [...files.keys()].filter((path) => path.includes('/'));
  files.set('index.html', readablePage(head, collected, others));
  files.set('keys.jwks', json(await parts.keys.jwks()));
  const manifest: Manifest = { format: 1, ...head, files: [...files].map(([path, content]) => digested(path, content)).sort(byPath) };
  files.set(MANIFEST, json(manifest));
  const iat = Math.floor(parts.at / 1000);
  files.set(
    SIGNATURE,
    `${await parts.keys.sign({ iss: head.service, iat, manifest: sha256Of(json(manifest)) }, { typ: SIGNATURE_TYPE })}\n`,
  );
  return files;
}

/** What is wrong with a pack; none: it is whole, and a key of the service signed it. */
export async function faultsOfPack(folder: string, keys: Pick<KeyRing, 'jwks'>): Promise<string[]> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => null);
  const signature = await readFile(join(folder, SIGNATURE), 'utf8').catch(() => null);
  if (text === null || signature === null) return [`${MANIFEST} or ${SIGNATURE} is missing`];
  const signed = await manifestSigned(signature.trim(), keys);
  if (signed === null) return ['the signature is not of a key that the service publishes'];
  if (signed !== sha256Of(text)) return [`${MANIFEST} is not the one that was signed`];
  const { files } = JSON.parse(text) as Manifest;
  const found = await digestFolder(folder, (path) => path !== MANIFEST && path !== SIGNATURE);
  const there = new Map(found.map((file) => [file.path, file.sha256]));
  return [
    ...files.flatMap(({ path, sha256 }) => (there.get(path) === sha256 ? [] : [`${path} is ${there.has(path) ? 'changed' : 'missing'}`])),
    ...found.filter(({ path }) => !files.some((file) => file.path === path)).map(({ path }) => `${path} was added`),
  ];
}

/** The digest that was signed; null if the signature does not hold. */
async function manifestSigned(signature: string, keys: Pick<KeyRing, 'jwks'>): Promise<string | null> {
  try {
    const { payload, protectedHeader } = await compactVerify(signature, createLocalJWKSet(await keys.jwks()));
    const { manifest } = JSON.parse(new TextDecoder().decode(payload)) as { manifest?: string };
    return protectedHeader.typ === SIGNATURE_TYPE ? (manifest ?? null) : null;
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError || error instanceof SyntaxError) return null;
    throw error;
  }
}

function digested(path: string, content: string): DigestedFile {
  return { path, bytes: Buffer.byteLength(content), sha256: sha256Of(content) };
}

function byPath(a: DigestedFile, b: DigestedFile): number {
  return a.path < b.path ? -1 : 1;
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
