/** The nets, by what they do. */
export type ModelName = 'detect' | 'landmark' | 'feature' | 'liveness' | 'pose' | 'eye';

/** All nets; what each is: docs/models.md. */
export const modelNames: readonly ModelName[] = ['detect', 'landmark', 'feature', 'liveness', 'pose', 'eye'];

/** Runs a net wherever its host can: onnxruntime-node on a server, onnxruntime-web in a browser. */
export interface ModelRunner {
  /** Whether the recognition model is an operator's own, of which nothing is known but its shape. */
  readonly ownRecognition?: boolean;
  /**
   * @param input the values, row-major; not to be changed until the promise settles
   * @param shape e.g. `[1, 3, 240, 320]`
   * @returns the net's outputs in the order that the model declares them, flat
   */
  run(model: ModelName, input: Float32Array, shape: readonly number[]): Promise<Float32Array[]>;
}
