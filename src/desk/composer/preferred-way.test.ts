import { expect, test } from 'vitest';
import { noPreferences } from '../../domain/contact/preferences.ts';
import { preferredWay } from './preferred-way.ts';

const now = Date.parse('2026-11-22T12:00:00.000Z');
const ways = [{ id: 'chat', channel: 'web-chat' }, { id: 'mail', channel: 'email' }];
const wishing = (channel: string | null) => ({ preferences: { ...noPreferences, channel } });
const wrote = (minutes: number, direction: 'in' | 'out' = 'in') => ({ direction, sentAt: new Date(now - minutes * 60_000).toISOString() });
const chat = { channel: 'web-chat' };

test.each([
  ['who wishes for mail is answered by mail', wishing('email'), ways, [wrote(60)], 'mail'],
  ['not while they are writing here', wishing('email'), ways, [wrote(60), wrote(3)], null],
  ['our own answer is no sign that they are here', wishing('email'), ways, [wrote(60), wrote(3, 'out')], 'mail'],
  ['not where there is no such way', wishing('telegram'), ways, [wrote(60)], null],
  ['not where it is the way that they came', wishing('web-chat'), ways, [wrote(60)], null],
  ['without a wish as always', wishing(null), ways, [wrote(60)], null],
  ['of somebody who is not known yet as always', undefined, ways, [wrote(60)], null],
] as const)('%s', (_what, contact, offered, messages, way) => expect(preferredWay(chat, contact, offered, messages, now)).toBe(way));
