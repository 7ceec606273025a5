import type { AnalysisParts, FrameAnalysis } from '../frame-analysis.js';
import type { ReferenceOutcome } from '../reference-photo.js';
import type { EnoughMotion, KnownMotion, SceneFrame, SceneMotion } from '../scene-motion/index.js';
import type { ObfuscationTypeName } from '@face-session/protocol';
import type { SelfieAnalysis } from './selfie.js';
import type { PictureErrorCode } from './picture-error.js';
import type { PictureFormat } from './picture-format.js';

/** What was measured of a picture, and which picture it was. */
export interface PictureAnalysis extends FrameAnalysis {
  /** SHA-256, hexadecimal, of the decoded picture: width and height as 32-bit numbers (little-endian), then its upright RGB bytes. The same for every file that holds it. */
  readonly digest: string;
}

/** What the pool asks of a worker. */
export type WorkerRequest =
  | { readonly kind: 'analyse'; readonly picture: Uint8Array; readonly parts: AnalysisParts }
  | { readonly kind: 'reference'; readonly picture: Uint8Array; readonly formats: readonly PictureFormat[] }
  | {
      readonly kind: 'selfie';
      readonly picture: Uint8Array;
      readonly analysis: SelfieAnalysis;
      readonly obfuscation: ObfuscationTypeName | undefined;
    }
  | {
      readonly kind: 'sceneMotion';
      readonly frames: readonly SceneFrame[];
      readonly enough: EnoughMotion | undefined;
      readonly known: KnownMotion | undefined;
    };

/** What a worker measured. */
export type Measured = PictureAnalysis | ReferenceOutcome | SceneMotion | Uint8Array;

/** What a worker answers. The first answer says whether it is ready; then one for each request, in order: it works on one at a time. `memoryBytes` is what it holds. */
export type WorkerAnswer =
  | { readonly kind: 'ready'; readonly memoryBytes: number }
  | { readonly kind: 'notStarted'; readonly name: string; readonly message: string }
  | { readonly kind: 'done'; readonly value: Measured; readonly memoryBytes: number }
  | { readonly kind: 'pictureError'; readonly code: PictureErrorCode; readonly message: string; readonly memoryBytes: number }
  | { readonly kind: 'fault'; readonly message: string; readonly memoryBytes: number };
