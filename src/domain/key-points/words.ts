// The key points as words for the customer, in their language: to be looked through and sent by a person.
import type { AddressForms } from '../template/address-forms.ts';
import { dueWords } from '../template/due-words.ts';
import type { KeyPoints } from './key-points.ts';

/** Which points are meant: every one that is not named here. */
export type Left = ReadonlySet<string>;

export const pointKey = {
  problem: 'problem', mood: 'mood',
  ask: (index: number) => `ask ${index}`,
  fact: (index: number) => `fact ${index}`,
  promise: (index: number) => `promise ${index}`,
} as const;

/** How somebody feels is not written back to them: it would read like a diagnosis. */
export function pointsForCustomer(points: KeyPoints, left: Left, { forms, now, timeZone }: { readonly forms: AddressForms; readonly now: string; readonly timeZone: string }): string {
  const words = forms.recap;
  const quote = (text: string) => put(words.quote, text.replace(/[.。]$/u, ''));
  const facts = points.facts.filter((_fact, index) => !left.has(pointKey.fact(index))).map((fact) => named(fact, forms));
  const asks = points.asks.flatMap((ask, index) => (left.has(pointKey.ask(index)) ? [] : [ask]));
  const lines = [
    ...(points.problem && !left.has(pointKey.problem) ? [put(words.problem, quote(points.problem.text))] : []),
    ...asks.filter((ask) => ask.answered).map((ask) => put(words.asked, quote(ask.text))),
    ...(facts.length > 0 ? [put(words.told, facts.join(words.comma), '{facts}')] : []),
    ...points.promises.flatMap((promise, index) => {
      if (left.has(pointKey.promise(index))) return [];
      const line = promise.due === null || promise.missed ? words.promised : put(words.promisedBy, dueWords(promise.due, now, timeZone, forms), '{due}');
      return [put(line, quote(promise.promise))];
    }),
    ...asks.filter((ask) => !ask.answered).map((ask) => put(words.open, quote(ask.text))),
  ];
  return lines.length === 0 ? '' : [words.opening, ...lines.map((line) => `- ${line}`), '', words.closing].join('\n');
}

/** A bare number says little; a sum or a day speaks for itself. */
function named({ kind, text }: KeyPoints['facts'][number], forms: AddressForms): string {
  const name = kind === 'order' ? forms.missing['order'] : undefined;
  return name === undefined ? text : `${name} ${text}`;
}

/** As it is: a dollar sign in the customer's words is no command. */
function put(phrase: string, words: string, place = '{words}'): string {
  return phrase.replace(place, () => words);
}
