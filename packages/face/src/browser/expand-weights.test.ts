import { readFile } from 'node:fs/promises';
import { fromBinary } from '@bufbuild/protobuf';
import { ModelProtoSchema } from 'onnx-buf';
import { expect, it } from 'vitest';
import { expandWeights } from './expand-weights.js';

const modelOf = (name: string): Promise<Buffer> => readFile(new URL(`../../models/fr_${name}.onnx`, import.meta.url));

it.each(['detect', 'landmark'])(
  'makes of compact weights of %s the tensors and nodes of the full model, and leaves that as it is',
  async (name) => {
    const full = await modelOf(name);
    expect(expandWeights(full)).toBe(full);
    const [expected, expanded] = [full, expandWeights(await modelOf(`${name}.compact`))].map(
      (bytes) => fromBinary(ModelProtoSchema, bytes).graph!,
    );
    const tensors = (graph: typeof expected): unknown[] =>
      graph!.initializer.map(({ name: tensor, dims, dataType, rawData }) => [tensor, dims, dataType, rawData.length]).sort();
    expect(tensors(expanded)).toEqual(tensors(expected));
    expect(expanded!.node.map(({ opType, output }) => [opType, ...output])).toEqual(
      expected!.node.map(({ opType, output }) => [opType, ...output]),
    );
  },
);
