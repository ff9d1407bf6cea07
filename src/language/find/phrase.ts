// phrase: any of these words, unless something around them says otherwise.
import { beginsIn, firstFrom, matchesOf, overlapsAny, sentenceAt } from './look.ts';
import type { Look, OpenRule } from './look.ts';
import type { Match } from './phrase-index.ts';

/** How many words may stand between a negation and what it negates. */
const negationReach = 3;

const sameClause = (look: Look, from: number, to: number): boolean => {
  for (let word = from + 1; word <= to; word += 1) if (look.view.words.afterPause[word]) return false;
  return true;
};

/** The nearest negation that ends before the match. */
const negated = (look: Look, match: Match): boolean => {
  let index = firstFrom(look.negations, match.from) - 1;
  while (index >= 0 && look.negations[index]!.to > match.from) index -= 1;
  const negation = look.negations[index];
  if (negation === undefined || match.from - negation.to > negationReach) return false;
  return sentenceAt(look.view, negation.from) === sentenceAt(look.view, match.from) && sameClause(look, negation.to - 1, match.from);
};

/** "My neighbour says that he is furious" is not the writer's fury. */
const reported = (look: Look, match: Match): boolean => beginsIn(look.reported, look.view.sentences[sentenceAt(look.view, match.from)]!.from, match.from);

const nearby = (look: Look, open: OpenRule, match: Match): boolean => {
  const near = matchesOf(look, open.near);
  const { sentences } = look.view;
  const index = sentenceAt(look.view, match.from);
  switch (open.rule.reach) {
    case 'text':
      return near.length > 0;
    case 'next':
      return beginsIn(near, sentences[index]!.from, sentences[Math.min(index + 2, sentences.length - 1)]!.to);
    default:
      return beginsIn(near, sentences[index]!.from, sentences[index]!.to);
  }
};

const spared = (look: Look, open: OpenRule, match: Match): boolean => {
  if (overlapsAny(matchesOf(look, open.unless), match)) return true;
  if (open.rule.negated !== 'kept' && (negated(look, match) || reported(look, match))) return true;
  return open.near >= 0 && nearby(look, open, match);
};

const placed = (look: Look, open: OpenRule, match: Match): boolean => {
  const { view } = look;
  const index = sentenceAt(view, match.from);
  const sentence = view.sentences[index]!;
  if (open.rule.in !== undefined && sentence.question !== (open.rule.in === 'question')) return false;
  switch (open.rule.at) {
    case 'start':
      return index <= 1;
    case 'end':
      return view.sentences.length - index <= 2;
    case 'clause-end':
      return match.to === sentence.to || view.words.afterPause[match.to] === true;
    case 'alone':
      return match.from === sentence.from && match.to === sentence.to;
    default:
      return true;
  }
};

export const findPhrases = (look: Look, open: OpenRule): Match[] => matchesOf(look, open.any).filter((match) => placed(look, open, match) && !spared(look, open, match));
