// The rules of messages.send, one by one.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { vk, type VkRunning } from './vk.ts';

let vendor: VkRunning;
let peer: string;
beforeEach(async () => {
  vendor = await vk.start({ port: 0, seed: 3, pace: 1 });
  peer = vendor.customers.write('Анна', { text: 'Здравствуйте' }).id.split(':')[0]!;
});
afterEach(async () => {
  vi.useRealTimers();
  await vendor.stop();
});

async function send(values: Readonly<Record<string, string>>): Promise<{ readonly response?: unknown; readonly error?: { readonly error_code: number } }> {
  const body = new URLSearchParams({ peer_id: peer, random_id: '1', v: '5.199', ...values });
  return (await (await fetch(`${vendor.address}/method/messages.send`, { method: 'POST', body, headers: { authorization: `Bearer ${String(vendor.settings['accessToken'])}` } })).json()) as Awaited<ReturnType<typeof send>>;
}
const code = async (values: Readonly<Record<string, string>>) => (await send(values)).error?.error_code;
const out = () => vendor.book.entries.filter(({ direction }) => direction === 'to customer');
const keyboard = (buttons: readonly unknown[][], inline = true) => JSON.stringify({ inline, buttons });
const button = (change: Readonly<Record<string, unknown>> = {}) => ({ action: { type: 'callback', label: 'Да', payload: '{"button":"yes"}', ...change } });

describe('a message', () => {
  it('gets a number in the community, and with several recipients its place in the dialog too', async () => {
    expect((await send({ message: 'раз' })).response).toBe(2);
    const { response } = await send({ message: 'два', peer_ids: `${peer},77`, random_id: '2' });
    expect(response).toMatchObject([{ peer_id: Number(peer), message_id: 3, conversation_message_id: 3 }, { peer_id: 77, message_id: 0, error: { code: 901, description: expect.any(String) } }]);
  });

  it.each([
    ['a missing random_id', { random_id: '' }, 100], ['a random_id of more than 32 bits', { random_id: '2147483648', message: 'x' }, 100], ['nothing to say', { message: ' ' }, 100],
    ['a text of 4097 letters', { message: 'ё'.repeat(4097) }, 914], ['an attachment that does not exist', { attachment: 'photo1_2' }, 100], ['an attachment that is none', { attachment: 'photo', message: 'x' }, 100],
    ['eleven attachments', { attachment: Array.from({ length: 11 }, () => 'doc1_2').join(',') }, 100], ['a frame that is none', { message: 'x', forward: '{}' }, 100],
    ['a frame around a message that is not there', { message: 'x', forward: '{"peer_id":0,"conversation_message_ids":[99],"is_reply":true}' }, 921],
    ['a keyboard that is none', { message: 'x', keyboard: '{' }, 911], ['eleven buttons', { message: 'x', keyboard: keyboard(Array.from({ length: 11 }, () => [button()])) }, 911],
    ['seven rows', { message: 'x', keyboard: keyboard(Array.from({ length: 7 }, () => [button()])) }, 911], ['six in a row', { message: 'x', keyboard: keyboard([Array.from({ length: 6 }, () => button())]) }, 911],
    ['a button without words', { message: 'x', keyboard: keyboard([[button({ label: '' })]]) }, 911], ['words of 41 letters', { message: 'x', keyboard: keyboard([[button({ label: 'ё'.repeat(41) })]]) }, 911],
    ['a payload that is no JSON', { message: 'x', keyboard: keyboard([[button({ payload: 'yes' })]]) }, 911], ['a payload that is too long', { message: 'x', keyboard: keyboard([[button({ payload: JSON.stringify({ button: 'x'.repeat(250) }) })]]) }, 911],
    ['a button of an unknown kind', { message: 'x', keyboard: keyboard([[button({ type: 'fly' })]]) }, 911], ['a recipient that is no number', { message: 'x', peer_ids: 'anna' }, 100],
  ] as const)('is refused with %s', async (_name, values, expected) => {
    expect(await code(values)).toBe(expected);
    expect(out()).toHaveLength(0);
  });

  it('goes to nobody who did not write or allow it, who blocked, who is on the black list, who is gone', async () => {
    expect(await code({ peer_id: '77', message: 'x' })).toBe(901);
    vendor.customers.block!('Анна');
    expect(await code({ message: 'x' })).toBe(901);
    vendor.customers.unblock!('Анна');
    expect(await code({ message: 'x' })).toBeUndefined();
    vendor.customers.refuse('Анна', 902);
    expect(await code({ message: 'x', random_id: '2' })).toBe(902);
    vendor.customers.blacklist('Анна');
    expect(await code({ message: 'x', random_id: '3' })).toBe(900);
    vendor.customers.leave('Анна');
    expect(await code({ message: 'x', random_id: '4' })).toBe(18);
  });
});

describe('a repeated random_id', () => {
  it('is the message that is there already, in the same dialog', async () => {
    expect((await send({ message: 'раз', random_id: '-7' })).response).toBe(2);
    expect((await send({ message: 'другое', random_id: '-7' })).response).toBe(2);
    expect(out().map(({ text }) => text)).toEqual(['раз']);
    const other = vendor.customers.write('Борис', { text: 'x' }).id.split(':')[0]!;
    expect((await send({ message: 'раз', random_id: '-7', peer_id: other })).response).toBe(4);
  });

  it('0 is never one', async () => {
    await send({ message: 'раз', random_id: '0' });
    await send({ message: 'раз', random_id: '0' });
    expect(out()).toHaveLength(2);
  });

  it('is forgotten after an hour', async () => {
    await send({ message: 'раз', random_id: '7' });
    vi.useFakeTimers({ now: Date.now() + 59 * 60_000, toFake: ['Date'] });
    await send({ message: 'раз', random_id: '7' });
    expect(out()).toHaveLength(1);
    vi.setSystemTime(Date.now() + 2 * 60_000);
    await send({ message: 'раз', random_id: '7' });
    expect(out()).toHaveLength(2);
  });

  it('is forgotten after a hundred messages', async () => {
    await send({ message: 'раз', random_id: '7' });
    for (let place = 0; place < 100; place += 1) vendor.customers.write('Анна', { text: `${place}` });
    await send({ message: 'раз', random_id: '7' });
    expect(out()).toHaveLength(2);
  });
});
