import { longestLightPlan } from '@face-session/liveness';
import { lightShownSchema } from '@face-session/protocol/schemas';
import { isRefusal, refusal } from '../../sessions/refusal.js';
import { submitLight as submit } from '../../sessions/submit-light.js';
import { endpoint } from '../endpoint.js';
import { faultsOf } from '../faults-of.js';
import { frameUpload, framesOf, parseJson, signatureOf } from '../frame-upload.js';

/** Largest field `light`, in bytes. */
const MAX_LIGHT_BYTES = 1024;

const upload = frameUpload(longestLightPlan);
const { 'multipart/form-data': form } = upload.body;

/** The frames of a challenged attempt that were taken while its colours were shown. */
export const submitLight = endpoint(
  {
    ...upload,
    path: '/api/v1/attempts/{attemptId}/light',
    summary: 'Upload the frames of a challenge of light.',
    body: {
      'multipart/form-data': {
        light: { most: 1, maxBytes: MAX_LIGHT_BYTES, description: 'JSON; comes before the files', json: lightShownSchema },
        ...form,
      },
    },
  },
  async (parts, { session, params, body }) => {
    const shown = lightShownSchema.safeParse(parseJson(body.all('light')[0]));
    if (!shown.success) return refusal('INVALID_REQUEST', faultsOf('light', shown.error));
    const frames = framesOf(body);
    return isRefusal(frames) ? frames : submit(parts, session, params.attemptId, shown.data, frames, signatureOf(body));
  },
);
