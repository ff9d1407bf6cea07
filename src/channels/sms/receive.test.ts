import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { RawRequest } from '../channel.ts';
import { conformance } from '../conformance.ts';
import { sms } from './channel.ts';
import { receive } from './receive.ts';

type Expected = { readonly kind: string; readonly text?: string; readonly from?: string; readonly name?: string; readonly notices?: readonly string[]; readonly attachments?: readonly string[]; readonly machineSent?: boolean };
type Fixture = { readonly name: string; readonly units: readonly string[]; readonly headers?: Record<string, string>; readonly incoming?: readonly Expected[]; readonly unreadable?: string };

const folder = new URL('./fixtures/', import.meta.url);
const fixtures: readonly Fixture[] = readdirSync(folder).map((file) => ({ name: file.replace('.json', ''), ...JSON.parse(readFileSync(new URL(file, folder), 'utf8')) }));
const requestOf = ({ units, headers = {} }: Fixture): RawRequest => ({ kind: 'units', headers, body: new Uint8Array(Buffer.from(units.join(''), 'hex')), receivedAt: '2026-11-22T10:05:07.000Z', key: null });
const settings = { host: 'smpp.example.com', systemId: 'desk', password: 'secret', sourceAddress: '+390612345678', defaultCountry: '+39' };
const config = sms.readConfig(settings);

describe('recorded input', () => {
  it('covers what centres send', () => expect(fixtures.length).toBeGreaterThan(45));

  it.each(fixtures.filter(({ incoming }) => incoming))('$name', (fixture) => {
    const incoming = receive(requestOf(fixture), config).map((one) => (one.kind === 'message'
      ? {
          kind: one.kind, text: one.content.text, from: one.from.externalId, machineSent: one.machineSent,
          ...(one.from.name === null ? {} : { name: one.from.name }),
          ...(one.notices ? { notices: one.notices } : {}),
          ...(one.content.attachments.length > 0 ? { attachments: one.content.attachments.map(({ name }) => name) } : {}),
        }
      : one));
    expect(incoming).toHaveLength(fixture.incoming!.length);
    for (const [place, one] of incoming.entries()) {
      const expected = fixture.incoming![place]!;
      if (one.kind === 'message') expect(one).toEqual({ machineSent: false, ...expected });
      else expect(one).toMatchObject(expected);
    }
  });

  it('the same words at another time are another message; the same arrival is the same', () => {
    const fixture = fixtures.find(({ name }) => name === 'text')!;
    const ids = ['abc-1', 'abc-2', 'abc-1'].map((arrival) => receive({ ...requestOf(fixture), headers: { arrival } }, config).map((one) => 'externalId' in one && one.externalId)[0]);
    expect(ids).toEqual(['abc-1', 'abc-2', 'abc-1']);
  });

  it('what the settings say of ids goes before what was seen', () => {
    const fixture = fixtures.find(({ name }) => name === 'receipt-decimal')!;
    expect(receive(requestOf(fixture), sms.readConfig({ ...settings, receiptIds: 'same' }))).toMatchObject([{ externalId: '169552957' }]);
    const hex = fixtures.find(({ name }) => name === 'receipt-delivered')!;
    expect(receive(requestOf(hex), sms.readConfig({ ...settings, receiptIds: 'decimal-to-hex' }))).toMatchObject([{ externalId: '169552957' }]);
  });
});

conformance(sms, {
  settings,
  wrongSettings: [
    { name: 'nothing', settings: {}, paths: ['host', 'systemId', 'password', 'sourceAddress'] },
    { name: 'everything wrong', settings: { host: 'no host!', port: 70_000, tls: 'yes', systemId: 'x'.repeat(16), password: 'пароль', systemType: 7, sourceAddress: 'far too long a name', sourceTon: 9, sourceNpi: -1, sessions: 'three', window: 0, perSecond: -1, pricePerPart: 'much', currency: 'euro', longMessages: 'other', receiptIds: 'octal', defaultCountry: 'Italy', answerSeconds: 0, enquireSeconds: 'x', more: 1 }, paths: ['host', 'port', 'tls', 'systemId', 'password', 'systemType', 'sourceAddress', 'sourceTon', 'sourceNpi', 'sessions', 'window', 'perSecond', 'pricePerPart', 'currency', 'longMessages', 'receiptIds', 'defaultCountry', 'answerSeconds', 'enquireSeconds', 'more'] },
    { name: 'a price without its currency', settings: { ...settings, pricePerPart: '0.05' }, paths: ['currency'] },
    { name: 'a currency without a price, and no host', settings: { ...settings, host: '', currency: 'EUR' }, paths: ['host', 'pricePerPart'] },
  ],
  inputs: fixtures.map((fixture) => ({ name: fixture.name, request: requestOf(fixture), ...(fixture.unreadable ? { unreadable: fixture.unreadable } : { kinds: fixture.incoming!.map(({ kind }) => kind) as never }) })),
  forged: [],
});
