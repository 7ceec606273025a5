/** How the background of the audit-trail image is hidden before the image is stored. */
export const obfuscationTypes = ['FILLED', 'FILLED_WHITE', 'BLURRED'] as const;
export type ObfuscationTypeName = (typeof obfuscationTypes)[number];
