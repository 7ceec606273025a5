/** How the background of the stored selfie is hidden. */
export enum ObfuscationType {
  /** The mean colour of the picture. */
  FILLED = 'FILLED',
  FILLED_WHITE = 'FILLED_WHITE',
  BLURRED = 'BLURRED',
}
