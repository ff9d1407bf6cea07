// What nobody well-meaning sends, made from a route's own schemas: every field wrong in every way, bodies that are none, queries
// and paths that no screen would ask for.
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Route } from '../../src/server/route.ts';
import type { Json, Known } from './sample.ts';
import { schemaOf, whole } from './sample.ts';

export type HostileRequest = { readonly what: string; readonly path: string; readonly body?: string | Uint8Array; readonly headers: Readonly<Record<string, string>> };

const asJson = { 'content-type': 'application/json' };
const long = 'ж'.repeat(6_000);
/** U+0000 and a lone surrogate are valid in JSON and in no text of PostgreSQL; the last is a name that means something to JavaScript. */
const values: readonly unknown[] = [null, true, -1, 1.5, 1e21, Number.MAX_SAFE_INTEGER, [], {}, [null], { toString: 1 }, randomUUID(), '', ' ', long, 'a\u0000b', '\uDE00\uD83D', '😀\u202E\u200D', "'; drop table message; --", '__proto__', '9999-99-99T99:99:99Z', '+275760-09-13T00:00:00.001Z'];

/** @param base the route's path with real ids in it */
export function* hostileRequests(route: Route, base: string, known: Known): Generator<HostileRequest> {
  if (route.body) yield* hostileBodies(route.body, base, known);
  else if (route.method !== 'GET' && !route.rawBody) {
    yield { what: 'a body where none is wanted', path: base, body: '{"x":1}', headers: asJson };
    yield { what: 'a broken body where none is wanted', path: base, body: '{', headers: asJson };
  }
  if (route.query) yield* hostileQueries(route.query, base);
  yield { what: 'a query nobody knows', path: `${base}?x=%00&__proto__[a]=1&limit=%ff`, ...wellBody(route, known) };
  yield { what: 'headers of another kind', path: base, ...wellBody(route, known), headers: { ...wellBody(route, known).headers, accept: 'image/png', 'accept-language': 'x'.repeat(3_000), 'if-none-match': '*', range: 'bytes=9-1', 'x-file-name': '%E0%A4%A', cookie: 'a=%; =; attune.session_token=x.y' } };
}

function wellBody(route: Route, known: Known): { readonly body?: string; readonly headers: Readonly<Record<string, string>> } {
  return route.body ? { body: JSON.stringify(whole(route.body, known)), headers: asJson } : { headers: {} };
}

function* hostileBodies(schema: z.ZodType, path: string, known: Known): Generator<HostileRequest> {
  const described = schemaOf(schema);
  const good = whole(schema, known);
  const text = JSON.stringify(good);
  const raw: readonly (readonly [string, string | Uint8Array, Readonly<Record<string, string>>])[] = [
    ['nothing', '', asJson],
    ['half a body', text.slice(0, -1), asJson],
    ['no JSON', 'name=x', asJson],
    ['a form', 'name=x', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['plain text', text, { 'content-type': 'text/plain' }],
    ['a kind that is none', text, { 'content-type': 'nonsense' }],
    ['another encoding', text, { ...asJson, 'content-encoding': 'gzip' }],
    ['bytes that are no UTF-8', Buffer.concat([Buffer.from('{"x":"'), Buffer.from([0xff, 0xc0, 0x80, 0xed, 0xa0, 0x80]), Buffer.from('"}')]), asJson],
    ['UTF-16', Buffer.from(text, 'utf16le'), { 'content-type': 'application/json; charset=utf-16' }],
    ['a byte order mark', `\uFEFF${text}`, asJson],
    ['a poisoned prototype', '{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}}}', asJson],
    ['a hundred thousand brackets', '['.repeat(100_000), asJson],
    ['two million characters', JSON.stringify({ x: 'x'.repeat(2_000_000) }), asJson],
  ];
  for (const [what, body, headers] of raw) yield { what, path, body, headers };
  for (const value of values) yield { what: `as a whole ${shown(value)}`, path, body: JSON.stringify(value), headers: asJson };
  for (const place of placesIn(described)) {
    for (const value of values) yield { what: `${place.join('.')} ${shown(value)}`, path, body: JSON.stringify(put(good, place, value)), headers: asJson };
    yield { what: `${place.join('.')} absent`, path, body: JSON.stringify(put(good, place, undefined)), headers: asJson };
  }
}

function* hostileQueries(schema: z.ZodType, path: string): Generator<HostileRequest> {
  for (const name of Object.keys(schemaOf(schema)['properties'] ?? {})) {
    for (const value of ['', '%00', '%ff', '%ED%A0%80', '%', '-1', '0', '1e9', '99999999999999999999', 'NaN', 'x'.repeat(5_000), '%F0%9F%98%80', "'%20or%201=1", 'null', Buffer.from('2026-13-45T99:99:99.999Z x').toString('base64url')]) {
      yield { what: `?${name}=${value.slice(0, 30)}`, path: `${path}?${name}=${value}`, headers: {} };
    }
    yield { what: `?${name} twice`, path: `${path}?${name}=1&${name}=2`, headers: {} };
    yield { what: `?${name}[]`, path: `${path}?${name}[]=1&${name}[a]=2`, headers: {} };
  }
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 20)}… (${text.length})` : text;
}

/** Every field, by its way from the top; of a list its first element. */
function placesIn(schema: Json, above: readonly string[] = []): readonly (readonly string[])[] {
  const choice = ((schema['anyOf'] ?? schema['oneOf']) as Json[] | undefined)?.find((one) => one['type'] === 'object' || one['type'] === 'array');
  if (choice) return placesIn(choice, above);
  if (schema['type'] === 'array' && schema['items']) return [[...above, '0'], ...placesIn(schema['items'] as Json, [...above, '0'])];
  const fields = Object.entries((schema['properties'] ?? {}) as Record<string, Json>);
  const named = fields.flatMap(([name, part]) => [[...above, name], ...placesIn(part, [...above, name])]);
  // Free names may be as wrong as values.
  return typeof schema['additionalProperties'] === 'object' ? [...named, [...above, 'a\u0000b'], [...above, '\uD83D'], [...above, 'x']] : named;
}

function put(into: unknown, [first, ...rest]: readonly string[], value: unknown): unknown {
  if (first === undefined) return value;
  if (Array.isArray(into)) return into.map((one, index) => (String(index) === first ? put(one, rest, value) : one));
  const held = (typeof into === 'object' && into !== null ? into : {}) as Record<string, unknown>;
  return { ...held, [first]: put(held[first], rest, value) };
}
