// What can be asked of a desk, as types: read off the server's own table of routes. Nothing of the server is loaded by it.
import type { peopleTables } from '../server/people.ts';
import type { Call, Method } from '../server/route.ts';
import type { tablesOf } from '../server/routes/all.ts';

type RoutesIn<Table> = Table extends readonly (infer Described)[] ? Described : Table;
type Tables = RoutesIn<ReturnType<typeof tablesOf>[number]> | RoutesIn<ReturnType<typeof peopleTables>[number]>;
type CallIn<Described> = Described extends { readonly call?: infer C } ? Extract<NonNullable<C>, Call> : never;

/** Every call there is. */
export type Calls = CallIn<Tables>;

export type PathOf<M extends Method> = Extract<Calls, { readonly method: M }>['path'];
export type CallOf<M extends Method, Path extends string> = Extract<Calls, { readonly method: M; readonly path: Path }>;
export type ReplyOf<M extends Method, Path extends string> = CallOf<M, Path>['reply'];

/** The names in braces: `conversation` in `/api/conversations/{conversation}`. */
type NamesIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

type WithParams<Path extends string> = [NamesIn<Path>] extends [never] ? unknown : { readonly params: { readonly [Name in NamesIn<Path>]: string } };
type With<Name extends string, Part> = [Part] extends [undefined] ? unknown
  : undefined extends Part ? { readonly [N in Name]?: Part }
  : Partial<Part> extends Part ? { readonly [N in Name]?: Part } : { readonly [N in Name]: Part };

export type CallSettings = {
  /** Of the caller's own, where it is kept to repeat the call later; absent: one is made. */
  readonly key?: string;
  readonly signal?: AbortSignal;
};
export type GivenTo<C extends Call> = WithParams<C['path']> & With<'query', C['query']> & With<'body', C['body']> & CallSettings;
/** Left out altogether where nothing must be given. */
export type Arguments<C extends Call> = Partial<GivenTo<C>> extends GivenTo<C> ? [given?: GivenTo<C>] : [given: GivenTo<C>];

type Untyped<Described> = Described extends { readonly call?: infer C } ? (unknown extends C ? Described : never) : Described;
/** `false` where a table of routes was given a type of its own and has lost those of its routes (src/server/route.ts). */
export type EveryRouteIsTyped = [Untyped<Tables>] extends [never] ? true : false;

/** Lists that come in pages: their query takes a `cursor`, their reply tells the `next`. */
export type PagedPath = Extract<Calls, { readonly method: 'GET'; readonly query: { readonly cursor?: string | undefined }; readonly reply: { readonly next: string | null } }>['path'];
