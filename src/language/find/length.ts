// length: a sentence, paragraph or text that is longer than a reader can carry.
import { wordKind } from '../text/words.ts';
import type { Look, OpenRule } from './look.ts';
import type { Match } from './phrase-index.ts';
import type { View } from '../text/view.ts';

const paragraphs = (view: View): Match[] => {
  const found: Match[] = [];
  let from = 0;
  view.sentences.forEach((sentence, index) => {
    const next = view.sentences[index + 1];
    if (next !== undefined && !/\n\s*\n/.test(view.text.slice(sentence.end, next.start))) return;
    found.push({ from, to: sentence.to });
    from = sentence.to;
  });
  return found;
};

export const pieces = (view: View, per: 'sentence' | 'paragraph' | 'text'): readonly Match[] => {
  if (per === 'sentence') return view.sentences;
  if (per === 'paragraph') return paragraphs(view);
  return view.words.count === 0 ? [] : [{ from: 0, to: view.words.count }];
};

const size = (view: View, piece: Match, unit: 'words' | 'characters'): number => {
  let count = 0;
  for (let word = piece.from; word < piece.to; word += 1) {
    if (view.words.kind[word] === wordKind.emoji) continue;
    count += unit === 'words' ? 1 : view.words.end[word]! - view.words.start[word]!;
  }
  return count;
};

export const findLong = (look: Look, open: OpenRule): Match[] => {
  const { per = 'sentence', unit = 'words', most = Number.POSITIVE_INFINITY } = open.rule;
  return pieces(look.view, per)
    .filter((piece) => size(look.view, piece, unit) > most)
    .map(({ from, to }) => ({ from, to }));
};
