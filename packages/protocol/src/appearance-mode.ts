/** The colours of the capture screen. */
export const appearanceModes = ['SYSTEM', 'LIGHT', 'DARK'] as const;
export type AppearanceModeName = (typeof appearanceModes)[number];
