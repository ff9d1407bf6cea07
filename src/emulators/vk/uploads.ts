// VK's servers for uploads: what they take, what they refuse, and what becomes of it when it is saved.
import { createHash } from 'node:crypto';
import { Refusal, wrong } from './refusal.ts';
import { endingOf, type Held, type Kind, type Things } from './things.ts';

export type Uploads = ReturnType<typeof openUploads>;

const mostDocument = 200 * 1_048_576;
const mostPhoto = 50 * 1_048_576;

export function openUploads(groupId: number, things: Things, token: () => string) {
  const uploaded = new Map<string, { readonly kind: Kind; readonly file: Held }>();
  return {
    take: async (kind: Kind, request: Request): Promise<unknown> => {
      const form = await request.formData().catch(() => null);
      const given = form?.get(kind === 'photo' ? 'photo' : 'file');
      if (!(given instanceof File)) return kind === 'photo' ? { server: 1, photo: '[]', hash: '' } : { error: 'no_file' };
      const file = { name: given.name, mediaType: given.type, content: new Uint8Array(await given.arrayBuffer()) };
      const refused = refusedUpload(kind, file);
      if (refused) return refused;
      const key = token();
      uploaded.set(key, { kind, file });
      return kind === 'photo' ? { server: 631_324, photo: JSON.stringify([{ markers_restarted: true, photo: key }]), hash: hashOf(key) } : { file: `${groupId}|0|-1|${key}|${endingOf(file.name)}` };
    },
    savePhoto: (photo: string, server: string, hash: string): unknown => {
      const key = /"photo":"(\w+)"/.exec(photo)?.[1] ?? '';
      const found = uploaded.get(key);
      if (found?.kind !== 'photo') throw wrong('photos_list is invalid');
      if (server === '') throw new Refusal(118, 'Invalid server');
      if (hash !== hashOf(key)) throw new Refusal(121, 'Invalid hash');
      return [things.photo(things.keep('photo', -groupId, found.file))];
    },
    saveDocument: (file: string, title: string): unknown => {
      const found = uploaded.get(file.split('|')[3] ?? '');
      if (found?.kind !== 'doc') throw wrong('file is undefined');
      return { type: 'doc', doc: things.document(things.keep('doc', -groupId, title === '' ? found.file : { ...found.file, name: title })) };
    },
  };
}

function refusedUpload(kind: Kind, { name, content }: Held): unknown {
  if (kind === 'photo') return !isPicture(content) || content.byteLength > mostPhoto ? { error: 'ERR_UPLOAD_BAD_IMAGE_SIZE: bad image' } : null;
  if (content.byteLength === 0 || content.byteLength > mostDocument) return { error: 'wrong_file_size' };
  return /\.(exe|mp3|com|bat|apk|msi)$/i.test(name) ? { error: 'wrong_file_type', error_descr: 'file type is not allowed' } : null;
}

const hashOf = (key: string): string => createHash('sha256').update(`hash of ${key}`).digest('hex').slice(0, 18);

/** JPEG, PNG or GIF by its first bytes. */
function isPicture(content: Uint8Array): boolean {
  const start = Buffer.from(content.slice(0, 4)).toString('hex');
  return start.startsWith('ffd8ff') || start === '89504e47' || start === '47494638';
}
