// How a text is cut into short messages: 160 letters of the GSM alphabet or 70 of any script in one, 153 or 67 in each of several,
// because a header of six octets then says how they belong together (3GPP TS 23.040, 9.2.3.24.1).
import { isGsm7, septetsOf } from './gsm-7.ts';

export type Coding = 'gsm-7' | 'ucs-2';
/** `parts` are the octets of each without a header; `left` is what still fits into the last, in units of the coding. */
export type Cut = { readonly coding: Coding; readonly parts: readonly Uint8Array[]; readonly left: number };

type Room = { readonly alone: number; readonly inSeveral: number };
const room: Readonly<Record<Coding, Room>> = { 'gsm-7': { alone: 160, inSeveral: 153 }, 'ucs-2': { alone: 70, inSeveral: 67 } };

/** A letter takes one unit or two, and its two are never parted: neither an escape from its letter, nor half of a surrogate pair. */
type Letter = { readonly units: number; readonly octets: readonly number[] };

export function cut(text: string): Cut {
  const coding: Coding = isGsm7(text) ? 'gsm-7' : 'ucs-2';
  const { alone, inSeveral } = room[coding];
  const all = [...text].map((letter) => (coding === 'gsm-7' ? gsmLetter(letter) : ucsLetter(letter)));
  const units = all.reduce((sum, letter) => sum + letter.units, 0);
  if (units <= alone) return { coding, parts: units === 0 ? [] : [octetsOf(all)], left: alone - units };
  const parts = pack(all, inSeveral);
  const last = parts.at(-1)!.reduce((sum, letter) => sum + letter.units, 0);
  return { coding, parts: parts.map(octetsOf), left: inSeveral - last };
}

/** All of it in one piece, for centres that cut by themselves. */
export function whole(cutText: Cut): Uint8Array {
  return Buffer.concat(cutText.parts);
}

/** The header that leads to its place in the message: `reference` is the same in all parts, `index` begins with 1. */
export function withHeader(part: Uint8Array, reference: number, total: number, index: number): Uint8Array {
  return Uint8Array.from([5, 0, 3, reference & 0xff, total, index, ...part]);
}

function pack(all: readonly Letter[], most: number): readonly (readonly Letter[])[] {
  const parts: Letter[][] = [[]];
  let used = 0;
  for (const letter of all) {
    if (used + letter.units > most) {
      parts.push([]);
      used = 0;
    }
    parts.at(-1)!.push(letter);
    used += letter.units;
  }
  return parts;
}

function gsmLetter(letter: string): Letter {
  const octets = septetsOf(letter)!;
  return { units: octets.length, octets };
}

function ucsLetter(letter: string): Letter {
  const units = Array.from({ length: letter.length }, (_, at) => letter.charCodeAt(at));
  return { units: units.length, octets: units.flatMap((unit) => [unit >> 8, unit & 0xff]) };
}

const octetsOf = (letters: readonly Letter[]): Uint8Array => Uint8Array.from(letters.flatMap((letter) => letter.octets));
