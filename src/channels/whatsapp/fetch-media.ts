// Fetches a file that a message named: its id gives an address that lives five minutes, and that gives the bytes.
import type { ChannelIo, Fetched, RemoteMedia } from '../channel.ts';
import type { WhatsAppConfig } from './config.ts';
import { text, thing } from './incoming/payload.ts';
import { mostFileBytes } from './outgoing/files.ts';
import { type Answer, brokenBy, type Graph, openGraph } from './outgoing/graph.ts';
import { failed, failureOf } from './outgoing/outcome.ts';

type NotFetched = Extract<Fetched, { ok: false }>;

export async function fetchMedia(media: RemoteMedia, config: WhatsAppConfig, io: ChannelIo, graph: Graph = openGraph(config, io)): Promise<Fetched> {
  if (!/^[\w.-]{1,500}$/.test(media.remote)) return refused('never', 'media-gone', 'this is no id of a file on WhatsApp');
  // An address that died on the way is asked for once more.
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const fetched = await fetchOnce(media, config, graph);
    if (fetched !== 'died') return fetched;
  }
  return refused('never', 'media-gone', 'there is nothing behind the address that WhatsApp gave');
}

const refused = (retry: NotFetched['retry'], code: string, reason: string): NotFetched => ({ ok: false, retry, code, reason });

async function fetchOnce(media: RemoteMedia, config: WhatsAppConfig, graph: Graph): Promise<Fetched | 'died'> {
  const told = await graph.get(media.remote, { phone_number_id: config.phoneNumberId });
  if (told.is !== 'answered' || told.status >= 300) return notTold(told, config);
  const bytes = Number(text(told.json['file_size']) || Number.NaN);
  if (bytes > mostFileBytes) return refused('never', 'media-too-large', `the file has ${bytes} bytes`);
  let response: Response | null;
  try {
    response = await graph.download(text(told.json['url']));
  } catch (error) {
    return refused('later', 'media-fetch-broke', failed('later', '', brokenBy(error).reason, config).reason);
  }
  if (response === null) return refused('later', 'media-fetch-broke', 'WhatsApp named an address outside of its own hosts');
  if (!response.ok || !response.body) return notGiven(response);
  const mediaType = (text(told.json['mime_type']) || (response.headers.get('content-type') ?? '')).split(';')[0]!.trim().toLowerCase();
  return { ok: true, content: whole(response.body, Number.isInteger(bytes) ? bytes : null), ...(/^[\w.+-]{1,100}\/[\w.+-]{1,100}$/.test(mediaType) ? { mediaType } : {}) };
}

/** Meta forgets a customer's file after seven days, and then knows nothing of its id. */
function notTold(told: Answer, config: WhatsAppConfig): NotFetched {
  const { retry, code, reason, retryAfterSeconds } = failureOf(told, false, config);
  const number = told.is === 'answered' ? Number(text(thing(told.json['error'])['code']) || Number.NaN) : Number.NaN;
  if (told.is === 'answered' && (told.status === 404 || number === 100 || number === 131052)) return refused('never', 'media-gone', reason);
  const named = ['whatsapp.token-refused', 'whatsapp.not-permitted'].includes(code) ? code : 'media-fetch-broke';
  return { ...refused(retry === 'never' ? 'never' : 'later', named, reason), ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
}

async function notGiven(response: Response): Promise<NotFetched | 'died'> {
  await response.body?.cancel();
  if (response.status === 404 || response.status === 410) return 'died';
  const code = response.status === 401 || response.status === 403 ? 'whatsapp.token-refused' : 'media-fetch-broke';
  const wait = Number(response.headers.get('retry-after') ?? Number.NaN);
  return { ...refused('later', code, `HTTP ${response.status}`), ...(wait >= 0 ? { retryAfterSeconds: Math.min(wait, 86_400) } : {}) };
}

/** A file that stops short, or goes on where it should end, is no file. */
async function* whole(content: AsyncIterable<Uint8Array>, bytes: number | null): AsyncGenerator<Uint8Array> {
  let come = 0;
  for await (const piece of content) {
    come += piece.byteLength;
    if (come > (bytes ?? mostFileBytes)) throw new Error('the file is longer than WhatsApp said');
    yield piece;
  }
  if (bytes !== null && come !== bytes) throw new Error(`the file broke off after ${come} of ${bytes} bytes`);
}
