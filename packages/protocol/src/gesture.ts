/** The pairs of gestures that an integrator can exclude, named as in the reference. */
export const gesturePairs = ['FACE_MOVE', 'FACE_TILT', 'FACE_TURN'] as const;
export type GesturePair = (typeof gesturePairs)[number];

/** What is fixed about a gesture. */
interface GestureFacts {
  /** The pair that it belongs to; null: in none, so it cannot be excluded. */
  readonly pair: GesturePair | null;
  /** The same movement to the other side; null: there is none. */
  readonly opposite: string | null;
  /** Whether it shows that the head is not flat. */
  readonly showsDepth: boolean;
}

/**
 * Every gesture of active liveness, and what is fixed about it. Left and right are the person's own; a nod lowers the chin. The first six are those of the
 * reference. A nod is drawn only where turns are left out: by the client's setting on the server, or after the
 * person declined a turn.
 */
export const gestureTable = {
  MOVE_CLOSER: { pair: 'FACE_MOVE', opposite: 'MOVE_FURTHER', showsDepth: false },
  MOVE_FURTHER: { pair: 'FACE_MOVE', opposite: 'MOVE_CLOSER', showsDepth: false },
  TILT_LEFT: { pair: 'FACE_TILT', opposite: 'TILT_RIGHT', showsDepth: false },
  TILT_RIGHT: { pair: 'FACE_TILT', opposite: 'TILT_LEFT', showsDepth: false },
  TURN_LEFT: { pair: 'FACE_TURN', opposite: 'TURN_RIGHT', showsDepth: true },
  TURN_RIGHT: { pair: 'FACE_TURN', opposite: 'TURN_LEFT', showsDepth: true },
  NOD: { pair: null, opposite: null, showsDepth: true },
} as const satisfies Record<string, GestureFacts>;

export type Gesture = keyof typeof gestureTable;

/** The gestures, in the order of {@link gestureTable}. */
export const gestures = Object.keys(gestureTable) as [Gesture, ...Gesture[]];

/** How far each kind of movement must go for the guide to count it as done. */
export interface GestureTargets {
  turnDegrees: number;
  tiltDegrees: number;
  nodDegrees: number;
  /** Size of the face against the one in the burst, above 1. */
  closerRatio: number;
  /** Size of the face against the one in the burst, below 1. */
  furtherRatio: number;
}
