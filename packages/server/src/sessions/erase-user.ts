import type { Clock } from '../clock.js';
import { recordEvent } from '../record-event.js';
import type { Store } from '../store/store.js';

/** Deletes all data of a user, and records it. Returns the number of sessions. */
export async function eraseUser(parts: { readonly store: Store; readonly clock: Clock }, userHash: string): Promise<number> {
  const sessions = await parts.store.eraseUser(userHash);
  await recordEvent(parts, { event: 'user.erased', userHash, details: { sessions } });
  return sessions;
}
