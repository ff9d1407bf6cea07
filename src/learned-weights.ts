// Reads what was learned (languages/<code>/weights.bin, written by `npm run train`). A language without weights is read by its rules alone.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { unpackWeights } from './language/learned/weights.ts';
import { productLanguages } from './language-packs.ts';
import type { Weights } from './language/learned/weights.ts';

export const weightsFile = 'weights.bin';

const read = (path: string): Uint8Array | null => {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
};

/** @throws UnusableWeights where a file was cut off or belongs to another version of the engine: it came with the product and must fit */
export const loadLearnedWeights = (folder: string = productLanguages): Weights[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .flatMap((language) => {
      const bytes = read(join(folder, language, weightsFile));
      return bytes === null ? [] : [unpackWeights(bytes)];
    });
