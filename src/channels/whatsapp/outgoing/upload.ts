// Hands a file to Meta before the message that shows it: streamed, never whole in memory. Nothing of it reaches the customer.
import type { Readable } from 'node:stream';
import type { ChannelIo } from '../../channel.ts';
import type { WhatsAppConfig } from '../config.ts';
import { hashOf, text } from '../incoming/payload.ts';
import type { Body, Graph } from './graph.ts';
import { failed, type Failed, failureOf } from './outcome.ts';
import type { PlannedFile } from './parts.ts';

export type Uploaded = { readonly ok: true; readonly id: string } | Failed;

export async function upload(file: PlannedFile, graph: Graph, config: WhatsAppConfig, io: ChannelIo): Promise<Uploaded> {
  let content: Readable;
  try {
    content = await io.openBlob(file.hash);
  } catch (error) {
    return unreadable(error);
  }
  // Until it is read, an early failure must not end the process.
  content.on('error', () => {});
  const reading: { failed: unknown } = { failed: null };
  try {
    const answer = await graph.post(`${config.phoneNumberId}/media`, multipart(file, content, reading));
    if (reading.failed !== null) return unreadable(reading.failed);
    const id = answer.is === 'answered' && answer.status < 300 ? text(answer.json['id']) : '';
    if (id !== '') return { ok: true, id };
    const failure = failureOf(answer, false, config);
    // What Meta has against the request is here against the file.
    return failure.code === 'whatsapp.message-refused' ? { ...failure, code: 'whatsapp.file-refused' } : failure;
  } finally {
    content.destroy();
  }
}

const unreadable = (error: unknown): Failed => failed('later', 'whatsapp.file-unreadable', `an attached file could not be read: ${error instanceof Error ? error.message : 'no reason given'}`, null);

function multipart(file: PlannedFile, content: Readable, reading: { failed: unknown }): Body {
  const boundary = `attune-${hashOf(file.hash, file.name).slice(0, 32)}`;
  const field = (name: string, value: string): string => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const name = file.name.replaceAll(/[\r\n"\\]/g, '_');
  const head = Buffer.from(`${field('messaging_product', 'whatsapp')}${field('type', file.type)}--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: ${file.type}\r\n\r\n`);
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  async function* pieces(): AsyncGenerator<Uint8Array> {
    yield head;
    try {
      for await (const piece of content as AsyncIterable<Buffer>) yield piece;
    } catch (error) {
      reading.failed = error;
      throw error;
    }
    yield tail;
  }
  return { type: `multipart/form-data; boundary=${boundary}`, bytes: head.byteLength + file.bytes + tail.byteLength, content: pieces() };
}
