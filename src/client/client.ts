// A client for programs that use the desk's API, in Node and in browsers. Every path, parameter, body and answer is typed by the
// server's own routes; nothing is generated, and nothing is needed beside it.
import type { AttachmentView } from '../contract/views.ts';
import type { Arguments, CallOf, PagedPath, PathOf, ReplyOf } from './calls.ts';
import type { LiveConnection, Listening } from './live.ts';
import { connectLive } from './live.ts';
import type { ClientSettings, Sending } from './send.ts';
import { send } from './send.ts';

export type { ClientSettings } from './send.ts';
export type { LiveConnection, Listening } from './live.ts';
export type { ReplyOf } from './calls.ts';
export { DeskProblem, isProblem } from './problem.ts';
export { verifyWebhook } from './verify-webhook.ts';

export interface Client {
  get<Path extends PathOf<'GET'>>(path: Path, ...given: Arguments<CallOf<'GET', Path>>): Promise<ReplyOf<'GET', Path>>;
  post<Path extends PathOf<'POST'>>(path: Path, ...given: Arguments<CallOf<'POST', Path>>): Promise<ReplyOf<'POST', Path>>;
  patch<Path extends PathOf<'PATCH'>>(path: Path, ...given: Arguments<CallOf<'PATCH', Path>>): Promise<ReplyOf<'PATCH', Path>>;
  put<Path extends PathOf<'PUT'>>(path: Path, ...given: Arguments<CallOf<'PUT', Path>>): Promise<ReplyOf<'PUT', Path>>;
  delete<Path extends PathOf<'DELETE'>>(path: Path, ...given: Arguments<CallOf<'DELETE', Path>>): Promise<ReplyOf<'DELETE', Path>>;
  /** A list page by page, to its end. */
  pages<Path extends PagedPath>(path: Path, ...given: Arguments<CallOf<'GET', Path>>): AsyncGenerator<ReplyOf<'GET', Path>>;
  upload(name: string, mediaType: string, bytes: Uint8Array | Blob): Promise<AttachmentView>;
  live(listening: Listening): LiveConnection;
}

type Loose = Omit<Sending, 'method' | 'path'>;

export function openClient(settings: ClientSettings): Client {
  const call = (method: string) => async (path: string, given: Loose = {}) => send(settings, { ...given, method, path });
  const get = call('GET');
  return {
    get, post: call('POST'), patch: call('PATCH'), put: call('PUT'), delete: call('DELETE'),
    pages: async function* pages(path: string, given: Loose = {}) {
      for (let cursor: string | null | undefined = given.query?.['cursor'] as string | undefined; cursor !== null; ) {
        const page = (await get(path, { ...given, query: { ...given.query, cursor } })) as { readonly next: string | null };
        yield page;
        cursor = page.next;
      }
    },
    upload: async (name: string, mediaType: string, bytes: Uint8Array | Blob) =>
      send(settings, { method: 'POST', path: '/api/attachments', body: bytes, headers: { 'content-type': mediaType, 'x-file-name': encodeURIComponent(name) } }),
    live: (listening: Listening) => connectLive(settings, listening),
    // The functions know strings; what they may be called with is said by the type alone.
  } as Client;
}
