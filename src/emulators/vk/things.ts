// Photos and documents that VK holds: who owns them, how a message names them, and where their bytes are fetched.
import { createHash } from 'node:crypto';
import type { BookedFile } from '../book.ts';
import type { Upload } from '../emulator.ts';

export type Held = { readonly name: string; readonly mediaType: string; readonly content: Uint8Array };
export type Kind = 'photo' | 'doc';
export type Thing = { readonly kind: Kind; readonly id: number; readonly owner: number; readonly accessKey: string; readonly file: Held };

export type Things = ReturnType<typeof openThings>;

/** @param address where this emulator is reached, once it is */
export function openThings(groupId: number, address: () => string, token: () => string) {
  const things = new Map<string, Thing>();
  const held = new Map<string, Held>();
  let lastId = 456_239_016;
  const keep = (kind: Kind, owner: number, file: Held): Thing => {
    lastId += 1;
    const thing: Thing = { kind, id: lastId, owner, accessKey: token().slice(0, 18), file };
    things.set(`${kind}${owner}_${thing.id}`, thing);
    return thing;
  };
  const link = (file: Held): string => {
    const key = token();
    held.set(key, file);
    return `${address()}/files/${key}/${encodeURIComponent(file.name.replaceAll('/', '_'))}`;
  };
  const photo = ({ id, owner, accessKey, file }: Thing): unknown => ({
    album_id: -64, date: 1_700_000_000, id, owner_id: owner, access_key: accessKey, has_tags: false, text: '', web_view_token: 'view',
    sizes: [{ type: 's', width: 75, height: 50, url: link({ ...file, content: file.content.slice(0, 16) }) }, { type: 'x', width: 604, height: 400, url: link(file) }],
  });
  const document = ({ id, owner, accessKey, file }: Thing): unknown => ({ id, owner_id: owner, title: file.name, size: file.content.byteLength, ext: endingOf(file.name), date: 1_700_000_000, type: 1, url: link(file), access_key: accessKey });
  const attachment = (thing: Thing): unknown => (thing.kind === 'photo' ? { type: 'photo', photo: photo(thing) } : { type: 'doc', doc: document(thing) });
  return {
    held,
    keep,
    photo,
    document,
    attachment,
    /** By the name in a message; what belongs to somebody else is named with its key. */
    find: (name: string): Thing | undefined => {
      const [, kind, owner, id, key] = /^(photo|doc)(-?\d+)_(\d+)(?:_(\w+))?$/.exec(name) ?? [];
      const thing = kind === undefined ? undefined : things.get(`${kind}${owner}_${id}`);
      return thing && (thing.accessKey === key || thing.owner === -groupId) ? thing : undefined;
    },
    ofCustomer: (person: number, { name, mediaType, content }: Upload): unknown => {
      const file = { name, mediaType, content };
      if (!mediaType.startsWith('audio/')) return attachment(keep(/^image\/(jpeg|png)$/.test(mediaType) ? 'photo' : 'doc', person, file));
      lastId += 1;
      return { type: 'audio_message', audio_message: { id: lastId, owner_id: person, duration: 4, waveform: [0, 3, 7, 2], link_ogg: link(file), link_mp3: link(file), access_key: token().slice(0, 18) } };
    },
  };
}

export function booked({ name, mediaType, content }: Held): BookedFile {
  return { name, mediaType, bytes: content.byteLength, sha256: createHash('sha256').update(content).digest('hex') };
}

export const endingOf = (name: string): string => /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
