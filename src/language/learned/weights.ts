// What was learned for one language, as it is stored and as it is used. One file a language: a header as JSON, then the numbers.
//   "ATTUNE W1", length of the header in bytes (little endian, 32 bits), header, then for the features of words: numbers (32 bits,
//   ascending), rarity (8 bits), weights (8 bits for each head); then for the findings: weights (8 bits for each head).
import { heads } from './heads.ts';

/** Probability of a score: 1 / (1 + e^-(slope * score + offset)), fitted on texts of authors that the score had not seen (Platt 1999). */
export type Sigmoid = { readonly slope: number; readonly offset: number };

/** What a head says of a score. A value of a list is told from `least` probability on; a value of a choice competes with `handicap` added. */
export type Judging = Sigmoid & { readonly bias: number; readonly least: number; readonly handicap: number };

export type Header = {
  readonly language: string;
  /** Raised when features, findings or heads change: weights of another version do not fit. */
  readonly version: number;
  readonly heads: readonly string[];
  readonly findings: readonly string[];
  readonly features: number;
  /** One step of the 8 bits, by head. */
  readonly wordStep: readonly number[];
  readonly findingStep: readonly number[];
  readonly judging: readonly Judging[];
  /** How sure the best of a choice is: temperature by field. */
  readonly temperature: Readonly<Record<string, number>>;
  /** Intensity of an emotion: offset, and its growth with the score. */
  readonly intensity: readonly [number, number];
};

export type Weights = Header & {
  readonly keys: Uint32Array;
  readonly rarity: Uint8Array;
  readonly words: Int8Array;
  readonly found: Int8Array;
};

export const weightsVersion = 1;
/** Rarity (idf) is stored in steps of this. */
export const rarityStep = 1 / 20;

const sign = 'ATTUNE W1';

/** The header in plain ASCII, so that a byte is a character wherever this runs. */
const toBytes = (text: string): Uint8Array => Uint8Array.from(text.replaceAll(/[^\x20-\x7e]/g, (unit) => String.raw`\u` + unit.charCodeAt(0).toString(16).padStart(4, '0')), (character) => character.charCodeAt(0));

const fromBytes = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
};

export const packWeights = ({ keys, rarity, words, found, ...header }: Weights): Uint8Array => {
  const json = toBytes(JSON.stringify(header));
  const bytes = new Uint8Array(sign.length + 4 + json.length + keys.length * 4 + rarity.length + words.length + found.length);
  const view = new DataView(bytes.buffer);
  bytes.set(toBytes(sign));
  let at = sign.length;
  view.setUint32(at, json.length, true);
  bytes.set(json, (at += 4));
  at += json.length;
  for (const key of keys) {
    view.setUint32(at, key, true);
    at += 4;
  }
  for (const part of [rarity, words, found]) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.length), at);
    at += part.length;
  }
  return bytes;
};

/** Raised with a sentence that says why weights cannot be used. */
export class UnusableWeights extends Error {}

export const unpackWeights = (bytes: Uint8Array): Weights => {
  if (bytes.length < sign.length + 4 || fromBytes(bytes.subarray(0, sign.length)) !== sign) throw new UnusableWeights('this is no file of learned weights');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = sign.length;
  const length = view.getUint32(at, true);
  at += 4;
  const header = JSON.parse(fromBytes(bytes.subarray(at, at + length))) as Header;
  at += length;
  if (header.version !== weightsVersion || header.heads.join() !== heads.join()) throw new UnusableWeights(`these weights were learned for another version of the engine: run "npm run train"`);
  const { features } = header;
  const expected = at + features * (5 + heads.length) + header.findings.length * heads.length;
  if (bytes.length !== expected) throw new UnusableWeights(`the file of learned weights has ${bytes.length} bytes instead of ${expected}: it was cut off`);
  const keys = new Uint32Array(features);
  for (let index = 0; index < features; index += 1) keys[index] = view.getUint32(at + index * 4, true);
  at += features * 4;
  // Copied: what is read from a file may be a window on a larger memory.
  const take = (count: number): Uint8Array => {
    const part = new Uint8Array(count);
    part.set(bytes.subarray(at, at + count));
    at += count;
    return part;
  };
  const rarity = take(features);
  const words = new Int8Array(take(features * heads.length).buffer);
  return { ...header, keys, rarity, words, found: new Int8Array(take(header.findings.length * heads.length).buffer) };
};
