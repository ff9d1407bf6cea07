import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Incoming, UnreadableInput } from '../channel.ts';
import { readConfig } from './config.ts';
import { hook, receivedAt, settings } from './fixtures/sample.ts';
import { recipientOf, identityOf } from './identity.ts';
import { receive } from './receive.ts';

const config = readConfig(settings);
const incoming = (name: string): readonly Incoming[] => receive(hook(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url))), config);
const at = '2026-03-09T10:20:00.000Z';
const ours = 'wamid.HBgLNzkxNjEyMzQ1NjcVAgARGBJDMDUzRTQ0Q0Y5NkY3MkI5OTQA';
const marina = { externalId: 'ru.13491208655302741918', name: 'Марина К.', verified: true, also: [{ channel: 'whatsapp', externalId: '79161234567' }, { channel: 'sms', externalId: '+79161234567' }] };
const status = (place: number) => `wamid.HBgLNzkxNjEyMzQ1NjcVAgARGBJDMDUzRTQ0Q0Y5NkY3MkI5${String(place).padStart(3, '0')}`;
const file = (name: string, mediaType: string, place: number) => ({ name, mediaType, contentId: null, content: { remote: String(1_013_859_600_285_441 + place), bytes: null } });

describe('what people write', () => {
  test('a text, from somebody with every id that the webhook gives', () => {
    expect(incoming('text')).toEqual([{
      kind: 'message', externalId: expect.stringMatching(/^wamid\./), fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      thread: { references: [], key: null, subject: null, number: null, participants: [marina.externalId] },
      from: marina, recipients: { to: [], copy: [], blindCopy: [] }, sentAt: at, machineSent: false,
      content: { subject: null, text: 'Списали дважды, и никто не перезвонил.\nГде мои деньги?', html: null, attachments: [] },
    }]);
  });

  test.each<[string, string, readonly string[]]>([
    ['emoji', '👩‍👩‍👧 谢谢！🙏🏽 grazie', []],
    ['reply', 'Да, именно это', []],
    ['forwarded', 'Вам пришлют код', ['whatsapp.forwarded']],
    ['forwarded-often', '!!!', ['whatsapp.forwarded']],
    ['product-asked-about', 'Есть в наличии?\n🛍 SKU-77', []],
    ['media-that-could-not-be-taken', '📎 image.jpg', ['media-gone']],
    ['location', '📍 55.751244, 37.618423', []],
    ['location-with-a-name', '📍 45.4642, 9.19\nDuomo\nPiazza del Duomo, Milano\nhttps://example.com/duomo', []],
    ['contact-cards', '👤 Пётр Ильин, Ромашка, +7 495 123-45-67, petr@example.ru\n👤 王芳, +86 10 1234 5678', []],
    ['reaction', '👍', ['whatsapp.reaction']],
    ['quick-reply-of-another-program', 'Нет', []],
    ['list-reply', 'Priority Mail Express\nNext day', []],
    ['form-filled-in', 'Sent\ndelivery: 4\ncomment: its late\nmore: {"again":true}', []],
    ['order', '🛒 2 × di9ozbzfi4 · 30 USD\n🛒 1 × nqryix03ez · 25.5 USD\nК пятнице, пожалуйста', []],
    ['welcome-asked-for', '👋', []],
    ['unsupported', '❔ poll_creation', ['whatsapp.not-shown']],
    ['unsupported-without-a-kind', '❔', ['whatsapp.not-shown']],
    ['unknown-kind', '❔ hologram', ['whatsapp.not-shown']],
    ['in-a-group', 'Кто-нибудь знает?', ['whatsapp.from-group']],
    ['call', '📞', ['whatsapp.call']],
    ['nul-and-half-a-pair', 'ab\uFFFD c 🙂', []],
    ['very-long', 'ой '.repeat(20_000), []],
    ['fields-missing', '❔ text', ['whatsapp.not-shown']],
    ['fields-of-other-kinds', '❔ text', ['whatsapp.not-shown']],
  ])('%s', (name, text, notices) => {
    const [message] = incoming(name);
    expect(message).toMatchObject({ kind: 'message', content: { text, attachments: [] } });
    expect((message as { notices?: readonly string[] }).notices ?? []).toEqual(notices);
  });

  test.each([
    ['image', 'Вот чек', file('image.jpg', 'image/jpeg', 1)],
    ['image-without-caption', '', file('image.png', 'image/png', 2)],
    ['video', 'so it rattles', file('video.mp4', 'video/mp4', 3)],
    ['voice', '', file('voice.ogg', 'audio/ogg', 4)],
    ['audio', '', file('audio.mp3', 'audio/mpeg', 5)],
    ['document', 'подписан', file('Договор №5_2026.pdf', 'application/pdf', 6)],
    ['sticker', '', file('sticker.webp', 'image/webp', 7)],
    ['animated-sticker', '', file('sticker.webp', 'image/webp', 8)],
  ])('%s comes by its id, with its words', (name, text, attachment) => {
    expect(incoming(name)).toMatchObject([{ kind: 'message', content: { text, attachments: [attachment] } }]);
  });

  test('what was answered or reacted to is named', () => {
    for (const name of ['reply', 'reaction', 'quick-reply-of-another-program']) expect(incoming(name)).toMatchObject([{ thread: { references: [ours], key: null } }]);
  });
  test('an advertisement is where they were', () => expect(incoming('from-an-advertisement')).toMatchObject([{ page: { url: 'https://fb.me/3cr4Wqqkv', title: 'Chat with us' } }]));
  test('a time that cannot be is the time of receiving', () => {
    for (const name of ['time-in-the-future', 'fields-missing', 'fields-of-other-kinds']) expect(incoming(name)).toMatchObject([{ sentAt: receivedAt }]);
  });
  test('a message without an id gets one of its content, and the same again', () => {
    const [first] = incoming('fields-missing');
    expect(first).toEqual(incoming('fields-missing')[0]);
    expect(first).toMatchObject({ externalId: expect.stringMatching(/^hash\.[0-9a-f]{64}$/) });
  });
});

describe('who wrote', () => {
  test.each([
    ['old-style-without-scoped-id', { externalId: '393331234567', name: 'Luca Rossi', verified: true, also: [{ channel: 'sms', externalId: '+393331234567' }] }],
    ['username-hides-the-number', { externalId: 'br.1502576394655843', name: 'Ana', verified: true }],
    ['scoped-id-with-letters', { externalId: 'de.a_b3x_yz', name: null, verified: true }],
    // +52 1 … is WhatsApp's form and not what one dials: no SMS is promised.
    ['number-that-is-dialled-otherwise', { externalId: 'mx.1502576394655844', name: 'Sofía', verified: true, also: [{ channel: 'whatsapp', externalId: '5215512345678' }] }],
  ])('%s', (name, from) => expect(incoming(name)).toMatchObject([{ from }]));

  test('an id goes to Meta as Meta gave it, whatever letters it has', () => {
    fc.assert(fc.property(fc.stringMatching(/^[A-Z]{2}(\.ENT)?\.[0-9A-Za-z]{1,128}$/), (id) => {
      const identity = identityOf(id)!;
      expect(identity).toBe(identity.toLowerCase());
      expect(recipientOf(identity)).toEqual({ recipient: id });
    }));
  });
  test('two ids that differ in their letters only are two people', () => expect(identityOf('US.aB')).not.toBe(identityOf('US.Ab')));
});

describe('presses, changes and numbers', () => {
  test('a button of ours is a press, under which message of ours', () => {
    expect(incoming('button-of-ours')).toEqual([{ kind: 'press', externalId: expect.stringMatching(/^wamid\./), from: marina, message: ours, button: 'rate:5', at }]);
    expect(incoming('quick-reply-of-a-template')).toMatchObject([{ kind: 'press', message: ours, button: 'wants-answer' }]);
  });
  test('edits and what was taken back name the first message', () => {
    const [first] = incoming('text') as readonly { readonly externalId: string }[];
    expect(incoming('edit')).toEqual([{ kind: 'edit', externalId: first!.externalId, content: { subject: null, text: 'Списали трижды!', html: null, attachments: [] }, at }]);
    expect(incoming('edit-of-a-caption')).toMatchObject([{ kind: 'edit', content: { text: 'Вот оба чека', attachments: [file('image.jpg', 'image/jpeg', 1)] } }]);
    expect(incoming('revoke')).toEqual([{ kind: 'removal', externalId: first!.externalId, content: null, at }]);
  });
  test('a new number is given to whoever had the old one, in every form', () => {
    const details = (from: object, channel: string, externalId: string) => ({ kind: 'contact-details', from, address: { channel, externalId }, name: null, at });
    const old = { externalId: 'ru.13491208655302741918', name: null, verified: true, also: [{ channel: 'whatsapp', externalId: '79161234567' }] };
    expect(incoming('number-changed')).toEqual([details(old, 'whatsapp', 'ru.2222222222'), details(old, 'whatsapp', '79031112233'), details(old, 'sms', '+79031112233')]);
    const luca = { externalId: '393331234567', name: null, verified: true };
    expect(incoming('number-changed-before-scoped-ids')).toEqual([details(luca, 'whatsapp', '393339998877'), details(luca, 'sms', '+393339998877')]);
    expect(incoming('scoped-id-changed')).toEqual([details({ externalId: 'br.1502576394655843', name: null, verified: true }, 'whatsapp', 'br.999')]);
  });
});

describe('what becomes of ours', () => {
  test('each receipt has its own time, in whatever order they come and however often', () => {
    const receipt = (state: string, when: string) => ({ kind: 'receipt', externalId: status(1), state, at: when });
    expect(incoming('status-delivered')).toEqual([receipt('delivered', '2026-03-09T10:20:04.000Z')]);
    expect(incoming('status-read-and-delivered-out-of-order')).toEqual([receipt('read', '2026-03-09T10:21:00.000Z'), receipt('delivered', '2026-03-09T10:20:04.000Z'), receipt('delivered', '2026-03-09T10:20:04.000Z')]);
    expect(incoming('status-played')).toEqual([receipt('read', '2026-03-09T10:21:40.000Z')]);
  });
  test('that Meta has it is no receipt', () => expect(incoming('status-sent')).toMatchObject([{ kind: 'passed-over', because: 'own-notification' }]));
  test.each([
    ['failed-undeliverable', 2, 'whatsapp.not-reachable', '131026: Message undeliverable: Message Undeliverable.'],
    ['failed-window-closed', 3, 'whatsapp.window-closed', expect.stringMatching(/^131047: /)],
    ['failed-held-back', 4, 'whatsapp.held-back', expect.stringMatching(/^131049: /)],
    ['failed-opted-out', 5, 'whatsapp.opted-out', expect.stringMatching(/^131050: /)],
    ['failed-experiment', 6, 'whatsapp.held-back', expect.stringMatching(/^130472: /)],
    ['failed-unknown-cause', 7, 'whatsapp.not-delivered', '131999: Something new: Nobody has seen this yet'],
  ])('%s bounced, and why', (name, place, code, detail) => expect(incoming(name)).toEqual([{ kind: 'receipt', externalId: status(place), state: 'bounced', at, code, detail }]));
  test('of several parts the last tells that it arrived, and any that it failed', () => {
    expect(incoming('delivered-first-of-several')).toMatchObject([{ kind: 'passed-over' }]);
    expect(incoming('delivered-last-of-several')).toMatchObject([{ kind: 'receipt', externalId: 'wamid.FIRST', state: 'delivered' }]);
    expect(incoming('failed-part-of-several')).toMatchObject([{ kind: 'receipt', externalId: 'wamid.FIRST', state: 'bounced', code: 'whatsapp.file-refused', detail: expect.stringMatching(/^one of several parts: 131053/) }]);
  });
});

describe('what is in a webhook', () => {
  test.each([
    ['album-in-one-webhook', ['message', 'message', 'message']],
    ['many-entries', ['message', 'receipt', 'passed-over']],
    ['reaction-taken-away', ['passed-over']],
    ['security-code-changed', ['passed-over']],
    ['status-of-a-group', ['passed-over']],
    ['call-ended', ['passed-over']],
    ['own-message-from-the-phone', ['passed-over']],
    ['template-status', ['passed-over']],
    ['stopped-marketing', ['passed-over']],
    ['error-of-the-account', ['passed-over']],
    ['no-changes', ['passed-over']],
  ])('%s: %j', (name, kinds) => expect(incoming(name).map(({ kind }) => kind)).toEqual(kinds));

  test('nothing but a list or an honest failure comes of any JSON', () => {
    const around = (value: unknown) => hook(JSON.stringify({ object: 'whatsapp_business_account', entry: [{ changes: [{ field: 'messages', value }] }] }));
    const kinds = fc.constantFrom('text', 'image', 'interactive', 'button', 'order', 'contacts', 'location', 'system', 'edit', 'revoke', 'reaction', 'constructor', '__proto__', 'unsupported');
    const message = fc.record({ type: kinds, from: fc.oneof(fc.constant('79161234567'), fc.json()), id: fc.anything(), timestamp: fc.anything(), text: fc.anything(), image: fc.anything(), interactive: fc.anything(), order: fc.anything(), contacts: fc.anything(), location: fc.anything(), system: fc.anything(), edit: fc.anything(), context: fc.anything() }, { requiredKeys: ['type'] });
    fc.assert(fc.property(fc.record({ messages: fc.array(message, { maxLength: 3 }), contacts: fc.anything(), statuses: fc.anything() }), (value) => {
      try {
        expect(Array.isArray(receive(around(JSON.parse(JSON.stringify(value, (_key, one: unknown) => (typeof one === 'bigint' ? String(one) : one)))), config))).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(UnreadableInput);
      }
    }), { numRuns: 300 });
  });
});
