import { settingsInForce } from '../../config.js';
import type { EvidenceSection } from '../evidence-section.js';

/** What the operator has set, for the service and for each client. */
export const settings: EvidenceSection = {
  name: 'settings',
  title: 'Settings',
  about: 'Every setting with its origin, and the policy of each client. The values of secrets are left out.',
  async collect({ store }) {
    const clients = await store.listClients();
    return {
      service: settingsInForce().map(({ name, origin, value, isSecret, meaning }) => ({
        name,
        origin,
        value: isSecret && origin === 'environment' ? '(secret)' : (value ?? '(default)'),
        meaning,
      })),
      clients: clients.map(({ clientId, name, scopes, disabled, test, policy, signingAlgorithm, resultKey }) => ({
        clientId,
        name,
        scopes: scopes.join(' '),
        disabled,
        test,
        resultsAreEncrypted: resultKey !== null,
        signingAlgorithm,
        policy,
      })),
    };
  },
};
