// A file on its way to MAX: an address is asked for, the file goes there as it is read, and what comes of it is named in the message.
// Nothing is sent to anybody yet, so whatever fails here can be done again.
import { randomUUID } from 'node:crypto';
import type { ChannelIo, OutgoingAttachment } from '../channel.ts';
import { call } from './api.ts';
import type { MaxConfig } from './config.ts';
import { fields, words, type Fields } from './fields.ts';
import { storageUrl } from './media.ts';
import { failure, failureOf, NotSent } from './outcome.ts';
import { typeOf, type UploadType } from './parts.ts';
import { request, SourceBroken, textOf } from './request.ts';

/** A file of a gigabyte takes its time. */
const patienceMs = 15 * 60_000;
const mostAnswerBytes = 1_048_576;

export type Uploaded = { readonly type: UploadType; readonly payload: Fields };

export async function upload(file: OutgoingAttachment, config: MaxConfig, io: ChannelIo): Promise<Uploaded> {
  const type = typeOf(file);
  try {
    const { url: address, token } = await call(config, io.signal, { method: 'POST', path: '/uploads', query: { type } });
    const url = storageUrl(words(address) ?? '', config);
    if (!url) throw new NotSent(failure('later', 'max.upload-broke', 'no usable address to upload to was given'));
    const said = await hand(file, url, config, io);
    return { type, payload: payloadOf(type, words(token), said) };
  } catch (error) {
    if (error instanceof SourceBroken) throw new NotSent(failure('later', 'max.attachment-unreadable', error.message));
    throw error instanceof NotSent ? error : new NotSent(failureOf(error, false));
  }
}

async function hand(file: OutgoingAttachment, url: URL, config: MaxConfig, io: ChannelIo): Promise<Fields> {
  const boundary = `attune-${randomUUID()}`;
  const before = Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="data"; filename="${quotable(file.name)}"\r\ncontent-type: ${quotable(file.mediaType)}\r\n\r\n`);
  const after = Buffer.from(`\r\n--${boundary}--\r\n`);
  const content = (async function* (): AsyncGenerator<Uint8Array> {
    yield before;
    let bytes = 0;
    for await (const piece of (await io.openBlob(file.hash)) as AsyncIterable<Uint8Array>) {
      bytes += piece.byteLength;
      yield piece;
    }
    if (bytes !== file.bytes) throw new Error('the stored file has another length than is known of it');
    yield after;
  })();
  const answer = await request({
    method: 'POST', url, signal: io.signal, timeoutMs: patienceMs, trusted: config.trustedCertificate,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: { content, bytes: before.byteLength + file.bytes + after.byteLength },
  });
  const text = await textOf(answer, mostAnswerBytes);
  const status = answer.statusCode ?? 0;
  if (status === 413) throw new NotSent(failure('never', 'max.file-too-large', 'the storage answered 413'));
  if (status >= 400 && status < 500 && status !== 404 && status !== 408 && status !== 429) throw new NotSent(failure('never', 'max.file-refused', `the storage answered ${status}`));
  if (status !== 200) throw new NotSent(failure('later', 'max.upload-broke', `the storage answered ${status}`));
  return fields(parsed(text));
}

/** As browsers write it: nothing that would end the quotes or the line. */
const quotable = (text: string): string => text.replaceAll('"', '%22').replaceAll(/[\r\n]/g, ' ').replaceAll('\0', '').toWellFormed();

/** Sound and video answer in XML that says nothing: their token came with the address. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function payloadOf(type: UploadType, early: string | null, said: Fields): Fields {
  if (type === 'image' && Object.keys(fields(said['photos'])).length > 0) return { photos: said['photos'] };
  const token = words(said['token']) ?? early;
  if (token === null) throw new NotSent(failure('later', 'max.upload-broke', 'the storage gave no token for the file'));
  return { token };
}
