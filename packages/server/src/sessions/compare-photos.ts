import { attemptRules, matchTemplates } from '@face-session/liveness';
import type { MatchLevel } from '@face-session/protocol';
import type { Client } from '../store/client-store.js';
import type { SessionParts } from './parts.js';
import { photoRefusal, type PhotoRefusal } from './refusal.js';

/** Compares two pictures without a session and without liveness. Stores nothing. */
export async function comparePhotos(
  parts: SessionParts,
  client: Client,
  pictures: { readonly source: Uint8Array; readonly target: Uint8Array; readonly minimumMatchLevel: MatchLevel },
): Promise<{ match: boolean; matchLevel: MatchLevel } | PhotoRefusal> {
  const [source, target] = await parts.metrics.timeStage('match', () =>
    Promise.all([parts.faces.reference(pictures.source), parts.faces.reference(pictures.target)]),
  );
  if (!source.accepted) return photoRefusal(source, 'sourceImage');
  if (!target.accepted) return photoRefusal(target, 'targetImage');
  const calibration = await parts.centres.calibrationFor(client);
  const matchLevel = matchTemplates(source.template, target.template, calibration, ['reference', 'reference']);
  const { minimumMatchLevel } = attemptRules(parts.config, client.policy, { minimumMatchLevel: pictures.minimumMatchLevel });
  return { match: matchLevel >= minimumMatchLevel, matchLevel };
}
