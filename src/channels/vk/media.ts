// The bytes of what a customer attached. VK's addresses need no token, hold for a while only, and answer with a page when they are void.
import type { ChannelIo, Fetched, RemoteMedia } from '../channel.ts';
import { reasonOf, waitIn } from './api.ts';
import { isTrusted, type VkConfig } from './config.ts';
import { mostFileBytes } from './outgoing/parts.ts';

const longest = 240_000;
const mostHops = 5;

const failed = (retry: 'later' | 'never', code: string, reason: string, retryAfterSeconds?: number): Fetched => ({ ok: false, retry, code, reason, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) });

export async function fetchMedia({ remote, bytes }: RemoteMedia, config: VkConfig, io: ChannelIo): Promise<Fetched> {
  if (bytes !== null && bytes > mostFileBytes) return failed('never', 'media-too-large', `${bytes} bytes`);
  const signal = AbortSignal.any([io.signal, AbortSignal.timeout(longest)]);
  let address = remote;
  try {
    for (let hop = 0; hop <= mostHops; hop += 1) {
      // An address that leads into our own network was never VK's.
      if (!isTrusted(address, config)) return failed('never', 'media-gone', 'the address is no usable one');
      const answer = await fetch(address, { redirect: 'manual', signal });
      if (answer.status < 300 || answer.status >= 400) return fetchedFrom(answer, address);
      await answer.body?.cancel();
      const next = answer.headers.get('location');
      address = next === null ? '' : (URL.parse(next, address)?.href ?? '');
    }
    return failed('later', 'media-fetch-broke', 'redirected without end');
  } catch (error) {
    return failed('later', 'media-fetch-broke', reasonOf(error));
  }
}

async function fetchedFrom(answer: Response, address: string): Promise<Fetched> {
  const type = (answer.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase();
  // A page instead of the file asks to sign in, or says that it is not there.
  const page = type === 'text/html' && !/\.html?$/i.test(new URL(address).pathname);
  const length = Number(answer.headers.get('content-length') ?? 0);
  const keep = answer.status === 200 && !page && length <= mostFileBytes && answer.body !== null;
  if (!keep) await answer.body?.cancel();
  if (keep) return { ok: true, content: answer.body as unknown as AsyncIterable<Uint8Array> };
  if (length > mostFileBytes && answer.status === 200) return failed('never', 'media-too-large', `${length} bytes`);
  if (page || (answer.status >= 400 && answer.status < 500 && ![408, 425, 429].includes(answer.status))) return failed('never', 'media-gone', `status ${answer.status}`);
  return failed('later', 'media-fetch-broke', `status ${answer.status}`, waitIn(answer.headers.get('retry-after')));
}
