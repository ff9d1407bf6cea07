// The labelled messages of a language in one part of its corpus, as they stand: `npm run languages` has checked them.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { productLanguages } from '../src/language-packs.ts';

/** Labelled with everything, and labelled with what is felt and wanted but without places in the text. */
export const messageFiles = ['messages.jsonl', 'feelings.jsonl'] as const;

export type CorpusLine = { readonly id: string; readonly author: string; readonly text: string; readonly now: string; readonly gold: unknown };

export const corpusFolder = (language: string, part: string): string => join(productLanguages, language, 'corpus', part);

export const corpusLines = (language: string, part: string): readonly CorpusLine[] =>
  messageFiles
    .map((name) => join(corpusFolder(language, part), name))
    .filter((path) => existsSync(path))
    .flatMap((path) => readFileSync(path, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as CorpusLine));
