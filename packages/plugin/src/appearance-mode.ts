/** The colours of the capture screen. */
export enum AppearanceMode {
  /** As the device is set. */
  SYSTEM = 'SYSTEM',
  LIGHT = 'LIGHT',
  DARK = 'DARK',
}
