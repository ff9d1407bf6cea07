// Makes a finding that the catalogue knows. Its family and level are the catalogue's, so that a site can change them as data.
import { meaningOf } from '../pack/shape.ts';
import type { Span } from '../text/span.ts';
import type { Finding } from './advice.ts';
import type { DeskSide } from './desk-side.ts';

export const made = (desk: DeskSide, rule: string, { start, end }: Span, values: Readonly<Record<string, string>> = {}, fix: Finding['fix'] = null): Finding => {
  // A variant (`acknowledgement-missing/our-fault`) is told in words of its own.
  const entry = desk.open.pack.replyCatalogue[meaningOf(rule)];
  return { start, end, rule, family: entry?.family ?? 'concreteness', level: entry?.level ?? 'hint', values: { words: desk.view.text.slice(start, end), ...values }, fix };
};

export const sentenceSpan = (desk: DeskSide, index: number): Span => {
  const sentence = desk.view.sentences.at(index) ?? { start: 0, end: 0 };
  return { start: sentence.start, end: sentence.end };
};
