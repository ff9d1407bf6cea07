// Fetches what somebody sent from the vendor's storage, and sends files there. No token of ours goes to a storage: its addresses carry
// their own right of access, and end; then the message is asked for a new one.
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { ChannelIo, Fetched, RemoteMedia } from '../channel.ts';
import { call, problemOf, Refusal } from './api.ts';
import { fileName } from './content.ts';
import { isLoopback, type MaxConfig } from './config.ts';
import { fields, list, words, type Fields } from './fields.ts';
import { readRemote, type Remote } from './remote.ts';
import { request } from './request.ts';

const patienceMs = 30_000;
const mostRedirects = 3;
/** From the best picture downwards. */
const videoSizes = ['mp4_1080', 'mp4_720', 'mp4_480', 'mp4_360', 'mp4_240', 'mp4_144'] as const;

type Missed = Extract<Fetched, { ok: false }>;

const missed = (retry: Missed['retry'], code: string, reason: string, retryAfterSeconds?: number): Missed => ({ ok: false, retry, code, reason, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) });

export async function fetchMedia(media: RemoteMedia, config: MaxConfig, io: ChannelIo): Promise<Fetched> {
  const remote = readRemote(media.remote);
  if (!remote) return missed('never', 'media-gone', 'the place of the file is unknown');
  try {
    const first = remote.kind === 'video' ? await videoUrl(remote.token, config, io) : remote.url;
    const found = first === null ? null : await download(first, config, io);
    if (found && found.statusCode === 200) return fetched(found, remote);
    found?.resume();
    if (found && mayComeLater(found.statusCode)) return missed('later', 'media-fetch-broke', `the storage answered ${found.statusCode}`, waitOf(found));
    return await fetchAnew(remote, first, config, io);
  } catch (error) {
    return failed(error);
  }
}

/** Addresses end after a while; the message tells the new one. */
async function fetchAnew(remote: Remote, tried: string | null, config: MaxConfig, io: ChannelIo): Promise<Fetched> {
  const again = attachmentOf(await call(config, io.signal, { method: 'GET', path: `/messages/${encodeURIComponent(remote.mid)}` }), remote);
  const payload = fields(again['payload']);
  const url = remote.kind === 'video' ? await videoUrl(words(payload['token']), config, io) : words(payload['url']);
  if (url === null && remote.kind === 'video' && again['type'] === 'video') return missed('later', 'media-fetch-broke', 'the video is not ready yet');
  if (url === null || url === tried) return missed('never', 'media-gone', 'the storage does not have it any more');
  const found = await download(url, config, io);
  if (found?.statusCode === 200) return fetched(found, remote);
  found?.resume();
  return found && mayComeLater(found.statusCode) ? missed('later', 'media-fetch-broke', `the storage answered ${found.statusCode}`, waitOf(found)) : missed('never', 'media-gone', 'the storage does not have it any more');
}

function attachmentOf(message: Fields, { where, place }: Remote): Fields {
  const body = where === 'forwarded' ? fields(fields(message['link'])['message']) : fields(message['body']);
  return fields(list(body['attachments'])[place]);
}

async function videoUrl(token: string | null, config: MaxConfig, io: ChannelIo): Promise<string | null> {
  if (token === null) return null;
  const details: Fields = await call(config, io.signal, { method: 'GET', path: `/videos/${encodeURIComponent(token)}` }).catch((error: unknown) => {
    if (error instanceof Refusal && (error.status === 404 || error.status === 403)) return {};
    throw error;
  });
  const urls = fields(details['urls']);
  return videoSizes.map((size) => words(urls[size])).find((url) => url !== null) ?? null;
}

function failed(error: unknown): Missed {
  if (error instanceof Refusal && (error.status === 404 || error.status === 403)) return missed('never', 'media-gone', error.message);
  return missed('later', 'media-fetch-broke', problemOf(error).detail, error instanceof Refusal ? error.retryAfterSeconds : undefined);
}

const mayComeLater = (status: number | undefined): boolean => status === 429 || (status ?? 500) >= 500;

function waitOf({ headers }: IncomingMessage): number | undefined {
  const given = headers['retry-after'];
  return given !== undefined && /^\d{1,5}$/.test(given) ? Number(given) : undefined;
}

function fetched(answer: IncomingMessage, remote: Remote): Fetched {
  const type = /^[\w.+-]+\/[\w.+-]+/.exec(answer.headers['content-type'] ?? '')?.[0].toLowerCase();
  const known = type === undefined || type === 'application/octet-stream' ? null : type;
  const name = known === null ? null : nameFor(remote, known, answer.headers['content-disposition']);
  return { ok: true, content: answer as AsyncIterable<Uint8Array>, ...(known === null ? {} : { mediaType: known }), ...(name === null ? {} : { name }) };
}

const endings: Readonly<Record<string, string>> = {
  'image/png': 'png', 'image/gif': 'gif', 'image/webp': 'webp', 'image/heic': 'heic', 'audio/ogg': 'ogg', 'audio/mp4': 'm4a', 'audio/wav': 'wav', 'audio/x-wav': 'wav', 'video/webm': 'webm', 'video/quicktime': 'mov',
};

/** A file has the name that its sender gave; what the vendor renders has none, and was named by guess. */
function nameFor(remote: Remote, type: string, disposition: string | undefined): string | null {
  if (remote.kind === 'file') return null;
  const given = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  if (given !== undefined && URL.canParse(`x:${given}`)) return fileName(decoded(given));
  return Object.hasOwn(endings, type) ? `${remote.kind}-${remote.place + 1}.${endings[type]}` : null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

async function download(address: string, config: MaxConfig, io: ChannelIo): Promise<IncomingMessage | null> {
  let url = storageUrl(address, config);
  for (let hop = 0; url !== null && hop <= mostRedirects; hop += 1) {
    const answer = await request({ method: 'GET', url, timeoutMs: patienceMs, signal: io.signal, trusted: config.trustedCertificate });
    const next = answer.statusCode !== undefined && answer.statusCode >= 300 && answer.statusCode < 400 ? answer.headers.location : undefined;
    if (next === undefined) return answer;
    answer.resume();
    url = URL.canParse(next, url.href) ? storageUrl(new URL(next, url.href).href, config) : null;
  }
  return null;
}

/**
 * Where the vendor says that a file is: the open internet, encrypted. An address inside a network is nobody's storage, but might be
 * something that answers only from here; while trying out, it may be on this machine, where the interface itself is then.
 */
export function storageUrl(address: string, config: MaxConfig): URL | null {
  const url = URL.parse(address);
  if (!url || url.username !== '' || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null;
  if (isLoopback(new URL(config.apiAddress).hostname) && isLoopback(url.hostname)) return url;
  const host = url.hostname.replaceAll(/[[\]]/g, '');
  if (isIP(host) !== 0 || !host.includes('.') || /(^|\.)(localhost|local|internal|home\.arpa)$/i.test(host)) return null;
  url.protocol = 'https:';
  return url;
}

