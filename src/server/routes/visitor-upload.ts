// Files of visitors: taken in as a stream, given out by a link that carries its own proof.
import { z } from 'zod';
import { webChat } from '../../channels/registry.ts';
import { fileNameHeader, visitorUploadReply } from '../../contract/visitor.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { AccountBook } from '../../operations/inbox-account.ts';
import { findAttachment, saveUpload, sumUploads } from '../../store/attachment.ts';
import { TooLarge } from '../../store/blobs.ts';
import { disposition } from '../content-disposition.ts';
import { bytesOf } from '../request-body.ts';
import { route, type Asked } from '../route.ts';
import { findChat, findVisitor } from './visitor-account.ts';

const perMinute = 30;
const day = 86_400_000;
/** Pictures that a browser can show without running anything. Everything else is only ever saved. */
const shown = /^image\/(png|jpeg|gif|webp)$/;

export function visitorUploadRoutes(accounts: AccountBook) {
  return [
    route({
      method: 'POST', path: '/chat/{inboxToken}/uploads', noun: 'visitor', who: 'outside', rawBody: true, limit: perMinute,
      summary: 'Takes a file: the body is its bytes, its kind is the content type, its name stands percent-encoded in x-file-name.',
      reply: visitorUploadReply, refuses: ['not-found', 'origin-not-allowed', 'visitor-unknown', 'attachment-too-large', 'attachment-type-refused', 'visitor-uploads-full', 'message-empty'],
      handle: (asked) => upload(accounts, asked),
    }),
    route({
      method: 'GET', path: '/chat/{inboxToken}/attachments/{attachment}', noun: 'visitor', who: 'outside',
      summary: 'Gives an attachment whose link was given to a visitor.', query: z.object({ proof: z.string().max(64).default('') }),
      reply: 'stream', answers: 'The file.', refuses: ['not-found'],
      handle: async ({ desk, params, query, answer, request }) => {
        const { row, config } = await findChat(accounts, params['inboxToken'] ?? '', request);
        const id = params['attachment'] ?? '';
        if (!z.uuid().safeParse(id).success || !webChat.fileProven(id, query.proof, config)) throw new Refusal('not-found');
        const attachment = await findAttachment(desk.db, row.workspace, id);
        if (!attachment || attachment.hash === null) throw new Refusal('not-found');
        const show = shown.test(attachment.media_type);
        void answer
          .type(show ? attachment.media_type : 'application/octet-stream')
          .header('content-length', String(attachment.bytes))
          .header('content-disposition', disposition(show ? 'inline' : 'attachment', attachment.name))
          .header('x-content-type-options', 'nosniff')
          .header('content-security-policy', "default-src 'none'; sandbox")
          .header('cross-origin-resource-policy', 'cross-origin')
          .header('cache-control', 'private, max-age=86400, immutable');
        return answer.send(await desk.blobs.open(attachment.hash));
      },
    }),
  ];
}

async function upload(accounts: AccountBook, { desk, params, request }: Asked<undefined, undefined>): Promise<z.input<typeof visitorUploadReply>> {
  const { row, config, visitor } = await findVisitor(accounts, params, request);
  const mediaType = mediaTypeOf(request.headers['content-type']);
  if (!config.uploads || !config.uploadTypes.some((pattern) => fits(mediaType, pattern))) throw new Refusal('attachment-type-refused');
  const most = Math.min(config.maxUploadBytes, desk.uploadBytes);
  const left = desk.visitorBytes - (await sumUploads(desk.db, row.workspace, visitor, new Date(Date.parse(desk.now()) - day).toISOString()));
  const tooLarge = () => (left < most ? new Refusal('visitor-uploads-full') : new Refusal('attachment-too-large', { most }));
  // Said before a byte is read, where the browser says how many there will be.
  if (left <= 0 || Number(request.headers['content-length'] ?? 0) > Math.min(most, left)) throw tooLarge();
  const name = nameOf(request.headers[fileNameHeader]);
  const { hash, bytes } = await desk.blobs.put(bytesOf(request.body), Math.min(most, left)).catch((error: unknown) => {
    throw error instanceof TooLarge ? tooLarge() : error;
  });
  if (bytes === 0) throw new Refusal('message-empty');
  // The row keeps the bytes until their message comes, and lets them go when it never does.
  await saveUpload(desk.db, row.workspace, desk.now(), { id: desk.newId(), name, mediaType, bytes, hash, by: visitor });
  return { id: webChat.uploadId({ hash, bytes, mediaType, name }, visitor, config), name, mediaType, bytes };
}

/** Unknown kinds are told from their bytes by nobody: they are bytes. */
function mediaTypeOf(given: string | undefined): string {
  const bare = (given ?? '').split(';')[0]!.trim().toLowerCase();
  return /^[a-z]+\/[a-z0-9.+-]{1,100}$/.test(bare) ? bare : 'application/octet-stream';
}

function nameOf(given: string | string[] | undefined): string {
  const name = decoded(String(given ?? '')).replaceAll(/[\p{Cc}\p{Cs}/\\]/gu, '_').trim();
  return [...(name || 'file')].slice(0, 200).join('');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function fits(mediaType: string, pattern: string): boolean {
  if (pattern === '*/*' || pattern === mediaType) return true;
  // A file whose kind the browser does not know comes as plain bytes, and is only ever saved.
  return mediaType === 'application/octet-stream' || (pattern.endsWith('*') && mediaType.startsWith(pattern.slice(0, -1)));
}
