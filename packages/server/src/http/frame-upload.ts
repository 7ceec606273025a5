import {
  MAX_ATTESTATION_PART_LENGTH,
  signedFieldNames,
  type Attestation,
  type CameraTrace,
  type FramePlan,
  type SignedFields,
} from '@face-session/protocol';
import {
  attemptOutcomeSchema,
  attestationSchema,
  cameraTraceSchema,
  frameTimesSchema,
  signatureSchema,
} from '@face-session/protocol/schemas';
import { z } from 'zod';
import { isRefusal, refusal, type Refusal } from '../sessions/refusal.js';
import { sha256Of } from '../sessions/signed-upload.js';
import type { BurstFrame, UploadedFrame } from '../sessions/uploaded-frame.js';
import type { Declaration } from './declaration.js';
import { faultsOf } from './faults-of.js';
import type { Form } from './form.js';
import { isPicture } from './picture-body.js';

/** Largest list of frame times, in bytes: 120 of them have less than 5 KB. */
const MAX_TIMES_BYTES = 16 * 1024;

/** A signature in base64url, in bytes. */
const SIGNATURE_BYTES = 86;

/** What uploads of frames have in common: the form, its limits, the outcome. */
export function frameUpload(plan: FramePlan) {
  return {
    method: 'POST',
    tag: 'Attempts',
    scope: 'KYC_FACE_FLOW',
    inSession: true,
    params: z.object({ attemptId: z.uuid().toLowerCase() }),
    body: {
      'multipart/form-data': {
        frames: { most: 1, maxBytes: MAX_TIMES_BYTES, description: 'JSON; comes before the files', json: frameTimesSchema },
        frame: {
          most: plan.count,
          maxBytes: plan.maxBytes,
          description: 'JPEG or PNG; one file for each entry of `frames` that was not sent ahead, in the same order',
        },
        signature: { most: 1, maxBytes: SIGNATURE_BYTES, description: signatureSchema.description!, json: signatureSchema.optional() },
      },
    },
    limits: { rate: 'attempt', bodyBytes: plan.count * plan.maxBytes + 64 * 1024, pictures: true },
    success: { status: 200, type: 'application/json', schema: attemptOutcomeSchema },
    errors: [
      'INVALID_REQUEST',
      'SESSION_EXPIRED',
      'SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS',
      'ATTEMPT_CONFLICT',
      'ATTEMPT_SIGNATURE_INVALID',
      'UNSUPPORTED_MEDIA_TYPE',
    ],
  } as const satisfies Omit<Declaration, 'path' | 'summary'>;
}

/** Largest `cameraTrace`, in bytes: its six numbers have less than 200. */
const MAX_TRACE_BYTES = 1024;

/** Largest `attestation`, in bytes: the longest entry, and all the others of a chain. Together they have less than 10 KB. */
const MAX_ATTESTATION_BYTES = 2 * MAX_ATTESTATION_PART_LENGTH;

/** The fields of a burst: those of every upload, what the browser told of the camera's pictures, and what vouches for the app. */
export const burstForm = {
  cameraTrace: {
    most: 1,
    maxBytes: MAX_TRACE_BYTES,
    description: 'JSON: what the browser told of the pictures of its camera',
    json: cameraTraceSchema,
    optional: true,
  },
  attestation: {
    most: 1,
    maxBytes: MAX_ATTESTATION_BYTES,
    description: 'JSON: what vouches for app, device and frames; see docs/signed-capture.md',
    json: attestationSchema,
    optional: true,
  },
} as const;

/** What came with a burst beside its frames; what is not there is undefined. */
export function burstExtrasOf(
  form: Form,
):
  | { readonly cameraTrace: CameraTrace | undefined; readonly attestation: Attestation | undefined; readonly fields: SignedFields }
  | Refusal<'INVALID_REQUEST'> {
  const cameraTrace = jsonOf(form, 'cameraTrace', cameraTraceSchema);
  if (isRefusal(cameraTrace)) return cameraTrace;
  const attestation = jsonOf(form, 'attestation', attestationSchema);
  if (isRefusal(attestation)) return attestation;
  const digests = signedFieldNames.flatMap((name) => form.all(name).map((bytes) => [name, sha256Of(bytes)] as const));
  return { cameraTrace, attestation, fields: Object.fromEntries(digests) };
}

/** A field of JSON; undefined if the form has none. */
function jsonOf<Value>(form: Form, name: string, schema: z.ZodType<Value>): Value | undefined | Refusal<'INVALID_REQUEST'> {
  const [text] = form.all(name);
  if (text === undefined) return undefined;
  const value = schema.safeParse(parseJson(text));
  return value.success ? value.data : refusal('INVALID_REQUEST', faultsOf(name, value.error));
}

type FormRefusal = Refusal<'INVALID_REQUEST' | 'UNSUPPORTED_MEDIA_TYPE'>;

/** The signature of an upload; undefined if it has none. */
export function signatureOf(form: Form): string | undefined {
  return form.all('signature')[0]?.toString('latin1');
}

/** The frames of an upload, each with its file; a form that does not fit is refused before the attempt is charged. */
export function framesOf(form: Form): UploadedFrame[] | FormRefusal {
  const frames = burstFramesOf(form);
  if (isRefusal(frames)) return frames;
  const whole = frames.flatMap(({ capturedAtMs, picture }) => (picture ? [{ capturedAtMs, picture }] : []));
  return whole.length === frames.length ? whole : refusal('INVALID_REQUEST', 'frames: only a burst names frames that were sent ahead.');
}

/** As {@link framesOf}, but frames that were sent ahead have no file. */
export function burstFramesOf(form: Form): BurstFrame[] | FormRefusal {
  const times = frameTimesSchema.safeParse(parseJson(form.all('frames')[0]));
  const files = form.all('frame');
  if (!times.success) return refusal('INVALID_REQUEST', faultsOf('frames', times.error));
  const withFile = times.data.filter(({ ahead }) => !ahead);
  if (withFile.length !== files.length) return refusal('INVALID_REQUEST', 'frames and frame differ in number.');
  const strange = files.findIndex((file) => !isPicture(file));
  if (strange !== -1) return refusal('UNSUPPORTED_MEDIA_TYPE', `frame ${strange}: neither JPEG nor PNG`);
  const next = files.values();
  return times.data.map(({ capturedAtMs, ahead }) => ({ capturedAtMs, picture: ahead ? undefined : next.next().value }));
}

/** The value of a field with JSON; undefined without the field, null if it is none. */
export function parseJson(text: Buffer | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text.toString());
  } catch {
    return null;
  }
}
