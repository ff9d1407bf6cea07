import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { IncomingMessage } from '../../channel.ts';
import { config, mailRequest } from '../fixtures/sample.ts';
import { receive } from '../receive.ts';

const read = (name: string) => receive(mailRequest(readFileSync(new URL(`../fixtures/${name}.eml`, import.meta.url))), config)[0] as IncomingMessage;
const machineSent = (headers: string) => (receive(mailRequest(`From: maria@example.com\nTo: help@shop.example\n${headers}\n\nHello\n`), config)[0] as IncomingMessage).machineSent;

describe('absence messages, whatever program wrote them', () => {
  test.each([
    ['vacation-163'], ['vacation-gmail'], ['vacation-lotus'], ['vacation-mailru'], ['vacation-outlook-it'], ['vacation-outlook-zh'], ['vacation-qq'], ['vacation-subject-only-ru'], ['vacation-yandex'], ['vacation-zimbra'],
    ['machine-challenge'],
  ])('%s is kept where it belongs, and nothing of ours answers it', (name) => {
    expect(read(name)).toMatchObject({ kind: 'message', machineSent: true, thread: { key: 'k7dm2qaxpwz4tbcv' } });
  });
});

describe('lists', () => {
  test('a list is a machine', () => expect(read('list-mailman').machineSent).toBe(true));
  test('a customer who writes to us through our own list is not', () => {
    expect(read('list-google-group-own').machineSent).toBe(false);
    expect(machineSent('List-Id: Help <help.shop.example>\nPrecedence: list')).toBe(false);
    expect(machineSent('List-Id: Help <help.other.example>\nPrecedence: list')).toBe(true);
    expect(machineSent('List-Id: Help <help.evilshop.example>')).toBe(true);
  });
  test('somebody who answers us with a link to unsubscribe under the mail is not', () => {
    expect(read('list-unsubscribe-only').machineSent).toBe(false);
    expect(machineSent('List-Unsubscribe: <mailto:off@news.example>')).toBe(true);
  });
  test('an automatic answer through our own list stays one', () => {
    expect(machineSent('List-Id: Help <help.shop.example>\nAuto-Submitted: auto-replied')).toBe(true);
    expect(machineSent('List-Post: <mailto:help@shop.example>\nPrecedence: bulk')).toBe(true);
  });
});

test.each([
  ['Subject: OOO: Re: Lamp', true], ['Subject: Out of office: Lamp', true], ['Subject: Fuori ufficio: Lampada', true], ['Subject: Assistenza fuori sede', false], ['Subject: I was out of office when the parcel came', false],
  ['Auto-Submitted: no', false], ['X-Auto-Response-Suppress: All', false], ['Precedence: special-delivery', false],
])('%s: %s', (header, machine) => expect(machineSent(header)).toBe(machine));
