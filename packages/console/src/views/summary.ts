import type { ClientChoice } from '../view.js';
import { h, type Child } from '../dom.js';
import { number } from '../format.js';
import { badge } from '../parts.js';
import { filled, named, texts } from '../wording.js';

/** What the service knows of a session: `SessionSummary` of the server. */
export interface SummaryAnswer {
  readonly sessionHash: string;
  readonly clientId: string;
  readonly userHash: string | null;
  readonly createdAt: number;
  readonly outcome: string;
  readonly leftAt: string | null;
  readonly attempts: number;
  readonly matchLevel: number | null;
  readonly spoofScore: number | null;
  readonly seconds: number | null;
  readonly platform: string | null;
  readonly browser: string | null;
  readonly review: string | null;
  readonly doubts: readonly string[];
}

/** The findings of checks by name. */
export type FindingsAnswer = Readonly<Record<string, { readonly outcome: string; readonly value?: number; readonly threshold?: number }>>;

/** In how many sessions the address or the photo of a session was used. */
export interface SharedSource {
  readonly kind: string;
  readonly sessions: number;
}

/** What of a session was used in others too; nothing if nothing was. */
export function sharedNote(shared: readonly SharedSource[]): Child {
  const many = shared.filter(({ sessions }) => sessions > 1);
  if (many.length === 0) return null;
  const sentences = many.map(({ kind, sessions }) => filled(named(texts().levels.shared, kind), { count: number(sessions) }));
  return h('p', { class: 'notice' }, sentences.join(' '));
}

const kinds: Readonly<Record<string, 'good' | 'bad' | 'main' | 'quiet'>> = { passed: 'good', failed: 'bad', open: 'main' };

export const outcomeBadge = (outcome: string): HTMLElement => badge(named(texts().outcomes, outcome), kinds[outcome] ?? 'quiet');

/** The first digits of a hash: enough to tell sessions of a list apart. */
export const shortHash = (hash: string): string => hash.slice(0, 10);

export const clientName = (clients: readonly ClientChoice[], id: string): string =>
  clients.find(({ clientId }) => clientId === id)?.name ?? id;
