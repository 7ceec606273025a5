import type { VisitorName } from '@face-session/attacks';

/** The attackers under the name of their kind in the figures. */
export const attackKinds = {
  still: ['stillPicture', 'printFixed'],
  movedStill: ['stillPanned', 'stillZoomed', 'stillRotated', 'stillHandheld', 'stillPlanarGestures'],
  print: ['printMoved', 'printBent'],
  replay: ['replayFrontal', 'replayOtherGestures'],
  coincidence: ['replayAnyGestures'],
  swap: ['swapAtGestures', 'swapInBurst', 'splicedTurns'],
  frames: ['repeatedFrame', 'reorderedFrames', 'replayedAttempt', 'replayReencoded', 'forgedTimes', 'skippedGestures'],
  library: ['libraryOnScreen', 'libraryInjected'],
  injection: [
    'injectedRenamed',
    'injectedWrapped',
    'injectedCanvas',
    'injectedMaskedCanvas',
    'injectedGenerator',
    'injectedRemote',
    'injectedClip',
    'injectedStretched',
    'injectedNoisyStill',
  ],
} as const satisfies Record<string, readonly VisitorName[]>;
export type AttackKind = keyof typeof attackKinds;
