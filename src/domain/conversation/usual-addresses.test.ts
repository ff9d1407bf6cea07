import { describe, expect, test } from 'vitest';
import { mostCopied, usualCopies, usualSender, type Exchanged } from './usual-addresses.ts';

const at = (address: string) => ({ name: null, address });
const came = (to: string[], copy: string[] = []): Exchanged => ({ direction: 'in', sender: at('maria@example.com'), recipients: { to: to.map(at), copy: copy.map(at) } });
const went = (from: string | null): Exchanged => ({ direction: 'out', sender: from === null ? null : at(from), recipients: { to: [at('maria@example.com')], copy: [] } });
const senders = [at('help@shop.example'), at('aiuto@shop.example')];

describe('the address that answers', () => {
  test.each<[string, Exchanged[], string]>([
    ['nothing was written yet', [], 'help@shop.example'],
    ['the one that the customer wrote to', [came(['Aiuto@shop.example'])], 'aiuto@shop.example'],
    ['with its tag', [came(['aiuto+c-abc@shop.example'])], 'aiuto@shop.example'],
    ['copied in', [came(['boss@example.com'], ['aiuto@shop.example'])], 'aiuto@shop.example'],
    ['the one that spoke before', [came(['help@shop.example']), went('aiuto@shop.example')], 'aiuto@shop.example'],
    ['the newest counts', [went('aiuto@shop.example'), came(['help@shop.example'])], 'help@shop.example'],
    ['a list or a hidden copy says nothing, what came before does', [came(['aiuto@shop.example']), came(['news@lists.example'])], 'aiuto@shop.example'],
    ['an address that is no longer ours', [went('old@shop.example')], 'help@shop.example'],
    ['nobody spoke', [went(null)], 'help@shop.example'],
  ])('%s', (_name, messages, address) => expect(usualSender(senders, messages)?.address).toBe(address));
  test('an inbox without addresses has none', () => expect(usualSender([], [came(['x@y.example'])])).toBeNull());
});

describe('who stays copied in', () => {
  const left = ['help@shop.example', 'maria@example.com'];
  const copies = (to: string[], copy: string[] = []) => usualCopies({ to: to.map(at), copy: copy.map(at) }, left).map((one) => one.address);
  test('everybody but ourselves and the recipient, once', () => {
    expect(copies(['Help@shop.example', 'luca@example.com'], ['help+c-abc@shop.example', 'MARIA@example.com', 'Luca@example.com', 'anna@example.com'])).toEqual(['luca@example.com', 'anna@example.com']);
    expect(usualCopies(undefined, left)).toEqual([]);
  });
  test('an audience is not written to by accident', () => {
    const many = Array.from({ length: mostCopied + 1 }, (_, at) => `p${at}@example.org`);
    expect(copies(many)).toEqual([]);
    expect(copies(many.slice(1))).toHaveLength(mostCopied);
  });
});
