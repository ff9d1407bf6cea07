// A file on its way into a message: its bytes lie in the blob store, complete, before its row speaks of them.
import { Refusal } from '../domain/refusal.ts';
import { saveUpload } from '../store/attachment.ts';
import { storable } from '../store/receive.ts';
import type { Desk } from './desk.ts';

export type Upload = { readonly name: string; readonly mediaType: string; readonly content: AsyncIterable<Uint8Array>; readonly by: string };

/** @returns the attachment's id. Changes nothing that anybody sees, so it tells nobody. */
export async function uploadAttachment(desk: Desk, workspace: string, upload: Upload): Promise<string> {
  const { hash, bytes } = await desk.blobs.put(upload.content, desk.uploadBytes);
  if (bytes === 0) throw new Refusal('message-empty');
  const id = desk.newId();
  await saveUpload(desk.db, workspace, desk.now(), { id, name: fileName(upload.name), mediaType: mediaType(upload.mediaType), bytes, hash, by: upload.by });
  return id;
}

/** Without folders and without characters that could end a header or turn the text around. */
function fileName(given: string): string {
  const name = storable(given).replace(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu, '').replace(/^.*[/\\]/u, '').trim();
  return /^\.*$/.test(name) ? 'file' : shortened(name);
}

/** Long names keep their ending, by which programs know the kind. */
function shortened(name: string): string {
  if (name.length <= 200) return name;
  const ending = /\.[^.]{1,20}$/u.exec(name)?.[0] ?? '';
  return `${name.slice(0, 200 - ending.length).toWellFormed().replace(/\uFFFD$/, '')}${ending}`;
}

function mediaType(given: string): string {
  const type = given.split(';')[0]!.trim().toLowerCase();
  return /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/.test(type) ? type : 'application/octet-stream';
}
