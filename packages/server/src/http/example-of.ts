/** A JSON object, such as a JSON Schema. */
export type Json = Readonly<Record<string, unknown>>;

const UUID = '7b0c8a52-1f6e-4a57-9d0b-0c5b4b3f2a11';
const TIME = '2026-03-01T12:00:00Z';

/** Examples of strings by the format that a schema names. */
const BY_FORMAT: Readonly<Record<string, string>> = {
  uuid: UUID,
  'date-time': TIME,
  base64: 'q0Vf3c3mZ1kU8b6mJ2nQd7xWc5tYp9aLr4sHg1eKo0M=',
};

/** Examples of strings with a pattern: of times, of tokens and keys of 32 bytes in base64url, and of signatures of 64. */
const WITH_PATTERN = [TIME, UUID, 'q0Vf3c3mZ1kU8b6mJ2nQd7xWc5tYp9aLr4sHg1eKo0M', 'A'.repeat(86)] as const;

/** A value that a JSON Schema of this project accepts, with all of its fields. The linter of the OpenAPI document checks it. */
export function exampleOf(schema: Json): unknown {
  const { const: only, enum: values, anyOf, oneOf, type, items, minItems, properties } = schema;
  if (only !== undefined) return only;
  if (Array.isArray(values)) return values[0];
  const [first] = (anyOf ?? oneOf ?? []) as Json[];
  if (first) return exampleOf(first);
  switch (type) {
    case 'object':
      return Object.fromEntries(Object.entries((properties ?? {}) as Record<string, Json>).map(([name, each]) => [name, exampleOf(each)]));
    case 'array':
      return Array.from({ length: Number(minItems ?? 1) }, () => exampleOf((items ?? {}) as Json));
    case 'number':
    case 'integer':
      return numberOf(schema);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return textOf(schema);
  }
}

function textOf({ format, pattern }: Json): string {
  const known = BY_FORMAT[String(format)];
  if (known !== undefined || typeof pattern !== 'string') return known ?? '...';
  return WITH_PATTERN.find((text) => new RegExp(pattern).test(text)) ?? '...';
}

function numberOf({ minimum, exclusiveMinimum, maximum }: Json): number {
  const least = typeof minimum === 'number' ? minimum : typeof exclusiveMinimum === 'number' ? exclusiveMinimum + 1 : 1;
  return Math.min(Math.max(least, 1), typeof maximum === 'number' ? maximum : Infinity);
}
