// One story on every messenger, through the whole desk and its vendor's emulator (fetch-media, contact-link, apply-other-incoming): somebody
// writes with a picture, is answered with a file, opens a link that was made for them, blocks us and comes back.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InboxView, MessageView } from '../../src/contract/views.ts';
import { emulators } from '../../src/emulators/all.ts';
import type { Running } from '../../src/emulators/emulator.ts';
import { databaseKinds } from '../setup/clone.ts';
import { Browser } from '../setup/client.ts';
import type { TestDesk } from '../setup/desk.ts';
import { administrator, startDesk } from '../setup/desk.ts';
import { eventually } from '../setup/eventually.ts';
import { list, mailSettings, open, well } from './agents-desk.ts';

const picture = Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010806000000 1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082'.replaceAll(' ', ''), 'hex');

/** The emulator of a messenger that somebody connected themselves plays for the inbox that takes anything. */
const channelOf = (emulator: string): string => (emulator === 'messenger' ? 'api' : emulator);

/** What an administrator types besides, of their own choice. */
const typed: Readonly<Record<string, object>> = { whatsapp: { verifyToken: 'tre-limoni-gialli' } };

/** What an administrator does at a vendor that calls us: the inbox's address is given to it. */
const connections: Readonly<Record<string, (vendor: Running, hook: string) => Promise<void>>> = {
  whatsapp: async ({ address, settings }, hook) => post(`${address}/v25.0/${String(settings['phoneNumberId'])}`, { webhook_configuration: { override_callback_uri: hook, verify_token: 'tre-limoni-gialli' } }, { authorization: `Bearer ${String(settings['accessToken'])}` }),
  messenger: async ({ address }, hook) => post(`${address}/connection`, { hook }),
};

async function post(address: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<void> {
  const answer = await fetch(address, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
  expect(answer.ok, await answer.text()).toBe(true);
}

const cookieOf = (browser: Browser): string => [...browser.cookies].map(([key, value]) => `${key}=${value}`).join('; ');

describe.each(databaseKinds())('messengers on %s', (kind) => {
  let desk: TestDesk;
  let anna: Browser;
  const running: Running[] = [];
  beforeAll(async () => {
    desk = await startDesk(kind, {});
    anna = new Browser(desk.address);
    await well(anna.post('/api/session', { email: administrator.email, password: administrator.password }));
  });
  afterAll(async () => {
    await desk?.stop();
    await Promise.all(running.map((one) => one.stop()));
  });
  const messagesOf = async (conversation: string): Promise<readonly MessageView[]> => (await open(anna, conversation)).messages;
  const answer = async (conversation: string, text: string, more: object = {}): Promise<MessageView> => {
    const { version } = (await open(anna, conversation)).conversation;
    return (await well(anna.post(`/api/conversations/${conversation}/replies`, { id: randomUUID(), text, version, undoSeconds: 0, ...more }))) as unknown as MessageView;
  };

  describe.each(emulators.map((one) => [one.name, one] as const))('%s', (name, emulator) => {
    let vendor: Running;
    let inbox: InboxView;
    let conversation: string;
    beforeAll(async () => {
      vendor = await emulator.start({ port: 0, seed: 11, pace: 0.01 });
      running.push(vendor);
      inbox = (await well(anna.post('/api/inboxes', { channel: channelOf(name), name, config: { ...vendor.settings, ...typed[name] } }))) as unknown as InboxView;
      const { hookAddress } = (await well(anna.get(`/api/inboxes/${inbox.id}/settings`))) as unknown as { hookAddress: string | null };
      await connections[name]?.(vendor, hookAddress!.replace(/^https?:\/\/[^/]+/, desk.address));
    });
    /** A network of telephones knows numbers alone. */
    const marina = name === 'sms' ? '+79161234567' : 'Marina';
    /** Not every network carries more than words. */
    const files = () => inbox.can.attachments !== null;
    const conversationsHere = async () => list(anna, { view: 'all', inbox: inbox.id });

    test('its settings can be tried, and the form that asks for them is there', async () => {
      const { channels } = (await well(anna.get('/api/channels?language=it'))) as unknown as { channels: { name: string; form: { fields: readonly unknown[] } | null }[] };
      expect(channels.find((one) => one.name === channelOf(name))?.form?.fields.length).toBeGreaterThan(0);
      expect(await well(anna.post(`/api/inboxes/${inbox.id}/check`))).toEqual({ ok: true, problems: [] });
    });

    test('what a customer writes is there once, whatever the vendor says twice and out of order; its picture follows', async () => {
      Object.assign(vendor.faults, { duplicated: 0.5, overtaken: 0.3, late: 100 });
      vendor.customers.write(marina, { text: 'Где мой заказ A-1042?', files: files() ? [{ name: 'lamp.png', mediaType: 'image/png', content: picture }] : [] });
      for (let place = 0; place < 5; place += 1) vendor.customers.write(marina, { text: `И ещё вопрос ${place}` });
      const [found] = await eventually('all that Marina wrote', async () => {
        const all = await conversationsHere();
        const texts = all.length === 1 ? (await messagesOf(all[0]!.id)).map(({ text }) => text) : [];
        return texts.filter((text) => text.startsWith('И ещё')).length === 5 && texts.some((text) => text.includes('A-1042')) ? all : undefined;
      });
      conversation = found!.id;
      expect((await messagesOf(conversation)).map(({ text }) => text).filter((text) => text.startsWith('И ещё')).toSorted()).toEqual([0, 1, 2, 3, 4].map((place) => `И ещё вопрос ${place}`));
      if (!files()) return;
      const file = await eventually('the picture', async () => (await messagesOf(conversation)).flatMap(({ attachments }) => attachments).find((one) => one.away === undefined));
      const bytes = await fetch(`${desk.address}/api/attachments/${file.id}`, { headers: { cookie: cookieOf(anna) } });
      expect(Buffer.from(await bytes.arrayBuffer()).equals(picture)).toBe(true);
    });

    test('an answer arrives once, also where the vendor is broken or has too much to do for a while', async () => {
      // Signatures hold for some minutes by the clock of both sides, so here the desk's may not run ahead to the next try.
      Object.assign(vendor.faults, { duplicated: 0, overtaken: 0, ...(name === 'messenger' ? {} : { broken: 0.4, tooMany: 0.3, retryAfterSeconds: 1 }) });
      await answer(conversation, 'Ваш заказ A-1042 приедет завтра до 12:00.');
      await eventually('the answer', async () => {
        // Where it waits for its next try, the desk's clock goes there.
        const { state, due } = (await messagesOf(conversation)).at(-1)!.deliveries[0]!;
        if (state === 'queued' && due !== null && due > desk.now()) desk.advance(Date.parse(due) - Date.parse(desk.now()));
        return vendor.book.entries.find((one) => one.direction === 'to customer' && one.text.includes('до 12:00'));
      });
      Object.assign(vendor.faults, { broken: 0, tooMany: 0 });
      await eventually('that it is known to be accepted', async () => (['accepted', 'delivered', 'read'].includes((await messagesOf(conversation)).at(-1)!.deliveries[0]!.state) ? true : undefined));
      expect(vendor.book.entries.filter((one) => one.direction === 'to customer')).toHaveLength(1);
    });

    test('a file goes out with its words', async () => {
      if (!files()) return expect(inbox.can.attachments).toBeNull();
      const upload = await fetch(`${desk.address}/api/attachments`, {
        method: 'POST', body: picture, headers: { 'content-type': 'image/png', 'x-file-name': 'receipt.png', 'sec-fetch-site': 'same-origin', cookie: cookieOf(anna) },
      });
      const { id } = (await upload.json()) as { id: string };
      await answer(conversation, 'Вот чек.', { attachments: [id] });
      const file = await eventually('the file', async () => vendor.book.entries.filter((one) => one.direction === 'to customer').flatMap(({ files }) => files)[0]);
      expect(file.bytes).toBe(picture.byteLength);
      await eventually('its words', async () => vendor.book.entries.find((one) => one.direction === 'to customer' && one.text.includes('Вот чек.')));
    });

    test('who opens a link that was made for a contact is that contact from then on', async () => {
      const { begin } = vendor.customers;
      if (!begin || !inbox.can.links) return expect(inbox.can.links).toBe(false);
      const mail = (await well(anna.post('/api/inboxes', { channel: 'email', name: `Mail ${name}`, config: mailSettings, senders: [{ name: 'Lumen', address: `help-${name}@lumen.example`, signature: '' }] }))) as unknown as InboxView;
      const started = (await well(anna.post('/api/conversations', { id: randomUUID(), message: randomUUID(), inbox: mail.id, to: { name: 'Piero', address: `piero-${name}@example.com` }, subject: 'Lamp', text: 'Good morning, Piero.', undoSeconds: 60 }))) as unknown as { readonly conversation: { readonly contact: { readonly id: string } } };
      const contact = started.conversation.contact.id;
      const { links } = (await well(anna.get(`/api/contacts/${contact}/links`))) as unknown as { links: { inbox: string; link: string }[] };
      const [payload = ''] = new URL(links.find((one) => one.inbox === inbox.id)!.link).searchParams.values();
      expect(payload).toMatch(/^[A-Za-z0-9_-]{20,64}$/);
      begin('Piero', payload);
      vendor.customers.write('Piero', { text: 'Buongiorno, sono io.' });
      const found = await eventually('what Piero wrote', async () => (await conversationsHere()).find((one) => one.contact.id === contact));
      expect((await messagesOf(found.id)).at(-1)!.text).toBe('Buongiorno, sono io.');
      // It has served: nobody else becomes Piero by it.
      begin('Mallory', payload);
      vendor.customers.write('Mallory', { text: 'Anch’io.' });
      const other = await eventually('what Mallory wrote', async () => (await conversationsHere()).find((one) => one.last.text.includes('Anch’io.')));
      expect(other.contact.id).not.toBe(contact);
    });

    test('who blocks us is shown as out of reach, and what was sent to them as not arrived, until they let us write again', async () => {
      const { block, unblock } = vendor.customers;
      if (!block || !unblock) return expect(Object.keys(vendor.customers)).not.toContain('block');
      const identity = async () => (await open(anna, conversation)).contact.identities.find(({ channel }) => channel === channelOf(name))!;
      block(marina);
      await answer(conversation, 'Вы здесь?');
      const failed = await eventually('that it did not arrive', async () => (await messagesOf(conversation)).at(-1)!.deliveries.find(({ state }) => state === 'failed' || state === 'accepted'));
      // A vendor that says nothing of being blocked goes on as if nothing were: then it is accepted, and never delivered.
      if (failed.state === 'failed') await eventually('that she is out of reach', async () => (await identity()).unreachableSince);
      unblock(marina);
      vendor.customers.write(marina, { text: 'Я вернулась.' });
      await eventually('that she can be reached', async () => ((await identity()).unreachableSince === undefined ? true : undefined));
    });
  });
});
