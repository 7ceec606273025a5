import { signingAlgorithms } from '@face-session/protocol';
import { z } from 'zod';
import { settingsInForce } from '../../config.js';
import { addKey, rotateKeys } from '../../keys/change-keys.js';
import { keptFor } from '../../retention.js';
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
    const operators = await store.listOperators();
    const entries = await store.auditLog({ limit: LOOKED_THROUGH });
    return {
      keys: (await store.signingKeys(now)).map(shownKey),
      algorithms: signingAlgorithms,
      testKeys: (await store.testSigningKeys(now)).map(shownKey),
      retention: Object.entries(keptFor(config)).map(([kind, forMs]) => ({ kind, forMs, oldestAt: oldest[kind as keyof typeof oldest] })),
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

/** `POST /api/keys/add`: the first key of another algorithm. */
export const keysAdd = consoleRoute({
  method: 'POST',
  path: '/api/keys/add',
  role: 'admin',
  body: z.object({ algorithm: z.enum(signingAlgorithms), test: z.boolean() }),
  async handle(parts, { body }) {
    await addKey(parts, body.algorithm, body.test);
    return { added: body.algorithm };
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
