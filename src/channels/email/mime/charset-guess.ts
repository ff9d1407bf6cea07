// How much a decoded text looks like something a person wrote: decides between encodings when the label is missing or wrong.
import { TextDecoder } from 'node:util';

/** How often each letter occurs in Russian text, in percent: tells words from another encoding's noise. */
const cyrillicShare: Readonly<Record<string, number>> = {
  о: 11, е: 8.5, а: 8, и: 7.4, н: 6.7, т: 6.3, с: 5.5, р: 4.7, в: 4.5, л: 4.4, к: 3.5, м: 3.2, д: 3, п: 2.8, у: 2.6, я: 2, ы: 1.9, ь: 1.7, г: 1.7, з: 1.6, б: 1.6, ч: 1.4, й: 1.2, х: 1, ж: 0.9, ш: 0.7, ю: 0.6, ц: 0.5,
  щ: 0.4, э: 0.3, ф: 0.3, і: 1, ї: 0.5, є: 0.5,
};
/** The commonest Han characters; the rest of a text is made of them. */
const commonHan = new Set('的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运您好请谢货单订退款客服查快递');

/** Between -1 (noise) and 1 (words). Looks at the first 4,000 characters that are not ASCII. */
export function readability(text: string): number {
  let seen = 0;
  let score = 0;
  let before = '';
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code < 128) {
      before = character;
      continue;
    }
    score += worth(character, code, before);
    before = character;
    seen += 1;
    if (seen === 4000) break;
  }
  return seen === 0 ? 0 : score / seen;
}

/** Where scripts lie, and what one of their characters says; the first that fits counts. */
const scripts: readonly (readonly [from: number, to: number, worth: number | ((character: string, before: string) => number)])[] = [
  [0xfffd, 0xfffe, -4],
  [0x80, 0xa0, -4],
  [0xe000, 0xf900, -4],
  [0x400, 0x460, cyrillic],
  [0x4e00, 0xa000, (character) => (commonHan.has(character) ? 1 : 0.1)],
  [0x3040, 0x3100, 0.9],
  [0xac00, 0xd7a4, 0.5],
  [0x2010, 0x2040, 0.6],
  [0x3000, 0x3020, 0.6],
  [0xff00, 0xff60, 0.6],
  [0xc0, 0x180, (_character, before) => latin(before)],
  [0x2500, 0x2600, -1],
];

function worth(character: string, code: number, before: string): number {
  const value = scripts.find(([from, to]) => code >= from && code < to)?.[2] ?? -0.2;
  return typeof value === 'number' ? value : value(character, before);
}

/** A capital after a small letter is what KOI8-R and windows-1251 make of each other. */
function cyrillic(character: string, before: string): number {
  const small = character.toLowerCase();
  const capital = character !== small;
  if (capital && /\p{Ll}/u.test(before)) return -1;
  return Math.min(1, (cyrillicShare[small] ?? 0) / 6);
}

/** An accented letter stands between plain ones; a run of them is another alphabet read as Latin. */
function latin(before: string): number {
  return before !== '' && before.codePointAt(0)! >= 0xc0 && before.codePointAt(0)! < 0x180 ? -1 : 0.5;
}

/** Whether hardly anything was left undecoded. */
export function isReadable(text: string): boolean {
  let lost = 0;
  for (let at = text.indexOf('�'); at >= 0 && lost < 50; at = text.indexOf('�', at + 1)) lost += 1;
  return lost === 0 || lost * 40 < text.length;
}

const siblings: Readonly<Record<string, readonly string[]>> = {
  cyrillic: ['windows-1251', 'koi8-r', 'ibm866', 'iso-8859-5', 'x-mac-cyrillic'],
  latin: ['windows-1251', 'koi8-r', 'gb18030', 'big5'],
};

function familyOf(encoding: string): string | null {
  if (encoding === 'windows-1252') return 'latin';
  return siblings['cyrillic']!.includes(encoding) || encoding === 'koi8-u' ? 'cyrillic' : null;
}

/** The named reading, or that of a sibling encoding if it reads very much better: a wrong label is common among these. */
export function likelier(bytes: Uint8Array, named: string, encoding: string): string {
  const given = readability(named);
  const family = familyOf(encoding);
  // Accented letters stand alone in Latin text; only a run of them makes the label doubtful.
  if (family === null || given > (family === 'latin' ? 0.2 : 0.55) || bytes.filter((byte) => byte > 127).length < 6) return named;
  let chosen = named;
  let score = given + 0.2;
  for (const name of siblings[family]!) {
    if (name === encoding) continue;
    const other = new TextDecoder(name).decode(bytes);
    const worth = isReadable(other) ? readability(other) : -1;
    if (worth > score) [chosen, score] = [other, worth];
  }
  return chosen;
}
