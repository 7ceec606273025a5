import type { AnalysisParts, FrameAnalysis } from '../frame-analysis.js';
import type { ReferenceOutcome } from '../reference-photo.js';
import type { PictureErrorCode } from './picture-error.js';

/** What the pool asks of a worker. */
export type WorkerRequest =
  | { readonly kind: 'analyse'; readonly picture: Uint8Array; readonly parts: AnalysisParts }
  | { readonly kind: 'reference'; readonly picture: Uint8Array };

/** What a worker answers, in order: it works on one request at a time. The first answer says that it is ready. */
export type WorkerAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly value: FrameAnalysis | ReferenceOutcome }
  | { readonly kind: 'pictureError'; readonly code: PictureErrorCode; readonly message: string }
  | { readonly kind: 'fault'; readonly message: string };
