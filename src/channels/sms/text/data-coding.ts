// What the octets of a short message mean: the data coding of SMPP 3.4 (5.2.19) and of GSM (3GPP TS 23.038, 4), which it carries along.
import { decodeGsm7 } from './gsm-7.ts';

/** `uncertain`: the vendor did not say unmistakably which letters these are. */
export type Decoded = { readonly text: string; readonly uncertain: boolean } | { readonly binary: Uint8Array };

/** By SMPP's own numbers, where they name an alphabet that is not GSM's. */
const charsets: ReadonlyMap<number, string> = new Map([[3, 'windows-1252'], [5, 'shift_jis'], [6, 'iso-8859-5'], [7, 'iso-8859-8'], [10, 'iso-2022-jp'], [13, 'euc-jp'], [14, 'euc-kr']]);

export type Alphabet = 'gsm-7' | 'ucs-2' | 'binary' | 'ascii' | { readonly charset: string } | 'unknown';

export function alphabetOf(coding: number): Alphabet {
  if (coding === 0) return 'gsm-7';
  if (coding === 1) return 'ascii';
  if (coding === 2 || coding === 4) return 'binary';
  if (coding === 8) return 'ucs-2';
  const charset = charsets.get(coding);
  if (charset !== undefined) return { charset };
  if (coding >= 0xf0) return (coding & 0x04) === 0 ? 'gsm-7' : 'binary';
  if (coding >= 0xe0) return 'ucs-2';
  if (coding >= 0xc0) return 'gsm-7';
  // General groups with a message class: bits 3 and 2 name the alphabet.
  if (coding >= 0x10 && coding < 0x80) return (['gsm-7', 'binary', 'ucs-2', 'unknown'] as const)[(coding >> 2) & 3]!;
  return 'unknown';
}

export function decode(octets: Uint8Array, coding: number): Decoded {
  const alphabet = alphabetOf(coding);
  if (alphabet === 'binary') return { binary: octets };
  if (alphabet === 'gsm-7') return { text: decodeGsm7(octets), uncertain: octets.some((octet) => octet > 0x7f) };
  if (alphabet === 'ucs-2') return { text: decodeUcs2(octets), uncertain: octets.length % 2 === 1 };
  if (alphabet === 'ascii') return { text: text(octets, 'windows-1252'), uncertain: octets.some((octet) => octet > 0x7f) };
  if (alphabet === 'unknown') return { text: text(octets, 'windows-1252'), uncertain: true };
  return { text: text(octets, alphabet.charset), uncertain: !['windows-1252', 'iso-8859-5', 'iso-8859-8'].includes(alphabet.charset) };
}

/** Phones write UTF-16 where the standard says UCS-2: pairs are letters beyond the first plane. */
function decodeUcs2(octets: Uint8Array): string {
  return text(octets.subarray(0, octets.length - (octets.length % 2)), 'utf-16be');
}

const text = (octets: Uint8Array, charset: string): string => new TextDecoder(charset, { ignoreBOM: true }).decode(octets);
