import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { linkPage } from '../../service.js';
import { loggedEntries, written, type EvidenceSection } from '../evidence-section.js';

/** What people agreed to, and how often. */
export const consents: EvidenceSection = {
  name: 'consents',
  title: 'Consent',
  about:
    'Of the hosted page of links: the sentence that people agree to in each language, the version and the privacy notice of each client, and how many consents the audit log still has. An app that runs the capture itself asks for consent itself; the service does not know of it.',
  async collect(parts) {
    const { store } = parts;
    const clients = await store.listClients();
    const folder = linkPage();
    const texts = folder === null ? null : (JSON.parse(await readFile(join(folder, 'consent.json'), 'utf8')) as Record<string, string>);
    const started = await loggedEntries(parts, ['link.started']);
    const counts = new Map<string, { clientId: string; version: string | null; count: number; first: number; last: number }>();
    for (const { clientId = '', at: startedAt, details } of started) {
      const version = (details as { consentVersion?: string }).consentVersion ?? null;
      const key = JSON.stringify([clientId, version]);
      const known = counts.get(key) ?? { clientId, version, count: 0, first: startedAt, last: startedAt };
      counts.set(key, {
        ...known,
        count: known.count + 1,
        first: Math.min(known.first, startedAt),
        last: Math.max(known.last, startedAt),
      });
    }
    return {
      texts: texts === null ? [] : Object.entries(texts).map(([language, text]) => ({ language, text })),
      clients: await Promise.all(
        clients.map(async ({ clientId, name }) => {
          const page = await store.findLinkPage(clientId);
          return { clientId, name, consentVersion: page?.consentVersion ?? null, privacyURL: page?.privacyURL ?? null };
        }),
      ),
      counts: [...counts.values()]
        .sort((a, b) => a.first - b.first)
        .map(({ first, last, ...of }) => ({ ...of, first: written(first), last: written(last) })),
    };
  },
};
