// A mail taken apart: headers and the tree of its parts, read from the raw bytes in one pass and without a clock.
// Written here rather than taken from mailparser: that one replaces a broken date by the present moment, decodes text by the
// label before we can look at the bytes, and takes seven times as long. The tests compare what both make of sound mail.
import { decodeTransfer } from './bytes.ts';
import { parseParameters, type Parameters } from './words.ts';

export type Header = { readonly name: string; readonly value: string };

export type Part = {
  readonly headers: readonly Header[];
  readonly type: Parameters;
  readonly disposition: Parameters;
  readonly children: readonly Part[];
  /** The bytes between the headers and the next boundary, still encoded. */
  readonly encoded: Uint8Array;
  /** Of the whole mail: it has more parts than are taken apart. */
  readonly cut?: true;
};

const deepest = 60;
const mostParts = 2000;
const mostHeaders = 5000;
const longestHeader = 1_000_000;

type Limits = { parts: number };
type Range = { readonly bytes: Buffer; readonly from: number; readonly to: number };

export function parseMail(raw: Uint8Array): Part {
  const bytes = withLineFeeds(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength));
  const limits: Limits = { parts: 0 };
  const mail = readPart({ bytes, from: firstLine(bytes), to: bytes.length }, limits, 0, 'text/plain');
  return limits.parts >= mostParts ? { ...mail, cut: true } : mail;
}

/** Mail that passed through an old Macintosh ends its lines in a carriage return alone. */
const withLineFeeds = (bytes: Buffer): Buffer =>
  bytes.includes(13) && !bytes.includes(10) ? Buffer.from(bytes.toString('latin1').replaceAll('\r', '\n'), 'latin1') : bytes;

/** mbox files and some filters put a line `From someone Mon …` (or `>From `) before the first header. */
function firstLine(bytes: Buffer): number {
  let at = bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (bytes[at] === 10 || bytes[at] === 13) at += 1;
  const start = bytes.toString('latin1', at, at + 6);
  if (!start.startsWith('From ') && start !== '>From ') return at;
  const end = bytes.indexOf(10, at);
  return end < 0 ? bytes.length : end + 1;
}

function readPart(range: Range, limits: Limits, depth: number, usual: string): Part {
  limits.parts += 1;
  const { headers, bodyAt } = readHeaders(range);
  const type = parseParameters(valueOf(headers, 'content-type') ?? usual);
  const known = /^[\w.+-]+\/[\w.+-]+$/.test(type.value) ? type : { value: bareType(type.value) ?? usual, parameters: type.parameters };
  const body: Range = { bytes: range.bytes, from: bodyAt, to: range.to };
  const part = { headers, type: known, disposition: parseParameters(valueOf(headers, 'content-disposition') ?? ''), encoded: body.bytes.subarray(body.from, body.to) };
  if (!known.value.startsWith('multipart/')) return { ...part, children: [] };
  const boundary = depth < deepest ? (rawParameter(headers, 'boundary') ?? '') : '';
  const inner = known.value === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
  const children: Part[] = [];
  for (const piece of boundary === '' ? [] : split(body, boundary)) {
    if (limits.parts >= mostParts) break;
    children.push(readPart(piece, limits, depth + 1, inner));
  }
  // Without a single boundary in it, what is there is shown as it is rather than lost.
  return children.length > 0 ? { ...part, children } : { ...part, type: { value: 'text/plain', parameters: {} }, children };
}

/** `text` and `html` alone are written by old web forms. */
const bareType = (value: string): string | null => ({ text: 'text/plain', plain: 'text/plain', html: 'text/html' })[value] ?? null;

/** Boundaries are compared byte for byte, so the parameter is taken without decoding. */
function rawParameter(headers: readonly Header[], name: string): string | null {
  const match = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"?|([^\\s;]+))`, 'i').exec(valueOf(headers, 'content-type') ?? '');
  return match ? (match[1] ?? match[2] ?? '').trimEnd() : null;
}

function readHeaders({ bytes, from, to }: Range): { headers: Header[]; bodyAt: number } {
  const headers: { name: string; value: string }[] = [];
  let at = from;
  while (at < to) {
    const lineEnd = bytes.indexOf(10, at);
    const next = lineEnd < 0 || lineEnd >= to ? to : lineEnd + 1;
    const line = bytes.toString('latin1', at, next).replace(/[\r\n]+$/, '');
    if (line === '') return { headers, bodyAt: next };
    const field = /^([!-9;-~]{1,200}?)[ \t]*:[ \t]*/.exec(line);
    const last = headers.at(-1);
    if (/^[ \t]/.test(line) && last) last.value += line.length + last.value.length > longestHeader ? '' : ` ${line.trimStart()}`;
    else if (field && headers.length < mostHeaders) headers.push({ name: field[1]!.toLowerCase(), value: line.slice(field[0].length) });
    else if (last && !field && headerFollows(bytes, next, to)) last.value += ` ${line}`;
    // A line that is no header and no continuation: the blank line is missing and the text begins here.
    else if (!field) return { headers, bodyAt: at };
    at = next;
  }
  return { headers, bodyAt: to };
}

/** Whether a line without a colon is a wrongly folded header rather than the text's beginning. */
const headerFollows = (bytes: Buffer, at: number, to: number): boolean =>
  /^(?:from|to|cc|subject|date|message-id|mime-version|content-[a-z-]+|received|reply-to|x-[a-z-]+):/i.test(bytes.toString('latin1', at, Math.min(at + 60, to)));

/** The stretches between boundary lines. A missing closing boundary ends with the enclosing part. */
function split({ bytes, from, to }: Range, boundary: string): Range[] {
  const mark = Buffer.from(`--${boundary}`, 'latin1');
  const pieces: Range[] = [];
  let start = -1;
  for (let at = bytes.indexOf(mark, from); at >= 0 && at < to; at = bytes.indexOf(mark, at + 1)) {
    if (at > from && bytes[at - 1] !== 10) continue;
    const after = at + mark.length;
    const closing = bytes[after] === 45 && bytes[after + 1] === 45;
    const lineEnd = bytes.indexOf(10, after);
    const end = lineEnd < 0 || lineEnd >= to ? to : lineEnd;
    // Another boundary may begin with this one (`=_1` and `=_1.2`): only blanks may follow.
    if (bytes.toString('latin1', closing ? after + 2 : after, Math.min(end, after + 200)).trim() !== '') continue;
    if (start >= 0) pieces.push({ bytes, from: start, to: beforeLineBreak(bytes, start, at) });
    start = closing ? -1 : Math.min(end + 1, to);
    if (closing || pieces.length >= mostParts) break;
  }
  if (start >= 0 && start < to) pieces.push({ bytes, from: start, to });
  return pieces;
}

function beforeLineBreak(bytes: Buffer, from: number, at: number): number {
  let end = at;
  if (end > from && bytes[end - 1] === 10) end -= 1;
  if (end > from && bytes[end - 1] === 13) end -= 1;
  return end;
}

/** The first header of that name, undecoded. */
export const valueOf = (headers: readonly Header[], name: string): string | null => headers.find((header) => header.name === name)?.value ?? null;
export const valuesOf = (headers: readonly Header[], name: string): string[] => headers.filter((header) => header.name === name).map((header) => header.value);

/** The part's bytes without their transfer encoding. */
export function contentOf(part: Part): Uint8Array {
  return decodeTransfer(part.encoded, (valueOf(part.headers, 'content-transfer-encoding') ?? '').replace(/[;(].*$/s, ''));
}

/** The file name a part carries, from either header; null when it has none. Never a path. */
export function nameOf(part: Part, fallback: string | null = null): string | null {
  const parameter = (header: string, key: string): string | undefined => parseParameters(valueOf(part.headers, header) ?? '', fallback).parameters[key];
  const given = parameter('content-disposition', 'filename') ?? parameter('content-type', 'name');
  const name = given === undefined ? '' : given.replaceAll('\\', '/').split('/').at(-1)!.replace(/[\p{Cc}\p{Cf}]/gu, '').trim();
  return name === '' || /^\.+$/.test(name) ? null : shortened(name);
}

/** Long names are cut before their ending, which says what opens them. */
function shortened(name: string): string {
  if (name.length <= 200) return name;
  const ending = /\.[\p{L}\p{N}]{1,10}$/u.exec(name)?.[0] ?? '';
  return name.slice(0, 200 - ending.length).toWellFormed() + ending;
}
