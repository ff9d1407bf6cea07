import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { IncomingMessage } from '../../channel.ts';
import { readConfig } from '../config.ts';
import { config, mailRequest, settings } from '../fixtures/sample.ts';
import { receive } from '../receive.ts';

const message = (name: string, using = config, headers = {}): IncomingMessage =>
  receive(mailRequest(readFileSync(new URL(`../fixtures/${name}.eml`, import.meta.url)), headers), using)[0] as IncomingMessage;

describe('who wrote', () => {
  test.each([
    ['plain', 'maria@example.com', 'Maria Rossi'],
    ['from-several', 'maria@example.com', 'Maria Rossi'],
    ['from-idn', 'иван@почта.рф', 'Иван'],
    ['from-contact-form', 'giulia@example.it', 'Giulia Verdi'],
    ['from-encoded-whole', 'maria@example.ru', 'Мария Иванова'],
    ['from-name-as-address', 'liar@example.net', null],
    ['reply-to-elsewhere', 'maria@example.com', 'Maria Rossi'],
    ['from-emoji', 'maria@example.com', 'moc.live@live 👩‍👩‍👧'],
    ['client-qq', '12345@qq.example', '小王'],
    ['client-outlook-ru', 'anna@romashka.example', 'Анна Смирнова'],
    // Through a list that must not send in the author's name, be it our own address or somebody else's.
    ['list-google-group-own', 'maria@example.com', 'Maria Rossi'],
    ['list-mailman', 'maria@example.com', 'Maria'],
  ])('%s', (name, address, person) => {
    const { from } = message(name);
    expect({ address: from.externalId, name: from.name }).toEqual({ address, name: person });
  });
  test('mail from nobody is not attributed to one person', () => {
    const [one, other] = [message('from-missing').from, (receive(mailRequest('Subject: also from nobody\n\nHello\n'), config)[0] as IncomingMessage).from];
    expect(one.externalId).toMatch(/^nobody\.[0-9a-f]{16}@unknown\.invalid$/);
    expect(other.externalId).not.toBe(one.externalId);
  });
  test('an answer goes where the sender asks for it', () => {
    expect(message('reply-to-elsewhere').answerTo).toEqual({ name: 'Maria (private)', address: 'maria.private@example.net' });
    expect(message('from-contact-form').answerTo).toBeUndefined();
    expect(message('plain').answerTo).toBeUndefined();
  });
});

describe('who else is on it', () => {
  test('groups are opened, broken addresses left out, repeats named once', () => {
    expect(message('from-group-and-empty').recipients).toEqual({
      to: [{ name: null, address: 'help@shop.example' }, { name: null, address: 'anna@example.com' }],
      copy: [{ name: 'Bianchi, Luca', address: 'luca@example.com' }, { name: null, address: 'help@shop.example' }],
      blindCopy: [],
    });
  });
  test('further authors and both forms of a domain', () => {
    expect(message('from-several').recipients.copy).toEqual([{ name: 'Luca Bianchi', address: 'luca@example.com' }]);
    expect(message('from-idn').recipients.copy).toEqual([{ name: null, address: 'wang@中国.example' }]);
  });
  test('participants are everybody but ourselves, under whatever tag', () => {
    expect(message('from-group-and-empty').thread.participants).toEqual(['maria@example.com', 'anna@example.com', 'luca@example.com']);
    expect(message('reply-to-elsewhere').thread.participants).toEqual(['maria@example.com', 'maria.private@example.net']);
    expect(message('thread-plus-address').thread.participants).toEqual(['maria@example.com']);
    expect(message('thread-forged-id').thread.participants).toEqual(['mallory@evil.example']);
  });
  test('nobody is shown the tag of our address', () => {
    expect(message('thread-plus-address').recipients.to).toEqual([{ name: 'Shop', address: 'help@shop.example' }]);
  });
});

describe('proof', () => {
  test.each([['proven-dmarc', true], ['proven-by-a-stranger', false], ['proven-dkim-unaligned', false], ['plain', false], ['from-contact-form', false]])('%s: %s', (name, verified) => {
    expect(message(name).from.verified).toBe(verified);
  });
  test('without a trusted server nothing that stands in a mail proves anything', () => {
    expect(message('proven-dmarc', readConfig({ ...settings, trustedServers: [] })).from.verified).toBe(false);
  });
  test('a signature that we checked ourselves proves its own domain only', () => {
    expect(message('plain', config, { 'dkim-pass': 'example.com' }).from.verified).toBe(true);
    expect(message('plain', config, { 'dkim-pass': 'ample.com com shop.example' }).from.verified).toBe(false);
  });
  test('results that only the sealed copy carries count when that is said', () => {
    const mail = 'ARC-Authentication-Results: i=2; mx.microsoft.com 1; dkim=pass header.d=mail.example.com; dmarc=pass action=none header.from=example.com\nFrom: Maria <maria@example.com>\n\nHello\n';
    const proven = (trustedServers: string[]): boolean => (receive(mailRequest(mail), readConfig({ ...settings, trustedServers }))[0] as IncomingMessage).from.verified;
    expect([proven(['arc:mx.microsoft.com']), proven(['mx.microsoft.com'])]).toEqual([true, false]);
  });
});
