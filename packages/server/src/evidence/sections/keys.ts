import { written, type EvidenceSection } from '../evidence-section.js';

/** Most entries of the log that are looked at. */
const MOST_EVENTS = 10_000;

/** Signing keys, and what was done with them. */
export const keys: EvidenceSection = {
  name: 'keys',
  title: 'Keys',
  about:
    'The signing keys that are published, and each change of keys that the audit log still has. Keys that ended are deleted; the log names them for AUDIT_LOG_DAYS.',
  async collect({ store, config, at }) {
    const published = await store.signingKeys(at);
    const events = ['keys.added', 'keys.rotated', 'keys.revoked'] as const;
    const logged = await Promise.all(events.map((event) => store.auditLog({ event, to: at, limit: MOST_EVENTS })));
    return {
      rotationDays: config.keyRotationDays,
      published: published.map(({ kid, algorithm, createdAt, activeAt, expiresAt }) => ({
        kid,
        algorithm,
        created: written(createdAt),
        signsFrom: written(activeAt),
        publishedUntil: written(expiresAt),
      })),
      changes: logged
        .flat()
        .sort((a, b) => a.at - b.at)
        .map((entry) => ({ at: written(entry.at), event: entry.event, details: entry.details })),
    };
  },
};
