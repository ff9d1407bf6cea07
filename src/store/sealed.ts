// Channel passwords at rest: AES-256-GCM with the installation's key; the inbox's id is bound in, so that a sealed value
// copied to another row does not open.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const version = 1;

export function seal(key: Buffer, boundTo: string, value: unknown): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(boundTo));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.from([version]), nonce, cipher.getAuthTag(), sealed]);
}

/** Throws where the key is another one than the value was sealed with, or the value was changed. */
export function unseal(key: Buffer, boundTo: string, sealed: Uint8Array): unknown {
  const bytes = Buffer.from(sealed);
  if (bytes[0] !== version) throw new Error('sealed by an unknown version');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 13));
  decipher.setAAD(Buffer.from(boundTo));
  decipher.setAuthTag(bytes.subarray(13, 29));
  return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(29)), decipher.final()]).toString('utf8'));
}
