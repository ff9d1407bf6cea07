// Words that were typed with the keyboard set to another language: the same keys, read the other way.
const latin = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const cyrillic = 'ёйцукенгшщзхъфывапролджэячсмитьбю';

const pairs = [...latin].map((sign, place) => [sign, [...cyrillic][place]!] as const);
/** What stands on these keys with Shift. */
const shifted = [['~', 'ё'], ['{', 'х'], ['}', 'ъ'], [':', 'ж'], ['"', 'э'], ['<', 'б'], ['>', 'ю']] as const;
const toCyrillic = new Map<string, string>([...pairs, ...shifted]);
const toLatin = new Map<string, string>(pairs.map(([sign, letter]) => [letter, sign]));

const through = (text: string, table: ReadonlyMap<string, string>) => [...text].map((sign) => table.get(sign) ?? sign).join('');

/** null: there is nothing to read another way. */
export function otherLayout(text: string): string | null {
  const lower = text.toLowerCase();
  const other = /\p{Script=Cyrillic}/u.test(lower) ? through(lower, toLatin) : /[a-z]/.test(lower) ? through(lower, toCyrillic) : lower;
  return other === lower ? null : other;
}
