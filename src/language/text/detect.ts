// Which language a text is in: its script first, then the frequent words and letters that packs name, then a detector if one is given.
// No language is forced on a text: what nobody recognises is `und`.
import type { OpenPack } from '../pack/open.ts';
import { cutText } from './view.ts';
import { wordKind } from './words.ts';
import type { LanguageCode } from './span.ts';

/** A detector for languages without a pack, for example eld; scores are 0..1. */
export type Detector = (text: string) => { readonly code: LanguageCode; readonly confidence: number } | null;

export type Detected = { readonly code: LanguageCode; readonly confidence: number };

/** Enough to know a language by; a megabyte of text is not looked at whole. */
const sample = 400;

const scripts = ['Latin', 'Cyrillic', 'Han', 'Hiragana', 'Katakana', 'Hangul', 'Arabic', 'Hebrew', 'Greek', 'Devanagari', 'Thai', 'Georgian', 'Armenian'] as const;
const scriptPatterns = scripts.map((script) => new RegExp(`\\p{Script=${script}}`, 'u'));

/** Script of a UTF-16 unit: 0 not known yet, 1 none of these, otherwise index + 2. */
const scriptOfUnit = new Uint8Array(65_536);

const scriptOf = (unit: number): number => {
  const seen = scriptOfUnit[unit] ?? 0;
  if (seen !== 0) return seen;
  const found = scriptPatterns.findIndex((pattern) => pattern.test(String.fromCharCode(unit))) + 2;
  scriptOfUnit[unit] = found;
  return found;
};

const countScripts = (text: string): ReadonlyMap<string, number> => {
  const counts = new Uint32Array(scripts.length + 2);
  for (let at = 0; at < text.length; at += 1) counts[scriptOf(text.charCodeAt(at))]! += 1;
  const found = new Map<string, number>();
  for (let script = 0; script < scripts.length; script += 1) {
    const count = counts[script + 2]!;
    // An ideograph carries about as much as three letters.
    if (count > 0) found.set(scripts[script]!, scripts[script] === 'Han' ? count * 3 : count);
  }
  return found;
};

const largest = (counts: ReadonlyMap<string, number>): string | null => [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;


type Claim = { readonly code: LanguageCode; readonly share: number; readonly known: number; readonly words: number };

/** How much of the text the frequent words of a language cover; its own letters count, foreign ones refute it. */
const claim = (open: OpenPack, text: string): Claim => {
  const { frequent, letters: own, foreignLetters } = open.telling;
  const { folded, words } = cutText(text, open.grammar);
  let [known, count] = [0, 0];
  for (let word = 0; word < words.count; word += 1) {
    if (words.kind[word] !== wordKind.word) continue;
    count += 1;
    if (frequent.holds(folded, words.start[word]!, words.end[word]!)) known += 1;
  }
  const lower = text.toLowerCase();
  const letters = own?.test(lower) === true ? 0.15 : 0;
  const foreign = foreignLetters?.test(lower) === true ? 0.4 : 0;
  return { code: open.pack.language, share: Math.max(0, known / Math.max(1, count) + letters - foreign), known, words: count };
};

const settle = (claims: readonly Claim[]): Detected | null => {
  const [best, second] = [...claims].sort((a, b) => b.share - a.share);
  if (best === undefined || best.share === 0) return null;
  const lead = best.share - (second?.share ?? 0);
  const evidence = Math.min(1, best.known / 3);
  const confidence = Math.min(0.99, 0.5 + 0.5 * Math.min(1, best.share * 2) * evidence + Math.min(0.2, lead / 2) * evidence);
  return lead < 0.05 ? { code: best.code, confidence: 0.4 } : { code: best.code, confidence };
};

/** Where packs are sure, the detector is not asked: it is slower, and weak on messages of three words. */
const sure = 0.85;

/** Related languages look alike to n-grams; a word that a pack knows weighs more than a narrow lead. */
const margin = 0.15;

/** Fewer letters than this make a detector by n-grams guess. */
const enoughLetters = 20;

const asked = (detector: Detector | null, text: string): Detected | null => {
  const found = detector?.(text) ?? null;
  if (found === null) return null;
  const letters = text.replaceAll(/[^\p{L}]/gu, '').length;
  return { code: found.code, confidence: found.confidence * Math.min(1, letters / enoughLetters) };
};

const among = (packs: readonly OpenPack[], text: string, detector: Detector | null): Detected => {
  const own = settle(packs.map((open) => claim(open, text)));
  if (own && own.confidence >= sure) return own;
  const other = asked(detector, text);
  if (other === null) return own ?? { code: 'und', confidence: 0 };
  if (own === null) return other.confidence >= 0.5 ? other : { code: 'und', confidence: other.confidence };
  if (own.code === other.code) return { code: own.code, confidence: Math.max(own.confidence, other.confidence) };
  return other.confidence > own.confidence + margin ? other : own;
};

const rounded = ({ code, confidence }: Detected): Detected => ({ code, confidence: Math.round(confidence * 1000) / 1000 });

export const detectLanguage = (text: string, packs: readonly OpenPack[], detector: Detector | null): Detected => {
  const part = text.slice(0, sample);
  const counts = countScripts(part);
  const script = largest(counts);
  if (script === null) return { code: 'und', confidence: 0 };
  const candidates = packs.filter(({ pack: { detect } }) => detect.script === script && !detect.notWith.some((other) => counts.has(other)));
  const only = candidates.length === 1 ? candidates[0] : undefined;
  // A script that one pack alone writes, and without words between spaces, settles it.
  if (only && only.pack.words === 'none') return { code: only.pack.language, confidence: 0.97 };
  return rounded(among(candidates, part, detector));
};
