// What words mean the same (`languages/concepts.yaml` and `languages/<code>/concepts.yaml`): is every phrase readable, and every concept known?
// Part of `npm run languages` and of the check.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { compilePack } from '../src/language/pack/compile.ts';
import { NotationError, parsePhrase } from '../src/language/pack/notation.ts';
import { grammarOf } from '../src/language/pack/open.ts';
import { builtInLists } from '../src/language/find/phrase-index.ts';
import type { PackFiles } from '../src/language/pack/compile.ts';
import type { Grammar } from '../src/language/text/view.ts';

const listsIn = /\{([a-z-]+)\}/g;

const faultOf = (phrase: string, grammar: Grammar, lists: ReadonlySet<string>): string | null => {
  const unknown = [...phrase.matchAll(listsIn)].map(([, name]) => name!).find((name) => !lists.has(name));
  if (unknown !== undefined) return `there is no list {${unknown}}`;
  try {
    parsePhrase(phrase, grammar);
    return null;
  } catch (error) {
    if (error instanceof NotationError) return error.message;
    throw error;
  }
};

/** Each with its line, counted from one. */
const linesOf = (text: string): readonly (readonly [number, string])[] => text.split('\n').map((line, index) => [index + 1, line] as const);

export type Concepts = { readonly concepts: number; readonly phrases: number; readonly problems: readonly string[] };

/** @param root the folder of all languages */
export function checkConcepts(language: string, root: string, files: PackFiles): Concepts | null {
  const path = join(root, language, 'concepts.yaml');
  if (!existsSync(path)) return null;
  const text = readFileSync(path, 'utf8');
  const known = new Set(Object.keys(parse(readFileSync(join(root, 'concepts.yaml'), 'utf8')) as Record<string, string>));
  const { pack } = compilePack(language, files);
  const [grammar, lists] = [grammarOf(pack), new Set<string>([...builtInLists, ...Object.keys(pack.lists)])];
  const problems: string[] = [];
  const say = (line: number, what: string): void => void problems.push(`${language}/concepts.yaml:${line}  ${what}`);
  const seen = new Set<string>();
  const own = new Set<string>();
  let phrases = 0;
  for (const [line, written] of linesOf(text)) {
    const concept = /^([a-z][a-z-]*): \|$/.exec(written)?.[1];
    if (concept !== undefined) {
      if (!known.has(concept)) say(line, `"${concept}" is not named in languages/concepts.yaml`);
      if (seen.has(concept)) say(line, `"${concept}" stands here twice`);
      seen.add(concept);
      own.clear();
      continue;
    }
    const phrase = written.trim();
    if (phrase === '' || phrase.startsWith('# ')) continue;
    phrases += 1;
    const fault = own.has(phrase.toLowerCase()) ? 'stands twice in its concept' : faultOf(phrase, grammar, lists);
    if (fault !== null) say(line, `"${phrase}": ${fault}`);
    own.add(phrase.toLowerCase());
  }
  for (const concept of known) if (!seen.has(concept)) problems.push(`${language}/concepts.yaml  has no words for "${concept}"`);
  return { concepts: seen.size, phrases, problems };
}
