/**
 * How fit a reference photo is for comparison. Measures are named after ISO/IEC 29794-5 and aligned with it, not conformant: their values are not
 * mapped to its scales.
 */
export interface PhotoQualityMeasures {
  /** 0 to 100 over all; absent with a recognition model of your own. */
  unifiedQualityScore?: number | undefined;
  /** 1: no second face; 0: a second face as large as the first. */
  singleFacePresent: number;
  /** Pixels between the eyes. */
  interEyeDistance: number;
  /** Distance from eyes to chin over the height of the picture. */
  headSize: number;
  /** Of the face, 0 black to 1 white. */
  luminanceMean: number;
  luminanceVariance: number;
  /** 1 less the share of nearly black pixels of the face. */
  underExposurePrevention: number;
  /** 1 less the share of burnt-out pixels of the face. */
  overExposurePrevention: number;
  /** Bits, 0 to 8. */
  dynamicRange: number;
  /** 0 one half of the face dark, 1 both lit alike. */
  illuminationUniformity: number;
  /** Fine detail over contrast; photos below 0.055 are refused. */
  sharpness: number;
  eyesOpen: number;
  /** 0 hidden or in deep shadow, 1 as bright as the cheeks. */
  eyesVisible: number;
  /** 0 covered by another colour, 1 free. */
  mouthOcclusionPrevention: number;
  /** Distance of the lips over the distance from eyes to chin: 0 closed. */
  mouthClosed: number;
}
