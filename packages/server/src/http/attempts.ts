import { burstPlan, gesturePlan } from '@face-session/liveness';
import {
  attemptOutcomeSchema,
  frameTimesSchema,
  openAttemptRequestSchema,
  openAttemptResponseSchema,
  type AttemptOutcome,
  type FramePlan,
} from '@face-session/protocol';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { incompleteResult } from '../sessions/incomplete-result.js';
import type { UploadedFrame } from '../sessions/measure-frames.js';
import { openAttempt } from '../sessions/open-attempt.js';
import type { Refusal } from '../sessions/refusal.js';
import type { SessionContext } from '../sessions/session-context.js';
import { submitBurst } from '../sessions/submit-burst.js';
import { submitGestures } from '../sessions/submit-gestures.js';
import { admit } from './admit.js';
import { authenticated } from './authenticate.js';
import type { HttpParts } from './http-parts.js';
import { Form } from './form.js';
import { isPicture } from './picture-body.js';
import { HttpProblem, unlessRefused } from './problem.js';
import { inSession, sessionContextOf } from './session-headers.js';
import { countingUnknown } from './unknown-identifiers.js';

/** Largest body without pictures, in bytes. */
const SMALL_BODY_BYTES = 16 * 1024;

/** Most gestures of one challenge: bounds an upload whose attempt is not known yet. */
const MAX_GESTURES = 3;

/** The attempt protocol of our own plugin; see protocol/attempt.ts. */
export function attemptRoutes(app: FastifyInstance, parts: HttpParts): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const onRequest = [authenticated(parts, 'KYC_FACE_FLOW', { sessionTokens: true }), inSession(parts)];

  typed.post(
    '/api/v1/attempts',
    {
      bodyLimit: SMALL_BODY_BYTES,
      config: { operation: 'openAttempt' },
      schema: { body: openAttemptRequestSchema, response: { 201: openAttemptResponseSchema } },
      onRequest,
    },
    (request, reply) =>
      countingUnknown(parts, request, async () => {
        const context = sessionContextOf(request);
        return reply.code(201).send(unlessRefused(await openAttempt(parts, context, request.body)));
      }),
  );

  typed.get('/api/v1/attempts/incomplete-result', { config: { operation: 'getIncompleteResult' }, onRequest }, (request, reply) =>
    countingUnknown(parts, request, async () => {
      const context = sessionContextOf(request);
      const { result } = unlessRefused(await incompleteResult(parts, context));
      return reply.type('application/jwt').send(result);
    }),
  );

  upload('burst', burstPlan, submitBurst);
  upload('gestures', gesturePlan(MAX_GESTURES), submitGestures);

  function upload(
    name: 'burst' | 'gestures',
    plan: FramePlan,
    submit: (
      parts: HttpParts,
      context: SessionContext,
      attemptId: string,
      frames: readonly UploadedFrame[],
    ) => Promise<AttemptOutcome | Refusal>,
  ): void {
    typed.post(
      `/api/v1/attempts/:attemptId/${name}`,
      {
        bodyLimit: plan.count * plan.maxBytes + 64 * 1024,
        config: {
          operation: name === 'burst' ? 'submitBurst' : 'submitGestures',
          form: { frames: { most: 1, maxBytes: SMALL_BODY_BYTES }, frame: { most: plan.count, maxBytes: plan.maxBytes } },
        },
        schema: { params: z.object({ attemptId: z.uuid() }), response: { 200: attemptOutcomeSchema } },
        onRequest: [...onRequest, admit(parts)],
      },
      (request, reply) =>
        parts.admission.during(request, () =>
          countingUnknown(parts, request, async () => {
            const context = sessionContextOf(request);
            const frames = readFrames(request.body);
            return reply.send(unlessRefused(await submit(parts, context, request.params.attemptId.toLowerCase(), frames)));
          }),
        ),
    );
  }
}

/** The frames of an upload; a form that does not fit is refused before the attempt is charged. */
function readFrames(form: unknown): UploadedFrame[] {
  if (!(form instanceof Form)) throw new HttpProblem('INVALID_REQUEST', 'body: a form of frames and frame is missing');
  const times = frameTimesSchema.safeParse(parseJson(form.all('frames')[0]));
  const files = form.all('frame');
  if (!times.success) throw new HttpProblem('INVALID_REQUEST', 'frames');
  if (times.data.length !== files.length) throw new HttpProblem('INVALID_REQUEST', 'frames and frame differ in number.');
  return times.data.map((frame, index) => {
    const picture = files[index];
    if (!picture || !isPicture(picture)) throw new HttpProblem('UNSUPPORTED_MEDIA_TYPE', `frame ${index}: neither JPEG nor PNG`);
    return { capturedAtMs: frame.capturedAtMs, picture };
  });
}

function parseJson(text: Buffer | undefined): unknown {
  try {
    return text === undefined ? null : JSON.parse(text.toString());
  } catch {
    return null;
  }
}
