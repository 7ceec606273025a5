import type { Kysely } from 'kysely';
import type { EnrollmentStore } from '../enrollment-store.js';
import type { Tables } from './schema.js';

export function enrollmentStore(db: Kysely<Tables>): EnrollmentStore {
  return {
    async addEnrollment(enrollment) {
      await db
        .insertInto('enrollments')
        .values({
          enrollment_hash: enrollment.enrollmentHash,
          client_id: enrollment.clientId,
          user_hash: enrollment.userHash,
          template_sealed: enrollment.templateSealed,
          created_at: enrollment.createdAt,
        })
        .execute();
    },
    async findEnrollment(enrollmentHash, clientId) {
      const row = await db
        .selectFrom('enrollments')
        .select('template_sealed')
        .where('enrollment_hash', '=', enrollmentHash)
        .where('client_id', '=', clientId)
        .executeTakeFirst();
      return row?.template_sealed ?? null;
    },
    deleteEnrollment: (enrollmentHash, clientId) =>
      db.transaction().execute(async (tx) => {
        const { numDeletedRows } = await tx
          .deleteFrom('enrollments')
          .where('enrollment_hash', '=', enrollmentHash)
          .where('client_id', '=', clientId)
          .executeTakeFirstOrThrow();
        if (numDeletedRows !== 1n) return false;
        // Links that nobody has started hold a copy of the template.
        await tx
          .deleteFrom('links')
          .where('enrollment_hash', '=', enrollmentHash)
          .where('client_id', '=', clientId)
          .where('started_at', 'is', null)
          .execute();
        return true;
      }),
  };
}
