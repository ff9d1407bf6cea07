// What Meta holds of files: uploaded by the business for thirty days, sent by customers for seven, each behind an address that lives
// five minutes and is given to who has the token.
import { createHash } from 'node:crypto';
import type { BookedFile } from '../book.ts';
import { noObject, type Refusal, refusal } from './errors.ts';

export const takenTypes: Readonly<Record<string, { readonly kind: 'image' | 'video' | 'audio' | 'document' | 'sticker'; readonly mostBytes: number }>> = {
  ...each(['image/jpeg', 'image/png'], 'image', 5), ...each(['image/webp'], 'sticker', 0.5),
  ...each(['video/mp4', 'video/3gpp'], 'video', 16),
  ...each(['audio/aac', 'audio/mp4', 'audio/mpeg', 'audio/amr', 'audio/ogg', 'audio/opus'], 'audio', 16),
  ...each([
    'application/pdf', 'text/plain', 'application/msword', 'application/vnd.ms-excel', 'application/vnd.ms-powerpoint',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ], 'document', 100),
};

function each<Kind extends string>(types: readonly string[], kind: Kind, megabytes: number): Record<string, { readonly kind: Kind; readonly mostBytes: number }> {
  return Object.fromEntries(types.map((type) => [type, { kind, mostBytes: megabytes * 1_048_576 }]));
}

export type Held = { readonly id: string; readonly name: string; readonly mediaType: string; readonly content: Uint8Array; readonly sha256: string; readonly until: number };

const day = 86_400_000;
const addressLife = 300_000;
export const ofCustomers = 7 * day;
const ofBusiness = 30 * day;

export interface Store {
  /** @param life in milliseconds, before the pace */
  keep(file: Pick<Held, 'name' | 'mediaType' | 'content'>, life: number): Held;
  /** null: forgotten, or never there. */
  find(id: string): Held | null;
  upload(request: Request): Promise<Held | Refusal>;
  describe(id: string, address: string): Response | Refusal;
  remove(id: string): Response | Refusal;
  /** The bytes behind an address; null: it has died, or is none. */
  behind(url: URL): Response | null;
}

export const booked = ({ name, mediaType, content, sha256 }: Held): BookedFile => ({ name, mediaType, bytes: content.byteLength, sha256 });

export function openStore(pace: number, now: () => number): Store {
  const held = new Map<string, Held>();
  let kept = 0n;
  const keep: Store['keep'] = ({ name, mediaType, content }, life) => {
    kept += 1n;
    const file = { id: String(1_013_859_600_285_441n + kept * 7_919n), name, mediaType, content, sha256: createHash('sha256').update(content).digest('hex'), until: now() + life * pace };
    held.set(file.id, file);
    return file;
  };
  const find = (id: string): Held | null => {
    const file = held.get(id);
    return file && file.until > now() ? file : null;
  };
  const hashFor = (id: string, until: string): string => createHash('sha256').update(`${id} ${until} lookaside`).digest('base64url');
  return {
    keep, find,
    upload: async (request) => uploaded(await request.formData().catch(() => null), (file) => keep(file, ofBusiness)),
    describe: (id, address) => {
      const file = find(id);
      if (!file) return noObject(id, 'GET');
      const until = String(Math.ceil(now() + addressLife * pace));
      const url = `${address}/whatsapp_business/attachments/?${new URLSearchParams({ mid: id, ext: until, hash: hashFor(id, until) }).toString()}`;
      return Response.json({ messaging_product: 'whatsapp', url, mime_type: file.mediaType, sha256: file.sha256, file_size: file.content.byteLength, id });
    },
    remove: (id) => (held.delete(id) ? Response.json({ success: true }) : noObject(id, 'DELETE')),
    behind: (url) => {
      const [id, until] = [url.searchParams.get('mid') ?? '', url.searchParams.get('ext') ?? ''];
      const file = find(id);
      if (!file || url.searchParams.get('hash') !== hashFor(id, until) || Number(until) < now()) return null;
      return new Response(new Blob([new Uint8Array(file.content)]), { headers: { 'content-type': file.mediaType, 'content-disposition': 'attachment' } });
    },
  };
}

async function uploaded(form: FormData | null, keep: (file: Pick<Held, 'name' | 'mediaType' | 'content'>) => Held): Promise<Held | Refusal> {
  if (form?.get('messaging_product') !== 'whatsapp') return refusal(400, 100, 'The parameter messaging_product is required.');
  const file = form.get('file');
  if (!(file instanceof File)) return refusal(400, 100, 'The parameter file is required.');
  const asked = form.get('type');
  const mediaType = (file.type || (typeof asked === 'string' ? asked : '')).split(';')[0]!;
  const taken = Object.hasOwn(takenTypes, mediaType) ? takenTypes[mediaType]! : null;
  if (!taken) return refusal(400, 100, `Param file must be a file with one of the following types: ${Object.keys(takenTypes).join(', ')}. Received file of type '${mediaType || 'application/octet-stream'}'.`);
  if (file.size === 0) return refusal(400, 100, 'Param file must not be empty.');
  if (file.size > taken.mostBytes) return refusal(400, 131053, 'Media upload error', `File too large: ${file.size} bytes, at most ${taken.mostBytes} for ${mediaType}.`);
  return keep({ name: file.name, mediaType, content: new Uint8Array(await file.arrayBuffer()) });
}
