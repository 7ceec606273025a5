import { AUDIT_IMAGE_LIFETIME_SECONDS, SESSION_LIFETIME_SECONDS, WEBHOOK_EVENT_LIFETIME_SECONDS } from '@face-session/protocol';
import { z } from 'zod';
import { DAY_MS, settingsInForce } from '../../config.js';
import { rotateKeys } from '../../keys/change-keys.js';
import type { StoredSigningKey } from '../../store/signing-key-store.js';
import { consoleRoute } from '../console-route.js';

/** Entries of operators that are shown. */
const SHOWN = 50;

/** Entries of the audit log that are looked through for them. */
const LOOKED_THROUGH = 500;

/** `GET /api/service`: keys, retention as it is set and as it is, settings with their origin, and operators. */
export const service = consoleRoute({
  method: 'GET',
  path: '/api/service',
  role: 'viewer',
  async handle({ store, clock, config }) {
    const now = clock();
    const oldest = await store.oldestKept();
    const kept = (kind: keyof typeof oldest, forMs: number): object => ({ kind, forMs, oldestAt: oldest[kind] });
    const operators = await store.listOperators();
    const entries = await store.auditLog({ limit: LOOKED_THROUGH });
    return {
      keys: (await store.signingKeys(now)).map(shownKey),
      testKeys: (await store.testSigningKeys(now)).map(shownKey),
      retention: [
        kept('templates', SESSION_LIFETIME_SECONDS * 1000),
        kept('images', Math.min(config.auditImageSeconds, AUDIT_IMAGE_LIFETIME_SECONDS) * 1000),
        kept('auditLog', config.auditLogDays * DAY_MS),
        kept('traceEvents', config.traceEventDays * DAY_MS),
        kept('events', WEBHOOK_EVENT_LIFETIME_SECONDS * 1000),
      ],
      overdueMs: await store.overdueMs(now),
      now,
      settings: settingsInForce(),
      operators: await Promise.all(
        operators.map(async ({ operatorId, name, role, disabled, createdAt }) => ({
          name,
          role,
          disabled,
          createdAt,
          passkeys: (await store.credentialsOf(operatorId)).length,
        })),
      ),
      audit: entries
        .filter(({ event }) => /^(operator|console|review)[.]/.test(event))
        .slice(0, SHOWN)
        .map(({ at, event, details }) => ({ at, event, details })),
    };
  },
});

/** `POST /api/keys/rotate`: the next key of each algorithm. */
export const keysRotate = consoleRoute({
  method: 'POST',
  path: '/api/keys/rotate',
  role: 'admin',
  body: z.object({ revoke: z.boolean(), test: z.boolean() }),
  async handle(parts, { body }) {
    return { newest: await rotateKeys(parts, body.revoke, body.test) };
  },
});

function shownKey({ kid, algorithm, createdAt, activeAt, expiresAt }: StoredSigningKey): object {
  return { kid, algorithm, createdAt, signsFrom: activeAt, publishedUntil: expiresAt };
}
