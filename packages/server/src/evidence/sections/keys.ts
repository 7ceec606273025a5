import { loggedEntries, written, type EvidenceSection } from '../evidence-section.js';

/** Signing keys, and what was done with them. */
export const keys: EvidenceSection = {
  name: 'keys',
  title: 'Keys',
  about:
    'The signing keys that are published, and each change of keys that the audit log still has. Keys that ended are deleted; the log names them for AUDIT_LOG_DAYS.',
  async collect(parts) {
    const { store, config, at } = parts;
    const published = await store.signingKeys(at);
    const logged = await loggedEntries(parts, ['keys.added', 'keys.rotated', 'keys.revoked']);
    return {
      rotationDays: config.keyRotationDays,
      published: published.map(({ kid, algorithm, createdAt, activeAt, expiresAt }) => ({
        kid,
        algorithm,
        created: written(createdAt),
        signsFrom: written(activeAt),
        publishedUntil: written(expiresAt),
      })),
      changes: logged.sort((a, b) => a.at - b.at).map((entry) => ({ at: written(entry.at), event: entry.event, details: entry.details })),
    };
  },
};
