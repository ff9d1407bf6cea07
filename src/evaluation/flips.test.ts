import { describe, expect, it } from 'vitest';
import { flipsOf, mistype, swap, withoutMarks } from './flips.ts';
import { createEngine } from '../language/engine.ts';

describe('swapping words', () => {
  it('takes whole words, keeps capitals, and never swaps back', () => {
    const pairs = [['husband', 'wife'], ['wife', 'husband'], ['he', 'she']] as const;
    expect(swap('My husband says he and his wife ate here. He left.', pairs, true)).toBe('My wife says she and his husband ate here. She left.');
  });
  it('takes the longest where words are not spaced', () => expect(swap('我爸爸说他来', [['爸爸', '妈妈'], ['我爸', '我妈'], ['他', '她']], false)).toBe('我妈爸说她来'));
  it('takes letters of every script for letters, and signs for signs', () => {
    expect(swap('Она онлайн', [['он', 'она'], ['она', 'он']], true)).toBe('Он онлайн');
    expect(swap('a.b', [['a.b', 'c']], true)).toBe('c');
    expect(swap('nothing', [], true)).toBe('nothing');
  });
});

describe('typing errors', () => {
  const text = 'Yesterday somebody promised another technician would arrive before eleven and nobody telephoned afterwards'.repeat(3);
  it('are the same for the same text, and others for another seed', () => {
    expect(mistype(text, 'a')).toBe(mistype(text, 'a'));
    expect(mistype(text, 'a')).not.toBe(mistype(text, 'b'));
  });
  it('touch some words and leave short ones and numbers alone', () => {
    expect(mistype(text, 'a')).not.toBe(text);
    expect(mistype('I am at no 12 now', 'a')).toBe('I am at no 12 now');
  });
  it('may be no marks and no capitals at all, of the same length', () => expect(withoutMarks('Why?! STOP.')).toBe('why   stop '));
});

describe('flips', () => {
  const engine = createEngine({ packs: [] });
  const read = (text: string) => engine.read(text, { now: '2026-01-01T00:00:00Z', language: 'en' });
  it('count only texts that a change touched, and tell nothing of none', () => {
    const [names, , small] = flipsOf([{ id: '1', text: 'my John' }, { id: '2', text: 'none' }], { names: [['John', 'Wei']] }, true, read);
    expect(names).toEqual({ change: 'names', texts: 1, flipped: 0, shift: 0 });
    expect(small).toMatchObject({ change: 'small letters, no marks', texts: 1 });
    expect(flipsOf([], {}, true, read).map(({ texts }) => texts)).toEqual([0, 0]);
  });
  it('see another judgement and another valence', () => {
    const loud = (text: string) => ({ ...read(text), mood: text.includes('Wei') ? ('anger' as const) : ('neutral' as const), valence: text.includes('Wei') ? -0.5 : 0 });
    expect(flipsOf([{ id: '1', text: 'John' }], { names: [['John', 'Wei']] }, true, loud)[0]).toEqual({ change: 'names', texts: 1, flipped: 1, shift: 0.5 });
  });
});
