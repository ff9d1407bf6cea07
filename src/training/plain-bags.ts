// What a text is to anybody's first model: words and pairs of them, and pieces of two to five characters within what stands between spaces.
// Ours has to stand beside a linear model on these.
import type { Bag } from './bags.ts';

/** Two letters or more; where words are not spaced, a character is one. */
const word = /\p{Script=Han}|[\p{L}\p{N}_]{2,}/gu;

const [shortest, longest] = [2, 5];

/** Text → bag; the same piece is the same number for every text that goes through it. */
export const plainBags = (): ((text: string) => Bag) => {
  const numbers = new Map<string, number>();
  const numberOf = (piece: string): number => {
    const known = numbers.get(piece);
    if (known !== undefined) return known;
    numbers.set(piece, numbers.size);
    return numbers.size - 1;
  };
  return (text) => {
    const small = text.toLowerCase();
    const words = small.match(word) ?? [];
    const pieces: number[] = [];
    for (const part of small.split(/\s+/)) {
      const padded = ` ${part} `;
      for (let length = shortest; length <= longest; length += 1) {
        for (let at = 0; at + length <= padded.length; at += 1) pieces.push(numberOf(`p${padded.slice(at, at + length)}`));
      }
    }
    return [Uint32Array.from([...words.map((one) => numberOf(`w${one}`)), ...words.slice(1).map((one, index) => numberOf(`w${words[index]!} ${one}`))]), Uint32Array.from(pieces)];
  };
};
