// The words by which a contact is addressed, in the form and the case that a sentence wants. What is not safe is not guessed:
// the name then stands as it was given, and the writer is told.
import type { AddressForms } from './address-forms.ts';
import type { PersonName } from './person-name.ts';

/** null: no form can be made of what is known. */
export function addressOf(name: PersonName | null, forms: AddressForms): string | null {
  if (name === null) return null;
  for (const form of forms.forms) {
    const words = filled(form, name);
    if (words !== null) return words;
  }
  return name.full;
}

export function greetingOf(name: PersonName | null, forms: AddressForms): string {
  const address = addressOf(name, forms);
  return address === null ? forms.greeting.unnamed : forms.greeting.named.replace('{name}', () => address);
}

function filled(form: string, name: PersonName): string | null {
  let whole = true;
  const words = form.replace(/\{(given|patronymic|surname|full|title)\}/g, (_all, part: keyof PersonName) => {
    const value = name[part];
    if (value === null) whole = false;
    return value ?? '';
  });
  return whole ? words : null;
}

export type Cased = { readonly words: string; readonly safe: boolean };

/** The name by which one is addressed, in a case. `safe: false`: it could not be declined and stands as it is. */
export function declined(name: PersonName, wanted: string, forms: AddressForms): Cased {
  const address = addressOf(name, forms) ?? name.full;
  const place = forms.cases.indexOf(wanted);
  const parts = [name.given, name.patronymic].filter((part) => part !== null);
  // Only what is made of given name and patronymic is declined: surnames of many origins are not.
  if (place === -1 || parts.length === 0 || parts.join(' ') !== address) return { words: address, safe: false };
  const cased = parts.map((part) => inCase(part, place, forms));
  return cased.every((word) => word !== null) ? { words: cased.join(' '), safe: true } : { words: address, safe: false };
}

function inCase(word: string, place: number, forms: AddressForms): string | null {
  const gender = forms.given[word] ?? genderOfPatronymic(word, forms);
  if (gender === null) return null;
  const rules = forms.declension.filter((rule) => rule.gender === gender && (rule.whole ? rule.ending === word : word.toLowerCase().endsWith(rule.ending)));
  const best = rules.sort((one, other) => Number(other.whole) - Number(one.whole) || other.ending.length - one.ending.length)[0];
  const form = best?.forms[place];
  if (best === undefined || form === undefined) return null;
  return best.whole ? form : word.slice(0, word.length - best.ending.length) + form;
}

function genderOfPatronymic(word: string, forms: AddressForms): 'f' | 'm' | null {
  const ending = forms.patronymics.find((one) => word.toLowerCase().endsWith(one));
  return forms.declension.find((rule) => rule.ending === ending)?.gender ?? null;
}
