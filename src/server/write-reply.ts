// Answers written as the contract says, by writers that are made once for each reply: what it does not name is left out, and what is
// not of its kind is refused, as when zod looks at every value. Measured: an eighth of what the server did for a list was zod's.
// Forms of strings (an id, an instant) are left to the tests, which hold every answer against the description.
import { z } from 'zod';

type Write = (value: unknown) => string;
type Schema = z.core.$ZodTypes;

const made = new WeakMap<z.core.$ZodType, Write>();

/** For fastify: schemas are those of describe-route.ts, alone or as the schema of a media type. */
export const replySerializer = ({ schema }: { readonly schema: unknown }): Write => writerOf((schema instanceof z.core.$ZodType ? schema : (schema as { readonly properties: z.core.$ZodType }).properties));

/** @returns what writes values of this schema as JSON; it throws where one does not fit */
export function writerOf(schema: z.core.$ZodType): Write {
  const known = made.get(schema);
  if (known) return known;
  const writer = makeWriter(schema as Schema);
  made.set(schema, writer);
  return writer;
}

function makeWriter(schema: Schema): Write {
  const { def } = schema._zod;
  switch (def.type) {
    case 'object':
      return objectWriter(def);
    case 'array':
      return arrayWriter(writerOf(def.element));
    case 'record':
      return recordWriter(writerOf(def.valueType));
    case 'nullable':
      return nullableWriter(writerOf(def.innerType));
    case 'string':
      return writeString;
    case 'number':
      return writeNumber;
    case 'boolean':
      return writeBoolean;
    case 'enum':
      return wordWriter(Object.values(def.entries));
    case 'literal':
      return wordWriter(def.values);
    case 'union':
      return 'discriminator' in def ? unionWriter(def as z.core.$ZodDiscriminatedUnionDef) : byZod(schema);
    default:
      return byZod(schema);
  }
}

/** Whatever is rare is left to zod. */
function byZod(schema: z.core.$ZodType): Write {
  return (value) => JSON.stringify(z.encode(schema, value));
}

function wrong(expected: string, value: unknown): never {
  throw new TypeError(`An answer holds ${value === null ? 'null' : typeof value} where the contract says ${expected}.`);
}

/** Whatever JSON writes in another way: control characters, quotes, backslashes, and halves of what takes two units. */
const escaped = /[^ !#-[\]-\ud7ff\ue000-\uffff]/;

function writeString(value: unknown): string {
  if (typeof value !== 'string') wrong('a text', value);
  return escaped.test(value) ? JSON.stringify(value) : `"${value}"`;
}

function writeNumber(value: unknown): string {
  if (typeof value !== 'number' || !Number.isFinite(value)) wrong('a number', value);
  return String(value);
}

function writeBoolean(value: unknown): string {
  if (typeof value !== 'boolean') wrong('yes or no', value);
  return value ? 'true' : 'false';
}

function wordWriter(words: readonly unknown[]): Write {
  const written = new Map(words.map((word) => [word, JSON.stringify(word)]));
  return (value) => written.get(value) ?? wrong([...written.values()].join(', '), value);
}

function nullableWriter(write: Write): Write {
  return (value) => (value === null ? 'null' : write(value));
}

function arrayWriter(write: Write): Write {
  return (value) => {
    if (!Array.isArray(value)) wrong('a list', value);
    let text = '';
    for (const one of value) text += text === '' ? write(one) : `,${write(one)}`;
    return `[${text}]`;
  };
}

function recordWriter(write: Write): Write {
  return (value) => {
    if (typeof value !== 'object' || value === null) wrong('an object', value);
    let text = '';
    for (const [name, one] of Object.entries(value)) {
      if (one !== undefined) text += `${text === '' ? '' : ','}${writeString(name)}:${write(one)}`;
    }
    return `{${text}}`;
  };
}

function objectWriter({ shape }: z.core.$ZodObjectDef): Write {
  const parts = Object.entries(shape).map(([name, schema]) => {
    const { def } = (schema as Schema)._zod;
    return { name, beginning: `${JSON.stringify(name)}:`, optional: def.type === 'optional', write: writerOf(def.type === 'optional' ? def.innerType : schema) };
  });
  return (value) => {
    if (typeof value !== 'object' || value === null) wrong('an object', value);
    let text = '';
    for (const { name, beginning, optional, write } of parts) {
      const one = (value as Record<string, unknown>)[name];
      if (one === undefined && optional) continue;
      text += text === '' ? beginning + write(one) : `,${beginning}${write(one)}`;
    }
    return `{${text}}`;
  };
}

function unionWriter({ discriminator, options }: z.core.$ZodDiscriminatedUnionDef): Write {
  const writers = new Map(options.flatMap((option) => {
    const { def } = (option as Schema)._zod;
    const word = def.type === 'object' ? (def.shape[discriminator] as Schema)._zod.def : null;
    return word?.type === 'literal' ? word.values.map((value) => [value as unknown, writerOf(option)] as const) : [];
  }));
  return (value) => {
    const writer = typeof value === 'object' && value !== null ? writers.get((value as Record<string, unknown>)[discriminator]) : undefined;
    return writer ? writer(value) : wrong(`one of ${[...writers.keys()].join(', ')}`, value);
  };
}
