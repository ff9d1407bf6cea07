// Files of a message: small ones travel in it, others are fetched from where they lie.
import { createHash } from 'node:crypto';
import type { IncomingAttachment } from '../../channel.ts';
import { type File, storable } from './shapes.ts';

export function attachmentOf(given: File): IncomingAttachment {
  const { name, mediaType } = given;
  const content = 'base64' in given ? Buffer.from(given.base64, 'base64') : { remote: new URL(given.url).href, bytes: given.bytes ?? null };
  return { name: fileName(name), mediaType, contentId: null, content };
}

function fileName(name: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what must go
  return storable(name.replaceAll(/[\u0000-\u001f\u007f/\\]/g, '_').slice(0, 200)).trim() || 'file';
}

/** What tells one file from another, for the fingerprint of a message. */
export function traceOf({ name, mediaType, content }: IncomingAttachment): readonly string[] {
  return [name, mediaType, content instanceof Uint8Array ? sha256(content) : 'remote' in content ? content.remote : content.hash];
}

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
