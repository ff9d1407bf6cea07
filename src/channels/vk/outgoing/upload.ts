// Files on their way to VK: an address is asked for, the bytes are streamed there, and what was uploaded is saved under a name that a
// message can carry. A customer sees nothing of it before the message itself, so all of it may be repeated.
import type { Readable } from 'node:stream';
import type { ChannelIo, OutgoingAttachment } from '../../channel.ts';
import { ask, call, type Failure, patience } from '../api.ts';
import { isTrusted, type VkConfig } from '../config.ts';
import { at, listAt, textAt, wholeAt } from '../incoming/reading.ts';
import { type Failed, failed, outcomeOf } from '../outcome.ts';

/** A slow line still takes a file with so many bytes a second. */
const slowest = 100_000;
const mostPhotoBytes = 50 * 1024 * 1024;

export type Uploaded = { readonly ok: true; readonly name: string } | Failed;

export async function upload(file: OutgoingAttachment, to: string, config: VkConfig, io: ChannelIo): Promise<Uploaded> {
  if (!isPhoto(file)) return uploadAs('doc', file, to, config, io);
  const photo = await uploadAs('photo', file, to, config, io);
  // Not a picture that VK can show (its sides, its kind): as a file it goes.
  return !photo.ok && photo.code === 'vk.file-refused' ? uploadAs('doc', file, to, config, io) : photo;
}

/** Moving pictures stay moving as files only. */
const isPhoto = ({ mediaType, bytes }: OutgoingAttachment): boolean => /^image\/(jpeg|png)$/i.test(mediaType) && bytes <= mostPhotoBytes;

type Kind = 'photo' | 'doc';
const methods = { photo: ['photos.getMessagesUploadServer', 'photos.saveMessagesPhoto'], doc: ['docs.getMessagesUploadServer', 'docs.save'] } as const;

async function uploadAs(kind: Kind, file: OutgoingAttachment, to: string, config: VkConfig, io: ChannelIo): Promise<Uploaded> {
  const [whereTo, save] = methods[kind];
  const asked = await call(whereTo, { peer_id: to, ...(kind === 'doc' ? { type: 'doc' } : {}) }, config, { signal: io.signal });
  if (!asked.ok) return outcomeOf(asked, false);
  const address = textAt(asked.result, 'upload_url');
  if (!isTrusted(address, config)) return failed('later', 'vk.strange-answer', 'the address for uploads is no usable one');
  const handed = await hand(kind, file, address, io);
  if (!handed.ok) return 'what' in handed ? outcomeOf(handed, false) : handed;
  const saved = await call(save, savingOf(kind, handed.json, file), config, { signal: io.signal });
  if (!saved.ok) return saved.what === 'refused' && refusedFile.has(saved.code) ? fileRefused(`VK ${saved.code}: ${saved.said}`) : outcomeOf(saved, false);
  const name = nameOf(kind, saved.result);
  return name === null ? fileRefused('nothing was saved of it') : { ok: true, name };
}

/** Wrong in themselves: 100 and 105 to 129 speak of the file and of what the upload gave, 1152 of a file that is not allowed. */
const refusedFile: ReadonlySet<number> = new Set([22, 100, 105, 118, 121, 129, 1152]);

const fileRefused = (why: string): Failed => failed('never', 'vk.file-refused', why);

type Handed = { readonly ok: true; readonly json: unknown } | Failed | Failure;

async function hand(kind: Kind, file: OutgoingAttachment, address: string, io: ChannelIo): Promise<Handed> {
  let source: Readable | null = null;
  let broken = '';
  try {
    source = await io.openBlob(file.hash);
    const form = formOf(kind === 'photo' ? 'photo' : 'file', file);
    const watched = (async function* (opened: Readable) {
      try {
        yield form.head;
        yield* opened as AsyncIterable<Uint8Array>;
        yield form.tail;
      } catch (error) {
        broken = error instanceof Error ? error.message : 'no reason given';
        throw error;
      }
    })(source);
    const request = { method: 'POST', headers: form.headers, body: watched as unknown as ReadableStream, duplex: 'half' as const };
    const answered = await ask(address, request, { signal: io.signal, ms: patience + Math.ceil(file.bytes / slowest) * 1_000 });
    if (broken !== '') return failed('later', 'vk.file-unreadable', broken);
    if (!answered.ok) return answered;
    const refused = at(answered.json, 'error');
    if (refused !== undefined) return fileRefused(`the upload answered: ${(typeof refused === 'string' ? refused : textAt(refused, 'error_msg')).slice(0, 200)}`);
    return answered.status === 413 ? failed('never', 'vk.file-too-large', 'the upload answered with 413') : answered;
  } catch (error) {
    return failed('later', 'vk.file-unreadable', error instanceof Error ? error.message : 'no reason given');
  } finally {
    source?.destroy();
  }
}

/** One field with one file, whose length is said beforehand. */
function formOf(field: string, { name, mediaType, bytes }: OutgoingAttachment): { readonly headers: Record<string, string>; readonly head: Uint8Array; readonly tail: Uint8Array } {
  const boundary = `attune-${crypto.randomUUID()}`;
  // oxlint-disable-next-line no-control-regex -- control characters are what must go
  const shown = name.replaceAll(/[\u0000-\u001f\u007f"\\/]/g, '_').toWellFormed().slice(0, 200) || 'file';
  const type = /^[\w.+-]+\/[\w.+-]+$/.test(mediaType) ? mediaType : 'application/octet-stream';
  const head = Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${field}"; filename="${shown}"\r\nContent-Type: ${type}\r\n\r\n`);
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  return { headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, 'content-length': String(head.byteLength + bytes + tail.byteLength) }, head, tail };
}

function savingOf(kind: Kind, uploaded: unknown, file: OutgoingAttachment): Record<string, string | number> {
  if (kind === 'doc') return { file: textAt(uploaded, 'file'), title: file.name.replaceAll('\0', '').toWellFormed().slice(0, 128) };
  return { photo: textAt(uploaded, 'photo'), server: wholeAt(uploaded, 'server') ?? textAt(uploaded, 'server'), hash: textAt(uploaded, 'hash') };
}

/** As a message names it: `photo-1_2_key`. */
function nameOf(kind: Kind, saved: unknown): string | null {
  const thing = kind === 'photo' ? (Array.isArray(saved) ? listAt({ saved }, 'saved')[0] : undefined) : at(saved, 'doc');
  const [owner, id, key] = [wholeAt(thing, 'owner_id'), wholeAt(thing, 'id'), textAt(thing, 'access_key')];
  return owner === null || id === null ? null : `${kind}${owner}_${id}${/^\w{1,100}$/.test(key) ? `_${key}` : ''}`;
}
