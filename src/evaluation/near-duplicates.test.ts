import { describe, expect, it } from 'vitest';
import { alike } from './near-duplicates.ts';

const named = (...texts: string[]) => texts.map((text, index) => ({ name: String(index), text }));

describe('texts too much alike', () => {
  it('are found where one is the other with a word changed', () => {
    const found = alike(named('My blue kettle came with a crack in its lid and I would like another one.', 'My red kettle came with a crack in its lid and I would like another one!', 'The courier left it with a neighbour whom I have never met in my life.'));
    expect(found).toMatchObject([{ one: '0', other: '1' }]);
  });

  it('are found where words are not spaced', () => {
    expect(alike(named('订单号12345的快递到现在还没有收到，请问什么时候能到？', '订单号99887的快递到现在还没有收到，请问什么时候能到', '你们客服态度太差了，我要投诉'))).toMatchObject([{ one: '0', other: '1' }]);
  });

  it('may share a set phrase', () => {
    expect(alike(named('Good morning, I would like to know when the shop in Leeds opens on bank holidays this spring, and whether parking is free there.', 'Good morning, I would like to know why my card was declined twice yesterday at the petrol station although there is money on it.'))).toEqual([]);
  });

  it('are found where short ones are the same, whatever their marks and case', () => {
    expect(alike(named('thanks!!', 'Thanks !!', 'thanks?', '👍', '👍'))).toMatchObject([{ one: '3', other: '4' }]);
    expect(alike(named('any news?', 'Any  news?'))).toMatchObject([{ one: '0', other: '1' }]);
  });
});
