// A client made from /api/openapi.json alone, as generators make them: it knows no address, no field and no answer but those written
// there, and holds every answer against its schema.
import { checkAgainst } from './answer-check.ts';

type Json = { readonly [key: string]: unknown };
type Media = Readonly<Record<string, { readonly schema?: Json }>>;
export type Operation = {
  readonly operationId: string; readonly summary: string; readonly security: readonly Json[];
  readonly parameters?: readonly { readonly name: string; readonly in: 'path' | 'query' | 'header'; readonly required?: boolean }[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Media };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Media }>>;
};
export type Described = {
  readonly openapi: string; readonly servers: readonly { readonly url: string }[];
  readonly components: { readonly schemas: Readonly<Record<string, Json>>; readonly securitySchemes: Readonly<Record<string, Json>> };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};
/** `parameters` by their names, wherever the description says that they stand. */
export type Given = { readonly parameters?: Readonly<Record<string, string | number>>; readonly body?: unknown };
export type Told = { readonly status: number; readonly body: unknown };

export type DescribedClient = { readonly described: Described; call(operationId: string, given?: Given): Promise<Told> };

export async function describedClient(address: string, token: string): Promise<DescribedClient> {
  const described = (await (await fetch(`${address}/api/openapi.json`)).json()) as Described;
  return {
    described,
    call: async (operationId, given = {}) => {
      const { method, path, operation } = find(described, operationId);
      const { url, headers } = addressOf(operation, path, given);
      const [type] = Object.keys(operation.requestBody?.content ?? {});
      const body = given.body === undefined ? undefined : type === 'application/json' ? JSON.stringify(given.body) : (given.body as string);
      const answer = await fetch(`${address}${url}`, {
        method, headers: { ...headers, ...(operation.security.length > 0 ? { authorization: `Bearer ${token}` } : {}), ...(body === undefined ? {} : { 'content-type': type! }) }, ...(body === undefined ? {} : { body }),
      });
      return check(described, operation, answer);
    },
  };
}

function find(described: Described, operationId: string): { readonly method: string; readonly path: string; readonly operation: Operation } {
  for (const [path, methods] of Object.entries(described.paths)) {
    for (const [method, operation] of Object.entries(methods)) if (operation.operationId === operationId) return { method: method.toUpperCase(), path, operation };
  }
  throw new Error(`there is no operation ${operationId}`);
}

function addressOf(operation: Operation, path: string, given: Given): { readonly url: string; readonly headers: Record<string, string> } {
  let url = path;
  const query = new URLSearchParams();
  const headers: Record<string, string> = {};
  for (const { name, in: where } of operation.parameters ?? []) {
    const value = given.parameters?.[name];
    if (value === undefined) continue;
    if (where === 'path') url = url.replace(`{${name}}`, encodeURIComponent(value));
    else if (where === 'query') query.set(name, String(value));
    else headers[name] = String(value);
  }
  return { url: query.size > 0 ? `${url}?${query.toString()}` : url, headers };
}

async function check(described: Described, operation: Operation, answer: Response): Promise<Told> {
  const [type, text] = [answer.headers.get('content-type'), await answer.text()];
  checkAgainst(described, operation, { status: answer.status, type, text });
  return { status: answer.status, body: type?.startsWith('application/json') ? (JSON.parse(text) as unknown) : text };
}
