import type { LoadedAsset } from './guide-assets.js';

/**
 * Starts the worker from the bytes that were checked, so that no second download can bring other code. Under a content security policy
 * that lacks `worker-src blob:`, a file of the page's own origin is started by its address: the policy itself trusts that origin.
 * @throws Error if no worker may be started
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
  const worker = new Worker(scriptURL(url), { type: 'module', name: 'face-session-guide' });
  try {
    // One that neither runs nor fails is given up by the session's own limit.
    await new Promise((resolve, reject) => {
      worker.onmessage = resolve;
      worker.onerror = (event): void => {
        reject(new Error(event.message || 'Content-Security-Policy lacks worker-src blob:'));
      };
    });
    worker.onmessage = worker.onerror = null;
    return worker;
  } catch (error) {
    worker.terminate();
    throw error;
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
/** The only address that the policy lets through: that of the worker being started. */
let permitted: string | undefined;

/** The address of the worker, as a page with Trusted Types wants it. */
function scriptURL(url: string): string {
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
