// What the language engine is given from outside on a server: recognising languages that no pack knows, and numbering plans.
// The smallest of eld's models: it holds 40 MB where the largest holds half a gigabyte, and packs decide the languages that matter.
import { eld } from 'eld/extrasmall';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { CountryCode } from 'libphonenumber-js/min';
import type { Capabilities } from './language/engine.ts';

export function languageCapabilities(): Capabilities {
  return {
    detect: (text) => {
      const result = eld.detect(text);
      if (!result.language) return null;
      return { code: result.language, confidence: Math.min(0.99, Math.max(result.getScores()[result.language] ?? 0, result.isReliable() ? 0.6 : 0)) };
    },
    phones: (written, country) => {
      const number = parsePhoneNumberFromString(written, (country ?? undefined) as CountryCode | undefined);
      return number?.isValid() ? number.number : null;
    },
  };
}
