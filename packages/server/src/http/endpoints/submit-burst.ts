import { burstPlan } from '@face-session/liveness';
import { isRefusal } from '../../sessions/refusal.js';
import { submitBurst as submit } from '../../sessions/submit-burst.js';
import { endpoint } from '../endpoint.js';
import { burstExtrasOf, burstForm, burstFramesOf, frameUpload, signatureOf } from '../frame-upload.js';

const upload = frameUpload(burstPlan);

/** The burst of an attempt. */
export const submitBurst = endpoint(
  {
    ...upload,
    body: { 'multipart/form-data': { ...burstForm, ...upload.body['multipart/form-data'] } },
    path: '/api/v1/attempts/{attemptId}/burst',
    summary: 'Upload the burst. Charges the attempt, then decides it.',
  },
  async (parts, { session, params, body }) => {
    const frames = burstFramesOf(body);
    if (isRefusal(frames)) return frames;
    const extras = burstExtrasOf(body);
    return isRefusal(extras) ? extras : submit(parts, session, params.attemptId, frames, { ...extras, signature: signatureOf(body) });
  },
);
