// Tar files (POSIX ustar), written and read as a stream: any system can look into a backup without Attune.
// https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_06
import type { FileHandle } from 'node:fs/promises';
import { DatabaseProblem } from './failure.ts';

const block = 512;

export class TarWriter {
  readonly #file: FileHandle;
  readonly #at: Date;
  bytes = 0;

  constructor(file: FileHandle, at: Date) {
    this.#file = file;
    this.#at = at;
  }

  async add(name: string, content: Uint8Array): Promise<void> {
    await this.addStream(name, content.length, [content]);
  }

  /** Throws when the content is not as long as was said: the file would not be what its header claims. */
  async addStream(name: string, size: number, content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
    await this.#write(header(name, size, this.#at));
    let written = 0;
    for await (const piece of content) {
      written += piece.length;
      if (written > size) break;
      await this.#write(piece);
    }
    if (written !== size) throw new Error(`${name} changed its length while it was being written.`);
    await this.#write(Buffer.alloc((block - (size % block)) % block));
  }

  async end(): Promise<void> {
    await this.#write(Buffer.alloc(2 * block));
  }

  async #write(data: Uint8Array): Promise<void> {
    if (data.length === 0) return;
    await this.#file.appendFile(data);
    this.bytes += data.length;
  }
}

function header(name: string, size: number, at: Date): Buffer {
  const buffer = Buffer.alloc(block);
  const octal = (value: number, width: number): string => value.toString(8).padStart(width - 1, '0');
  if (Buffer.byteLength(name) > 100) throw new RangeError(`${name} is too long for a tar file.`);
  buffer.write(name, 0);
  buffer.write(octal(0o600, 8), 100);
  buffer.write(octal(0, 8), 108);
  buffer.write(octal(0, 8), 116);
  buffer.write(octal(size, 12), 124);
  buffer.write(octal(Math.floor(at.getTime() / 1000), 12), 136);
  buffer.write(' '.repeat(8), 148);
  buffer.write('0', 156);
  buffer.write('ustar\u000000', 257, 'latin1');
  const sum = buffer.reduce((total, byte) => total + byte, 0);
  buffer.write(`${sum.toString(8).padStart(6, '0')}\u0000 `, 148, 'latin1');
  return buffer;
}

export type TarEntry = { readonly name: string; readonly size: number; read(): AsyncGenerator<Buffer> };

/** Entries in order; what was not read of one is passed over before the next. */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<TarEntry> {
  const bytes = new Bytes(source);
  for (;;) {
    const head = await bytes.exactly(block);
    if (head.every((byte) => byte === 0)) return;
    const { name, size } = readHeader(head);
    let left = size;
    const read = async function* (): AsyncGenerator<Buffer> {
      while (left > 0) {
        const piece = await bytes.atMost(left);
        left -= piece.length;
        yield piece;
      }
    };
    yield { name, size, read };
    while (left > 0) left -= (await bytes.atMost(left)).length;
    await bytes.exactly((block - (size % block)) % block);
  }
}

export async function bytesOf(entry: TarEntry): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of entry.read()) parts.push(part);
  return Buffer.concat(parts);
}

function readHeader(head: Buffer): { name: string; size: number } {
  const text = (from: number, to: number): string => head.subarray(from, to).toString('utf8').replace(/\0.*$/s, '');
  const claimed = Number.parseInt(text(148, 156).trim(), 8);
  const sum = head.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte), 0);
  const size = Number.parseInt(text(124, 136), 8);
  if (claimed !== sum || !Number.isSafeInteger(size) || text(257, 262) !== 'ustar') throw damaged('its structure cannot be read');
  return { name: text(0, 100), size };
}

export function damaged(detail: string): DatabaseProblem {
  return new DatabaseProblem('bad-backup', `This file is not a whole backup of Attune: ${detail}. Nothing was restored from it; take another copy of it, or another backup.`);
}

/** A stream of pieces as bytes that can be asked for by number. */
class Bytes {
  readonly #source: AsyncIterator<Buffer>;
  #piece: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  async atMost(count: number): Promise<Buffer> {
    while (this.#piece.length === 0) {
      const { done, value } = await this.#source.next();
      if (done === true) throw damaged('it ends in the middle');
      this.#piece = value;
    }
    const taken = this.#piece.subarray(0, count);
    this.#piece = this.#piece.subarray(taken.length);
    return taken;
  }

  async exactly(count: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for (let left = count; left > 0; ) {
      const part = await this.atMost(left);
      parts.push(part);
      left -= part.length;
    }
    return Buffer.concat(parts);
  }
}
