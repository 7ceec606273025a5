/* The compact models hold weights as whole numbers with a scale for each row, which two nodes at the start of the graph turn into floats. */

/** Numbers of fields in ONNX' protobuf (onnx.proto3), and of the types of tensors. */
const MODEL = { graph: 7 };
const GRAPH = { node: 1, initializer: 5 };
const NODE = { output: 2 };
const TENSOR = { dims: 1, dataType: 2, name: 8, rawData: 9 };
const FLOAT = 1;
const INT8 = 3;

/** Names that scripts/compact-weights.mjs gives. */
const NUMBERS = '/numbers';
const SCALES = '/scales';
const CAST = '/cast';

/** A field of a message: its whole bytes, and those of its value. */
interface WireField {
  readonly number: number;
  readonly bytes: Uint8Array;
  readonly value: Uint8Array;
}

/** The fields of a message. Of the wire types, those that ONNX has: varint, 64 bits, bytes, 32 bits. */
function fieldsOf(message: Uint8Array): WireField[] {
  const fields: WireField[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = message[at++] as number;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  };
  while (at < message.length) {
    const begin = at;
    const tag = varint();
    let from = at;
    const wire = tag & 7;
    if (wire === 0) varint();
    else if (wire === 1) at += 8;
    else if (wire === 5) at += 4;
    else {
      const length = varint();
      from = at;
      at += length;
    }
    fields.push({ number: tag >>> 3, bytes: message.subarray(begin, at), value: message.subarray(from, at) });
  }
  return fields;
}

function varintBytes(value: number): number[] {
  const bytes: number[] = [];
  for (; value > 0x7f; value = Math.floor(value / 128)) bytes.push((value % 128) | 0x80);
  return [...bytes, value];
}

const joined = (parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
};

/** A field that holds bytes. */
const bytesField = (number: number, parts: readonly Uint8Array[]): Uint8Array[] => [
  Uint8Array.from([number * 8 + 2, ...varintBytes(parts.reduce((sum, part) => sum + part.length, 0))]),
  ...parts,
];

const textOf = (fields: readonly WireField[], number: number): string =>
  new TextDecoder().decode(fields.find((field) => field.number === number)?.value);

/** The floats of a tensor of whole numbers: each number times the scale of its row, as the runtime would compute it. */
function floatsOf(numbers: readonly WireField[], scales: readonly WireField[]): Float32Array {
  const rawOf = (tensor: readonly WireField[]): ArrayBuffer =>
    Uint8Array.from(tensor.find(({ number }) => number === TENSOR.rawData)?.value ?? []).buffer;
  const isInt8 = numbers.find(({ number }) => number === TENSOR.dataType)?.value[0] === INT8;
  const whole = isInt8 ? new Int8Array(rawOf(numbers)) : new Int16Array(rawOf(numbers));
  const scale = new Float32Array(rawOf(scales));
  const row = whole.length / scale.length;
  return Float32Array.from(whole, (value, index) => value * (scale[Math.floor(index / row)] as number));
}

/**
 * A compact model with its weights as floats, and without the nodes that would make them. A browser compiles what runs these nodes for nothing:
 * the largest function of the runtime, for as long as a slow phone guides its first seconds.
 * @returns the same bytes for a model that is not compact
 */
export function expandWeights(model: Uint8Array): Uint8Array {
  const parts = fieldsOf(model);
  const graph = parts.find(({ number }) => number === MODEL.graph);
  const fields = graph ? fieldsOf(graph.value) : [];
  const tensors = new Map(
    fields
      .filter(({ number }) => number === GRAPH.initializer)
      .map(({ value }) => fieldsOf(value))
      .map((tensor) => [textOf(tensor, TENSOR.name), tensor]),
  );
  const compact = [...tensors.keys()].filter((name) => name.endsWith(NUMBERS)).map((name) => name.slice(0, -NUMBERS.length));
  if (!graph || compact.length === 0) return model;
  const made = new Set(compact.flatMap((name) => [name, name + CAST]));
  const kept = fields.filter(({ number, value }) => {
    if (number === GRAPH.node) return !made.has(textOf(fieldsOf(value), NODE.output));
    return number !== GRAPH.initializer || !/\/(numbers|scales)$/.test(textOf(fieldsOf(value), TENSOR.name));
  });
  const expanded = compact.flatMap((name) => {
    const numbers = tensors.get(name + NUMBERS) ?? [];
    const floats = floatsOf(numbers, tensors.get(name + SCALES) ?? []);
    return bytesField(GRAPH.initializer, [
      ...numbers.filter(({ number }) => number === TENSOR.dims).map(({ bytes }) => bytes),
      Uint8Array.of(TENSOR.dataType * 8, FLOAT),
      ...bytesField(TENSOR.name, [new TextEncoder().encode(name)]),
      ...bytesField(TENSOR.rawData, [new Uint8Array(floats.buffer)]),
    ]);
  });
  return joined([
    ...parts.filter(({ number }) => number !== MODEL.graph).map(({ bytes }) => bytes),
    ...bytesField(MODEL.graph, [...kept.map(({ bytes }) => bytes), ...expanded]),
  ]);
}
