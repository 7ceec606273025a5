import type { VisitorName } from '@face-session/attacks';
import { gestureCounts, type ClientRules, type GestureCount } from '@face-session/liveness';
import { attackKinds } from './attack-kinds.js';

/** What an operator may set for a client that changes which gestures are drawn. */
export interface ClientSetting {
  /** Gestures in a sequence under `active`. */
  readonly gestureCount: GestureCount;
  /** Whether the client's setting excludes turns, so that every sequence holds a nod. */
  readonly withoutTurns: boolean;
}

/** What holds for a client whose operator set nothing. */
export const defaultSetting: ClientSetting = { gestureCount: 2, withoutTurns: false };

/** Every combination but the default. */
export const otherSettings: readonly ClientSetting[] = gestureCounts
  .flatMap((gestureCount) => [false, true].map((withoutTurns) => ({ gestureCount, withoutTurns })))
  .filter((setting) => !isSame(setting, defaultSetting));

/** Who is played under the other settings: the living, and those who move a picture in its plane, which is what the gestures are chosen against. */
export const settingVisitors: readonly VisitorName[] = ['genuine', ...attackKinds.movedStill];

/** The name of a setting in records and seeds, as `2 gestures without turns`. */
export function nameOfSetting({ gestureCount, withoutTurns }: ClientSetting): string {
  return `${String(gestureCount)} gesture${gestureCount === 1 ? '' : 's'}${withoutTurns ? ' without turns' : ''}`;
}

/** The setting as the rules of an attempt take it. */
export function rulesOfSetting({ withoutTurns }: ClientSetting): ClientRules {
  return withoutTurns ? { excludedGesture: 'FACE_TURN' } : {};
}

/** The sessions played under a setting. */
export function sessionsUnder<Session extends { readonly setting: ClientSetting }>(
  wanted: ClientSetting,
  sessions: readonly Session[],
): Session[] {
  return sessions.filter(({ setting }) => isSame(setting, wanted));
}

/** Settings are compared by their names: those in records are objects of their own. */
export function isSame(one: ClientSetting, other: ClientSetting): boolean {
  return nameOfSetting(one) === nameOfSetting(other);
}
