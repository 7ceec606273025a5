import type { Kysely } from 'kysely';
import type { Tables } from './schema.js';

/** A transaction that can end in an answer and be undone all the same. */
export async function rollingBack<Answer>(
  db: Kysely<Tables>,
  run: (tx: Kysely<Tables>, rollBack: (answer: Answer) => never) => Promise<Answer>,
): Promise<Answer> {
  class RolledBack extends Error {
    constructor(readonly answer: Answer) {
      super('Rolled back.');
    }
  }
  try {
    return await db.transaction().execute((tx) =>
      run(tx, (answer) => {
        throw new RolledBack(answer);
      }),
    );
  } catch (error) {
    if (error instanceof RolledBack) return error.answer as Answer;
    throw error;
  }
}
