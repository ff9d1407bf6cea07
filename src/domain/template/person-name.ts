// A contact's name as it was given to us, taken apart as far as that is safe.
import type { AddressForms } from './address-forms.ts';

export type PersonName = {
  readonly full: string;
  readonly given: string | null;
  readonly patronymic: string | null;
  readonly surname: string | null;
  readonly title: string | null;
};

const most = 60;

/** null: it is no person's name that one could write in a letter (a login, an address, a mailbox). */
export function readPersonName(written: string | null, forms: AddressForms, title: string | null = null): PersonName | null {
  const clean = (written ?? '').normalize('NFC').replace(/\([^)]*\)|["«»“”„]/gu, ' ').replace(/\s+/gu, ' ').trim();
  if (!isName(clean, forms)) return null;
  const [after, before] = clean.includes(',') ? clean.split(',', 2) : [];
  const ordered = before && after ? `${before.trim()} ${after.trim()}` : clean;
  return takeApart(ordered, forms, titleOf(title, forms));
}

function isName(text: string, forms: AddressForms): boolean {
  if (text === '' || text.length > most || /[\d@_/\\:;<>{}[\]|#&+=*]/u.test(text)) return false;
  const words = text.split(' ');
  if (words.length > 5 || !words.every((word) => /^\p{L}[\p{L}\p{M}'’.,·-]*$/u.test(word))) return false;
  // One word in small letters is a login more often than a name.
  return words.length > 1 || /^\p{Lu}|^\p{Lo}/u.test(text) || forms.given[capital(text)] !== undefined;
}

function takeApart(text: string, forms: AddressForms, known: string | null): PersonName {
  const script = forms.surnameFirst;
  if (script && new RegExp(`^[\\p{Script=${script.script}}·]+$`, 'u').test(text)) return joined(text, forms, known);
  const words = text.split(' ').map(capital);
  const first = titleOf(words[0] ?? null, forms);
  const last = first === null ? titleOf(words.at(-1) ?? null, forms) : null;
  const names = words.length > 1 ? words.slice(first === null ? 0 : 1, last === null ? undefined : -1) : words;
  const title = (words.length > 1 ? (first ?? last) : null) ?? known;
  return { ...partsOf(names, forms, title), title };
}

/** Written without spaces: the surname is the first sign, or a compound that is known. */
function joined(text: string, forms: AddressForms, known: string | null): PersonName {
  const suffix = Object.keys(forms.titles).filter((word) => text.endsWith(word) && text.length > word.length).sort((one, other) => other.length - one.length)[0];
  const name = suffix === undefined ? text : text.slice(0, -suffix.length);
  const surname = forms.surnameFirst!.compound.find((one) => name.startsWith(one)) ?? [...name][0]!;
  const isForeign = name.includes('·') || [...name].length > 4;
  return {
    full: name, given: isForeign ? null : name.slice(surname.length) || null, patronymic: null,
    surname: isForeign || (name.length === surname.length && suffix === undefined) ? null : surname, title: suffix === undefined ? known : forms.titles[suffix]!,
  };
}

function partsOf(names: readonly string[], forms: AddressForms, title: string | null): Omit<PersonName, 'title'> {
  const full = names.join(' ');
  const patronymic = names.find((name, index) => index > 0 && forms.patronymics.some((ending) => name.toLowerCase().endsWith(ending) && name.length > ending.length + 2)) ?? null;
  const others = names.filter((name) => name !== patronymic);
  // One name beside a title is a surname ("Ms Reed"); one name alone is what somebody calls themselves.
  if (others.length < 2) return title !== null && patronymic === null ? { full, given: null, patronymic, surname: others[0] ?? null } : { full, given: others[0] ?? null, patronymic, surname: null };
  const turned = isTurned(names, others, patronymic, forms);
  return { full: turned && patronymic === null ? `${others[1]} ${others[0]}` : full, given: turned ? others[1]! : others[0]!, patronymic, surname: turned ? others[0]! : others.slice(1).join(' ') };
}

/** Surname first, as in lists: the patronymic stands behind the given name, or only the second word is a known given name. */
function isTurned(names: readonly string[], others: readonly string[], patronymic: string | null, forms: AddressForms): boolean {
  if (patronymic !== null) return names.indexOf(patronymic) === 2;
  return others.length === 2 && forms.given[others[0]!] === undefined && forms.given[others[1]!] !== undefined;
}

function titleOf(word: string | null, forms: AddressForms): string | null {
  if (word === null) return null;
  const plain = word.toLowerCase().trim();
  return forms.titles[plain] ?? forms.titles[plain.replace(/\.$/, '')] ?? null;
}

/** "МАРИНА" and "марина" were typed in a hurry; "McKay" and "de Luca" were not. */
function capital(word: string): string {
  if (word.length < 2 || (word !== word.toUpperCase() && word !== word.toLowerCase())) return word;
  if (/\./.test(word)) return word;
  return word.toLowerCase().replace(/(^|-)(\p{L})/gu, (_all, before: string, letter: string) => before + letter.toUpperCase());
}
