// Values that a schema accepts, so that what a test is about is the only thing that can be wrong.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';

export type Json = { readonly [key: string]: unknown };
/** Values that a field of this name is to have. */
export type Known = Readonly<Record<string, unknown>>;

export function schemaOf(schema: z.ZodType): Json {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
}

/** The smallest value that a schema accepts. */
export function sample(schema: z.ZodType): unknown {
  return build(schemaOf(schema), { known: {}, optional: false });
}

/** With everything in it that the schema knows, the optional too. */
export function whole(schema: z.ZodType, known: Known): unknown {
  return build(schemaOf(schema), { known, optional: true });
}

type How = { readonly known: Known; readonly optional: boolean };

function build(schema: Json, how: How, name = ''): unknown {
  if (name in how.known) return how.known[name];
  if ('const' in schema) return schema['const'];
  if (Array.isArray(schema['enum'])) return schema['enum'][0];
  const choice = (schema['anyOf'] ?? schema['oneOf']) as Json[] | undefined;
  if (choice) return build(choice[0]!, how);
  switch (schema['type']) {
    case 'object':
      return object(schema, how);
    case 'array':
      return array(schema, how);
    case 'integer':
    case 'number':
      return Math.max(1, Number(schema['minimum'] ?? 1));
    case 'boolean':
      return false;
    case 'string':
      return text(schema);
    default:
      return null;
  }
}

function object(schema: Json, how: How): unknown {
  const properties = (schema['properties'] ?? {}) as Record<string, Json>;
  const names = how.optional ? Object.keys(properties) : ((schema['required'] ?? []) as string[]);
  return Object.fromEntries(names.map((name) => [name, build(properties[name] ?? {}, how, name)]));
}

function array(schema: Json, how: How): unknown {
  if (schema['prefixItems']) return (schema['prefixItems'] as Json[]).map((part) => build(part, how));
  const least = how.optional ? 1 : Number(schema['minItems'] ?? 0);
  return schema['items'] ? Array.from({ length: least }, () => build(schema['items'] as Json, how)) : [];
}

function text(schema: Json): string {
  if (schema['format'] === 'uuid') return randomUUID();
  if (schema['format'] === 'email') return 'somebody@example.test';
  if (schema['format'] === 'date-time') return '2099-01-01T00:00:00.000Z';
  return 'x'.repeat(Math.max(1, Number(schema['minLength'] ?? 1)));
}
