// What OpenAPI says of a route, written from the route's own description: names, inputs, answers, and every refusal that can come.
import { z } from 'zod';
import { refusals } from '../contract/refusals.ts';
import { refusalCodes } from '../domain/refusal.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import { sessionCookieName } from './authentication-terms.ts';
import { keyField, keyHeader, mayRepeat } from './repeatable.ts';
import type { Route } from './route.ts';
import { scopeOfRoute } from './scope-of-route.ts';

const refusalSchema = z.object({
  code: z.enum(refusalCodes),
  message: z.string(),
  whatToDo: z.string(),
  /** What the words are filled with; for `input-wrong` each field that is wrong, with the reason. */
  values: z.record(z.string(), z.union([z.string(), z.number()])),
}).meta({ id: 'Refusal' });

/** What can come from any route. */
const always = ['input-wrong', 'too-many-requests', 'database-away', 'fault'] as const;
const signedIn = ['not-signed-in', 'not-allowed', 'token-expired'] as const;

export function describeRoute(route: Route): Record<string, unknown> {
  const names = parametersOf(route.path);
  const guarded = route.who !== 'anyone' && route.who !== 'outside';
  return {
    summary: route.summary,
    operationId: operationIdOf(route),
    tags: [route.noun],
    security: guarded ? securityOf(route) : [],
    ...(names.length > 0 ? { params: z.object(Object.fromEntries(names.map((name) => [name, z.string().max(500)]))) } : {}),
    ...(route.query ? { querystring: route.query } : {}),
    ...headersOf(route),
    ...(route.body ? { body: route.body } : {}),
    ...(route.rawBody ? { body: z.any().describe('The bytes, as they are.'), consumes: ['application/octet-stream'] } : {}),
    response: { ...successOf(route), ...failuresOf(route, guarded) },
  };
}

function headersOf(route: Route): Record<string, unknown> {
  const shape = { ...(route.headers instanceof z.ZodObject ? route.headers.shape : {}), ...(mayRepeat(route) ? { [keyHeader]: keyField } : {}) };
  return Object.keys(shape).length > 0 ? { headers: z.looseObject(shape) } : {};
}

/** OpenAPI 3.1 lets a scheme of any kind name what the caller must be allowed: here the token's scope. */
function securityOf(route: Route): readonly Record<string, readonly string[]>[] {
  const scope = scopeOfRoute(route);
  return [...(scope === null || scope === 'nobody' ? [] : [{ token: [scope] }]), { session: [] }];
}

function successOf({ reply, status, answers, answersAs }: Route): Record<string, unknown> {
  if (reply === null) return { 204: z.null().describe('Done.') };
  if (reply === 'stream') return { 200: { description: answers ?? 'Bytes.', content: { [answersAs ?? 'application/octet-stream']: { schema: z.any() } } } };
  return { [status ?? 200]: { description: status === 202 ? 'Taken in.' : 'Done.', content: { 'application/json': { schema: reply } } } };
}

function failuresOf(route: Route, guarded: boolean): Record<string, unknown> {
  const codes = new Set<RefusalCode>([
    ...route.refuses, ...always,
    ...(guarded ? signedIn : []),
    ...(guarded ? [scopeOfRoute(route) === 'nobody' ? ('not-for-tokens' as const) : ('scope-missing' as const)] : []),
    ...(route.sees ? (['not-found'] as const) : []),
    // What the path names, or what it belongs to, may have been merged since (access-subject.ts).
    ...(route.sees === 'conversation' || (route.sees && route.method !== 'GET') ? (['conversation-merged'] as const) : []),
    ...(route.sees === 'contact' ? (['contact-merged'] as const) : []),
    ...(mayRepeat(route) ? (['key-reused', 'request-running', 'answer-lost'] as const) : []),
    // A page of somebody else's must not change anything with the visitor's cookie.
    ...(route.method !== 'GET' && route.who !== 'outside' ? (['foreign-page'] as const) : []),
    ...(route.method !== 'GET' ? (['disk-full'] as const) : []),
    ...(route.body || route.rawBody ? (['too-large'] as const) : []),
  ]);
  const byStatus = Map.groupBy([...codes], (code) => refusals[code].status);
  return Object.fromEntries([...byStatus].map(([status, list]) => [
    status, { description: list.map((code) => `${code}: ${refusals[code].sentence}`).join('\n'), content: { 'application/json': { schema: refusalSchema } } },
  ]));
}

/** `GET /api/conversations/{conversation}/messages` is `getConversationsMessagesByConversation`. */
export function operationIdOf({ method, path }: Pick<Route, 'method' | 'path'>): string {
  const words = path.split('/').filter((part) => part !== 'api' && !part.startsWith('{')).flatMap((part) => part.split(/[^a-zA-Z0-9]+/)).filter((word) => word !== '');
  const by = parametersOf(path).flatMap((name, index) => [index === 0 ? 'by' : 'and', name]);
  return [method.toLowerCase(), ...[...words, ...by].map((word) => word[0]!.toUpperCase() + word.slice(1))].join('');
}

export function parametersOf(path: string): readonly string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
}

/** The head of the document: who may ask, and where. */
export function describeApi(version: string, publicAddress: string) {
  return {
    openapi: '3.1.0' as const,
    info: {
      title: 'Attune', version,
      description: 'Everything the screens do. Refusals have one form everywhere: a code, a sentence, what to do. A thing that a caller makes carries an id of the caller\'s own: the same request twice is done once.',
    },
    servers: [{ url: publicAddress }],
    components: {
      securitySchemes: {
        token: { type: 'http' as const, scheme: 'bearer', description: 'A service token (Settings → Tokens, or ATTUNE_API_TOKEN) or a personal one (Settings → You). Each operation names the scope that it needs.' },
        session: { type: 'apiKey' as const, in: 'cookie' as const, name: sessionCookieName(publicAddress), description: 'The cookie that signing in sets.' },
      },
    },
  };
}
