// What the language engine is given from outside on a server: recognising languages that no pack knows, and numbering plans.
// The smallest of eld's models: it holds 40 MB where the largest holds half a gigabyte, and packs decide the languages that matter.
import { eld } from 'eld/extrasmall';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { CountryCode } from 'libphonenumber-js/min';
import type { Capabilities } from './language/engine.ts';

/** (415) 555-0138: nobody but North America writes a number so. */
const northAmerican = /^(?:\+?1[ .-])?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}$/;

/** Where a number at home is written with a nought before it: without one it is a number of another plan. */
const noughtBefore: ReadonlySet<string> = new Set(['GB', 'AU', 'IE', 'NZ', 'ZA']);

/** Plans that keep numbers free for stories and examples (07700 900…, 555-01…): what has their shape is taken though nobody has it. */
const looseIn: ReadonlySet<string> = new Set(['GB', 'US']);

/** @param countries in which a language is spoken, the likeliest first, with spaces between */
const readPhone = (written: string, countries: string | null): string | null => {
  const spoken = (countries ?? '').split(' ').filter(Boolean) as CountryCode[];
  if (written.startsWith('+') || spoken.length === 0) {
    const number = parsePhoneNumberFromString(written);
    return number?.isPossible() ? number.number : null;
  }
  const ordered: readonly CountryCode[] = northAmerican.test(written) && spoken.includes('US') ? ['US', ...spoken] : spoken;
  for (const country of ordered) {
    if (noughtBefore.has(country) ? !written.startsWith('0') : country === 'US' && !northAmerican.test(written)) continue;
    const number = parsePhoneNumberFromString(written, country);
    if (number?.isValid() || (country === ordered[0] && looseIn.has(country) && number?.isPossible() && number.nationalNumber.length === 10)) return number.number;
  }
  return null;
};

export function languageCapabilities(): Capabilities {
  return {
    detect: (text) => {
      const result = eld.detect(text);
      if (!result.language) return null;
      return { code: result.language, confidence: Math.min(0.99, Math.max(result.getScores()[result.language] ?? 0, result.isReliable() ? 0.6 : 0)) };
    },
    phones: readPhone,
  };
}
