// Bytes of a mail's text as characters: by the encoding that the sender named, unless the bytes themselves say otherwise.
import { TextDecoder } from 'node:util';
import { isReadable, likelier, readability } from './charset-guess.ts';
import { decodeHz, decodeIso2022Kr, decodeUtf7 } from './charset-rare.ts';

/** Names seen in real mail that the Encoding Standard does not know. */
const aliases: Readonly<Record<string, string>> = {
  'cp-1251': 'windows-1251', 'cp1251': 'windows-1251', 'win-1251': 'windows-1251', 'win1251': 'windows-1251', 'windows1251': 'windows-1251', 'cp-1252': 'windows-1252',
  'windows1252': 'windows-1252', 'ansi_x3.110-1983': 'windows-1252', 'koi8': 'koi8-r', 'koi8r': 'koi8-r', 'koi-8-r': 'koi8-r', 'koi8_r': 'koi8-r', 'koi8u': 'koi8-u',
  'cp-866': 'ibm866', 'x-cp866': 'ibm866', 'dos-866': 'ibm866', 'gb2312-80': 'gb18030', 'gb2312': 'gb18030', 'gbk': 'gb18030', 'x-gbk': 'gb18030', 'cp936': 'gb18030', 'cp-936': 'gb18030', 'ms936': 'gb18030',
  'euc-cn': 'gb18030', 'x-euc-cn': 'gb18030', 'gb_2312-80': 'gb18030', 'gb18030-2000': 'gb18030', 'cp950': 'big5', 'big-5': 'big5', 'big5-eten': 'big5', 'big5hkscs': 'big5', 'cp949': 'euc-kr', 'ms949': 'euc-kr', 'uhc': 'euc-kr',
  'cp932': 'shift_jis', 'shiftjis': 'shift_jis', 'utf8mb4': 'utf-8', 'utf_8': 'utf-8', 'utf-8n': 'utf-8', 'unicode': 'utf-16le', 'ucs-2': 'utf-16le', 'iso8859-5': 'iso-8859-5',
  'iso-2022-jp-1': 'iso-2022-jp', 'iso-2022-jp-2': 'iso-2022-jp', 'iso-2022-jp-ms': 'iso-2022-jp', 'cp50220': 'iso-2022-jp', 'cp50221': 'iso-2022-jp', 'iso-8859-1-windows-3.1-latin-1': 'windows-1252',
};

const rare: Readonly<Record<string, (bytes: Uint8Array) => string>> = {
  'utf-7': decodeUtf7, 'unicode-1-1-utf-7': decodeUtf7, 'x-unicode-2-0-utf-7': decodeUtf7, 'utf7': decodeUtf7,
  'iso-2022-kr': decodeIso2022Kr, 'hz-gb-2312': decodeHz, 'hz': decodeHz,
};

/** Encodings in which any byte means something, so that a wrong label never shows as an error. */
const permissive = /^(windows-125[0-8]|iso-8859-\d+|koi8-[ru]|ibm866|x-mac-cyrillic|macintosh|x-user-defined)$/;

/** Text of the bytes. Never throws: what cannot be decoded becomes U+FFFD. */
export function decodeText(bytes: Uint8Array, label: string | null): string {
  return clean(decode(bytes, (label ?? '').trim().toLowerCase().replace(/^["']+|["';]+$/g, '')));
}

function decode(bytes: Uint8Array, name: string): string {
  const special = rare[name];
  if (special) return special(bytes);
  if (isAscii(bytes)) return /^(iso-2022-jp|utf-16|ucs-2|unicode$)/.test(aliases[name] ?? name) ? byLabel(bytes, name) : ascii(bytes);
  // Many programs write a label by habit and UTF-8 in the body; other encodings hardly ever form valid UTF-8 by chance.
  const utf8 = strictly(bytes, 'utf-8');
  if (utf8 !== null && !name.startsWith('utf-16')) return utf8;
  const decoder = decoderOf(name);
  if (!decoder) return guess(bytes) ?? decoderOf('utf-8')!.decode(bytes);
  if (decoder.encoding === 'utf-8') return damagedUtf8(bytes, decoder.decode(bytes));
  const named = decoder.decode(bytes);
  if (permissive.test(decoder.encoding)) return likelier(bytes, named, decoder.encoding);
  return isReadable(named) ? named : best([named, guess(bytes)]);
}

/** Bytes that are said to be UTF-8 and are not: mostly UTF-8 with a few bytes lost on the way, or another encoding altogether. */
function damagedUtf8(bytes: Uint8Array, decoded: string): string {
  let lost = 0;
  let whole = 0;
  for (const character of decoded) {
    if (character === '\ufffd') lost += 1;
    else if (character > '\u007f') whole += 1;
  }
  if (lost <= whole) return decoded;
  const other = guess(bytes);
  return other !== null && readability(other) > 0.4 ? other : decoded;
}

const best = (readings: readonly (string | null)[]): string => readings.filter((one) => one !== null).sort((a, b) => readability(b) - readability(a))[0] ?? '';

/** For bytes without a usable label: the reading that looks most like words; null when none does. */
function guess(bytes: Uint8Array): string | null {
  const readings = ['gb18030', 'big5', 'euc-kr', 'shift_jis', 'euc-jp', 'windows-1251', 'koi8-r', 'ibm866', 'windows-1252'].map((name) => strictly(bytes, name));
  return readings.some((reading) => reading !== null) ? best(readings) : null;
}

const decoders = new Map<string, TextDecoder | null>();

function decoderOf(name: string): TextDecoder | null {
  const known = decoders.get(name);
  if (known !== undefined) return known;
  let decoder: TextDecoder | null = null;
  try {
    decoder = new TextDecoder(aliases[name] ?? name, { ignoreBOM: false });
  } catch {
    decoder = null;
  }
  if (decoders.size < 500) decoders.set(name, decoder);
  return decoder;
}

function strictly(bytes: Uint8Array, name: string): string | null {
  try {
    return new TextDecoder(name, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

const byLabel = (bytes: Uint8Array, name: string): string => decoderOf(name)?.decode(bytes) ?? ascii(bytes);
const ascii = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

export function isAscii(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at += 1) if (bytes[at]! > 127) return false;
  return true;
}

/** No NUL (a database text cannot hold it) and no half of a surrogate pair. */
export const clean = (text: string): string => (text.includes('\0') ? text.replaceAll('\0', '') : text).toWellFormed();
