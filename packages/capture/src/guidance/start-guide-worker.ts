import { messageOf } from '../capture-error.js';
import { GuideError } from '../fault-errors.js';
import type { LoadedAsset } from './guide-assets.js';

/**
 * Starts the worker from the bytes that were checked, so that no second download can bring other code. Under a content security policy
 * that lacks `worker-src blob:`, a file of the page's own origin is started by its address: the policy itself trusts that origin.
 * @throws GuideError CSP_WORKER or TRUSTED_TYPES if the page allows no worker
 */
export async function startGuideWorker({ url, bytes }: LoadedAsset): Promise<Worker> {
  const checked = URL.createObjectURL(new Blob([bytes], { type: 'text/javascript' }));
  try {
    return await startFrom(checked);
  } catch (error) {
    const { protocol, host } = new URL(url);
    if (protocol !== location.protocol || host !== location.host) throw error;
    return await startFrom(url);
  } finally {
    URL.revokeObjectURL(checked);
  }
}

async function startFrom(url: string): Promise<Worker> {
  const worker = createWorker(url);
  try {
    // One that neither runs nor fails is given up by the session's own limit.
    await new Promise((resolve, reject) => {
      worker.onmessage = resolve;
      worker.onerror = (event): void => {
        reject(new GuideError('CSP_WORKER', `The page did not let the worker start: ${event.message || 'worker-src lacks blob:'}.`));
      };
    });
    worker.onmessage = worker.onerror = null;
    return worker;
  } catch (error) {
    worker.terminate();
    throw error;
  }
}

/** Constructs the worker. A page with Trusted Types rejects the plain address, and an old policy may reject it at once. */
function createWorker(url: string): Worker {
  try {
    return new Worker(scriptURL(url), { type: 'module', name: 'face-session-guide' });
  } catch (error) {
    const reason = messageOf(error);
    throw /TrustedScriptURL|Trusted ?Type/i.test(reason)
      ? new GuideError('TRUSTED_TYPES', `The page requires Trusted Types, and its policies lack ${POLICY_NAME}.`)
      : new GuideError('CSP_WORKER', `The page did not let the worker start: ${reason}.`);
  }
}

/** What is used of Trusted Types. */
interface TrustedTypePolicy {
  createScriptURL(url: string): string;
}
interface TrustedTypes {
  createPolicy(name: string, rules: TrustedTypePolicy): TrustedTypePolicy;
}

/** Name of the policy for pages with `require-trusted-types-for 'script'`. */
const POLICY_NAME = 'face-session';
let policy: TrustedTypePolicy | undefined;
/** The only address that the policy lets through: that of the script being started. */
let permitted: string | undefined;

/** The address of a script, as a page with Trusted Types wants it. */
export function scriptURL(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (!trustedTypes) return url;
  permitted = url;
  try {
    policy ??= trustedTypes.createPolicy(POLICY_NAME, {
      createScriptURL(given) {
        return given === permitted ? given : '';
      },
    });
    return policy.createScriptURL(url);
  } catch {
    // The page's list of policies lacks ours. One that requires no Trusted Types takes the plain address; the other's error names it.
    return url;
  } finally {
    permitted = undefined;
  }
}
