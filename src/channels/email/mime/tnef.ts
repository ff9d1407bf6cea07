// winmail.dat: how Outlook packs files and formatting for itself and nobody else (MS-OXTNEF). Reads what a person needs from it.
import { TextDecoder } from 'node:util';
import { decodeText } from './charset.ts';
import { decompressRtf } from './rtf.ts';

export type TnefFile = { readonly name: string; readonly mediaType: string | null; readonly contentId: string | null; readonly content: Uint8Array };
export type Tnef = { readonly text: string | null; readonly html: string | null; readonly rtf: Uint8Array | null; readonly files: readonly TnefFile[] };

const signature = 0x223e9f78;
const attribute = { body: 0x800c, messageProperties: 0x9003, codePage: 0x9007, newFile: 0x9002, fileName: 0x8010, fileData: 0x800f, fileProperties: 0x9005 } as const;
const property = { body: 0x1000, html: 0x1013, rtf: 0x1009, longName: 0x3707, shortName: 0x3704, mediaType: 0x370e, contentId: 0x3712, data: 0x3701, displayName: 0x3001 } as const;

type Properties = ReadonlyMap<number, Uint8Array>;
type OpenFile = { name?: string; data?: Uint8Array; properties?: Properties };

/** null when this is no TNEF; what is broken after a good beginning is left out. */
export function readTnef(bytes: Uint8Array): Tnef | null {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.length < 6 || view.readUInt32LE(0) !== signature) return null;
  const files: OpenFile[] = [];
  let codePage = 'windows-1252';
  let message: Properties = new Map();
  let body: Uint8Array | undefined;
  for (const { id, data } of attributes(view)) {
    if (id === attribute.codePage && data.length >= 4) codePage = codePageName(data.readUInt32LE(0));
    else if (id === attribute.messageProperties) message = readProperties(data);
    else if (id === attribute.body) body = data;
    else if (id === attribute.newFile) files.push({});
    const file = files.at(-1);
    if (!file) continue;
    if (id === attribute.fileName) file.name = decodeText(data, codePage);
    else if (id === attribute.fileData) file.data = data;
    else if (id === attribute.fileProperties) file.properties = readProperties(data);
  }
  const compressed = message.get(property.rtf);
  const html = message.get(property.html);
  return {
    text: textOf(message.get(property.body), codePage) ?? (body ? decodeText(body, codePage).trim() || null : null),
    html: html ? decodeText(html, /charset\s*=\s*["']?([\w-]+)/i.exec(Buffer.from(html.subarray(0, 2000)).toString('latin1'))?.[1] ?? codePage) : null,
    rtf: compressed ? decompressRtf(compressed) : null,
    files: files.flatMap((file) => finished(file, codePage)),
  };
}

const codePageName = (number: number): string => ({ 65001: 'utf-8', 20866: 'koi8-r', 936: 'gb18030', 950: 'big5', 949: 'euc-kr', 932: 'shift_jis', 866: 'ibm866' })[number] ?? `windows-${number}`;

function* attributes(view: Buffer): Generator<{ id: number; data: Buffer }> {
  let at = 6;
  while (at + 9 <= view.length) {
    const id = view.readUInt16LE(at + 1);
    const length = view.readUInt32LE(at + 5);
    const data = view.subarray(at + 9, at + 9 + length);
    yield { id, data };
    at += 9 + length + 2;
  }
}

const fixedSizes: Readonly<Record<number, number>> = { 0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0a: 4, 0x0b: 4, 0x14: 8, 0x40: 8, 0x48: 16 };
const variable = new Set([0x0d, 0x1e, 0x1f, 0x102]);

/** Properties by their number. UTF-16 text is kept with a byte order mark, so that its kind is not forgotten. */
function readProperties(data: Buffer): Properties {
  const found = new Map<number, Uint8Array>();
  if (data.length < 4) return found;
  const count = Math.min(data.readUInt32LE(0), 2000);
  let at = 4;
  for (let index = 0; index < count && at + 4 <= data.length; index += 1) {
    const type = data.readUInt16LE(at);
    const id = data.readUInt16LE(at + 2);
    at += 4;
    if (id >= 0x8000) at = afterName(data, at);
    const read = readValue(data, at, type);
    if (!read) break;
    if (read.value) found.set(id, read.value);
    at = read.next;
  }
  return found;
}

/** Named properties carry a GUID and a number or a padded name before their value. */
function afterName(data: Buffer, at: number): number {
  if (at + 24 > data.length) return data.length;
  return data.readUInt32LE(at + 16) === 0 ? at + 24 : at + 24 + padded(data.readUInt32LE(at + 20));
}

const padded = (length: number): number => Math.ceil(length / 4) * 4;

function readValue(data: Buffer, from: number, type: number): { value: Uint8Array | null; next: number } | null {
  const base = type & 0xfff;
  const several = (type & 0x1000) !== 0;
  const size = fixedSizes[base];
  if (!variable.has(base) && size === undefined) return null;
  let at = from;
  let count = 1;
  if (several || variable.has(base)) {
    if (at + 4 > data.length) return null;
    count = data.readUInt32LE(at);
    at += 4;
  }
  if (size !== undefined) return { value: null, next: at + size * count };
  let first: Uint8Array | null = null;
  for (let index = 0; index < count && index < 2000; index += 1) {
    if (at + 4 > data.length) return null;
    const length = data.readUInt32LE(at);
    const value = data.subarray(at + 4, at + 4 + length);
    first ??= base === 0x1f ? Buffer.concat([Buffer.from([0xff, 0xfe]), value]) : value;
    at += 4 + padded(length);
  }
  return { value: first, next: at };
}

function textOf(value: Uint8Array | undefined, codePage: string): string | null {
  if (!value) return null;
  const text = value[0] === 0xff && value[1] === 0xfe ? new TextDecoder('utf-16le').decode(value.subarray(2)) : decodeText(value, codePage);
  return text.replaceAll('\0', '').toWellFormed().trim() || null;
}

/** What an embedded message begins with, before its own TNEF (the identifier of IMessage). */
const embedded = Buffer.from('0703020000000000c000000000000046', 'hex');

function finished(file: OpenFile, codePage: string): TnefFile[] {
  const named = (id: number): string | null => textOf(file.properties?.get(id), codePage);
  const content = file.data ?? file.properties?.get(property.data);
  if (!content || content.length === 0) return [];
  const name = named(property.longName) ?? named(property.displayName) ?? file.name?.replaceAll('\0', '').trim() ?? named(property.shortName) ?? 'attachment.bin';
  if (embedded.equals(content.subarray(0, 16))) {
    const inner = readTnef(content.subarray(16));
    return inner ? [{ name: `${name}.txt`, mediaType: 'text/plain', contentId: null, content: Buffer.from(inner.text ?? '') }, ...inner.files] : [];
  }
  return [{ name, mediaType: named(property.mediaType), contentId: named(property.contentId), content }];
}
