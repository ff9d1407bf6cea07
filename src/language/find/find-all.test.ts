import { describe, expect, it } from 'vitest';
import { makeFinder } from './find-all.ts';
import { NotationError } from '../pack/notation.ts';
import { folding } from '../text/fold.ts';
import { vocabularies } from '../text/vocabulary.ts';
import { viewText } from '../text/view.ts';
import type { Rule } from '../pack/shape.ts';

const grammar = { fold: folding([['ё', 'е']]), forms: { elisions: new Set<string>(), clitics: new Set<string>() }, abbreviations: new Set<string>(), vocabulary: vocabularies() };

const find = (rules: readonly Rule[], text: string, lists: Record<string, string[]> = {}, words: 'spaces' | 'none' = 'spaces'): string[] =>
  makeFinder(grammar, words, lists, rules)(viewText(text, grammar)).all.map(({ rule, start, end, fix }) => `${rule}: ${text.slice(start, end)}${fix === null ? '' : ` → ${fix}`}`);

const phrase = (id: string, any: string[], more: Partial<Rule> = {}): Rule => ({ id, find: 'phrase', any, ...more });

describe('phrase', () => {
  it.each([
    [['refund'], 'A refund, a REFUND; refunds not', ['p: refund', 'p: REFUND']],
    [['refund*'], 'refunds refunded', ['p: refunds', 'p: refunded']],
    [['want ... money'], 'I want all of my money back', ['p: want all of my money']],
    [['want ... money'], 'I want to see now all my money', []],
    [['want ... money'], 'I want it. Money is here', []],
    [['in {number} days'], 'in 5 days, in two days, in good days', ['p: in 5 days', 'p: in two days']],
    [['my name is {capitalised}'], 'my name is Maria but my name is on it', ['p: my name is Maria']],
    [['order {reference}'], 'order A-77 and order pizza', ['p: order A-77']],
    [['call {who}'], 'call the very best team now', ['p: call the very best team']],
    [['sorry but'], 'Sorry, but no', ['p: Sorry, but']],
    [['re\u00adfund'.replace('\u00ad', '')], 'a re\u00adfund', ['p: re\u00adfund']],
  ])('%j in "%s"', (any, text, found) => expect(find([phrase('p', any)], text, { number: ['two'], who: ['the {best} team', 'me'], best: ['best', 'very best'] })).toEqual(found));

  it('takes the longest of two phrases that begin together', () => expect(find([phrase('p', ['sorry', 'sorry for the delay'])], 'sorry for the delay')).toEqual(['p: sorry for the delay']));
  it('reads ideographs one by one, with a wider gap', () => expect(find([phrase('p', ['请...退款', '{我}要'])], '请您尽快给我退款，我要投诉', { 我: ['我', '我们'] }, 'none')).toEqual(['p: 请您尽快给我退款', 'p: 我要']));

  it('is spared by what overlaps it, stands near it, negates it or reports it', () => {
    const rules = (more: Partial<Rule>): Rule[] => [phrase('p', ['angry'], more), phrase('negation', ['not', 'never']), phrase('reported-speech', ['he says'])];
    const p = (more: Partial<Rule>, text: string) => find(rules(more), text).filter((line) => line.startsWith('p:'));
    expect(p({ unless: ['angry birds'] }, 'I play angry birds and am angry')).toEqual(['p: angry']);
    expect(p({ near: ['game'] }, 'In this game I am angry. Here I am angry.')).toEqual(['p: angry']);
    expect(p({ near: ['game'], reach: 'next' }, 'I am angry. It is a game.')).toEqual([]);
    expect(p({ near: ['game'], reach: 'text' }, 'A game. One. Two. Three. Four. I am angry.')).toEqual([]);
    expect(p({}, 'I am not at all angry')).toEqual([]);
    expect(p({}, 'not now, I am angry')).toEqual(['p: angry']);
    expect(p({}, 'he says you made him angry')).toEqual([]);
    expect(p({ negated: 'kept' }, 'I am not angry')).toEqual(['p: angry']);
  });

  it('may be bound to a place or a sort of sentence', () => {
    const text = 'No. One. Two. No? Three no no.';
    expect(find([phrase('p', ['no'], { at: 'start' })], text)).toHaveLength(1);
    expect(find([phrase('p', ['no'], { at: 'alone' })], text)).toHaveLength(2);
    expect(find([phrase('p', ['no'], { at: 'end' })], text)).toHaveLength(3);
    expect(find([phrase('p', ['no'], { in: 'question' })], text)).toEqual(['p: No']);
    expect(find([phrase('p', ['no'], { at: 'clause-end' })], 'no idea, no')).toEqual(['p: no']);
  });

  it('says which list is not there, and which contains itself', () => {
    expect(() => find([phrase('p', ['{nobody}'])], '')).toThrow(/no list \{nobody\}/);
    expect(() => find([phrase('p', ['{a}'])], '', { a: ['x {b}'], b: ['{a} y', '{b}'] })).toThrow(NotationError);
  });
});

describe('the other kinds', () => {
  it('missing: marks what asks for it, or the last sentence', () => {
    const rule: Rule = { id: 'm', find: 'missing', when: ['sorry'], needs: ['refund*', 'i will'] };
    expect(find([rule], 'We are sorry. It broke.')).toEqual(['m: sorry']);
    expect(find([rule], 'We are sorry. I will mend it.')).toEqual([]);
    expect(find([{ id: 'm', find: 'missing', needs: ['hello'] }], 'It broke. Bye.')).toEqual(['m: Bye']);
    expect(find([{ id: 'm', find: 'missing', needs: ['hello'] }], '')).toEqual([]);
  });

  it('swap: offers the plainer word, with a capital where one stood', () => {
    const rule: Rule = { id: 's', find: 'swap', swaps: [{ from: 'In order to', to: 'to' }, { from: 'utilise', to: 'use' }] };
    expect(find([rule], 'In order to utilise it')).toEqual(['s: In order to → To', 's: utilise → use']);
  });

  it('length: counts words or characters of a sentence, a paragraph or the text', () => {
    const text = 'One two three. Four.\n\nFive six seven eight.';
    const rule = (per: 'sentence' | 'paragraph' | 'text', most: number, unit: 'words' | 'characters' = 'words'): Rule => ({ id: 'l', find: 'length', per, unit, most });
    expect(find([rule('sentence', 3)], text)).toEqual(['l: Five six seven eight']);
    expect(find([rule('paragraph', 3)], text)).toHaveLength(2);
    expect(find([rule('text', 8)], text)).toEqual([]);
    expect(find([rule('text', 7)], text)).toHaveLength(1);
    expect(find([rule('sentence', 14, 'characters')], text)).toEqual(['l: Five six seven eight']);
  });

  it('ratio: capitals, repeated marks, words of a sort', () => {
    expect(find([{ id: 'r', find: 'ratio', count: 'capitals', least: 10, most: 0.7 }], 'READ THE MAIL NOW. The USA. OK BYE')).toEqual(['r: READ THE MAIL NOW']);
    expect(find([{ id: 'r', find: 'ratio', count: 'marks', most: 1 }], 'What?! Yes! No.')).toEqual(['r: What']);
    expect(find([{ id: 'r', find: 'ratio', count: 'words', any: ['*tion'.replace('*', 'implementa')], least: 3, most: 0.3 }], 'implementation implementation now. implementation is a long good thing')).toHaveLength(1);
  });

  it('sequence: all steps in order within the piece, unless', () => {
    const rule: Rule = { id: 'q', find: 'sequence', within: 'paragraph', steps: [['first'], ['then'], ['finally']], unless: ['list'] };
    expect(find([rule], 'First open. Then close. Finally go.')).toEqual(['q: First open. Then close. Finally']);
    expect(find([rule], 'Finally open. Then close. First go.')).toEqual([]);
    expect(find([rule], 'First open. Then close.\n\nFinally go.')).toEqual([]);
    expect(find([rule], 'First, the list. Then close. Finally go.')).toEqual([]);
  });
});
