// Holds an answer against what /api/openapi.json says of its route: the status is announced, a refusal's code is named there with
// sentence and advice, the body has the announced form. Every test client asks here, so that every flow checks the description too.
import { expect } from 'vitest';
import { z } from 'zod';

type Json = { readonly [key: string]: unknown };
type Media = Readonly<Record<string, { readonly schema?: Json }>>;
export type Announced = { readonly description: string; readonly content?: Media };
export type Document = {
  readonly components: { readonly schemas: Readonly<Record<string, Json>> };
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId: string; readonly responses: Readonly<Record<string, Announced>> }>>>>;
};
export type Given = { readonly status: number; readonly type: string | null; readonly text: string };

const documents = new Map<string, Promise<Document | null>>();
const patterns = new WeakMap<Document, readonly { readonly pattern: RegExp; readonly parameters: number; readonly path: string }[]>();
/** Of one document, and of any: several desks of one test say the same. */
const schemas = new WeakMap<Json, z.ZodType>();
const schemasByText = new Map<string, z.ZodType>();

/** @param url path and query, as they were asked */
export async function checkAnswer(address: string, method: string, url: string, answer: Given): Promise<void> {
  const document = await documentOf(address);
  const described = document && find(document, method, new URL(url, address).pathname);
  if (document && described) checkAgainst(document, described, answer);
}

export function checkAgainst(document: Document, described: { readonly operationId: string; readonly responses: Readonly<Record<string, Announced>> }, { status, type, text }: Given): void {
  const saying = `${described.operationId} answered ${status}: ${text.slice(0, 300)}`;
  const announced = described.responses[String(status)];
  expect(announced, saying).toBeDefined();
  const media = type?.split(';')[0] ?? '';
  if (status >= 400) return checkRefusal(announced!, text, saying);
  const schema = announced!.content?.[media]?.schema;
  if (media !== 'application/json' || !schema) return;
  const { error } = schemaOf(document, schema).safeParse(JSON.parse(text));
  expect(error?.issues, saying).toBeUndefined();
}

function checkRefusal(announced: Announced, text: string, saying: string): void {
  const { code, message, whatToDo, values } = JSON.parse(text) as { code?: string; message?: string; whatToDo?: string; values?: object };
  expect(typeof values, saying).toBe('object');
  expect(message?.trim(), saying).toBeTruthy();
  expect(whatToDo?.trim(), saying).toBeTruthy();
  expect(announced.description.split('\n').map((line) => line.split(':')[0]), saying).toContain(code);
}

async function documentOf(address: string): Promise<Document | null> {
  const known = documents.get(address);
  if (known) return known;
  // A desk that is not there yet, or does not answer at this moment, is asked again at the next answer.
  const asked = fetch(`${address}/api/openapi.json`).then(async (answer) => (answer.ok ? ((await answer.json()) as Document) : null)).catch(() => null);
  documents.set(address, asked);
  if ((await asked) === null) documents.delete(address);
  return asked;
}

/** The path with the fewest parameters that fits, as the router takes it. */
function find(document: Document, method: string, path: string) {
  const known = patterns.get(document) ?? Object.keys(document.paths)
    .map((one) => ({ path: one, parameters: one.split('{').length, pattern: new RegExp(`^${one.replaceAll(/\{\w+\}/g, '[^/]+')}$`) }))
    .sort((one, other) => one.parameters - other.parameters);
  patterns.set(document, known);
  const fitting = known.find((one) => one.pattern.test(path) && document.paths[one.path]![method.toLowerCase()]);
  return fitting && document.paths[fitting.path]![method.toLowerCase()];
}

function schemaOf(document: Document, schema: Json): z.ZodType {
  const known = schemas.get(schema);
  if (known) return known;
  const whole = closed(document, schema);
  const text = JSON.stringify(whole);
  const made = schemasByText.get(text) ?? z.fromJSONSchema(whole);
  schemasByText.set(text, made);
  schemas.set(schema, made);
  return made;
}

/** A schema with all that it refers to inside it. */
function closed({ components }: Document, schema: Json): Json {
  const needed = new Map<string, Json>();
  const gather = (part: Json): void => {
    for (const [, name] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (needed.has(name!)) continue;
      needed.set(name!, components.schemas[name!]!);
      gather(components.schemas[name!]!);
    }
  };
  gather(schema);
  return JSON.parse(JSON.stringify({ ...schema, $defs: Object.fromEntries(needed) }).replaceAll('#/components/schemas/', '#/$defs/')) as Json;
}
