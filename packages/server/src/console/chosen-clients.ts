import type { Store } from '../store/store.js';

/** The clients that a view is about: the one that is named, or all that are not for tests. */
export async function chosenClients(store: Pick<Store, 'listClients'>, clientId: string | undefined): Promise<string[]> {
  if (clientId !== undefined && clientId !== '') return [clientId];
  return (await store.listClients()).filter(({ test }) => !test).map((client) => client.clientId);
}
