import { burstPlan } from '@face-session/liveness';
import { isRefusal } from '../../sessions/refusal.js';
import { submitBurst as submit } from '../../sessions/submit-burst.js';
import { endpoint } from '../endpoint.js';
import { burstFramesOf, frameUpload } from '../frame-upload.js';

/** The burst of an attempt. */
export const submitBurst = endpoint(
  {
    ...frameUpload(burstPlan),
    path: '/api/v1/attempts/{attemptId}/burst',
    summary: 'Upload the burst. Charges the attempt, then decides it.',
  },
  async (parts, { session, params, body }) => {
    const frames = burstFramesOf(body);
    return isRefusal(frames) ? frames : submit(parts, session, params.attemptId, frames);
  },
);
