// What a route is: a reading of it tells who may, about what, with which input, and what it answers.
// Limit, sign-in, permission, validation and presentation are done by app.ts from this description alone, in that order;
// the permission walk (test/flows/permission-walk.test.ts) is generated from the same descriptions.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Role, Viewer } from '../domain/access/permission.ts';
import type { Scope } from '../domain/access/scope.ts';
import type { WorkspaceId } from '../domain/identifier.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import type { Actor } from '../operations/change.ts';
import type { Desk } from '../operations/desk.ts';

/**
 * `anyone`: no sign-in (set-up, sign-in, health). `outside`: somebody who proves who they are in the channel's own way
 * (a visitor, a webhook); the handler checks. Otherwise the least role that may; service tokens carry a role too.
 */
export type Who = 'anyone' | 'outside' | Role;

/** Things that a route's path names and that the viewer must be able to see; checked before the handler runs. */
export type Subject = 'conversation' | 'merge' | 'message' | 'attachment' | 'delivery' | 'commitment' | 'contact' | 'inbox' | 'rawInput';

type Schema = z.ZodType;
type Input<Part extends Schema | undefined> = Part extends Schema ? z.output<Part> : undefined;

export type Asked<Query extends Schema | undefined, Body extends Schema | undefined> = {
  readonly desk: Desk;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Input<Query>;
  readonly body: Input<Body>;
  readonly request: FastifyRequest;
  readonly answer: FastifyReply;
};

/** What a handler of a signed-in route is given besides. */
export type SignedIn = {
  readonly viewer: Viewer; readonly workspace: WorkspaceId; readonly actor: Actor;
  /** null: a person on a screen. A personal token's viewer is its agent. */
  readonly token: { readonly kind: 'service' | 'personal'; readonly id: string; readonly scopes: readonly Scope[] } | null;
};

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

export type Route = {
  readonly method: Method;
  /** With `{conversation}` for path parameters, as in OpenAPI. */
  readonly path: string;
  readonly summary: string;
  /** The noun under which documentation lists it. */
  readonly noun: string;
  readonly who: Who;
  readonly sees: Subject | null;
  /** What a token needs for it; absent: what its noun says (scope-of-route.ts). `nobody`: no token may, only a person who signed in. */
  readonly scope?: Scope | 'nobody';
  readonly query?: Schema;
  readonly body?: Schema;
  /** Only those that the handler reads; loose, since others come along. */
  readonly headers?: Schema;
  /** null: no content (204). `stream`: bytes or a page, described by `answers`. */
  readonly reply: Schema | null | 'stream';
  /** Absent: 200. */
  readonly status?: 202;
  readonly answers?: string;
  /** The media type of a stream, where there is only one. */
  readonly answersAs?: string;
  /** The body is not parsed but handed over as a stream (uploads, webhooks). */
  readonly rawBody?: true;
  readonly refuses: readonly RefusalCode[];
  /** It only reads, by `desk.db` alone, and leaves request and answer alone: it may begin before it is certain who asks (read-ahead.ts). */
  readonly ahead?: true;
  /** Requests a minute from one address; absent: the general limit. */
  readonly limit?: number;
  readonly handle: (asked: Asked<Schema | undefined, Schema | undefined> & Partial<SignedIn>) => Promise<unknown>;
};

/** What a caller gives and gets, as types alone: the typed client (src/client) is made of these. */
export type Call<M extends Method = Method, Path extends string = string, Query = unknown, Body = unknown, Reply = unknown> = {
  readonly method: M; readonly path: Path; readonly query: Query; readonly body: Body; readonly reply: Reply;
};
export type TypedRoute<C extends Call> = Route & { readonly call?: C };

type Given<Part extends Schema | undefined> = Part extends Schema ? z.input<Part> : undefined;
/** What a handler gives. */
export type Answer<Reply> = Reply extends Schema ? z.input<Reply> : Reply extends null ? void : unknown;
type Told<Reply> = Reply extends Schema ? z.output<Reply> : Reply extends 'stream' ? Response : undefined;

type Described<M extends Method, Path extends string, Query extends Schema | undefined, Body extends Schema | undefined, Reply extends Schema | null | 'stream', W extends Who> =
  Omit<Route, 'method' | 'path' | 'query' | 'body' | 'reply' | 'who' | 'handle' | 'sees' | 'refuses'> & {
    readonly method: M;
    readonly path: Path;
    readonly who: W;
    readonly sees?: Subject;
    readonly query?: Query;
    readonly body?: Body;
    readonly reply: Reply;
    readonly refuses?: readonly RefusalCode[];
    readonly handle: (
      asked: Asked<Query, Body> & (W extends Role ? SignedIn : unknown),
    ) => Promise<Answer<Reply>>;
  };

/**
 * Describes a route; types of `query`, `body` and the answer follow from the schemas. A table of routes is left without a type of
 * its own (`export const tagRoutes = [route(…)]`), or the client would not know them.
 */
export function route<
  const M extends Method,
  const Path extends string,
  W extends Who,
  Reply extends Schema | null | 'stream',
  Query extends Schema | undefined = undefined,
  Body extends Schema | undefined = undefined,
>(described: Described<M, Path, Query, Body, Reply, W>): TypedRoute<Call<M, Path, Given<Query>, Given<Body>, Told<Reply>>> {
  return { sees: null, refuses: [], ...described } as unknown as Route;
}
