import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Incoming, type RawRequest, UnreadableInput } from '../channel.ts';
import { conformance } from '../conformance.ts';
import { vk } from './channel.ts';
import { receive } from './receive.ts';

const folder = new URL('./fixtures/', import.meta.url);
const fixture = (name: string): Uint8Array => readFileSync(new URL(`${name}.json`, folder));
const raw = (body: Uint8Array, kind = 'webhook'): RawRequest => ({ kind, headers: { 'content-type': 'application/json' }, body, receivedAt: '2026-03-09T11:00:00.000Z', key: null });
const edited = (name: string, change: (event: Record<string, unknown>) => void): Uint8Array => {
  const event = JSON.parse(Buffer.from(fixture(name)).toString()) as Record<string, unknown>;
  change(event);
  return new TextEncoder().encode(JSON.stringify(event));
};

const settings = { groupId: '123456789', accessToken: 'vk1.a.token', confirmationCode: '8f2a91c0', secretKey: 'aB3dE5fG7hJ9kL1mN2pQ4' };
const person = '500000001';

/** A message's text, its notices, and its files as `name type remote`. */
const said = (text: string, more: { readonly notices?: readonly string[]; readonly files?: readonly (readonly [name: string, type: string, remote: unknown])[]; readonly references?: readonly string[] } = {}) => [{
  kind: 'message', from: { externalId: person, name: null, verified: true }, machineSent: false,
  thread: { references: more.references ?? [], key: null, subject: null, number: null, participants: [person] },
  content: { subject: null, text, html: null, attachments: (more.files ?? []).map(([name, mediaType, remote]) => ({ name, mediaType, contentId: null, content: { remote } })) },
  ...(more.notices ? { notices: more.notices } : {}),
}];
const passed = (because: string) => [{ kind: 'passed-over', because }];
const unreadable = 'unreadable';
const photo = ['photo-500000001_457239020.jpg', 'image/jpeg', expect.stringContaining('/a/y.jpg?size=960x1280')] as const;
const receipt = ['Чек за март.pdf', 'application/pdf', expect.stringContaining('vk.com/doc500000001_671111?hash=AbC')] as const;
const far = '> 👤 vk.com/id700000002\n> Я оплатил вчера\n> > 👤 vk.com/club55\n> > Оплатите до пятницы\n> > 🖼️ Sticker';

const table: Readonly<Record<string, readonly unknown[] | typeof unreadable>> = {
  'text': said('Здравствуйте! Где мой заказ № 1042?'),
  'text-english': said('Hello, where is my order?'),
  'emoji': said('Спасибо 🙏🏽👨‍👩‍👧 !'),
  'mention': said('Спросите Анну из магазина, там знают. Не это: [x|y]'),
  'formatted': said('Смотрите здесь (https://shop.example/a) и https://shop.example/b, важно'),
  'photo': said('Вот так пришло', { files: [photo] }),
  'album': said('', { files: [photo, ['photo-500000001_457239021.png', 'image/png', expect.stringContaining('/b/y.png')]] }),
  'document': said('Чек', { files: [receipt] }),
  'document-odd-name': said('', { files: [['.._.._etc_passwd_x', 'application/octet-stream', expect.stringContaining('vk.com/doc')]] }),
  'voice': said('', { files: [['voice-500000001_671112.mp3', 'audio/mpeg', 'https://psv4.userapi.com/c1/u500000001/audiomsg/d1/voice.mp3']] }),
  'voice-transcribed': said('🎤 Когда приедет курьер?', { files: [['voice-500000001_671113.mp3', 'audio/mpeg', expect.any(String)]] }),
  'sticker': said('🖼️ Sticker', { files: [['sticker-9046.png', 'image/png', 'https://vk.com/sticker/1-9046-512']] }),
  'graffiti': said('', { files: [['graffiti-500000001_5.png', 'image/png', 'https://psv4.userapi.com/c1/g.png']] }),
  'gift': said('С праздником!\n🎁'),
  'video': said('Так оно гудит\n🎬 Гудит https://vk.com/video500000001_456239017', { notices: ['vk.only-at-vk'] }),
  'link': said('Вот https://shop.example/item/7'),
  'link-alone': said('🔗 Утюг https://shop.example/item/8'),
  'wall-post': said('📰 Скидка 20 % до воскресенья https://vk.com/wall-123456789_77', { notices: ['vk.only-at-vk'] }),
  'wall-comment': said('💬 А на утюги? https://vk.com/wall-123456789_77?reply=80', { notices: ['vk.only-at-vk'] }),
  'market-item': said('Есть в наличии?\n🛒 Чайник 1 990 ₽ https://vk.com/market-123456789?w=product-123456789_31'),
  'poll': said('📊 Какой цвет?\n· Белый\n· Красный', { notices: ['vk.only-at-vk'] }),
  'audio-track': said('🎵 Группа — Песня', { notices: ['vk.only-at-vk'] }),
  'story': said('📷 https://vk.com/story500000001_456239018', { notices: ['vk.only-at-vk'] }),
  'call': said('📞 canceled_by_initiator 1:05'),
  'unknown-attachment': said('Глядите\n📎 hologram', { notices: ['vk.only-at-vk'] }),
  'location': said('Сюда\n📍 55.751001, 37.618 Красная площадь, Москва'),
  'reply': said('> Вы про заказ № 1042? Или другой?\nДа, этот', { references: ['500000001:5'] }),
  'forwarded': said(`Вот переписка\n${far}\n> 👤 vk.com/id700000003\n> И я`, { files: [receipt] }),
  'cropped': said('Очень длинно…', { notices: ['vk.cropped'] }),
  'nothing-shown': said('❔', { notices: ['vk.not-shown'] }),
  'button-text': said('Статус заказа'),
  'start': [{ kind: 'begun', externalId: 'begun:500000001:32', payload: null, at: '2026-03-09T10:02:43.000Z' }],
  'start-with-link': [{ kind: 'begun', externalId: 'begun:500000001:33', payload: 'k3J_9-aZ', from: { externalId: person } }],
  'first-after-link': [{ kind: 'begun', payload: 'k3J_9-aZ' }, ...said('Добрый день')],
  'null-bytes': said('ab', { files: [photo] }),
  'very-long': said('ё'.repeat(4096)),
  'forwarded-very-long': [{ kind: 'message', notices: ['vk.cropped'] }],
  'lone-surrogates': [{ kind: 'begun', payload: '\ufffd' }, { kind: 'message', content: { text: '\ufffd half \ufffd whole 🙂', attachments: [{ name: '\ufffd.pdf' }] } }],
  'future-date': [{ kind: 'message', sentAt: '2026-03-09T11:00:00.000Z' }],
  'no-date': [{ kind: 'message', sentAt: '2026-03-09T11:00:00.000Z' }],
  'repeated-reference': said('Не по типу'),
  'message-before-5-103': said('По-старому'),
  'chat': passed('not-for-people'),
  'from-community': passed('not-for-people'),
  'own-message': passed('own-message'),
  'administrator-message': passed('own-message'),
  'edit': [{ kind: 'edit', externalId: '500000001:1', at: '2026-03-09T10:03:20.000Z', content: { text: 'Здравствуйте! Где мой заказ № 1043?', attachments: [] } }],
  'edit-with-photo': [{ kind: 'edit', externalId: '500000001:6', content: { text: 'Вот так пришло, и треснуто', attachments: [{ name: photo[0] }] } }],
  'edit-own': passed('own-message'),
  'edit-in-chat': passed('not-for-people'),
  'allow': [{ kind: 'reachable', reachable: true, from: { externalId: person }, at: '2026-03-09T11:00:00.000Z' }],
  'deny': [{ kind: 'reachable', reachable: false, from: { externalId: person } }],
  'read': [{ kind: 'read-until', to: person, externalId: '500000001:44' }],
  'read-without-place': passed('not-for-people'),
  'read-by-us': passed('not-for-people'),
  'typing': [{ kind: 'typing', from: { externalId: person } }],
  'press': [{ kind: 'press', externalId: 'press:500000001:9f1c2b7a44de', from: { externalId: person }, message: '500000001:44', button: 'yes' }],
  'press-payload-as-text': [{ kind: 'press', message: null, button: 'no' }],
  'press-of-others': passed('not-for-people'),
  'reaction': passed('not-for-people'),
  'group-join': passed('not-for-people'),
  'wall-post-event': passed('not-for-people'),
  'unknown-event': passed('not-for-people'),
  'no-event-id': [{ kind: 'reachable', externalId: expect.stringMatching(/^event:[0-9a-f]{64}$/) }],
  'user-id-as-text': passed('not-for-people'),
  'no-place': unreadable,
  'no-author': unreadable,
  'no-object': unreadable,
  'object-as-text': unreadable,
  'not-json': unreadable,
  'list': unreadable,
};

describe('recorded events', () => {
  it.each(Object.entries(table))('%s', (name, expected) => {
    if (expected === unreadable) expect(() => receive(raw(fixture(name)))).toThrow(expect.objectContaining({ name: 'UnreadableInput', code: 'vk.unreadable' }));
    else expect(receive(raw(fixture(name)))).toMatchObject(expected);
  });

  it('are all in the table', () => {
    expect(readdirSync(folder).map((name) => name.replace('.json', '')).toSorted()).toEqual(Object.keys(table).toSorted());
  });

  it('have notices only where something is missing', () => {
    const noticed = Object.entries(table).filter(([, expected]) => expected !== unreadable).flatMap(([name]) => receive(raw(fixture(name))).flatMap((one) => ('notices' in one ? [name] : [])));
    expect(noticed.toSorted()).toEqual(['audio-track', 'cropped', 'forwarded-very-long', 'nothing-shown', 'poll', 'story', 'unknown-attachment', 'video', 'wall-comment', 'wall-post']);
  });
});

describe('a message', () => {
  const first = (body: Uint8Array): Extract<Incoming, { kind: 'message' }> => receive(raw(body)).find((one) => one.kind === 'message')!;

  it('is the same when it is told again, changed meanwhile, fetched from the dialog or by the queue', () => {
    const { externalId, fingerprint } = first(fixture('photo'));
    const again = edited('photo', (event) => {
      delete event['event_id'];
      delete event['secret'];
      const { message } = event['object'] as { message: Record<string, unknown> };
      message['text'] = 'changed';
      (message['attachments'] as { photo: { sizes: { url: string }[] } }[])[0]!.photo.sizes[1]!.url = 'https://sun9-1.userapi.com/other.jpg';
      event['object'] = { message };
    });
    expect(first(again)).toMatchObject({ externalId, fingerprint });
    expect(first(edited('photo', (event) => void (event['group_id'] = 2))).fingerprint).not.toBe(fingerprint);
  });

  it('is the same when clocks differ: VK’s time may lie ahead of ours', () => {
    const at = (receivedAt: string) => receive({ ...raw(fixture('text')), receivedAt })[0] as Extract<Incoming, { kind: 'message' }>;
    expect(at('2026-03-09T10:02:11.000Z')).toMatchObject({ fingerprint: at('2026-03-09T11:00:00.000Z').fingerprint, sentAt: '2026-03-09T10:02:11.000Z' });
    expect(at('2026-03-09T11:00:00.000Z').sentAt).toBe('2026-03-09T10:02:12.000Z');
  });

  it('tells the language of the pages that its writer uses', () => {
    expect([first(fixture('text')), first(fixture('text-english'))].map(({ from }) => from.language)).toEqual(['ru', 'en']);
  });

  it('unfolds what was passed on only as deep and as much as a reader can use', () => {
    const deep = (levels: number): unknown => ({ from_id: 1, text: `level ${levels}`, fwd_messages: levels === 0 ? [] : [deep(levels - 1)] });
    const { content, notices } = first(edited('forwarded', (event) => void ((event['object'] as { message: Record<string, unknown> }).message['fwd_messages'] = [deep(40), ...Array.from({ length: 400 }, () => deep(0))])));
    expect(content.text).toContain('> > > > > level 36');
    expect(content.text).not.toContain('level 35');
    expect(notices).toContain('vk.cropped');
  });
});

describe('whatever comes', () => {
  it('is an answer or unreadable, never something else', () => {
    const event = (type: string, object: unknown) => new TextEncoder().encode(JSON.stringify({ type, object, group_id: 1 }));
    const types = fc.constantFrom('message_new', 'message_edit', 'message_reply', 'message_read', 'message_event', 'message_deny', 'message_typing_state', '__proto__', 'constructor');
    fc.assert(fc.property(types, fc.jsonValue(), fc.dictionary(fc.constantFrom('peer_id', 'from_id', 'conversation_message_id', 'text', 'attachments', 'geo', 'fwd_messages', 'reply_message', 'payload', 'date', 'message'), fc.oneof(fc.constant(5), fc.jsonValue())), (type, object, fields) => {
      for (const body of [event(type, object), event(type, fields), event(type, { message: fields })]) {
        try {
          receive(raw(body));
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableInput);
        }
      }
    }));
  });
});

conformance(vk, {
  settings,
  wrongSettings: [
    { name: 'nothing at all', settings: {}, paths: ['groupId', 'accessToken', 'secretKey'] },
    {
      name: 'everything wrong', paths: ['groupId', 'accessToken', 'confirmationCode', 'secretKey', 'apiVersion', 'apiAddress', 'receiveBy', 'colour'],
      settings: { groupId: 'my shop', accessToken: 'a b', confirmationCode: '<b>', secretKey: 'short', apiVersion: '5.80', apiAddress: 'http://api.vk.com/method', receiveBy: 'pigeon', colour: 'red' },
    },
    { name: 'empty', settings: { ...settings, groupId: ' ', accessToken: '' }, paths: ['groupId', 'accessToken'] },
  ],
  inputs: Object.entries(table).map(([name, expected]) => ({
    name, request: raw(fixture(name)),
    ...(expected === unreadable ? { unreadable: 'vk.unreadable' } : { kinds: (expected as readonly { kind: Incoming['kind'] }[]).map(({ kind }) => kind) }),
  })),
  forged: [
    { name: 'another secret', request: raw(edited('text', (event) => void (event['secret'] = 'aB3dE5fG7hJ9kL1mN2pQ5'))) },
    { name: 'no secret', request: raw(edited('text', (event) => void delete event['secret'])) },
    { name: 'a secret of another type', request: raw(edited('text', (event) => void (event['secret'] = { toString: settings.secretKey }))) },
    { name: 'another community', request: raw(edited('text', (event) => void (event['group_id'] = 5))) },
    { name: 'no community', request: raw(edited('text', (event) => void delete event['group_id'])) },
    { name: 'no event', request: raw(new TextEncoder().encode('[]')) },
    { name: 'no JSON', request: raw(new Uint8Array([0xff, 0xfe])) },
  ],
});
