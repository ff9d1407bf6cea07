import { describe, expect, test } from 'vitest';
import type { Choice } from './places.ts';
import { knownChoice, placeOf, tellingOf, usualChoice } from './places.ts';

const noon = '2026-11-22T11:00:00.000Z';
const night = '2026-11-22T22:00:00.000Z';
const quiet: Choice = { places: {}, quiet: { from: '20:00', to: '08:00', timeZone: 'Europe/Rome' } };

describe('where somebody is told', () => {
  test('as usual: on devices too, but for what customers answer', () => {
    expect(placeOf('mentioned', usualChoice, false)).toBe('devices');
    expect(placeOf('customer-answered', usualChoice, false)).toBe('off');
    expect(placeOf('customer-answered', usualChoice, true)).toBe('devices');
  });
  test('a promise and a failed message cannot be switched off', () => {
    expect(placeOf('promise-due', { places: { 'promise-due': 'off' }, quiet: null }, true)).toBe('bell');
    expect(placeOf('delivery-failed', { places: { 'delivery-failed': 'off' }, quiet: null }, true)).toBe('bell');
    expect(placeOf('assigned', { places: { assigned: 'off' }, quiet: null }, true)).toBe('off');
  });
  test('in quiet time the bell alone', () => {
    expect(tellingOf('mentioned', quiet, true, noon)).toEqual({ told: true, loud: true });
    expect(tellingOf('mentioned', quiet, true, night)).toEqual({ told: true, loud: false });
  });
  test('what nobody chooses about stands in the bell', () => expect(tellingOf('webhook-off', usualChoice, true, noon)).toEqual({ told: true, loud: false }));
  test('what is off is not told at all', () => expect(tellingOf('mentioned', { places: { mentioned: 'off' }, quiet: null }, true, noon).told).toBe(false));
});

test('of what is stored, only what is understood counts', () => {
  expect(knownChoice(null)).toEqual(usualChoice);
  expect(knownChoice({ places: { mentioned: 'bell', assigned: 'loudly', other: 'bell' }, quiet: null })).toEqual({ places: { mentioned: 'bell' }, quiet: null });
});
