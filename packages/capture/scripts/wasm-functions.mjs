// Reads the functions of a WebAssembly module, and writes the module with some of them emptied or counted (core specification 3.0, chapter 5).

const SECTION = { import: 2, function: 3, global: 6, export: 7, start: 8, code: 10 };

/** Bytes of a body that ends the program: no locals, `unreachable`, `end`. */
const EMPTY_BODY = Uint8Array.of(0, 0x00, 0x0b);

/** Reads numbers and skips what is not needed. */
class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }
  byte() {
    return this.bytes[this.at++];
  }
  /** An unsigned LEB128 of up to 32 bits. */
  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }
  /** Any LEB128, whatever its sign. */
  skipNumber() {
    while (this.byte() >= 0x80);
  }
  skipNumbers(count) {
    for (let i = 0; i < count; i++) this.skipNumber();
  }
  take(length) {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
  name() {
    return Buffer.from(this.take(this.number())).toString();
  }
}

function encoded(value) {
  const bytes = [];
  do {
    bytes.push((value & 0x7f) | (value > 0x7f ? 0x80 : 0));
    value = Math.floor(value / 128);
  } while (value > 0);
  return bytes;
}

/**
 * The sections of a module and its functions.
 * @param {Uint8Array} bytes
 * @returns `imported`: functions that the module imports, which come first in the numbering; `bodies`: of its own functions; `roots`: the numbers of those that
 *   the outside calls
 */
export function readModule(bytes) {
  const reader = new Reader(bytes, 8);
  const sections = [];
  while (reader.at < bytes.length) {
    const id = reader.byte();
    sections.push({ id, content: reader.take(reader.number()) });
  }
  const contentOf = (id) => new Reader(sections.find((section) => section.id === id)?.content ?? Uint8Array.of(0));
  const imports = importsIn(contentOf(SECTION.import));
  const code = contentOf(SECTION.code);
  const bodies = Array.from({ length: code.number() }, () => code.take(code.number()));
  const roots = exportsIn(contentOf(SECTION.export)).flatMap(({ kind, index }) => (kind === 0 ? [index] : []));
  const start = sections.find((section) => section.id === SECTION.start);
  if (start) roots.push(new Reader(start.content).number());
  return { sections, imported: imports.functions, importedGlobals: imports.globals, bodies, roots };
}

function importsIn(reader) {
  const found = { functions: 0, globals: 0 };
  for (let count = reader.number(); count > 0; count--) {
    reader.name();
    reader.name();
    const kind = reader.byte();
    if (kind === 0) {
      found.functions++;
      reader.number();
    } else if (kind === 3) {
      found.globals++;
      reader.take(2);
    } else if (kind === 4) {
      reader.take(1);
      reader.number();
    } else {
      if (kind === 1) reader.byte();
      const hasMost = reader.byte() & 1;
      reader.skipNumbers(1 + hasMost);
    }
  }
  return found;
}

function exportsIn(reader) {
  return Array.from({ length: reader.number() }, () => ({ name: reader.name(), kind: reader.byte(), index: reader.number() }));
}

/** Reads past the local variables of a body. */
function skipLocals(reader) {
  for (let groups = reader.number(); groups > 0; groups--) {
    reader.number();
    reader.byte();
  }
}

/** The numbers of the functions that a body calls by name or takes a reference of. */
export function calledBy(body) {
  const reader = new Reader(body);
  skipLocals(reader);
  const called = [];
  while (reader.at < body.length) {
    const opcode = reader.byte();
    if (opcode === 0x10 || opcode === 0x12 || opcode === 0xd2) called.push(reader.number());
    else skipOperands(reader, opcode);
  }
  return called;
}

function skipMemory(reader) {
  // Bit 6 of the alignment says that the number of a memory follows.
  reader.skipNumbers(reader.number() & 0x40 ? 2 : 1);
}

function skipOperands(reader, opcode) {
  if (opcode >= 0x28 && opcode <= 0x3e) skipMemory(reader);
  else if (opcode === 0x0e) reader.skipNumbers(reader.number() + 1);
  else if (opcode === 0x1c) reader.skipNumbers(reader.number());
  else if (opcode === 0x1f) skipCatches(reader);
  else if (opcode === 0x43) reader.take(4);
  else if (opcode === 0x44) reader.take(8);
  else if (opcode === 0xfc) skipBulk(reader, reader.number());
  else if (opcode === 0xfd) skipVector(reader, reader.number());
  else if (opcode === 0xfe) skipAtomic(reader, reader.number());
  else if (opcode === 0x11 || opcode === 0x13) reader.skipNumbers(2);
  else if (ONE_NUMBER.has(opcode)) reader.skipNumber();
  else if (!isPlain(opcode)) throw new Error(`There is an instruction 0x${opcode.toString(16)} that this version does not know.`);
}

/** Blocks, branches, exceptions, variables, tables, memory sizes, whole constants, references. */
const ONE_NUMBER = new Set([
  ...[0x02, 0x03, 0x04, 0x06, 0x07, 0x08, 0x09, 0x0c, 0x0d, 0x14, 0x15, 0x18],
  ...[0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x3f, 0x40, 0x41, 0x42, 0xd0],
]);

const isPlain = (opcode) =>
  (opcode >= 0x45 && opcode <= 0xc4) || [0x00, 0x01, 0x05, 0x0a, 0x0b, 0x0f, 0x19, 0x1a, 0x1b, 0xd1].includes(opcode);

function skipCatches(reader) {
  reader.skipNumber();
  for (let clauses = reader.number(); clauses > 0; clauses--) reader.skipNumbers(reader.byte() < 2 ? 2 : 1);
}

function skipBulk(reader, opcode) {
  if (opcode === 8 || opcode === 10 || opcode === 12 || opcode === 14) reader.skipNumbers(2);
  else if (opcode > 7 && opcode <= 17) reader.skipNumber();
  else if (opcode > 17) throw new Error(`There is an instruction 0xfc ${opcode} that this version does not know.`);
}

function skipVector(reader, opcode) {
  if (opcode <= 11 || (opcode >= 84 && opcode <= 93)) skipMemory(reader);
  if (opcode === 12 || opcode === 13) reader.take(16);
  if ((opcode >= 21 && opcode <= 34) || (opcode >= 84 && opcode <= 91)) reader.byte();
}

function skipAtomic(reader, opcode) {
  if (opcode === 3) reader.byte();
  else skipMemory(reader);
}

/** Functions that can be called by name from some, directly or over others: the numbers of the module's own. */
export function reachableFrom(module, numbers) {
  const reached = new Set();
  const open = [...numbers];
  for (let number = open.pop(); number !== undefined; number = open.pop()) {
    const body = module.bodies[number - module.imported];
    if (!body || reached.has(number)) continue;
    reached.add(number);
    open.push(...calledBy(body));
  }
  return reached;
}

/**
 * The module with other bodies, and perhaps other sections.
 * @param module of `readModule`
 * @param {(body: Uint8Array, number: number) => Uint8Array[]} bodyOf the parts of a function's new body
 * @param {Record<number, (content: Uint8Array) => Uint8Array>} [changes] new contents of sections by their id
 */
function written({ sections, imported, bodies }, bodyOf, changes = {}) {
  const parts = [Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)];
  for (const { id, content } of sections) {
    // Custom sections name functions for debuggers.
    if (id === 0) continue;
    const chunks = id === SECTION.code ? codeOf(bodies, imported, bodyOf) : [changes[id]?.(content) ?? content];
    const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    parts.push(Uint8Array.of(id, ...encoded(length)), ...chunks);
  }
  return new Uint8Array(Buffer.concat(parts));
}

function codeOf(bodies, imported, bodyOf) {
  const chunks = [Uint8Array.from(encoded(bodies.length))];
  bodies.forEach((body, index) => {
    const parts = bodyOf(body, index + imported);
    chunks.push(Uint8Array.from(encoded(parts.reduce((sum, part) => sum + part.length, 0))), ...parts);
  });
  return chunks;
}

/** The module with only some of its own functions; the others end the program if they are called. */
export function withOnly(module, kept) {
  return written(module, (body, number) => [kept.has(number) ? body : EMPTY_BODY]);
}

/** Adds entries to a section that is a list. */
const listWith = (entries) => (content) => {
  const reader = new Reader(content);
  const count = reader.number();
  return Buffer.concat([Uint8Array.from(encoded(count + entries.length)), content.subarray(reader.at), ...entries]);
};

/** The module with a number for each of its own functions, exported under {@link markOf}: 1 once it was called. */
export function withMarks(module) {
  const globals = module.sections.find(({ id }) => id === SECTION.global);
  const first = module.importedGlobals + new Reader(globals.content).number();
  const markBytes = (number) => encoded(first + number - module.imported);
  const numbers = module.bodies.map((_, index) => index + module.imported);
  return written(
    module,
    (body, number) => {
      const reader = new Reader(body);
      skipLocals(reader);
      // i32.const 1, global.set
      return [body.subarray(0, reader.at), Uint8Array.of(0x41, 1, 0x24, ...markBytes(number)), body.subarray(reader.at)];
    },
    {
      // A variable i32 that is 0.
      [SECTION.global]: listWith(numbers.map(() => Uint8Array.of(0x7f, 1, 0x41, 0, 0x0b))),
      [SECTION.export]: listWith(
        numbers.map((number) => {
          const name = Buffer.from(markOf(number));
          return Uint8Array.of(...encoded(name.length), ...name, 3, ...markBytes(number));
        }),
      ),
    },
  );
}

/** The name under which the mark of a function is exported. */
export const markOf = (number) => `called ${number}`;
