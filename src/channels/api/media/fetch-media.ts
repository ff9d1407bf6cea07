// Fetches a file that a message named by its address. The program's own token goes to the program's own address and nowhere else.
import type { ChannelIo, Fetched, RemoteMedia } from '../../channel.ts';
import type { ApiConfig } from '../config.ts';
import { NotOpen } from './open-network.ts';
import { type Reach, type Reached, reachNetwork } from './reach.ts';

/** Storage of files often answers with the address of the file itself. */
const mostRedirects = 3;
/** Below what the desk leaves to one file. */
const longestMs = 240_000;

type Failed = Extract<Fetched, { readonly ok: false }>;
const never = (code: string, reason: string): Failed => ({ ok: false, retry: 'never', code, reason });
const later = (code: string, reason: string, retryAfterSeconds?: number): Failed => ({ ok: false, retry: 'later', code, reason, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) });

export function fetchMedia(media: RemoteMedia, config: ApiConfig, io: Pick<ChannelIo, 'signal'>): Promise<Fetched> {
  return fetchBy(reachNetwork, media, config, io);
}

export async function fetchBy(reach: Reach, media: RemoteMedia, config: ApiConfig, io: Pick<ChannelIo, 'signal'>): Promise<Fetched> {
  const signal = AbortSignal.any([io.signal, AbortSignal.timeout(longestMs)]);
  let url = URL.parse(media.remote);
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    if (url === null || !mayBeAsked(url, config)) return never('api.file-address-refused', 'the address is not encrypted, or holds a password');
    const own = isOwn(url, config);
    try {
      const reached = await reach(url, { headers: { accept: '*/*', ...(own && config.fileToken !== null ? { authorization: `Bearer ${config.fileToken}` } : {}) }, onlyOpen: !own, signal });
      if (reached.status === 200) return { ok: true, content: reached.content };
      reached.content.destroy();
      const next: URL | null = redirectOf(reached, url);
      if (next === null) return refusalOf(reached, own);
      url = next;
    } catch (error) {
      if (error instanceof NotOpen) return never('api.file-address-refused', 'the address leads into a private network');
      return later('media-fetch-broke', reasonOf(error));
    }
  }
  return never('api.file-address-refused', `the address leads on more than ${mostRedirects} times`);
}

function isOwn(url: URL, { programAddress }: ApiConfig): boolean {
  return url.origin === new URL(programAddress).origin;
}

/** Our own address was typed by an administrator, and is encrypted or on this machine; any other must be encrypted. */
function mayBeAsked(url: URL, config: ApiConfig): boolean {
  return url.username === '' && url.password === '' && (isOwn(url, config) || url.protocol === 'https:');
}

function redirectOf({ status, headers }: Reached, from: URL): URL | null {
  return [301, 302, 303, 307, 308].includes(status) && headers.location !== undefined ? URL.parse(headers.location, from.href) : null;
}

/** An address with an end to its life answers 403 when that has come; our own says it of a wrong token, which can be put right. */
function refusalOf({ status, headers }: Reached, own: boolean): Failed {
  const said = `the file was answered with status ${status}`;
  if (own && (status === 401 || status === 403)) return later('api.file-token-refused', said);
  const wait = headers['retry-after'];
  if (status === 408 || status === 429 || status >= 500) return later('media-fetch-broke', said, wait !== undefined && /^\d{1,5}$/.test(wait) ? Number(wait) : undefined);
  if (status === 413) return never('media-too-large', said);
  return never('media-gone', said);
}

/** Never the message: it can hold the address, and an address can be a secret. */
function reasonOf(error: unknown): string {
  const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
  return typeof code === 'string' ? code : name === 'TimeoutError' ? 'no answer in time' : 'the connection broke';
}
