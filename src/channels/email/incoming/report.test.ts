import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Incoming } from '../../channel.ts';
import { config, mailRequest } from '../fixtures/sample.ts';
import { receive } from '../receive.ts';
import { failureIn, reasonOf } from './bounce-reason.ts';

const read = (name: string, change = (source: string): string => source): Incoming =>
  receive(mailRequest(Buffer.from(change(readFileSync(new URL(`../fixtures/${name}.eml`, import.meta.url), 'latin1')), 'latin1')), config)[0]!;
const ours = 'm.0199c0de12347abc8def0123456789ab.k7dm2qaxpwz4tbcv.2s4ytbsjd5jc4fke@shop.example';

describe('a bounce names our mail and says why', () => {
  test.each([
    ['bounce-postfix', 'email.bounced-no-such-mailbox', '5.1.1 There is no such mailbox. (nobody@example.com) — 550 5.1.1 <nobody@example.com>: Recipient address rejected: User unknown', ['nobody@example.com']],
    ['bounce-exchange', 'email.bounced-mailbox-full', '5.2.2 The mailbox is full. (anna@example.com) — 554-5.2.2 mailbox full; STOREDRV.Deliver: mailbox is full', ['anna@example.com']],
    ['bounce-without-original', 'email.bounced-no-such-mailbox', '5.0.0 There is no such mailbox. (x@qq.example) — 550 Mailbox not found', ['x@qq.example']],
    ['bounce-envelope-id', 'email.bounced-refused-by-policy', '5.7.1 The recipient’s server refused the message by its rules. (nobody@example.com) — 554 5.7.1 Message rejected as spam', ['nobody@example.com']],
    ['bounce-qmail', 'email.bounced-no-such-mailbox', '5.1.1 There is no such mailbox. (nobody@example.cn) — Sorry, no mailbox here by that name. (#5.1.1)'],
    ['bounce-exim-mail-ru', 'email.bounced-refused-by-policy', 'The recipient’s server refused the message by its rules. (nobody@mail.ru.example) — 550 spam message rejected. Please visit http://help.mail.ru.example/'],
    ['bounce-yandex', 'email.bounced-no-such-mailbox', 'There is no such mailbox. (nobody@example.ru) — <nobody@example.ru>: пользователь не найден'],
    ['bounce-163', 'email.bounced-no-such-mailbox', 'There is no such mailbox. (nobody@example.cn) — 收件人邮箱不存在'],
    ['bounce-gmail', 'email.bounced-no-such-mailbox', '5.1.1 There is no such mailbox. (nobody@gmail.example) — 550-5.1.1 The email account that you tried to reach does not exist. Please try 550-5.1.1 double-checking the recipient\'s email address for typos or 550 5.1.1 https://support.google.com/mail/?p=NoSuchUser', ['nobody@gmail.example']],
    ['bounce-exchange-online', 'email.bounced-no-such-mailbox', '5.1.10 There is no such mailbox. (nobody@corp.example) — 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient nobody@corp.example not found by SMTP address lookup', ['nobody@corp.example']],
    ['bounce-exim-no-headers', 'email.bounced-domain-unknown', 'The domain of the address does not exist or takes no mail. (nobody@host.example) — Unrouteable address'],
    ['bounce-icloud', 'email.bounced-mailbox-full', '5.2.2 The mailbox is full. (nobody@icloud.example) — 552 5.2.2 user over quota', ['nobody@icloud.example']],
    ['bounce-qq', 'email.bounced-no-such-mailbox', 'There is no such mailbox. (nobody@qq.example) — 收件人邮件地址（nobody@qq.example）不存在，邮件无法送达。host mx3.qq.com said: 550 Mailbox not found.'],
    ['bounce-postfix-utf8', 'email.bounced', '5.6.7 The message was not delivered. (nobody@example.com) — SMTPUTF8 is required, but was not offered by host mx[1.2.3.4]', ['nobody@example.com']],
    ['bounce-of-copy', 'email.bounced-no-such-mailbox', '5.1.1 There is no such mailbox. (colleague@other.example) — 550 5.1.1 no such user', ['colleague@other.example']],
  ])('%s', (name, code, detail, recipients?: string[]) => expect(read(name)).toEqual({ kind: 'receipt', externalId: ours, state: 'bounced', at: '2026-03-09T10:02:11.000Z', code, detail, ...(recipients ? { recipients } : {}) }));

  test('what a server writes in letters beyond ASCII is read as such', () => {
    const failed = read('bounce-postfix-utf8', (source) => source.replace(/^Original-Recipient.*\r\n/m, ''));
    expect(failed).toMatchObject({ recipients: ['иван@пример.example'] });
  });
  test('a person at such an address who answers us is a person, whatever they write about', () => {
    expect(read('person-postmaster')).toMatchObject({ kind: 'message', machineSent: false, from: { externalId: 'postmaster@small.example' } });
  });
  test.each([['bounce-of-a-stranger'], ['bounce-forged'], ['receipt-of-a-stranger'], ['spam-complaint']])('%s is no receipt of ours', (name) => expect(read(name).kind).toBe('message'));
});

describe('other reports', () => {
  test.each([['report-delivered', 'delivered'], ['receipt-read', 'read']])('%s', (name, state) => expect(read(name)).toEqual({ kind: 'receipt', externalId: ours, state, at: '2026-03-09T10:02:11.000Z' }));
  test.each([['report-delayed'], ['bounce-gmail-delay'], ['report-relayed'], ['report-exim-delay'], ['receipt-deleted']])('%s proves nothing and bothers nobody', (name) => expect(read(name)).toMatchObject({ kind: 'passed-over', because: 'not-for-people' }));
  test('of several recipients one failure is a failure', () => {
    const report = (actions: string[]): Incoming => receive(mailRequest(`From: MAILER-DAEMON@mx.example.com
Return-Path: <>
Content-Type: multipart/report; report-type=delivery-status; boundary=d

--d
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com

${actions.map((action, at) => `Final-Recipient: rfc822; r${at}@example.com\nAction: ${action}\n`).join('\n')}
--d
Content-Type: text/rfc822-headers

Message-ID: <${ours}>

--d--
`), config)[0]!;
    expect(report(['delivered', 'failed'])).toMatchObject({ state: 'bounced', detail: 'The message was not delivered. (r1@example.com)' });
    expect(report(['delivered', 'relayed'])).toMatchObject({ kind: 'passed-over' });
    expect(report(['delivered', 'delivered'])).toMatchObject({ state: 'delivered' });
    expect(report(['delayed', 'delayed'])).toMatchObject({ kind: 'passed-over' });
  });
});

describe('our own notifications', () => {
  test.each([['own-notification'], ['bounce-of-notification'], ['vacation-about-notification']])('%s is nobody’s matter', (name) => {
    expect(read(name)).toMatchObject({ kind: 'passed-over', because: 'own-notification' });
  });
  test('a person who answers one is heard; so is a bounce that only claims to bring one back', () => {
    expect(read('vacation-about-notification', (source) => source.replace(/^Subject: .*\r\n/m, 'Subject: Re: You are invited\r\n').replace(/^Auto-Submitted: .*\r\n/m, ''))).toMatchObject({ kind: 'message', machineSent: false });
    expect(read('bounce-of-notification', (source) => source.replace(/X-Attune-Installation: .*/, 'X-Attune-Installation: 0123456789012345678901234567890123456789')).kind).toBe('message');
  });
});

describe('reasons', () => {
  test.each([
    ['5.1.1', '', 'email.bounced-no-such-mailbox'], ['5.4.4', '', 'email.bounced-domain-unknown'], ['5.2.1', '', 'email.bounced-mailbox-disabled'], ['5.3.4', '', 'email.bounced-too-large'], ['4.4.7', '', 'email.bounced-not-reachable'],
    ['5.0.0', 'mailbox is over quota', 'email.bounced-mailbox-full'], [null, 'Ящик переполнен', 'email.bounced-mailbox-full'], [null, 'La casella è piena', 'email.bounced-mailbox-full'], [null, '收件人邮箱已满', 'email.bounced-mailbox-full'],
    ['5.5.0', 'utente sconosciuto', 'email.bounced-no-such-mailbox'], [null, 'something else', 'email.bounced'],
  ])('%s %s', (status, said, code) => expect(reasonOf({ status, recipient: '', said }).code).toBe(code));
  test('a text that only tells of a delay is no failure', () => {
    expect(failureIn('Your message has been delayed. We will keep trying.\nmessage for anna@example.com')).toBeNull();
    expect(failureIn('Your message has been delayed and was given up.\n550 5.1.1 no such user anna@example.com')).toMatchObject({ status: '5.1.1', recipient: 'anna@example.com' });
  });
});
