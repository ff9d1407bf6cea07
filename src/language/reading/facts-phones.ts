// Telephone numbers. A reader that knows the numbering plans is given from outside; without one only the plain cases are taken.
import { hasDigits } from '../text/characters.ts';
import type { Fact } from './reading.ts';

/** Answers E.164, or null when this is no number of any plan. */
export type PhoneReader = (written: string, country: string | null) => string | null;

/** Bounded, so that a long row of digits stays linear. */
const candidate = /(?<![\d+@/#№-])(?<!(?!\p{Script=Han})\p{L})(?:\+|00)?\(?\d[\d ().\-\u00a0]{6,18}\d(?![\d@])(?!(?!\p{Script=Han})\p{L})/gu;
const fewestDigits = 7;
const datelike = /^\d{4}[-./]\d{1,2}[-./]\d{1,2}|^\d{1,2}[./]\d{1,2}[./]\d{2,4}/;

const plain = (written: string): string | null => {
  const digits = written.replaceAll(/\D/g, '');
  return written.startsWith('+') && digits.length >= 8 && digits.length <= 15 ? `+${digits}` : null;
};

export const findPhones = (text: string, country: string | null, read: PhoneReader | null): Fact[] => {
  const found: Fact[] = [];
  if (!hasDigits(text, fewestDigits)) return found;
  for (const { 0: written, index } of text.matchAll(candidate)) {
    const digits = written.replaceAll(/\D/g, '').length;
    if (digits < fewestDigits || digits > 15 || datelike.test(written)) continue;
    const value = read ? read(written, country) : plain(written);
    if (value !== null) found.push({ kind: 'phone', start: index, end: index + written.length, value });
  }
  return found;
};
