import { matchLevelOf, similarity } from '@face-session/face';
import type { MatchLevel } from '@face-session/protocol';
import type { Client } from '../store/client-store.js';
import type { SessionParts } from './parts.js';
import { photoRefusal } from './photo-refusal.js';
import type { Refusal } from './refusal.js';
import { strictestOf } from './strictness.js';

/** Compares two pictures without a session and without liveness; nothing is kept. */
export async function comparePhotos(
  parts: SessionParts,
  client: Client,
  pictures: { readonly source: Uint8Array; readonly target: Uint8Array; readonly minimumMatchLevel: MatchLevel },
): Promise<{ match: boolean; matchLevel: MatchLevel } | Refusal> {
  const [source, target] = await parts.metrics.timeStage('match', () =>
    Promise.all([parts.faces.reference(pictures.source), parts.faces.reference(pictures.target)]),
  );
  if (!source.accepted) return photoRefusal(source, 'sourceImage');
  if (!target.accepted) return photoRefusal(target, 'targetImage');
  const matchLevel = matchLevelOf(similarity(source.template, target.template), parts.calibration);
  const { minimumMatchLevel } = strictestOf(parts.config, client.policy, { minimumMatchLevel: pictures.minimumMatchLevel });
  return { match: matchLevel >= minimumMatchLevel, matchLevel };
}
