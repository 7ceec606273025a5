import type { CaptureError } from './capture-error.js';

/** One line in the console for each session that ended by a fault: its code and what happened. */
export function tellDeveloper({ code, message }: CaptureError): void {
  if (code === 'USER_CANCEL') return;
  console.warn(`Face session: ${code}. ${message}`);
}
