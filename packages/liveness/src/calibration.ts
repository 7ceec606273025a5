import shipped from './calibration.json' with { type: 'json' };

/** The thresholds of the liveness checks. They are in calibration.json only. */
export interface LivenessCalibration {
  /** The data that the thresholds were chosen on, so that they can be chosen again. */
  readonly origin: string;
  readonly burst: {
    /** Median spoof score (1 = real) from which a burst is live: the boundary of the net itself. */
    readonly liveSpoofScore: number;
    /** Median spoof score below which a burst is an attack; doubtful in between. */
    readonly attackSpoofScore: number;
    /** Frames that must be close, frontal and lit for the spoof score to count. */
    readonly minUsableFrames: number;
    /** Narrowest face whose spoof score counts, pixels: a smaller one has too little detail for the net. */
    readonly minFaceWidth: number;
    /** Largest turn and nod of a frame whose spoof score counts, degrees. The pose net sees many faces nod that look straight. */
    readonly maxYaw: number;
    readonly maxPitch: number;
    /** Darkest face whose spoof score counts, luminance 0 to 1. */
    readonly minLuminance: number;
    /** Least similarity (cosine) of the frames of a burst to its best frame. */
    readonly minIdentity: number;
    /**
     * Median openness of the more open eye, 0 closed to 1 open, below which the eyes are closed. Of 142 real bursts with open eyes 1 is below (BPCER 0.7 %), and
     * 3 of 8 virtual heads with closed lids: the model misses many closed eyes, and rarely takes open ones for closed. Chosen on the same 142 bursts: their
     * 0.7 % (95 % interval 0.1 to 3.9 %) is no test of it.
     */
    readonly minEyeOpenness: number;
    /**
     * Least movement of the face against the background, in parts of the face's height, from the first frame of the burst to any other. Chosen on 104 bursts of still
     * photos moved as a whole: they reach about 0.004. On 96 bursts of other photos one reaches 0.0075, the others about 0.003. A person who holds the
     * phone reaches it in 22 of 26 bursts of one clip. Lowered after a look at both halves, so neither is a test of it.
     */
    readonly minMovement: number;
    /**
     * Least error that one plane leaves at the points of the face or at those of the background, in parts of the face's height: below, the scene may be one flat
     * picture. On the same two halves stills reach about 0.0044 and 0.004.
     */
    readonly minPlaneResidual: number;
    /** Movement of the landmarks between two frames, in parts of the face's height, below which they are one and the same picture, whatever their pixels. */
    readonly samePicture: number;
    /** Largest movement of the landmarks between successive frames of one head that looks at the camera, in parts of the face's height. */
    readonly maxMovement: number;
    /** Shortest and longest time between successive frames, ms. */
    readonly minIntervalMs: number;
    readonly maxIntervalMs: number;
    /** How far the client's clock may run ahead of the server's, ms: it may count from its request, the server from its answer. */
    readonly clockToleranceMs: number;
  };
  readonly gestures: {
    /** Least part of the frames that show exactly one face: a turned head may be lost for a moment. */
    readonly minOneFace: number;
    /** Degrees of yaw, against the burst, that make a turn. */
    readonly turnDegrees: number;
    /** Degrees of roll that make a tilt. */
    readonly tiltDegrees: number;
    /** Growth of the face's size that makes a move closer. */
    readonly closerRatio: number;
    /** Shrinking of the face's size that makes a move further. */
    readonly furtherRatio: number;
    /** Shift of the nose tip against the flat of eyes and mouth that a turn begins with, in eye distances. */
    readonly turnParallax: number;
    /**
     * That shift times the degrees of yaw that a turn must reach, on average over the three frames that show most. Bent prints seemed to turn in 7 of 900
     * attempts, up to 2.25; the turns of virtual subjects reached more than 2.8 in 418 of 420.
     */
    readonly turnDepth: number;
    /** Degrees that the chin must be lowered in a nod, by the pose net. */
    readonly nodDegrees: number;
    /** Shift of the nose tip along the line from eyes to mouth that a nod begins with, in parts of that line. */
    readonly nodLowering: number;
    /**
     * That shift times the degrees of pitch that a nod must reach, on average over the three frames that show most. Flat prints nodded by hand reach 0.11 at most,
     * bent ones 0.38; of 8 virtual heads that nod by 18 degrees 6 reach 2.7 or more, and the other two cannot pass. Set and stated on the same 8 heads and 16 prints.
     */
    readonly nodDepth: number;
    /** Frames in succession that a gesture must hold beyond its threshold. */
    readonly minHeldFrames: number;
    /** Shortest time from hearing of a gesture to beginning it, ms: nobody reacts faster. */
    readonly minReactionMs: number;
    /** Least similarity (cosine) to the burst's template: median of the frames that look at the camera. */
    readonly minIdentityFrontal: number;
    /** Of each single one of them: blur lowers it, another person is below. */
    readonly minIdentityAnyFrontal: number;
    /** Median of the frames turned or tilted between half and one and a half of the threshold. */
    readonly minIdentityTurned: number;
    /**
     * Of the most alike frame of each gesture: a turned head that is nowhere like the person's may be another's. Turns of virtual subjects reach 0.64 at
     * least, those of two real clips 0.53 and 0.77; another person's 0.35 at most in 9 of 10.
     */
    readonly minIdentityInGesture: number;
    /** Fastest believable change: of angles, degrees a second. */
    readonly maxDegreesPerSecond: number;
    /** Of place, face sizes a second. */
    readonly maxSizesPerSecond: number;
    /** Longest time between successive frames, ms: a gap could hide a change of person. */
    readonly maxIntervalMs: number;
    /** How far the client's clock may be behind or ahead of the server's, ms; covers the way of the first answer. */
    readonly clockToleranceMs: number;
  };
  readonly nod: {
    /**
     * Shift of the nose tip along the line from eyes to mouth, in parts of that line, that a nod must come with. Virtual heads nodding 6 degrees shift by 0.03
     * to 0.07, 10 degrees by 0.06 to 0.11; still pictures moved, turned and stretched by at most 0.02, one by 0.05.
     */
    readonly minDepth: number;
    /** Change of pitch that it must come with, degrees, the same way. */
    readonly minDegrees: number;
    /** Largest change of roll, degrees: a nod does not tilt the head, and landmarks of tilted pictures are less sure. */
    readonly maxTilt: number;
    /** Least similarity (cosine) of the two pictures: a nod lowers it, another person is below. */
    readonly minIdentity: number;
  };
  /** Earlier attempts that failed liveness, from which an attempt is in doubt. The service counts those of the last hour, of one client. */
  readonly history: {
    /** In the same session: the person, or the attacker, tries again. */
    readonly doubtFromSession: number;
    /** Of one user, and against one reference photo: one more than a session has attempts, so that one unlucky session is no doubt about the next. */
    readonly doubtFromUser: number;
    readonly doubtFromPhoto: number;
    /** From one device: a family or a shop shares it. */
    readonly doubtFromDevice: number;
    /** From one address: an office or a mobile carrier shares it, so it takes a share of all attempts as well. */
    readonly doubtFromAddress: number;
    /** Failed attempts in all decided ones of an address, 0 to 1, from which its failures are unusual. */
    readonly minFailedShare: number;
    /** From one device, from which it is refused for a while: six sessions of which every attempt failed. */
    readonly refuseFromDevice: number;
    /** From one address, with {@link refusedFailedShare}, from which it is refused for a while: 20 sessions of which every attempt failed. */
    readonly refuseFromAddress: number;
    /** Failed attempts in all decided ones of an address, 0 to 1, from which it is refused: far above what living people fail, so that no office is. */
    readonly refusedFailedShare: number;
  };
  /** When a burst is one that was sent before, in other pixels; docs/liveness.md has what they were set from. */
  readonly replay: {
    /** Largest difference between a burst and one before of which it is a copy, in what other pixels change: see the next. */
    readonly maxDifference: number;
    /** Longest way between two frames of a burst, in face sizes, from which it can be told from others. */
    readonly minMoved: number;
    /** What other pixels change of the place of a face, in face sizes. */
    readonly shift: number;
    /** Of the logarithm of its size. */
    readonly nearer: number;
    /** Of its roll, radians. */
    readonly roll: number;
    /** Of the place and opening of nose, mouth and brows, in face sizes. */
    readonly shape: number;
  };
  /**
   * Weights of the evidence against a camera, as logarithms of how much more often attacks show it than cameras do: chosen by what injections in Chromium show and
   * by who else shows it, not fitted, since there are no recordings of many real cameras. Their sum is compared with the two thresholds. docs/liveness.md names the
   * evidence and its wrong alarms.
   */
  readonly camera: {
    /** Sum from which a camera is in doubt: more than what two libraries that replace functions show together. */
    readonly doubtFrom: number;
    /** Sum from which a camera is refused, under the policy that refuses: what only a track that a page made shows. */
    readonly refuseFrom: number;
    readonly fault: number;
    readonly trackClass: number;
    readonly unlisted: number;
    readonly groupless: number;
    readonly rangeless: number;
    readonly replaced: number;
    readonly openerReplaced: number;
    readonly toStringReplaced: number;
    readonly decoded: number;
    readonly untimed: number;
    readonly steady: number;
    readonly rateRefused: number;
    readonly stretched: number;
    readonly repeatedBlocks: number;
    /** Least median deviation of the time between pictures, ms: Chromium's fake device has 0.1 on a quiet machine, a generated track with even timestamps none. */
    readonly minJitterMs: number;
    /**
     * Least part that the finest detail along the longer side of a wide frame is of that along the shorter one. 42 studio portraits at 16:9 have 0.92 at least, 80
     * frames of one real recording 1.08; portraits stretched from 4:3 have 0.88 at most, 75 frames of three virtual people 0.81.
     */
    readonly minStretch: number;
    /** Largest share of blocks that repeat from one frame to the next. Virtual people before a webcam have none in 72 pairs of frames, recordings of them by VP8 up to 0.88. */
    readonly maxRepeatedBlocks: number;
  };
  /** Chosen on virtual people that answer the screen, never on people: see docs/light-challenge.md. */
  readonly light: {
    /** Fewest frames that are judged: two of every colour, less a few that a slow device misses. */
    readonly minFrames: number;
    /** Least part of the frames that show exactly one face. */
    readonly minOneFace: number;
    /** How long after a colour is shown it may be seen at most, ms: drawing, the screen, the camera and its driver. */
    readonly maxLagMs: number;
    /** Answer of the face over its error below which the check abstains: the surroundings are too bright, or the pictures too noisy. */
    readonly minSignal: number;
    /** Least change of the ratio of two channels, root mean square, that is taken for an answer. */
    readonly minAmplitude: number;
    /** Least share of the changes of colour that the drawn sequence explains: one drawn at random explains it by chance in less than 1 of 2,000 attempts. */
    readonly minExplained: number;
    /** Share below which changes that have a reason are those of another sequence. Between the two noise is as good a reason, and the check abstains. */
    readonly maxOther: number;
    /** Change of the ratio of two channels, root mean square, from which colours change for a reason. */
    readonly minChange: number;
    /** Power of the changes over that of changes from frame to frame from which they are not noise. */
    readonly minSteadiness: number;
    /** Most that the background answers, as a share of the face's answer: a tint of the picture reaches 1. */
    readonly maxBackground: number;
    /** Least difference of the answers of all parts, root mean square, as a share of the front's answer: a tint has none but for noise. Virtual people have 0.14 and more. */
    readonly minUnlike: number;
    /** The same over the standard error of a part: virtual tints have reached 3.3. */
    readonly minUnlikeOverError: number;
    /** Largest light that is added to a part of the front over the smallest. */
    readonly maxUnevenness: number;
    /** Most light that is added to the sides of the face, as a share of what is added to the front. Virtual people reach 1.0. */
    readonly maxRelief: number;
    /** Standard error of the answer of a part, as a share of the face's answer, above which the light on a part is no reason to refuse. */
    readonly maxReliefError: number;
    /** Least similarity (cosine) to the burst's template: median of the frames. */
    readonly minIdentity: number;
    /** Longest time between successive frames, ms. */
    readonly maxIntervalMs: number;
    /** How far the client's clock may be behind or ahead of the server's, ms. */
    readonly clockToleranceMs: number;
  };
}

export type BurstThresholds = LivenessCalibration['burst'];
export type LightThresholds = LivenessCalibration['light'];
export type GestureThresholds = LivenessCalibration['gestures'];
export type HistoryThresholds = LivenessCalibration['history'];
export type ReplayThresholds = LivenessCalibration['replay'];
export type CameraThresholds = LivenessCalibration['camera'];

/** The calibration that is shipped. */
export const defaultLivenessCalibration: LivenessCalibration = shipped;
