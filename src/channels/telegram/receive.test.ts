import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UnreadableInput, type Incoming, type RawRequest } from '../channel.ts';
import { conformance } from '../conformance.ts';
import { secretHeader, telegram } from './channel.ts';
import { form } from './form.ts';
import { problems } from './problems.ts';
import { receive } from './receive.ts';

const settings = { botToken: `7001234567:${'A'.repeat(35)}`, botName: '@yourshop_help_bot', webhookSecret: 's'.repeat(43) };
const config = telegram.readConfig(settings);
const folder = new URL('./fixtures/', import.meta.url);
const raw = (body: Uint8Array, change: Partial<RawRequest> = {}): RawRequest => ({ kind: 'webhook', headers: { 'content-type': 'application/json' }, body, receivedAt: '2026-03-09T10:05:00.000Z', key: null, ...change });
const fixture = (name: string): RawRequest => raw(readFileSync(new URL(`${name}.json`, folder)));
const read = (name: string): Incoming => receive(fixture(name), config)[0]!;
const said = (name: string) => {
  const one = read(name);
  if (one.kind !== 'message') throw new Error(`${name} is no message`);
  return one;
};

const file = (remote: string, bytes: number | null) => ({ remote: `AgACAgIAAxkBAAIB${remote}`, bytes });
type Row = readonly [name: string, text: string, files?: readonly (readonly [name: string, mediaType: string, content: unknown])[], notices?: readonly string[]];
const messages: readonly Row[] = [
  ['text', 'Buongiorno, dov\'è il mio ordine?'],
  ['emoji', 'Спасибо 👍🏽 ❤️ 👩‍👩‍👧'],
  ['links', 'Siehe hier (https://shop.example/hier) und https://shop.example/a sowie 🙂 dort (https://evil.example/dort)'],
  ['link-as-shown', 'https://shop.example/'],
  ['custom-emoji-and-mention', '🎉 Ciao Anna'],
  ['entities-wrong', 'abc'],
  ['reply', 'Danke!'],
  ['reply-with-quote', '> unterwegs\nSeit wann?'],
  ['reply-to-another-chat', '↩ Shop News\n> Nur heute\n> -20 %\nGilt das noch?'],
  ['forwarded', '↪ Мария Иванова\nКод заказа 4711'],
  ['forwarded-hidden', '↪ M.\nx'],
  ['photo', 'Il danno', [['photo-413.jpg', 'image/jpeg', file('large', 91_234)]]],
  ['album-first', 'Zwei Bilder', [['photo-414.jpg', 'image/jpeg', file('album1', 2_000)]]],
  ['album-second', '', [['photo-415.jpg', 'image/jpeg', file('album2', 2_100)]]],
  ['document', '', [['Rechnung März.pdf', 'application/pdf', file('doc', 52_341)]]],
  ['document-name-with-folders', '', [['.._.._etc_pass_gpj.exe', 'application/x-msdownload', file('evil', 10)]]],
  ['document-bare', '', [['file-418', 'application/octet-stream', file('bare', null)]]],
  ['voice', '', [['voice-419.ogg', 'audio/ogg', file('voice', 8_123)]]],
  ['audio', '', [['Mina – Città vuota.mp3', 'audio/mpeg', file('audio', 3_100_000)]]],
  ['video', 'Guarda', [['IMG_0042.MP4', 'video/mp4', file('video', 912_345)]]],
  ['video-note', '', [['video-note-422.mp4', 'video/mp4', file('note', 401_234)]]],
  ['animation', '', [['cat.mp4', 'video/mp4', file('gif', 30_123)]]],
  ['live-photo', '', [['photo-424.jpg', 'image/jpeg', file('livestill', 90_000)], ['live-photo-424.mp4', 'video/mp4', file('live', 700_000)]]],
  ['sticker', '😂', [['sticker-425.webp', 'image/webp', file('sticker', 20_123)]]],
  ['sticker-animated', '🔥', [['sticker-426.tgs', 'application/gzip', file('tgs', 9_000)]]],
  ['sticker-video-without-emoji', '', [['sticker-427.webm', 'video/webm', file('webm', 19_000)]]],
  ['paid-media', '⭐ 50\n❔', [['photo-428.jpg', 'image/jpeg', file('paid', 100)]], ['telegram.not-taken-over']],
  ['location', '📍 55.75123, 37.6185'],
  ['venue', '📍 Duomo, Piazza del Duomo, 45.4642, 9.19'],
  ['contact', '👤 Иван Петров +79161234567'],
  ['contact-with-card', '👤 Anna +390212345', [['contact.vcf', 'text/vcard', new TextEncoder().encode('BEGIN:VCARD\nVERSION:3.0\nFN:Anna\nEMAIL:anna@example.com\nEND:VCARD')]]],
  ['poll', '📊 Когда удобно?\n– Утром\n– Вечером'],
  ['dice', '🎯 6'],
  ['game', '🎮 Tetris'],
  ['checklist', '☑ Reso\n☑ Etichetta\n☐ Pacco'],
  ['story', '❔ story', [], ['telegram.not-taken-over']],
  ['kind-of-tomorrow', '❔ hologram', [], ['telegram.not-taken-over']],
  ['rich-message', 'Заказ\nВот список и сайт (https://shop.example/x)\n• чашка\nA | 1', [['photo-439.jpg', 'image/jpeg', file('inrich', 500)]], ['telegram.layout-lost']],
  ['start-with-words', '/start where is my parcel?'],
  ['command', '/help'],
  ['another-bot', 'I am out of office'],
  ['absence-note', 'Sono in vacanza'],
  ['sender-missing', 'who am I'],
  ['date-missing', 'quando?'],
  ['date-in-the-future', 'dal futuro'],
  ['date-nonsense', 'mai'],
  ['language-nonsense', 'hm'],
  ['name-missing', 'senza nome'],
  ['very-long-name', 'nome'],
  ['file-id-nonsense', '❔', [], ['telegram.not-taken-over']],
  ['types-wrong', '❔', [], ['telegram.not-taken-over']],
  ['nul-and-half-a-pair', 'ab\ufffd c (https://a.example/\ufffdx) 🙂'],
];
const unreadable = ['chat-missing', 'number-missing', 'message-is-text', 'press-nameless', 'member-stateless', 'no-id', 'not-json', 'a-list'];
const passedOver: readonly (readonly [string, string, string])[] = [
  ['pinned', 'not-for-people', '1234567801:441'], ['timer', 'not-for-people', '1234567801:442'],
  ['group', 'not-for-people', '-1001999888777:447'], ['group-edit', 'not-for-people', '-1001999888777:457'],
  ['own-message', 'own-message', '1234567801:448'], ['empty', 'empty', '1234567801:452'], ['empty-text', 'empty', '1234567801:453'],
  ['press-elsewhere', 'not-for-people', 'update:814370058'], ['press-of-a-game', 'not-for-people', 'update:814370059'],
  ['added-to-group', 'not-for-people', 'update:814370063'], ['channel-post', 'not-for-people', 'update:814370065'],
  ['update-of-tomorrow', 'not-for-people', 'update:814370066'], ['reaction', 'not-for-people', 'update:814370067'],
];
const events = ['start', 'start-with-payload', 'edit', 'edit-caption', 'live-location-moves', 'press', 'press-of-an-old-message', 'blocked', 'unblocked'];

conformance(telegram, {
  settings,
  wrongSettings: [
    { name: 'nothing but a wrong token', settings: { ...settings, botToken: 'hunter2' }, paths: ['botToken'] },
    { name: 'everything', settings: { botToken: '1:a', botName: 'not a name', receiveBy: 'pigeon', webhookSecret: 'Ü'.repeat(20), apiAddress: 'http://api.telegram.org', more: 1 }, paths: ['botToken', 'botName', 'receiveBy', 'webhookSecret', 'apiAddress', 'more'] },
    { name: 'nothing', settings: {}, paths: ['botToken', 'botName', 'webhookSecret'] },
    { name: 'an address with a password', settings: { ...settings, apiAddress: 'https://me:secret@tg.example' }, paths: ['apiAddress'] },
    { name: 'an address that is none', settings: { ...settings, apiAddress: 'file:///etc' }, paths: ['apiAddress'] },
  ],
  inputs: [
    ...messages.map(([name]) => ({ name, request: fixture(name), kinds: ['message' as const] })),
    ...passedOver.map(([name]) => ({ name, request: fixture(name), kinds: ['passed-over' as const] })),
    ...events.map((name) => ({ name, request: fixture(name) })),
    { name: 'very-long', request: fixture('very-long'), kinds: ['message'] },
    ...unreadable.map((name) => ({ name, request: fixture(name), unreadable: 'telegram.unreadable' })),
  ],
  forged: [
    { name: 'without a secret', request: fixture('text') },
    { name: 'with another secret', request: raw(fixture('text').body, { headers: { [secretHeader]: 'x'.repeat(43) } }) },
    { name: 'with an empty one', request: raw(fixture('text').body, { headers: { [secretHeader]: '' } }) },
    { name: 'with the beginning of it', request: raw(fixture('text').body, { headers: { [secretHeader]: 's'.repeat(42) } }) },
  ],
});

describe('recorded input', () => {
  test('every fixture stands in a table', () => {
    const listed = [...messages.map(([name]) => name), ...passedOver.map(([name]) => name), ...unreadable, ...events, 'very-long'];
    expect(readdirSync(folder).map((name) => name.replace('.json', '')).toSorted()).toEqual(listed.toSorted());
  });

  test.each(messages.map((row) => [row[0], row] as const))('%s is taken over', (name, [, text, files = [], notices = []]) => {
    const one = said(name);
    expect(one.content.text).toBe(text);
    expect(one.content.attachments.map((attachment) => [attachment.name, attachment.mediaType, attachment.content])).toEqual(files);
    expect(one.notices ?? []).toEqual(notices);
    expect(one).toMatchObject({ from: { externalId: '1234567801', verified: true }, thread: { key: null, participants: ['1234567801'] }, fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  test.each(passedOver)('%s is passed over: %s', (name, because, externalId) => {
    expect(read(name)).toEqual({ kind: 'passed-over', because, externalId });
  });

  test('who wrote is named as they are in the app, with their language', () => {
    expect(said('text').from).toEqual({ externalId: '1234567801', name: 'Luca Bianchi', verified: true, language: 'it' });
    expect(said('language-nonsense').from).not.toHaveProperty('language');
    expect(said('name-missing').from.name).toBeNull();
    expect(said('sender-missing').from.name).toBe('Luca Bianchi');
  });

  test('an answer to a message names it', () => {
    expect(said('reply').thread.references).toEqual(['1234567801:407']);
    expect(said('text').thread.references).toEqual([]);
    expect(said('reply-to-another-chat').thread.references).toEqual([]);
  });

  test('the time is the vendor\'s, and never after it was received', () => {
    expect(said('text').sentAt).toBe('2026-03-09T10:02:11.000Z');
    for (const name of ['date-missing', 'date-in-the-future', 'date-nonsense']) expect(said(name).sentAt).toBe('2026-03-09T10:05:00.000Z');
  });

  test('what a machine sent is marked, so that no machine answers', () => {
    expect([said('another-bot'), said('absence-note'), said('text')].map((one) => one.machineSent)).toEqual([true, true, false]);
  });

  test('what is longer than anybody can write is cut, and said to be', () => {
    expect(said('very-long').content.text.length).toBe(50_000);
    expect(said('very-long').notices).toEqual(['telegram.text-cut']);
  });

  test('an edit changes the message that has its id', () => {
    expect(read('edit')).toEqual({ kind: 'edit', externalId: said('text').externalId, content: { subject: null, text: 'Buongiorno, dov\'è il mio ordine 4711?', html: null, attachments: [] }, at: '2026-03-09T10:03:20.000Z' });
    expect(read('edit-caption')).toMatchObject({ kind: 'edit', content: { text: 'Il danno al vetro', attachments: [{ name: 'photo-412.jpg' }] } });
    expect(read('live-location-moves')).toMatchObject({ kind: 'edit', content: { text: '📍 55.76, 37.62' } });
  });

  test('a chat is begun, with what the link carried or without', () => {
    expect(read('start')).toMatchObject({ kind: 'begun', externalId: '1234567801:443', payload: null, from: { externalId: '1234567801', name: 'Luca Bianchi' }, at: '2026-03-09T10:02:11.000Z' });
    expect(read('start-with-payload')).toMatchObject({ kind: 'begun', payload: 'c-0197c1f0_6a00' });
  });

  test('a press names the button and our message', () => {
    expect(read('press')).toMatchObject({ kind: 'press', externalId: '5302415432112345678', message: '1234567801:458', button: 'yes:0197', from: { externalId: '1234567801' } });
    expect(read('press-of-an-old-message')).toMatchObject({ kind: 'press', message: '1234567801:12', button: 'no' });
  });

  test('blocking the bot and letting it write again is told', () => {
    expect(read('blocked')).toMatchObject({ kind: 'reachable', reachable: false, from: { externalId: '1234567801' } });
    expect(read('unblocked')).toMatchObject({ kind: 'reachable', reachable: true });
  });

  test('the same update is the same, fetched or sent', () => {
    const body = fixture('photo').body;
    expect(receive(raw(body, { kind: 'update', key: '7001234567:1' }), config)).toEqual(receive(raw(body), config));
  });
});

test('nothing else is ever thrown, whatever comes', () => {
  const member = fc.constantFrom('message', 'edited_message', 'callback_query', 'my_chat_member', 'update_id', 'chat', 'from', 'text', 'photo', 'entities', 'rich_message', 'blocks', 'sticker', 'poll', 'quote', 'id', 'type', 'message_id', 'new_chat_member');
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ depthSize: 'small' }, fc.string({ unit: 'binary' }), fc.integer(), fc.double(), fc.constantFrom(null, true, 'private'), fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(member, tie('value'), { maxKeys: 6 })),
  }));
  fc.assert(fc.property(fc.record({ update_id: fc.integer(), message: fc.record({ message_id: fc.integer(), chat: fc.constant({ id: 5, type: 'private' }) }) }), value, (update, more) => {
    const message = { ...(typeof more === 'object' ? more : {}), ...update.message, text: more, photo: more, rich_message: { blocks: more }, poll: more, forward_origin: more };
    for (const body of [{ ...update, message }, { ...update, message: undefined, callback_query: more, my_chat_member: more }]) {
      try {
        for (const one of receive(raw(new TextEncoder().encode(JSON.stringify(body))), config)) expect(JSON.stringify(one)).not.toMatch(/\\u0000|\\ud[89a-f]/);
      } catch (error) {
        expect(error).toBeInstanceOf(UnreadableInput);
      }
    }
  }));
});

describe('settings', () => {
  test('a bot\'s name is taken as people copy it, an address without its last stroke', () => {
    for (const botName of ['yourshop_help_bot', '@yourshop_help_bot', 'https://t.me/yourshop_help_bot', ' t.me/yourshop_help_bot ']) expect(telegram.readConfig({ ...settings, botName }).botName).toBe('yourshop_help_bot');
    expect(telegram.readConfig({ ...settings, apiAddress: 'http://127.0.0.1:9101/' }).apiAddress).toBe('http://127.0.0.1:9101');
    expect(config).toMatchObject({ apiAddress: 'https://api.telegram.org', receiveBy: 'polling', botId: '7001234567' });
  });
  test('the right secret is authentic', () => {
    expect(telegram.authentic(raw(new Uint8Array(), { headers: { [secretHeader]: settings.webhookSecret } }), config)).toBe(true);
  });
  test('the server makes the secret of the webhook, and links lead to the bot', () => {
    expect(telegram.newSecrets((bytes) => 'r'.repeat(bytes))).toEqual({ webhookSecret: 'r'.repeat(32) });
    expect(telegram.link('abc-1', config)).toBe('https://t.me/yourshop_help_bot?start=abc-1');
  });
  test('the form asks for nothing that is a secret of ours', () => {
    expect(form.fields.map(({ path }) => path)).toEqual(['botToken', 'botName', 'receiveBy', 'apiAddress']);
  });
});

test('every code of this channel is told, and every one that is told is given', () => {
  const here = new URL('.', import.meta.url);
  const sources = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'problems.ts').map((name) => readFileSync(new URL(name, here), 'utf8')).join('\n');
  const given = new Set([...sources.matchAll(/'(telegram\.[a-z-]+)'/g)].map((match) => match[1]!));
  expect([...given].toSorted()).toEqual(Object.keys(problems).toSorted());
});
