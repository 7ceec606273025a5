import { apiErrors, MAX_PHOTO_BYTES, v2MatchRequestSchema, type ApiErrorCode } from '@face-session/protocol';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { incompleteResult } from '../sessions/incomplete-result.js';
import type { SessionContext } from '../sessions/session-context.js';
import { nodSwitchedOff, submitNod } from '../sessions/submit-nod.js';
import { admit } from './admit.js';
import { authenticated } from './authenticate.js';
import { problemOfError, recordProblem } from './errors.js';
import type { HttpParts } from './http-parts.js';
import { isPicture, pictureBodyBytes, pictureFromBase64 } from './picture-body.js';
import { HttpProblem, sendProblemHeaders, unlessRefused } from './problem.js';
import { inSession, sessionContextOf } from './session-headers.js';
import { countingUnknown } from './unknown-identifiers.js';

const PATH = '/api/v2/face/bioid/match';

/** The names that the reference's web SDK reads in a 400 where the registry has another name, or another status. */
const webCodes: Partial<Record<ApiErrorCode, string>> = {
  SESSION_EXPIRED: 'SESSION_EXPIRED_OR_NOT_FOUND',
  NOT_FOUND: 'SESSION_EXPIRED_OR_NOT_FOUND',
  INVALID_REQUEST: 'INVALID_CONFIG',
  ATTEMPT_CONFLICT: 'ATTEMPT_CONFLICT',
};

/** `POST` and `GET /api/v2/face/bioid/match`: the call of the reference's web SDK, so that a page written for it works here unchanged. */
export async function v2MatchRoutes(parent: FastifyInstance, parts: HttpParts): Promise<void> {
  await parent.register((app, _options, done) => {
    const onRequest = [authenticated(parts, 'KYC_FACE_FLOW', { sessionTokens: true }), inSession(parts)];

    app.setErrorHandler(async (error, request, reply) => {
      const problem = problemOfError(error);
      recordProblem(parts, request, error, problem);
      sendProblemHeaders(reply, problem);
      const code = webCodes[problem.code];
      const { status, meaning } = apiErrors[problem.code];
      await reply.code(code === undefined ? status : 400).send({ error: code ?? problem.code, message: problem.detail ?? meaning });
    });

    app.withTypeProvider<ZodTypeProvider>().post(
      PATH,
      {
        bodyLimit: pictureBodyBytes(2, MAX_PHOTO_BYTES),
        config: { operation: 'submitV2Match' },
        schema: { body: v2MatchRequestSchema },
        onRequest: [...onRequest, admit(parts)],
      },
      (request, reply) =>
        parts.admission.during(request, () =>
          countingUnknown(parts, request, async () => {
            const context = sessionContextOf(request);
            const { liveImage1, liveImage2, camera } = request.body;
            const pictures = [await liveImageOf('liveImage1', liveImage1), await liveImageOf('liveImage2', liveImage2)] as const;
            const outcome = await submitNod(parts, context, pictures, camera);
            if ('refused' in outcome && outcome.refused === EXHAUSTED) return reply.code(400).send(exhausted(context));
            const concluded = unlessRefused(outcome);
            if (concluded.outcome === 'passed') return reply.type('text/plain; charset=utf-8').send(concluded.result);
            return reply.code(400).send({ error: concluded.code, message: failureMessages[concluded.code] });
          }),
        ),
    );

    app.get(PATH, { config: { operation: 'getV2Result' }, onRequest }, (request, reply) =>
      countingUnknown(parts, request, async () => {
        if (!parts.config.v2Match) unlessRefused(nodSwitchedOff);
        const context = sessionContextOf(request);
        const { result } = unlessRefused(await incompleteResult(parts, context));
        return reply.type('text/plain; charset=utf-8').send(result);
      }),
    );
    done();
  });
}

const EXHAUSTED = 'SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS';

const failureMessages = {
  FACE_LIVENESS_FAILED: 'The pictures do not show that a person was there.',
  FACE_NO_MATCH: 'The face is not the one of the reference photo.',
} as const;

/** Version 3 of the web SDK has a name of its own for it; it says its version in the device info. */
function exhausted({ deviceInfo }: SessionContext): { error: string; message: string } {
  const error = /^[0-3]\./.test(deviceInfo?.sdkVersion ?? '') ? 'SESSION_INVALIDATED_TOO_MANY_ATTEMPTS' : EXHAUSTED;
  return { error, message: apiErrors[EXHAUSTED].meaning };
}

/** A live picture from base64. */
async function liveImageOf(field: string, text: string): Promise<Buffer> {
  const picture = await pictureFromBase64(field, text, MAX_PHOTO_BYTES);
  if (!isPicture(picture)) throw new HttpProblem('UNSUPPORTED_MEDIA_TYPE', `${field}: neither JPEG nor PNG`);
  return picture;
}
