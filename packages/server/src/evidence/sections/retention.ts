import { keptFor } from '../../retention.js';
import { written, type EvidenceSection } from '../evidence-section.js';

/** How long data is kept: as set, and as it is. */
export const retention: EvidenceSection = {
  name: 'retention',
  title: 'Retention',
  about:
    'How long each kind of data may be kept, and the age of the oldest that is there. `overdueSeconds` is by how much the oldest template or selfie has outlived its end.',
  async collect({ store, config, at }) {
    const oldest = await store.oldestKept();
    return {
      kinds: Object.entries(keptFor(config)).map(([kind, forMs]) => {
        const oldestAt = oldest[kind as keyof typeof oldest];
        return {
          kind,
          keptSeconds: forMs / 1000,
          oldest: written(oldestAt),
          oldestAgeSeconds: oldestAt === null ? null : Math.max(0, Math.round((at - oldestAt) / 1000)),
        };
      }),
      overdueSeconds: Math.round((await store.overdueMs(at)) / 1000),
      enrolledFaces: config.enrollments ? 'kept encrypted until they are erased' : 'off: none are kept',
    };
  },
};
