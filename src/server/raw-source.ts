// A raw input as a download, exactly as it came.
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import { Refusal } from '../domain/refusal.ts';
import type { Desk } from '../operations/desk.ts';
import { findRawInput } from '../store/raw-input.ts';
import { disposition } from './content-disposition.ts';

export async function answerRawSource(desk: Desk, workspace: string, rawInput: string, answer: FastifyReply): Promise<FastifyReply> {
  const row = await findRawInput(desk.db, workspace, rawInput);
  if (!row) throw new Refusal('not-found');
  const content = row.body === null ? await openBlob(desk, row.blob!) : Readable.from([row.body]);
  const mail = looksLikeMail(row.headers);
  return answer
    .header('content-type', mail ? 'message/rfc822' : 'application/octet-stream')
    .header('content-length', String(row.bytes))
    .header('content-disposition', disposition('attachment', `${row.id}.${mail ? 'eml' : 'txt'}`))
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('cache-control', 'private, no-store')
    .send(content);
}

export async function openBlob(desk: Desk, hash: string): Promise<Readable> {
  return desk.blobs.open(hash).catch((error: unknown) => {
    throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? new Refusal('attachment-missing') : error;
  });
}

/** A mailbox's number stands with everything that was fetched from one. */
function looksLikeMail(headers: Readonly<Record<string, string>>): boolean {
  return headers['uidvalidity'] !== undefined;
}
