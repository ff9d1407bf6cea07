import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Incoming, IncomingMessage } from '../../channel.ts';
import { config, mailRequest } from '../fixtures/sample.ts';
import { receive } from '../receive.ts';
import { bareSubject, idsIn, isAnswer } from './thread.ts';

const read = (name: string): Incoming => receive(mailRequest(readFileSync(new URL(`../fixtures/${name}.eml`, import.meta.url))), config)[0]!;
const message = (name: string): IncomingMessage => read(name) as IncomingMessage;
const key = 'k7dm2qaxpwz4tbcv';

describe('where a mail belongs', () => {
  test.each([
    ['thread-plus-address', key, null, 'Your parcel'],
    ['thread-own-id', key, null, 'Il tuo pacco'],
    ['thread-rewritten-id', key, 1042, 'Your parcel'],
    ['thread-forged-id', null, null, 'Your parcel'],
    ['thread-number-in-subject', null, 1042, '订单问题'],
    ['thread-russian-prefixes', null, null, 'Где заказ?'],
    ['machine-vacation', key, null, 'Your parcel'],
    ['plain', null, null, 'Where is my parcel?'],
  ])('%s', (name, proof, number, subject) => {
    const { thread } = message(name);
    expect({ key: thread.key, number: thread.number, subject: thread.subject }).toEqual({ key: proof, number, subject });
  });
  test('what it answers, nearest last, each once', () => {
    expect(message('thread-own-id').thread.references).toEqual(['first@example.com', 'm.0199c0de12347abc8def0123456789ab.k7dm2qaxpwz4tbcv.2s4ytbsjd5jc4fke@shop.example']);
    expect(message('thread-russian-prefixes').thread.references).toEqual(['b@example.com', 'a@example.com']);
  });
  test.each([
    ['<a@b>\r\n <c@d>', ['a@b', 'c@d']], ['a@b, c@d', ['a@b', 'c@d']], ['<a @b>', ['a@b']], ['Message of Monday', []], ['<>', []], ['', []],
  ])('ids in %j', (header, ids) => expect(idsIn(header)).toEqual(ids));
});

describe('subjects', () => {
  test.each([
    ['Re: Re: RE: Hello', 'Hello'], ['R: I: Ciao', 'Ciao'], ['RIF: Ordine', 'Ordine'], ['Отв: Пересл: Заказ', 'Заказ'], ['回复：转发: 订单', '订单'], ['答复：[#7] 订单', '订单'], ['Re[3]: Hi', 'Hi'],
    ['FW: [#1042] Bill', 'Bill'], ['AW: WG: Paket', 'Paket'], ['Regarding: the bill', 'Regarding: the bill'], ['I: am here', 'am here'], ['', ''], ['Re:', ''],
  ])('%j is %j', (subject, bare) => expect(bareSubject(subject)).toBe(bare));
  test.each([['Re: x', true], ['[#7] Re: x', true], ['回复：x', true], ['Return: x', false]])('%j answers: %s', (subject, answer) => expect(isAnswer(subject)).toBe(answer));
});

describe('machines', () => {
  test.each([
    ['plain', false], ['person-with-suppress-header', false], ['machine-vacation', true], ['machine-subject-only', true], ['machine-list', true], ['bounce-of-a-stranger', true], ['bounce-forged', true], ['spam-complaint', true],
    ['receipt-of-a-stranger', true],
  ])('%s: %s', (name, machine) => expect(message(name).machineSent).toBe(machine));
  test.each([
    ['Auto-Submitted: auto-generated (rejected)', true], ['Auto-Submitted: No', false], ['Precedence: first-class', false], ['Precedence: Junk', true], ['X-Autoreply: yes', true], ['X-Autorespond: x', true],
    ['List-Post: <mailto:l@example.com>', true], ['Return-Path: < >', true], ['Return-Path: <maria@example.com>', false], ['Subject: Out of office: back on Monday', true], ['Subject: Автоответ не работает', false],
    ['Subject: Risposta automatica: ordine', true],
  ])('%s: %s', (header, machine) => expect((receive(mailRequest(`From: maria@example.com\n${header}\n\nHello\n`), config)[0] as IncomingMessage).machineSent).toBe(machine));
  test('mail from our own address is never answered by machine', () => {
    expect((receive(mailRequest('From: billing@shop.example\n\nHello\n'), config)[0] as IncomingMessage).machineSent).toBe(true);
  });
  test.each([['own-notification', 'own-notification'], ['own-copy', 'own-message'], ['own-copy-rewritten-id', 'own-message']])('%s comes back and is passed over', (name, because) => {
    expect(read(name)).toMatchObject({ kind: 'passed-over', because });
  });
  test('a customer whose program copied our header is a customer', () => {
    const mail = 'From: maria@example.com\nX-Attune-Message: <m.0199c0de12347abc8def0123456789ab.k7dm2qaxpwz4tbcv.2s4ytbsjd5jc4fke@shop.example>\n\nHello\n';
    expect(receive(mailRequest(mail), config)[0]!.kind).toBe('message');
    expect(receive(mailRequest(mail.replace('maria@example.com', 'help@shop.example')), config)[0]!.kind).toBe('passed-over');
  });
  test('a stranger’s mark of an installation is no reason to pass a mail over', () => {
    expect(receive(mailRequest('From: maria@example.com\nX-Attune-Installation: e67beef4b95a202da6b612ce4beb425622c5f7f6\n\nHello\n'), config)[0]!.kind).toBe('message');
  });
});
