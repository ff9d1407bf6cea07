// A test for each rule: what Meta refuses, the emulator refuses, with Meta's numbers.
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Running } from '../emulator.ts';
import { accessToken, businessAccountId, displayNumber, phoneNumberId } from './account.ts';
import { whatsapp } from './whatsapp.ts';

let vendor: Running;
const anna = '393331234567';
const start = async (pace = 1) => {
  vendor = await whatsapp.start({ port: 0, seed: 11, pace });
  vendor.customers.write(anna, { text: 'Ciao' });
};
beforeEach(() => start());
afterEach(() => vendor.stop());

type Answer = { readonly status: number; readonly json: Record<string, never> & { error?: { code: number; message: string; error_subcode?: number; error_data?: { details: string } }; messages?: { id: string }[]; id?: string; url?: string } };
async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = { authorization: `Bearer ${accessToken}` }): Promise<Answer> {
  const answer = await fetch(`${vendor.address}/v25.0/${path}`, { method, headers: { ...headers, ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }) });
  return { status: answer.status, json: (await answer.json()) as Answer['json'] };
}
const frame = (more: Record<string, unknown>): Record<string, unknown> => ({ messaging_product: 'whatsapp', recipient_type: 'individual', to: anna, ...more });
const send = (more: Record<string, unknown>) => call('POST', `${phoneNumberId}/messages`, frame(more));
const text = (body: unknown, more: Record<string, unknown> = {}) => send({ type: 'text', text: { body }, ...more });
const codeOf = async (answer: Promise<Answer>) => (await answer).json.error?.code ?? 0;
const upload = (content: Uint8Array<ArrayBuffer>, mediaType: string, product = 'whatsapp') => {
  const form = new FormData();
  form.set('messaging_product', product);
  form.set('type', mediaType);
  form.set('file', new Blob([content], { type: mediaType }), 'file.bin');
  return call('POST', `${phoneNumberId}/media`, form);
};
const uploaded = async (mediaType: string) => (await upload(Uint8Array.of(1, 2, 3), mediaType)).json.id!;
const ours = () => vendor.book.entries.filter(({ direction }) => direction === 'to customer');
const scoped = async (customer: string) => {
  const { openPeople } = await import('./people.ts');
  return openPeople().called(customer).scopedId;
};

describe('who may call', () => {
  test.each<[string, Record<string, string>]>([['no token', {}], ['another token', { authorization: 'Bearer EAAother' }], ['a token in another form', { authorization: accessToken }]])('%s', async (_name, headers) => {
    expect(await call('POST', `${phoneNumberId}/messages`, frame({ type: 'text', text: { body: 'x' } }), headers)).toMatchObject({ status: 401, json: { error: { code: 190 } } });
  });
  test('an old version and other objects are refused', async () => {
    expect(await (await fetch(`${vendor.address}/v17.0/${phoneNumberId}`)).json()).toMatchObject({ error: { code: 2635 } });
    expect(await call('POST', '999/messages', frame({}))).toMatchObject({ status: 400, json: { error: { code: 100, error_subcode: 33 } } });
    expect(await call('GET', '999')).toMatchObject({ status: 400, json: { error: { code: 100, error_subcode: 33 } } });
  });
  test('a proof made with another app secret is refused', async () => {
    expect(await call('GET', `${phoneNumberId}?appsecret_proof=${'a'.repeat(64)}`)).toMatchObject({ status: 400, json: { error: { code: 100, message: expect.stringContaining('appsecret_proof') } } });
  });
});

describe('what a message must look like', () => {
  test('a right one is taken, and gets an id', async () => {
    expect(await text('Buongiorno')).toMatchObject({ status: 200, json: { messaging_product: 'whatsapp', contacts: [{ input: anna, wa_id: anna }], messages: [{ id: expect.stringMatching(/^wamid\.[\w+/=]+$/) }] } });
    expect(ours()).toMatchObject([{ customer: anna, text: 'Buongiorno', states: [{ state: 'accepted' }] }]);
  });
  test.each<[string, Record<string, unknown>, number]>([
    ['of another product', { messaging_product: 'sms', text: { body: 'x' } }, 100],
    ['with a recipient type of its own', { recipient_type: 'business_scoped_user_id', text: { body: 'x' } }, 100],
    ['with an unknown key', { txt: { body: 'x' } }, 100],
    ['to nobody', { to: undefined, text: { body: 'x' } }, 100],
    ['to no number', { to: 'anna', text: { body: 'x' } }, 131009],
    ['to itself', { to: displayNumber, text: { body: 'x' } }, 131021],
    ['to an id that is none', { to: undefined, recipient: 'anna', text: { body: 'x' } }, 131009],
    ['to an id that nobody has', { to: undefined, recipient: 'US.404', text: { body: 'x' } }, 131026],
    ['without words', { text: { body: ' ' } }, 100],
    ['with too many', { text: { body: 'x'.repeat(4_097) } }, 100],
    ['with a long mark', { text: { body: 'x' }, biz_opaque_callback_data: 'x'.repeat(513) }, 100],
    ['that answers no message', { text: { body: 'x' }, context: { message_id: 'abc' } }, 131009],
    ['of an unknown kind', { type: 'hologram' }, 131051],
    ['a picture that nobody uploaded', { type: 'image', image: { id: '1' } }, 100],
    ['a picture without an id', { type: 'image', image: {} }, 100],
  ])('%s', async (_name, more, code) => {
    expect(await codeOf(send(more))).toBe(code);
    expect(ours()).toEqual([]);
  });
  test('4,096 letters are taken, emoji counted as one', async () => expect((await text('🙂'.repeat(4_096))).status).toBe(200));

  test('a scoped id in "to" is taken with 200, and nobody ever gets it', async () => {
    vendor.customers.write('@ana', { text: 'oi' });
    expect((await text('x', { to: await scoped('@ana') })).status).toBe(200);
    expect(ours()[0]).toMatchObject({ customer: 'nobody', states: [{ state: 'accepted', detail: expect.stringContaining('nobody gets this') }] });
    expect(await text('x', { to: undefined, recipient: await scoped('@ana') })).toMatchObject({ status: 200, json: { contacts: [{ user_id: await scoped('@ana') }] } });
    expect(ours()[1]!.customer).toBe('@ana');
  });

  test('buttons', async () => {
    const reply = (id: string, title: string) => ({ type: 'reply', reply: { id, title } });
    const buttons = (...list: unknown[]) => codeOf(send({ type: 'interactive', interactive: { type: 'button', body: { text: 'How?' }, action: { buttons: list } } }));
    expect(await buttons(reply('a', 'Yes'), reply('b', 'No'))).toBe(0);
    expect(ours()[0]!.buttons).toEqual([{ id: 'a', label: 'Yes' }, { id: 'b', label: 'No' }]);
    for (const wrong of [[], [1, 2, 3, 4].map((one) => reply(`${one}`, `${one}`)), [reply('a', 'x'.repeat(21))], [reply('x'.repeat(257), 'x')], [reply('a', 'x'), reply('a', 'y')], [reply('a', 'x'), reply('b', 'x')], [{ type: 'url' }]]) expect(await buttons(...wrong)).toBe(131009);
    expect(await codeOf(send({ type: 'interactive', interactive: { type: 'button', body: { text: 'x'.repeat(1_025) }, action: { buttons: [reply('a', 'x')] } } }))).toBe(131009);
    expect(await codeOf(send({ type: 'interactive', interactive: { type: 'list' } }))).toBe(131009);
  });

  test('files', async () => {
    const image = await uploaded('image/png');
    expect(await codeOf(send({ type: 'image', image: { id: image, caption: 'Look' } }))).toBe(0);
    expect(ours()[0]).toMatchObject({ text: 'Look', files: [{ name: 'file.bin', bytes: 3, sha256: createHash('sha256').update(Uint8Array.of(1, 2, 3)).digest('hex') }] });
    expect(await codeOf(send({ type: 'video', video: { id: image } }))).toBe(131009);
    expect(await codeOf(send({ type: 'image', image: { id: image, caption: 'x'.repeat(1_025) } }))).toBe(100);
    expect(await codeOf(send({ type: 'image', image: { id: image, filename: 'x.png' } }))).toBe(100);
    expect(await codeOf(send({ type: 'audio', audio: { id: await uploaded('audio/ogg'), caption: 'no' } }))).toBe(100);
    expect(await codeOf(send({ type: 'document', document: { id: await uploaded('application/pdf'), filename: 'a.pdf', caption: 'yes' } }))).toBe(0);
  });

  test('templates', async () => {
    const template = (name: string, values: readonly unknown[] = [], code = 'en_US', more: unknown[] = []) => codeOf(send({ to: '4915100000000', type: 'template', template: { name, language: { code }, components: [...(values.length > 0 ? [{ type: 'body', parameters: values }] : []), ...more] } }));
    const value = (words: string, name?: string) => ({ type: 'text', text: words, ...(name === undefined ? {} : { parameter_name: name }) });
    const button = (index: string) => ({ type: 'button', sub_type: 'quick_reply', index, parameters: [{ type: 'payload', payload: 'p' }] });
    expect(await template('order_sent', [value('Anna'), value('#7')])).toBe(0);
    expect(ours()[0]!.text).toBe('Hello Anna, your order #7 is on its way.');
    expect(await template('order_sent', [value('Anna')])).toBe(132000);
    expect(await template('order_sent', [value('Anna'), value('')])).toBe(131008);
    expect(await template('order_sent', [value('Anna'), value('a\nb')])).toBe(132018);
    expect(await template('order_sent', [value('Anna'), value('x', 'name')])).toBe(132012);
    expect(await template('spring_offer', [value('Anna', 'first_name')])).toBe(0);
    expect(await template('spring_offer', [value('Anna')])).toBe(132012);
    expect(await template('order_sent', [value('a'), value('b')], 'ru')).toBe(132001);
    expect(await template('nobody_knows')).toBe(132001);
    expect(await template('old_offer', [value('Anna')])).toBe(132015);
    expect(await template('gone_offer')).toBe(132016);
    expect(await template('still_there', [], 'ru', [button('1')])).toBe(0);
    expect(await template('still_there', [], 'ru', [button('2')])).toBe(132018);
    vendor.customers.write('@ana', { text: 'oi' });
    expect(await codeOf(send({ to: undefined, recipient: await scoped('@ana'), type: 'template', template: { name: 'login_code', language: { code: 'en_US' }, components: [{ type: 'body', parameters: [value('1')] }] } }))).toBe(131062);
  });
});

describe('the 24 hours', () => {
  test('of somebody who never wrote it is refused at once', async () => expect(await codeOf(text('x', { to: '4915100000000' }))).toBe(131047));
  test('where it has closed since, it is taken and fails; a message of theirs opens it again', async () => {
    await vendor.stop();
    await start(800 / 86_400_000);
    // Nothing tells that a window has closed.
    await pause(850);
    const late = await text('too late');
    expect(late.status).toBe(200);
    await expect.poll(() => vendor.book.find(late.json.messages![0]!.id)!.states.map(({ state, detail }) => `${state} ${detail ?? ''}`)).toEqual(['accepted ', 'failed 131047']);
    vendor.customers.write(anna, { text: 'sono qui' });
    const soon = await text('in time');
    await expect.poll(() => vendor.book.find(soon.json.messages![0]!.id)!.states.at(-1)!.state).not.toBe('failed');
  });
  test('a template opens no window', async () => {
    const template = { name: 'still_there', language: { code: 'ru' } };
    expect(await codeOf(send({ to: '4915100000000', type: 'template', template }))).toBe(0);
    expect(await codeOf(text('x', { to: '4915100000000' }))).toBe(131047);
  });
});

describe('how much is let through', () => {
  test('to one person forty-five at once', async () => {
    const codes = [];
    for (let at = 0; at < 46; at += 1) codes.push(await codeOf(text(`${at}`)));
    expect([codes.filter((code) => code === 0).length, codes.at(-1)]).toEqual([45, 131056]);
  });
  test('in all eighty a second', async () => {
    const people = Array.from({ length: 130 }, (_none, at) => `39333${String(at).padStart(7, '0')}`);
    for (const one of people) vendor.customers.write(one, { text: 'x' });
    const codes = await Promise.all(people.map((to) => codeOf(text('x', { to }))));
    expect(codes).toContain(130429);
  });
});

describe('files that Meta holds', () => {
  test.each<[string, string, number, number]>([
    ['a kind that it does not take', 'application/zip', 3, 100],
    ['an empty one', 'image/png', 0, 100],
    ['a large picture', 'image/jpeg', 5_242_881, 131053],
    ['a large sticker', 'image/webp', 600_000, 131053],
  ])('%s', async (_name, mediaType, bytes, code) => expect(await codeOf(upload(new Uint8Array(bytes), mediaType))).toBe(code));
  test('an upload names the product', async () => expect(await codeOf(upload(Uint8Array.of(1), 'image/png', 'facebook'))).toBe(100));

  const bytesOf = async (url: string, headers: Record<string, string> = { authorization: `Bearer ${accessToken}` }) => {
    const answer = await fetch(url, { headers });
    return [answer.status, Buffer.from(await answer.arrayBuffer()).toString('hex')];
  };
  test('an id gives an address, and that the bytes, to who has the token', async () => {
    const id = await uploaded('image/png');
    const { json } = await call('GET', `${id}?phone_number_id=${phoneNumberId}`);
    expect(json).toMatchObject({ mime_type: 'image/png', file_size: 3, sha256: expect.stringMatching(/^[0-9a-f]{64}$/), id });
    expect(await bytesOf(json.url!)).toEqual([200, '010203']);
    expect(await bytesOf(json.url!, {})).toEqual([401, '']);
    expect((await bytesOf(json.url!.replace(/hash=./, 'hash=_')))[0]).toBe(404);
    expect(await codeOf(call('GET', `${id}?phone_number_id=999`))).toBe(100);
    expect((await call('DELETE', id)).status).toBe(200);
    expect(await codeOf(call('GET', id))).toBe(100);
  });
  test('an address lives five minutes, and the file longer', async () => {
    await vendor.stop();
    await start(400 / 300_000);
    const id = await uploaded('image/png');
    const { json } = await call('GET', id);
    await expect.poll(async () => (await bytesOf(json.url!))[0], { interval: 20 }).toBe(404);
    expect((await bytesOf((await call('GET', id)).json.url!))[0]).toBe(200);
  });
  test('what customers sent is forgotten after seven days', async () => {
    await vendor.stop();
    await start(400 / 604_800_000);
    const id = String(1_013_859_600_285_441n + 7_919n);
    vendor.customers.write(anna, { text: '', files: [{ name: 'a.png', mediaType: 'image/png', content: Uint8Array.of(1) }] });
    expect((await call('GET', id)).status).toBe(200);
    await expect.poll(() => codeOf(call('GET', id)), { interval: 20 }).toBe(100);
  });
});

describe('faults', () => {
  test('too many: Meta\'s number, and how long to wait', async () => {
    Object.assign(vendor.faults, { tooMany: 1, retryAfterSeconds: 90 });
    const answer = await fetch(`${vendor.address}/v25.0/${phoneNumberId}`, { headers: { authorization: `Bearer ${accessToken}` } });
    expect([answer.status, answer.headers.get('retry-after'), await answer.json()]).toMatchObject([400, '90', { error: { code: 130429 } }]);
    expect(JSON.parse(answer.headers.get('x-business-use-case-usage')!)).toEqual({ [businessAccountId]: [expect.objectContaining({ estimated_time_to_regain_access: 2 })] });
  });
  test('its own error, with nothing done', async () => {
    vendor.faults.broken = 1;
    expect(await text('x')).toMatchObject({ status: expect.toBeOneOf([500, 503]), json: { error: { code: expect.toBeOneOf([131000, 131016]) } } });
    expect(ours()).toEqual([]);
  });
  test('carried out, and the answer lost', async () => {
    vendor.faults.answerLost = 1;
    await expect(text('x')).rejects.toThrow();
    expect(ours()).toHaveLength(1);
  });
  test('nobody is there', async () => {
    vendor.faults.away = true;
    await expect(text('x')).rejects.toThrow();
    expect(ours()).toEqual([]);
  });
});
