// Files: an address to upload to, the upload itself, and where they can be fetched again.
import { createHash } from 'node:crypto';
import type { BookedFile } from '../book.ts';
import type { Attachment, Refused, StoredFile, UploadType, Vendor } from './vendor.ts';
import { refuse } from './rules.ts';

const types = new Set<string>(['image', 'video', 'audio', 'file']);
const allowed: Readonly<Partial<Record<UploadType, RegExp>>> = {
  image: /\.(jpe?g|png|gif|tiff?|bmp|heic)$/i,
  video: /\.(mp4|mov|mkv|webm)$/i,
  audio: /\.(mp3|wav|m4a|ogg|oga|opus|aac|flac|amr)$/i,
};

function newFile(vendor: Vendor, type: UploadType): StoredFile {
  const id = 4_484_000_000 + vendor.files.size;
  const token = createHash('sha256').update(`${vendor.bot.token} ${id}`).digest('base64url');
  const file: StoredFile = { token, type, id, name: '', mediaType: 'application/octet-stream', content: null, readyAt: 0 };
  vendor.files.set(token, file);
  return file;
}

export function keepFile(vendor: Vendor, type: UploadType, given: { readonly name: string; readonly mediaType: string; readonly content: Uint8Array }): StoredFile {
  return Object.assign(newFile(vendor, type), given);
}

/** A video or a sound has its token already now, a picture or a file gets it for the upload. */
export function openUpload(vendor: Vendor, type: string | null): Record<string, unknown> | Refused {
  if (type === 'photo') return refuse(400, 'proto.payload', 'type=photo is no longer supported, use type=image');
  if (type === null || !types.has(type)) return refuse(400, 'proto.payload', 'Unknown upload type');
  const file = newFile(vendor, type as UploadType);
  const url = `${vendor.address}/upload.do?id=${file.id}&sig=${file.token}`;
  return type === 'video' || type === 'audio' ? { url, token: file.token } : { url };
}

/** The storage's own answers: it is another service than the bots' interface, and wants no token of theirs. */
export async function takeUpload(vendor: Vendor, request: Request, url: URL): Promise<Response> {
  const bad = (status: number, words: string): Response => Response.json({ error_code: status, error_msg: words }, { status });
  const file = vendor.files.get(url.searchParams.get('sig') ?? '');
  if (!file || file.content !== null) return bad(404, 'upload.url.expired');
  if (!request.headers.get('content-type')?.startsWith('multipart/form-data')) return bad(400, 'The resumable upload is not emulated: send multipart/form-data.');
  const data = await request.formData().then((form) => form.get('data'), () => null);
  if (!(data instanceof File)) return bad(400, 'data: missing');
  if (allowed[file.type] && !allowed[file.type]!.test(data.name)) return bad(415, `${file.type}: unsupported format`);
  file.name = data.name;
  file.mediaType = data.type || 'application/octet-stream';
  file.content = new Uint8Array(await data.arrayBuffer());
  file.readyAt = file.type === 'image' ? 0 : Date.now() + vendor.chance.below(vendor.faults.late + 1);
  if (file.type === 'image') return Response.json({ photos: { [String(file.id)]: { token: file.token } } });
  if (file.type === 'file') return Response.json({ fileId: file.id, token: file.token });
  return new Response('<retval>1</retval>', { headers: { 'content-type': 'text/xml' } });
}

/** As it stands in a message that was sent or that somebody wrote. */
export function mediaView(vendor: Vendor, file: StoredFile): Attachment {
  const { type, token, id } = file;
  if (type === 'image') return { type, payload: { photo_id: id, token, url: `${vendor.address}/i?r=${token}` } };
  if (type === 'video') return { type, payload: { url: `${vendor.address}/watch/${id}`, token }, thumbnail: { url: `${vendor.address}/i?r=${token}` }, width: 640, height: 360, duration: 7 };
  if (type === 'audio') return { type, payload: { url: `${vendor.address}/download?r=${token}`, token } };
  return { type, payload: { url: `${vendor.address}/download?r=${token}`, token }, filename: file.name, size: file.content?.byteLength ?? 0 };
}

export function bookedFile({ name, mediaType, content }: StoredFile): BookedFile {
  return { name, mediaType, bytes: content?.byteLength ?? 0, sha256: createHash('sha256').update(content ?? new Uint8Array()).digest('hex') };
}

export function download(vendor: Vendor, url: URL): Response {
  const file = vendor.files.get(url.searchParams.get('r') ?? '');
  if (!file?.content) return new Response('gone', { status: 404 });
  return new Response(file.content as Uint8Array<ArrayBuffer>, { headers: { 'content-type': file.mediaType, 'content-length': String(file.content.byteLength) } });
}

/** A page to look at a video: its bytes are found by GET /videos/{token} alone. */
export const watch = (): Response => new Response('<!doctype html><title>Video</title>', { headers: { 'content-type': 'text/html; charset=utf-8' } });

export function videoDetails(vendor: Vendor, token: string): Record<string, unknown> | Refused {
  const file = vendor.files.get(token);
  if (!file || file.type !== 'video') return refuse(404, 'not.found', 'Video not found');
  const at = (height: number): string => `${vendor.address}/download?r=${token}&h=${height}`;
  return { token, urls: file.content ? { mp4_360: at(360), mp4_720: at(720), hls: `${vendor.address}/watch/${file.id}.m3u8` } : null, thumbnail: null, width: 640, height: 360, duration: 7 };
}
