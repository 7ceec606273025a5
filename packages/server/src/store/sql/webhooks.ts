import type { Kysely, Selectable } from 'kysely';
import type { WebhookEventType } from '@face-session/protocol';
import type { Webhook, WebhookBody, WebhookStore } from '../webhook-store.js';
import { insertAudit } from './audit-log.js';
import type { Tables, WebhookRow } from './schema.js';

export function webhookStore(db: Kysely<Tables>): WebhookStore {
  return {
    async findWebhook(clientId) {
      const row = await db.selectFrom('webhooks').selectAll().where('client_id', '=', clientId).executeTakeFirst();
      return row ? webhookOf(row) : null;
    },
    saveWebhook: (webhook, audit) =>
      db.transaction().execute(async (tx) => {
        const row = rowOf(webhook);
        const written =
          webhook.version === 1
            ? (
                await tx
                  .insertInto('webhooks')
                  .values(row)
                  .onConflict((conflict) => conflict.doNothing())
                  .executeTakeFirstOrThrow()
              ).numInsertedOrUpdatedRows
            : (
                await tx
                  .updateTable('webhooks')
                  .set(row)
                  .where('client_id', '=', webhook.clientId)
                  .where('version', '=', webhook.version - 1)
                  .executeTakeFirstOrThrow()
              ).numUpdatedRows;
        if (written !== 1n) return 'conflict';
        await insertAudit(tx, audit);
        return 'saved';
      }),
    removeWebhook: (clientId, audit) =>
      db.transaction().execute(async (tx) => {
        const { numDeletedRows } = await tx.deleteFrom('webhooks').where('client_id', '=', clientId).executeTakeFirstOrThrow();
        if (numDeletedRows !== 1n) return false;
        await tx.deleteFrom('webhook_events').where('client_id', '=', clientId).execute();
        await insertAudit(tx, audit);
        return true;
      }),
  };
}

function rowOf(webhook: Webhook): WebhookRow {
  return {
    client_id: webhook.clientId,
    url: webhook.url,
    events: JSON.stringify(webhook.events),
    body: webhook.body,
    disabled: Number(webhook.disabled),
    secrets_sealed: webhook.secretsSealed,
    version: webhook.version,
  };
}

export function webhookOf(row: Selectable<WebhookRow>): Webhook {
  return {
    clientId: row.client_id,
    url: row.url,
    events: JSON.parse(row.events) as WebhookEventType[],
    body: row.body as WebhookBody,
    disabled: row.disabled !== 0,
    secretsSealed: row.secrets_sealed,
    version: row.version,
  };
}
