// Cuts a text into sentences, between words: marks decide, abbreviations and wrapped lines do not fool it.
import { caseOf, kind, kindOf } from './characters.ts';
import { wordKind } from './words.ts';
import type { Span } from './span.ts';
import type { Words } from './words.ts';

export type Sentence = Span & {
  /** Words `from` (inclusive) to `to` (exclusive). */
  readonly from: number;
  readonly to: number;
  readonly question: boolean;
  readonly exclaimed: boolean;
};

/** A mail program wraps near 72 characters; a line this long that goes on in small letters is one sentence. */
const wrappedLine = 50;

type Gap = { stop: boolean; fullStop: boolean; newlines: number; question: boolean; exclaimed: boolean; firstNewline: number; pointed: boolean; until: number };

const isQuestion = (unit: number): boolean => unit === 0x3f || unit === 0xff1f || unit === 0x61f;
const isExclamation = (unit: number): boolean => unit === 0x21 || unit === 0xff01;

const look = (text: string, from: number, to: number): Gap => {
  const gap: Gap = { stop: false, fullStop: false, newlines: 0, question: false, exclaimed: false, firstNewline: -1, pointed: false, until: from };
  for (let at = from; at < to; at += 1) {
    const unit = text.charCodeAt(at);
    const is = kindOf(unit);
    if (is === kind.newline) {
      // \r\n is one line end.
      if (!(unit === 0x0a && text.charCodeAt(at - 1) === 0x0d)) gap.newlines += 1;
      if (gap.firstNewline < 0) gap.firstNewline = at;
      continue;
    }
    if (is === kind.space) continue;
    if (gap.newlines === 0) gap.until = at + 1;
    if (is === kind.fullStop) gap.fullStop = true;
    if (is === kind.stop) {
      const next = at + 1 < text.length ? kindOf(text.charCodeAt(at + 1)) : kind.space;
      if (next !== kind.letter && next !== kind.digit) gap.stop = true;
      if (unit === 0x2e) gap.pointed = true;
      // ASCII ? and ! end a Chinese sentence though no space follows.
      if (unit !== 0x2e && next === kind.ideograph) gap.stop = true;
    }
    gap.question ||= isQuestion(unit);
    gap.exclaimed ||= isExclamation(unit);
  }
  return gap;
};

const isInitial = (text: string, words: Words, index: number): boolean =>
  words.start[index]! + 1 === words.end[index] && words.kind[index] === wordKind.word && caseOf(text.charCodeAt(words.start[index]!)) === 1;

/** "1." at the start of a line begins a list item. */
const isListNumber = (words: Words, index: number, lineStart: number): boolean =>
  words.kind[index] === wordKind.number && words.start[index]! - lineStart <= 3 && words.end[index]! - words.start[index]! <= 2;

const wraps = (text: string, words: Words, index: number, gap: Gap, lineStart: number): boolean => {
  if (gap.newlines !== 1 || index + 1 >= words.count) return false;
  const next = text.charCodeAt(words.start[index + 1]!);
  return gap.firstNewline - lineStart >= wrappedLine && caseOf(next) === 2;
};

const ends = (text: string, words: Words, index: number, gap: Gap, lineStart: number, abbreviations: ReadonlySet<string>): boolean => {
  if (gap.fullStop) return true;
  if (gap.newlines > 0 && !wraps(text, words, index, gap, lineStart)) return true;
  if (!gap.stop) return false;
  if (gap.question || gap.exclaimed || !gap.pointed) return true;
  const word = text.slice(words.start[index], words.end[index]).toLowerCase();
  return !(abbreviations.has(word) || isInitial(text, words, index) || isListNumber(words, index, lineStart));
};

/** Quotes and brackets that open the next sentence belong to it; marks that close belong to this one. */
export const cutSentences = (text: string, words: Words, abbreviations: ReadonlySet<string>): Sentence[] => {
  const sentences: Sentence[] = [];
  let from = 0;
  let lineStart = 0;
  let question = false;
  let exclaimed = false;
  for (let index = 0; index < words.count; index += 1) {
    const end = words.end[index]!;
    const next = index + 1 < words.count ? words.start[index + 1]! : text.length;
    const gap = look(text, end, next);
    question ||= gap.question;
    exclaimed ||= gap.exclaimed;
    if (index + 1 === words.count || ends(text, words, index, gap, lineStart, abbreviations)) {
      sentences.push({ start: words.start[from]!, end: Math.max(end, closingEnd(text, end, gap.until)), from, to: index + 1, question, exclaimed });
      from = index + 1;
      question = false;
      exclaimed = false;
    }
    if (gap.firstNewline >= 0) lineStart = next;
  }
  return sentences;
};

/** From the last word on, takes the marks that end the sentence and what closes it, not what opens the next one. */
const closingEnd = (text: string, from: number, until: number): number => {
  let end = from;
  for (let at = from; at < until; at += 1) {
    const is = kindOf(text.charCodeAt(at));
    if (is === kind.stop || is === kind.fullStop || is === kind.closing) end = at + 1;
    else if (is === kind.space || is === kind.pause || is === kind.dash || is === kind.invisible) continue;
    else break;
  }
  return end;
};
