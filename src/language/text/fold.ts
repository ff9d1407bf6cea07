// Makes spellings alike without changing the length, so that an offset in the folded text is an offset in the original.

export type Folding = (text: string) => string;

const universal: readonly (readonly [string, string])[] = [
  ...['’', '‘', 'ʼ', '`', '´', '＇'].map((mark) => [mark, "'"] as const),
  ...['“', '”', '„', '«', '»', '＂'].map((mark) => [mark, '"'] as const),
  ['\u3000', ' '],
  ['\u00a0', ' '],
];

const fullWidth = (): (readonly [string, string])[] => {
  const pairs: (readonly [string, string])[] = [];
  for (let unit = 0xff01; unit <= 0xff5e; unit += 1) pairs.push([String.fromCharCode(unit), String.fromCharCode(unit - 0xfee0).toLowerCase()]);
  return pairs;
};

/** `toLowerCase` lengthens only İ today; anything else that changed length would be folded unit by unit. */
const lowerCase = (text: string): string => {
  const plain = text.includes('\u0130') ? text.replaceAll('\u0130', 'i') : text;
  const lower = plain.toLowerCase();
  if (lower.length === text.length) return lower;
  let out = '';
  for (let at = 0; at < plain.length; at += 1) {
    const unit = plain.charAt(at);
    const small = unit.toLowerCase();
    out += small.length === 1 ? small : unit;
  }
  return out;
};

/** `pairs` come from a pack, for example `ё` → `е`; a pair that would change the length is refused. */
export const folding = (pairs: readonly (readonly [string, string])[]): Folding => {
  const map = new Map([...universal, ...fullWidth(), ...pairs]);
  for (const [from, to] of map) {
    if (from.length !== 1 || to.length !== 1) throw new Error(`fold: "${from}" and "${to}" must be one character each, so that offsets stay right`);
  }
  const escaped = [...map.keys()].map((character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const pattern = new RegExp(`[${escaped.join('')}]`, 'g');
  const replace = (character: string): string => map.get(character) ?? character;
  return (text) => lowerCase(text).replace(pattern, replace);
};
