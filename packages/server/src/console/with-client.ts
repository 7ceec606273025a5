import { z } from 'zod';
import { refusal, type Refusal } from '../sessions/refusal.js';
import type { Client } from '../store/client-store.js';
import type { ConsoleCall, ConsoleErrorCode, ConsoleParts } from './console-route.js';

/** What a route answers. */
export type Answered = Promise<object | Refusal<ConsoleErrorCode>>;

/** A body that names a client. */
export const namedClient = z.object({ clientId: z.string().min(1).max(100) });

/** A body that {@link namedClient} has read. */
export type NamedClient = z.output<typeof namedClient>;

/** The client that an action is about, for the audit log. */
export const subject = ({ body }: { readonly body: NamedClient }): NamedClient => ({ clientId: body.clientId });

/** A handler that is given the client that the body names. */
export function withClient<Body extends NamedClient>(
  run: (parts: ConsoleParts, client: Client, call: ConsoleCall<unknown, Body>) => Answered,
): (parts: ConsoleParts, call: ConsoleCall<unknown, Body>) => Answered {
  return async (parts, call) => {
    const found = await parts.store.findClient(call.body.clientId);
    return found ? run(parts, found, call) : refusal('NOT_FOUND');
  };
}
