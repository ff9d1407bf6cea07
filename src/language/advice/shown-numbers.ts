// Whole card and identity numbers in a draft, and placeholders that were not filled. Neither belongs to a language.
import { made } from './finding.ts';
import type { Finding } from './advice.ts';
import type { DeskSide } from './desk-side.ts';

/** Ideographs may stand right beside a number; letters beside it make it a code. */
const digitRun = /(?<!\d)(?<!(?!\p{Script=Han})\p{L})\d(?:[ -]?\d){12,18}[xX]?(?!\d)(?!(?!\p{Script=Han})\p{L})/gu;

/** Four groups of four, and what is left, are written as a card is, whatever the check digit says. */
const inFours = /^\d{4}([ -])\d{4}\1\d{4}\1\d{4}(?:\1\d{1,3})?$/;

/** ISO/IEC 7812: the check digit of payment cards. */
const isCard = (written: string, digits: string): boolean => {
  if (inFours.test(written)) return true;
  if (digits.length < 13 || digits.length > 19 || /^(\d)\1+$/.test(digits)) return false;
  let sum = 0;
  [...digits].toReversed().forEach((digit, index) => {
    const doubled = Number(digit) * (index % 2 === 1 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  });
  return sum % 10 === 0;
};

/** 18 places with a day of birth from the seventh on, as resident identity numbers have; a slip in the check digit leaves it one. */
const isIdentity = (digits: string): boolean => /^[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]$/.test(digits);

const plainOf = (written: string): string => written.replaceAll(/[^\p{L}\p{N}]/gu, '').toUpperCase();

/**
 * Written so by one country for one person or account, in letters and digits: IBAN (ISO 13616), the Italian tax code, the British National Insurance
 * number, the American social security number.
 */
const personal = /(?<![\p{L}\d])(?:[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){3,7}(?: ?[A-Z\d]{1,3})?|[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]|[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]|\d{3}-\d{2}-\d{4})(?![\p{L}\d])/gu;

/** Digits that a word before them says to be of a passport or a card: "passport 45 08 117722". */
const introduced = /^[^\p{L}\p{N}.;!?\n]{0,4}(?:\p{L}{1,5}[ .:]{0,2})?[№#:： ]{0,3}((?:\p{Lu}{1,2})?\d(?:[ -]?№?[ ]?\d){4,18}[\p{Lu}xX]{0,2})(?![\d.,:/-]?\d)/u;
/** A passport has seven signs at least; five digits and four letters are none the shorter. */
const fewestSigns = 7;
const day = /^\d{1,4}-\d{1,2}-\d{1,4}$/;
const reach = 48;

const introducedNumbers = ({ hits, view }: DeskSide): { start: number; written: string }[] =>
  hits.of('identity-word').flatMap(({ end }) => {
    const found = introduced.exec(view.text.slice(end, end + reach));
    const written = found?.[1];
    if (found === null || written === undefined || day.test(written) || plainOf(written).length < fewestSigns) return [];
    return [{ start: end + found.index + found[0].length - written.length, written }];
  });

export const numberFindings = (desk: DeskSide): Finding[] => {
  const { text } = desk.view;
  // A language may have a word for the last digits; three dots are read in any.
  const [before = '…'] = desk.open.pack.lists['last-digits'] ?? [];
  const digits = [...text.matchAll(digitRun)].flatMap(({ 0: written, index }) => (isCard(written, plainOf(written)) || isIdentity(plainOf(written)) ? [{ start: index, written }] : []));
  const known = [...digits, ...[...text.matchAll(personal)].map(({ 0: written, index }) => ({ start: index, written }))];
  const starts = new Set(known.map(({ start }) => start));
  return [...known, ...introducedNumbers(desk).filter(({ start }) => !starts.has(start))].map(({ start, written }) => {
    const span = { start, end: start + written.length };
    return made(desk, 'number-shown', span, { words: '' }, { ...span, text: `${before}${plainOf(written).slice(-4)}` });
  });
};

const placeholder = /\{\{?[^{}\n]{1,40}\}\}?|\[[\p{L}_][\p{L}\p{N}_ .]{1,30}\](?!\()|<[\p{L}_][\p{L}\p{N}_ ]{1,30}>|%[A-Z_]{2,30}%|(?<![\p{L}\d])X{3,}(?![\p{L}\d])|_{4,}/gu;

export const placeholderFindings = (desk: DeskSide): Finding[] =>
  [...desk.view.text.matchAll(placeholder)].slice(0, 3).map(({ 0: written, index }) => made(desk, 'placeholder', { start: index, end: index + written.length }));
