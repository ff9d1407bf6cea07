// Whether a password is among the first that a stranger would try. Length is checked with the form of the input; this is about content:
// https://pages.nist.gov/800-63-4/sp800-63b.html#passwordver asks for a list of expected values, not for digits and signs.

/** What people begin with, in the desk's four languages; digits and signs around it do not help. */
const expected = [
  'password', 'passwort', 'passw0rd', 'p@ssword', 'p@ssw0rd', 'letmein', 'welcome', 'iloveyou', 'trustno', 'monkey', 'dragon', 'football', 'baseball', 'sunshine', 'princess',
  'administrator', 'admin', 'changeme', 'secret', 'default', 'attune', 'support', 'helpdesk',
  'пароль', 'привет', 'любовь', 'админ', 'йцукен', 'gfhjkm', 'ghbdtn',
  'parola', 'segreta', 'segreto', 'ciao', 'juventus', 'amore', 'benvenuto',
  'woaini', 'mima', '密码', '我爱你', '管理员', 'wang', 'zhang',
];

/** Rows of keyboards and the order of digits and letters; a walk along one of them is one thing to guess. */
const rows = ['0123456789', '9876543210', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'qwertzuiop', 'yxcvbnm', 'azertyuiop', 'qsdfghjklm', '1qaz2wsx3edc4rfv5tgb6yhn7ujm', 'qazwsxedcrfvtgbyhnujm', 'йцукенгшщзхъ', 'фывапролджэ', 'ячсмитьбю', 'абвгдежзийклмнопрстуфхцчшщъыьэюя'];

/** Characters that stand where others are expected. */
const disguises: Readonly<Record<string, string>> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' };

/** `known`: what a stranger knows of the person: address, name, name of the workspace. */
export function isPasswordTooWeak(password: string, known: readonly string[]): boolean {
  const folded = password.normalize('NFKC').toLowerCase();
  const guesses = [...expected, ...known.flatMap(partsOf)];
  const undisguised = [...folded].map((character) => disguises[character] ?? character).join('');
  return [folded, undisguised].some((form) => left(form, guesses) < 5);
}

/** How many different characters there are beside what was guessed: words as one, walks and repetitions as one. */
function left(password: string, guesses: readonly string[]): number {
  let rest = password;
  for (const guess of guesses.toSorted((one, other) => other.length - one.length)) rest = rest.replaceAll(guess, ' ');
  rest = withoutWalks(rest).replaceAll(/(.{1,4}?)\1{2,}/gu, '$1').replaceAll(/[\s\d\p{P}\p{S}]{1,4}$/gu, ' ');
  return new Set(rest.replaceAll(/\s/g, '')).size;
}

function withoutWalks(text: string): string {
  let rest = text;
  for (const row of rows) {
    for (let length = row.length; length >= 4; length -= 1) {
      for (let start = 0; start + length <= row.length; start += 1) rest = rest.replaceAll(row.slice(start, start + length), ' ');
    }
  }
  return rest;
}

/** Parts of a name or address that are long enough to be meant. */
function partsOf(text: string): readonly string[] {
  return text.normalize('NFKC').toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((part) => part.length >= 4);
}
