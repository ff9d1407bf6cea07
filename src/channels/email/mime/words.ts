// Characters inside mail headers: encoded words (RFC 2047), parameters in other scripts (RFC 2231), and raw bytes above 127.
import { decodeBase64 } from './bytes.ts';
import { clean, decodeText } from './charset.ts';

const encodedWord = /=\?([^?\s]{1,60})\?([bBqQ])\?([^?]{0,10000})\?=/g;

/**
 * A header's value as people read it. `fallback` is the encoding of the mail's body: what a program that puts raw bytes
 * into headers most likely used there too.
 */
export const decodeHeader = (value: string, fallback: string | null = null): string => decodeWords(value, (plain) => rawText(plain, fallback));

/** The same for text whose raw bytes are decoded already. */
export function decodeWords(value: string, plain: (between: string) => string = clean): string {
  // White space between two encoded words is no space; white space around one beside plain text is.
  const tidy = mended(value).replace(/(=\?[^?\s]{1,60}\?[bBqQ]\?[^?]{0,10000}\?=)\s+(?==\?[^?\s]{1,60}\?[bBqQ]\?)/g, '$1');
  if (!tidy.includes('=?')) return plain(tidy);
  let out = '';
  let end = 0;
  for (const run of runs(tidy)) {
    out += plain(tidy.slice(end, run.start)) + decodeText(Buffer.concat(run.pieces), run.charset);
    end = run.end;
  }
  return out + plain(tidy.slice(end));
}

type Run = { charset: string; kind: string; pieces: Uint8Array[]; start: number; end: number };

/** Neighbouring words of one encoding, joined as bytes: many programs cut a character in two between words. */
function runs(text: string): Run[] {
  const found: Run[] = [];
  for (const match of text.matchAll(encodedWord)) {
    const charset = match[1]!.split('*')[0]!.toLowerCase();
    const kind = match[2]!.toLowerCase();
    const bytes = kind === 'b' ? decodeBase64(Buffer.from(match[3]!, 'latin1')) : decodeQ(match[3]!);
    const last = found.at(-1);
    if (last && last.end === match.index && last.charset === charset && last.kind === kind) {
      last.pieces.push(bytes);
      last.end = match.index + match[0].length;
    } else found.push({ charset, kind, pieces: [bytes], start: match.index, end: match.index + match[0].length });
  }
  return found;
}

/** A word that was cut off at the end of the header, without its `?=`. */
const mended = (value: string): string => (/=\?[^?\s]{1,60}\?[bBqQ]\?[^?\s]+\??$/.test(value.slice(-200)) ? `${value.replace(/\?$/, '')}?=` : value);

function decodeQ(text: string): Uint8Array {
  const plain = text.replaceAll('_', ' ').replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, 'latin1');
}

/** Bytes above 127 that stand in a header without any encoding. */
export function rawText(binary: string, fallback: string | null): string {
  if (binary.includes('\u001b$') || binary.includes('\u001b(')) return decodeText(Buffer.from(binary, 'latin1'), 'iso-2022-jp');
  return /[\u0080-\u{10ffff}]/u.test(binary) ? decodeText(Buffer.from(binary, 'latin1'), fallback) : clean(binary);
}

export type Parameters = { readonly value: string; readonly parameters: Readonly<Record<string, string>> };

/** `text/plain; charset=utf-8; name*0*=utf-8''...` taken apart; names in lower case, values decoded. */
export function parseParameters(header: string, fallback: string | null = null): Parameters {
  const [first = '', ...rest] = splitParameters(header);
  const given = new Map<string, string>();
  for (const part of rest) {
    const equals = part.indexOf('=');
    if (equals < 1) continue;
    const name = part.slice(0, equals).trim().toLowerCase();
    if (!given.has(name)) given.set(name, unquoted(part.slice(equals + 1).trim()));
  }
  return { value: first.trim().toLowerCase(), parameters: joined(given, fallback) };
}

/** At semicolons outside quotes. An opening quote without a closing one does not swallow what follows the line. */
function splitParameters(header: string): string[] {
  const parts: string[] = [];
  let from = 0;
  let quoted = false;
  for (let at = 0; at < header.length; at += 1) {
    const character = header[at];
    if (character === '\\' && quoted) at += 1;
    else if (character === '"') quoted = !quoted;
    else if (character === ';' && !quoted && parts.length < 500) {
      parts.push(header.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(header.slice(from));
  return quoted && parts.length < 2 ? header.split(';') : parts;
}

const unquoted = (value: string): string => (value.startsWith('"') ? value.slice(1, value.endsWith('"') && value.length > 1 ? -1 : undefined).replace(/\\(["\\])/g, '$1') : value.replace(/\s*\([^()]*\)$/, ''));

/** Puts `name*0`, `name*1*`, … together again (RFC 2231) and decodes what is encoded by either standard. */
function joined(given: ReadonlyMap<string, string>, fallback: string | null): Record<string, string> {
  const out: Record<string, string> = {};
  const pieces = new Map<string, { at: number; encoded: boolean; value: string }[]>();
  for (const [key, value] of given) {
    const match = /^([^*]+)\*(?:(\d{1,3})(\*)?)?$/.exec(key);
    if (!match) {
      out[key] ??= decodeHeader(value, fallback);
      continue;
    }
    const list = pieces.get(match[1]!) ?? [];
    list.push({ at: Number(match[2] ?? 0), encoded: match[2] === undefined || match[3] === '*', value });
    pieces.set(match[1]!, list);
  }
  for (const [key, list] of pieces) out[key] = extended(list.toSorted((a, b) => a.at - b.at));
  return out;
}

function extended(list: readonly { encoded: boolean; value: string }[]): string {
  const head = /^([^']*)'[^']*'/.exec(list[0]!.encoded ? list[0]!.value : '');
  const bytes = list.map(({ encoded, value }, index) => {
    const text = index === 0 && head ? value.slice(head[0].length) : value;
    return Buffer.from(encoded ? text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text, 'latin1');
  });
  return decodeText(Buffer.concat(bytes), head?.[1] || null);
}
