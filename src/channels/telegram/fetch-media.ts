// Fetches a file that a message named: asks the vendor where it lies, then streams it. Its address lives for an hour, so it is asked each time.
import type { ChannelIo, Fetched, RemoteMedia } from '../channel.ts';
import { call, type Failure } from './api.ts';
import type { TelegramConfig } from './config.ts';
import { isTokenRefused } from './outcome.ts';

const patience = 30_000;
/** Below what the desk leaves to one file. */
const longestDownload = 240_000;

export async function fetchMedia(media: RemoteMedia, config: TelegramConfig, io: ChannelIo): Promise<Fetched> {
  const found = await call(config, { ms: patience, signal: io.signal }, (methods) => methods.getFile({ file_id: media.remote }));
  if (!found.ok) return refusalOf(found);
  const { file_path: path, file_size: bytes } = found.result;
  if (typeof path !== 'string' || path === '') return later('the vendor did not say where the file is');
  try {
    const signal = AbortSignal.any([io.signal, AbortSignal.timeout(longestDownload)]);
    const address = `${config.apiAddress}/file/bot${config.botToken}/${path.split('/').map(encodeURIComponent).join('/')}`;
    const answer = await fetch(address, { signal, redirect: 'manual' });
    if (answer.status !== 200 || !answer.body) {
      await answer.body?.cancel();
      return later(`the file was answered with status ${answer.status}`);
    }
    return { ok: true, content: complete(answer.body, typeof bytes === 'number' ? bytes : null) };
  } catch {
    // The reason holds the address, and with it the token.
    return later('the file could not be fetched');
  }
}

/** A file that ends early must not pass for whole. */
async function* complete(body: AsyncIterable<Uint8Array>, bytes: number | null): AsyncGenerator<Uint8Array> {
  let come = 0;
  for await (const piece of body) {
    come += piece.byteLength;
    yield piece;
  }
  if (bytes !== null && come !== bytes) throw new Error(`the file ended after ${come} of ${bytes} bytes`);
}

const later = (reason: string): Fetched => ({ ok: false, retry: 'later', code: 'media-fetch-broke', reason });

function refusalOf(failure: Failure): Fetched {
  if (failure.what !== 'refused') return later(failure.said);
  const { status, said, retryAfterSeconds } = failure;
  if (/too big/i.test(said)) return { ok: false, retry: 'never', code: 'media-too-large', reason: said };
  // “Wrong or temporarily unavailable” is one answer of the vendor for two things: it is tried for as long as files are.
  if (status >= 500 || status === 429 || isTokenRefused(status) || /temporarily/i.test(said)) return { ok: false, retry: 'later', code: 'media-fetch-broke', reason: said, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
  return { ok: false, retry: 'never', code: 'media-gone', reason: said };
}
