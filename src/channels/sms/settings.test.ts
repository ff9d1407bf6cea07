import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sms } from './channel.ts';
import { readConfig } from './config.ts';
import { estimate } from './estimate.ts';
import { couldBeNumber, numberOf, writerOf } from './number.ts';
import { problems } from './problems.ts';

const least = { host: 'smpp.example.com', systemId: 'desk', password: 'secret', sourceAddress: 'Desk' };

describe('settings', () => {
  it('are completed with what is usual', () => {
    expect(readConfig(least)).toMatchObject({ port: 2775, tls: false, sessions: 'two', window: 10, perSecond: null, price: null, longMessages: 'udh', receiptIds: null, defaultCountry: null, systemType: '' });
  });
  it.each([
    ['Desk', { address: 'Desk', ton: 5, npi: 0 }],
    ['My Shop 24', { address: 'My Shop 24', ton: 5, npi: 0 }],
    ['+390612345678', { address: '390612345678', ton: 1, npi: 1 }],
    ['390612345678', { address: '390612345678', ton: 1, npi: 1 }],
    ['4455', { address: '4455', ton: 3, npi: 0 }],
  ])('the sender %s is described to the centre', (sourceAddress, sender) => {
    expect(readConfig({ ...least, sourceAddress }).sender).toEqual(sender);
    expect(readConfig({ ...least, sourceAddress, sourceTon: 0, sourceNpi: 8 }).sender).toEqual({ ...sender, ton: 0, npi: 8 });
  });
  it('what was left empty in the form is as if it were not there', () => {
    expect(readConfig({ ...least, perSecond: '', pricePerPart: '', currency: null, receiptIds: '', defaultCountry: '', sourceTon: null, systemType: '' })).toEqual(readConfig(least));
  });
  it('takes a price with a comma and a country with its plus', () => {
    expect(readConfig({ ...least, pricePerPart: '0,045', currency: 'EUR', defaultCountry: '+39' })).toMatchObject({ price: { perPart: '0.045', currency: 'EUR' }, defaultCountry: '39' });
  });
});

describe('telephone numbers', () => {
  it.each([
    ['+39 333 111-22-33', null, '+393331112233'],
    ['0039 333 1112233', null, '+393331112233'],
    ['tel:+7 (916) 123-45-67', null, '+79161234567'],
    ['8 (916) 123-45-67', '7', '+79161234567'],
    ['9161234567', '7', '+79161234567'],
    ['79161234567', '7', '+79161234567'],
    ['0171 1234567', '49', '+491711234567'],
    ['333 1112233', '39', '+393331112233'],
    ['06 1234567', '39', '+39061234567'],
    ['06 20 123 4567', '36', '+36201234567'],
    ['(212) 555-0123', '1', '+12125550123'],
    ['1 212 555 0123', '1', '+12125550123'],
    ['333 1112233', null, null],
    ['+0123456789', null, null],
    ['+1234', null, null],
    ['+1234567890123456', null, null],
    ['Desk', '39', null],
    ['', '39', null],
    ['+39 333 x', '39', null],
  ])('%s written in %s is %s', (typed, country, number) => expect(numberOf(typed, country)).toBe(number));

  it.each([
    ['393331112233', 1, null, '+393331112233', true],
    ['+393331112233', 0, null, '+393331112233', true],
    ['3331112233', 2, '39', '+393331112233', true],
    ['89161234567', 0, '7', '+79161234567', true],
    ['79161234567', 0, null, '+79161234567', true],
    ['00393331112233', 0, null, '+393331112233', true],
    ['4455', 0, '39', '4455', false],
    ['4455', 3, null, '4455', false],
    ['MyBank', 5, null, 'mybank', false],
    ['My Bank', 0, null, 'mybank', false],
    ['', 0, null, '', false],
  ])('%s of type %i in %s is %s', (address, ton, country, identity, answerable) => expect(writerOf(address, ton, country)).toEqual({ identity, answerable }));

  it('a name cannot be written to', () => {
    expect(['+393331112233', '333 1112233'].map(couldBeNumber)).toEqual([true, true]);
    expect(['mybank', '4455', 'anna@example.com', ''].map(couldBeNumber)).toEqual([false, false, false, false]);
  });
});

describe('what a text will take', () => {
  const price = { perPart: '0.045', currency: 'EUR' };
  it.each([
    ['', 0, 160, '0.000'],
    ['Hello', 1, 155, '0.045'],
    ['€'.repeat(80), 1, 0, '0.045'],
    ['a'.repeat(161), 2, 145, '0.090'],
    ['Привет', 1, 64, '0.045'],
    ['П'.repeat(71), 2, 63, '0.090'],
  ])('%s', (text, parts, left, amount) => expect(estimate(text, { price })).toEqual({ parts, left, price: { amount, currency: 'EUR' } }));
  it('a price without a fraction stays whole, and none is none', () => {
    expect(estimate('a'.repeat(161), { price: { perPart: '3', currency: 'RUB' } }).price).toEqual({ amount: '6', currency: 'RUB' });
    expect(estimate('a', { price: null }).price).toBeNull();
  });
});

it('every code that is given is told, and every one that is told is given', () => {
  const folder = new URL('./', import.meta.url);
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.startsWith('problems')).map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');
  const given = new Set([...sources.matchAll(/'(sms\.[a-z-]+)'/g)].map((match) => match[1]!));
  expect([...given].toSorted()).toEqual(Object.keys(problems).toSorted());
  expect(sms.can.receipts).toEqual(['delivered']);
});

it('every problem is told in whole sentences of every language', () => {
  for (const [code, told] of Object.entries(problems)) {
    expect(Object.keys(told).toSorted(), code).toEqual(['en', 'it', 'ru', 'zh']);
    for (const sentence of Object.values(told).flatMap(({ happened, whatToDo }) => [happened, whatToDo])) expect(sentence, code).toMatch(/[.。]$/);
    expect(new Set(Object.values(told).map(({ happened }) => happened)).size, code).toBe(4);
  }
});
