import { captureError } from './capture-error.js';

/** Whether there is a page to run a session in. False on a server, which renders a page or runs its code (server-side rendering). */
export const isInPage = (): boolean => typeof document !== 'undefined' && typeof customElements !== 'undefined';

/** @throws CaptureError with the fault NOT_IN_PAGE on a server */
export function requirePage(): void {
  if (!isInPage()) throw captureError('NOT_IN_PAGE', 'There is no document: face sessions run in a browser, not on a server.');
}
