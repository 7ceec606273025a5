/** The levels of a comparison, lowest first; their thresholds are in the calibration file (docs/protocol.md, Match levels). */
export const matchLevels = [1, 2, 3, 4, 5] as const;

/** 1: no match; 2 from the similarity with FMR 1e-3, 3 from 1e-4, 4 from 1e-5, 5 from 1e-6. */
export type MatchLevel = (typeof matchLevels)[number];
