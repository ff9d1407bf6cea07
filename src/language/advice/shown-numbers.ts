// Whole card and identity numbers in a draft, and placeholders that were not filled. Neither belongs to a language.
import { made } from './finding.ts';
import type { Finding } from './advice.ts';
import type { DeskSide } from './desk-side.ts';

/** Ideographs may stand right beside a number; letters beside it make it a code. */
const digitRun = /(?<!\d)(?<!(?!\p{Script=Han})\p{L})\d(?:[ -]?\d){12,18}[xX]?(?!\d)(?!(?!\p{Script=Han})\p{L})/gu;

/** ISO/IEC 7812: the check digit of payment cards. */
const isCard = (written: string, digits: string): boolean => {
  // Four groups of four are written as a card is, whatever the check digit says.
  if (/^\d{4}([ -])\d{4}\1\d{4}\1\d{4}$/.test(written)) return true;
  if (digits.length < 13 || digits.length > 19 || /^(\d)\1+$/.test(digits)) return false;
  let sum = 0;
  [...digits].toReversed().forEach((digit, index) => {
    const doubled = Number(digit) * (index % 2 === 1 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  });
  return sum % 10 === 0;
};

/** ISO 7064 MOD 11-2, as in 18-place resident identity numbers. */
const isIdentity = (text: string): boolean => {
  if (!/^\d{17}[\dX]$/.test(text)) return false;
  let sum = 0;
  for (let at = 0; at < 17; at += 1) sum += Number(text[at]) * (2 ** (17 - at) % 11);
  return '10X98765432'[sum % 11] === text[17];
};

export const numberFindings = (desk: DeskSide): Finding[] =>
  [...desk.view.text.matchAll(digitRun)].flatMap(({ 0: written, index }) => {
    const plain = written.replaceAll(/[ -]/g, '').toUpperCase();
    if (!isCard(written, plain) && !isIdentity(plain)) return [];
    const span = { start: index, end: index + written.length };
    return [made(desk, 'number-shown', span, { words: '' }, { ...span, text: `…${plain.slice(-4)}` })];
  });

const placeholder = /\{\{?[^{}\n]{1,40}\}\}?|\[[\p{L}_][\p{L}\p{N}_ .]{1,30}\](?!\()|<[\p{L}_][\p{L}\p{N}_ ]{1,30}>|%[A-Z_]{2,30}%|(?<![\p{L}\d])X{3,}(?![\p{L}\d])|_{4,}/gu;

export const placeholderFindings = (desk: DeskSide): Finding[] =>
  [...desk.view.text.matchAll(placeholder)].slice(0, 3).map(({ 0: written, index }) => made(desk, 'placeholder', { start: index, end: index + written.length }));
