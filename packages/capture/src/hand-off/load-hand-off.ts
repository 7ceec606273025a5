import type { startHandOff } from './hand-off.js';

/**
 * Loads the hand-off when a session first needs it: as a module where a bundler splits code, from the folder of the run-time assets in a bundle of one file (the
 * plugin's build writes the line anew, see pinned-script.ts).
 */
export const loadHandOff: (assetsURL: string) => Promise<{ readonly startHandOff: typeof startHandOff }> = () => import('./hand-off.js');
