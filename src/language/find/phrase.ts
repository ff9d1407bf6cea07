// phrase: any of these words, unless something around them says otherwise.
import { matchesOf, overlaps, sentenceAt } from './look.ts';
import type { Look, OpenRule } from './look.ts';
import type { Match } from './phrase-index.ts';

/** How many words may stand between a negation and what it negates. */
const negationReach = 3;

const sameClause = (look: Look, from: number, to: number): boolean => {
  for (let word = from + 1; word <= to; word += 1) if (look.view.words.afterPause[word]) return false;
  return true;
};

const negated = (look: Look, match: Match): boolean => {
  const sentence = sentenceAt(look.view, match.from);
  for (const negation of look.negations) {
    if (negation.from >= match.from) break;
    if (negation.to > match.from) continue;
    if (match.from - negation.to <= negationReach && sentenceAt(look.view, negation.from) === sentence && sameClause(look, negation.to - 1, match.from)) return true;
  }
  return false;
};

/** "My neighbour says that he is furious" is not the writer's fury. */
const reported = (look: Look, match: Match): boolean => {
  const sentence = sentenceAt(look.view, match.from);
  return look.reported.some((one) => one.from < match.from && sentenceAt(look.view, one.from) === sentence);
};

const spared = (look: Look, open: OpenRule, match: Match): boolean => {
  if (matchesOf(look, open.unless).some((one) => overlaps(one, match))) return true;
  if (open.rule.negated !== 'kept' && (negated(look, match) || reported(look, match))) return true;
  if (open.near < 0) return false;
  const sentence = sentenceAt(look.view, match.from);
  const reach = open.rule.reach ?? 'sentence';
  return matchesOf(look, open.near).some((one) => {
    if (reach === 'text') return true;
    const other = sentenceAt(look.view, one.from);
    return other === sentence || (reach === 'next' && other > sentence && other - sentence <= 2);
  });
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
