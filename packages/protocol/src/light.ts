/**
 * Whether an attempt is challenged with light, from least to most: `off` never; `offer` where the capture can show it, and nothing follows if it cannot or the person
 * declines; `require` the same, and gestures follow then. Not measured on people yet.
 */
export const lightChallenges = ['off', 'offer', 'require'] as const;
export type LightChallenge = (typeof lightChallenges)[number];

/** One colour of a challenge of light. */
export interface LightStep {
  /** sRGB, `#rrggbb`. */
  colour: string;
  /** How long it is shown, in milliseconds, the change to it included. */
  ms: number;
}

/** How long the screen takes from one colour to the next, in milliseconds: softer than a jump. */
export const LIGHT_CHANGE_MS = 120;

/** Why a challenge of light is not shown: the person declined, or the capture could not. */
export const lightDeclines = ['PERSON', 'NOT_SHOWN'] as const;
export type LightDecline = (typeof lightDeclines)[number];

/** Body of `POST /api/v1/attempts/{attemptId}/light/decline`. */
export interface DeclineLightRequest {
  reason: LightDecline;
  /** Of an attempt that was opened with a key. */
  signature?: string | undefined;
}

/** The multipart field `light` of an upload of light. */
export interface LightShown {
  /** When the first colour was shown, in milliseconds since the attempt was opened. */
  startedAtMs: number;
}
