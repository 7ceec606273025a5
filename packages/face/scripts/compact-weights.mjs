import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import {
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  TensorProto_DataType,
  TensorProtoSchema,
} from 'onnx-buf';

/**
 * From this many weights on a layer is stored in 8 bits each: such layers are nearly all of a net's size. The others (depthwise ones, first and
 * last ones) are the sensitive ones and get 16. Measured in docs/accuracy.md.
 */
const LARGE = 3500;

/** Steps of a row's scale that are tried, as shares of the one that keeps its largest weight: clipping it may cost less than rounding the rest. */
const SCALES = Array.from({ length: 24 }, (_, step) => 1 - step * 0.025);

/**
 * An ONNX model with its weights in fewer bits: each layer's as whole numbers with a scale per output channel, cast and multiplied at the
 * start of the graph. A runtime folds these two steps when it loads the model, so the net computes in 32 bits and as fast as before.
 * @param {Uint8Array} bytes an ONNX model with float weights
 * @returns {Uint8Array} the same bytes for the same model
 */
export function compactWeights(bytes) {
  const model = fromBinary(ModelProtoSchema, bytes);
  const { graph } = model;
  const tensors = [];
  const nodes = [];
  for (const tensor of graph.initializer) {
    if (tensor.dataType !== TensorProto_DataType.FLOAT || tensor.dims.length < 2) {
      tensors.push(tensor);
      continue;
    }
    const compact = compactTensor(tensor);
    tensors.push(...compact.tensors);
    nodes.push(...compact.nodes);
  }
  graph.initializer = tensors;
  graph.node = [...nodes, ...graph.node];
  return toBinary(ModelProtoSchema, model);
}

/** The tensors and nodes that make a tensor of weights under its old name. */
function compactTensor({ name, dims, rawData }) {
  const weights = new Float32Array(Uint8Array.from(rawData).buffer);
  const rows = Number(dims[0]);
  const length = weights.length / rows;
  const { array, type } =
    weights.length >= LARGE
      ? { array: Int8Array, type: TensorProto_DataType.INT8 }
      : { array: Int16Array, type: TensorProto_DataType.INT16 };
  const top = 2 ** (array.BYTES_PER_ELEMENT * 8 - 1) - 1;
  const numbers = new array(weights.length);
  const scales = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    const values = weights.subarray(row * length, (row + 1) * length);
    scales[row] = bestScale(values, top);
    numbers.set(
      values.map((value) => rounded(value, scales[row], top)),
      row * length,
    );
  }
  return {
    tensors: [
      tensorOf(`${name}/numbers`, type, dims, numbers),
      tensorOf(`${name}/scales`, TensorProto_DataType.FLOAT, [dims[0], ...dims.slice(1).map(() => 1n)], scales),
    ],
    nodes: [
      create(NodeProtoSchema, { opType: 'Cast', input: [`${name}/numbers`], output: [`${name}/cast`], attribute: [TO_FLOAT] }),
      create(NodeProtoSchema, { opType: 'Mul', input: [`${name}/cast`, `${name}/scales`], output: [name] }),
    ],
  };
}

const TO_FLOAT = create(AttributeProtoSchema, {
  name: 'to',
  type: AttributeProto_AttributeType.INT,
  i: BigInt(TensorProto_DataType.FLOAT),
});

/** The scale with the least squared error over a row. */
function bestScale(values, top) {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0) return 1;
  let best = { scale: 1, error: Infinity };
  for (const share of SCALES) {
    const scale = Math.fround((largest / top) * share);
    const error = values.reduce((sum, value) => sum + (value - rounded(value, scale, top) * scale) ** 2, 0);
    if (error < best.error) best = { scale, error };
  }
  return best.scale;
}

function rounded(value, scale, top) {
  return Math.max(-top, Math.min(top, Math.round(value / scale)));
}

function tensorOf(name, dataType, dims, { buffer }) {
  return create(TensorProtoSchema, { name, dataType, dims, rawData: new Uint8Array(buffer) });
}
