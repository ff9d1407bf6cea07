// languages/<code>/fairness.yaml: words that must not change how a message is read, by kind of change.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { productLanguages } from '../src/language-packs.ts';
import type { Swaps } from '../src/evaluation/flips.ts';

/** Each line "this = that" of each block. */
export const swapsOf = (language: string): Swaps => {
  const path = join(productLanguages, language, 'fairness.yaml');
  if (!existsSync(path)) return {};
  const blocks = parse(readFileSync(path, 'utf8')) as Readonly<Record<string, string>>;
  return Object.fromEntries(Object.entries(blocks).map(([kind, block]) => [kind, block.trim().split('\n').map((line): readonly [string, string] => {
    const [from = '', to = ''] = line.split(' = ');
    return [from.trim(), to.trim()];
  })]));
};
