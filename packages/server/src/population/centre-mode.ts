/** What is subtracted from templates before they are compared: the mean of the calibration file, that of the client's own people, or nothing. */
export const centreModes = ['shipped', 'learned', 'off'] as const;
export type CentreMode = (typeof centreModes)[number];
