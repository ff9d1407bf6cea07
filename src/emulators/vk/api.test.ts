// What VK's door and its methods refuse, and what they answer.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { vk, type VkRunning } from './vk.ts';

let vendor: VkRunning;
beforeEach(async () => (vendor = await vk.start({ port: 0, seed: 3, pace: 0.01 })));
afterEach(() => vendor.stop());

type Answer = { readonly response?: unknown; readonly error?: { readonly error_code: number; readonly error_msg: string; readonly request_params: readonly { readonly key: string; readonly value: string }[] } };
const key = () => String(vendor.settings['accessToken']);
const group = () => String(vendor.settings['groupId']);
async function call(method: string, values: Readonly<Record<string, string>> = {}, change: { readonly token?: string | null; readonly version?: string | null } = {}): Promise<Answer> {
  const version = change.version === undefined ? '5.199' : change.version;
  const token = change.token === undefined ? key() : change.token;
  const body = new URLSearchParams({ ...values, ...(version === null ? {} : { v: version }) });
  return (await (await fetch(`${vendor.address}/method/${method}`, { method: 'POST', body, headers: token === null ? {} : { authorization: `Bearer ${token}` } })).json()) as Answer;
}
const code = async (...asked: Parameters<typeof call>): Promise<number | undefined> => (await call(...asked)).error?.error_code;

describe('the door', () => {
  it('wants a key, the right one, as a header or a parameter', async () => {
    expect(await code('groups.getById', {}, { token: null })).toBe(5);
    expect(await code('groups.getById', {}, { token: 'vk1.a.other' })).toBe(5);
    expect(await code('groups.getById', { access_token: key() }, { token: null })).toBeUndefined();
    vendor.renewToken();
    expect(await code('groups.getById')).toBe(5);
  });

  it('wants a version that is not too old', async () => {
    expect(await code('groups.getById', {}, { version: null })).toBe(8);
    expect(await code('groups.getById', {}, { version: '5.80' })).toBe(8);
    expect(await code('groups.getById', {}, { version: '5.131' })).toBeUndefined();
  });

  it('knows its methods', async () => {
    for (const method of ['messages.fly', 'constructor', '__proto__', '']) expect(await code(method), method).toBe(3);
  });

  it('does not take JSON', async () => {
    const answer = await fetch(`${vendor.address}/method/groups.getById`, { method: 'POST', body: JSON.stringify({ v: '5.199' }), headers: { 'content-type': 'application/json', authorization: `Bearer ${key()}` } });
    expect(((await answer.json()) as Answer).error?.error_code).toBe(8);
  });

  it('refuses with HTTP 200 and repeats what it was asked, without the key', async () => {
    const { error } = await call('messages.send', { message: 'words', access_token: key() });
    expect(error).toMatchObject({ error_code: 100, error_msg: expect.stringContaining('random_id') });
    expect(error?.request_params).toContainEqual({ key: 'message', value: 'words' });
    expect(JSON.stringify(error)).not.toContain(key());
  });

  it('lets nobody in without the right to it', async () => {
    vendor.controls.rights.clear();
    for (const method of ['messages.send', 'messages.getHistory', 'photos.getMessagesUploadServer', 'docs.getMessagesUploadServer', 'groups.getLongPollServer']) expect(await code(method), method).toBe(15);
    expect((await call('groups.getTokenPermissions')).response).toMatchObject({ permissions: [] });
  });

  it('takes twenty calls in a second', async () => {
    const codes = await Promise.all(Array.from({ length: 25 }, () => code('groups.getById')));
    expect(codes.filter((one) => one === 6)).toHaveLength(5);
  });

  it('has the faults of every vendor', async () => {
    vendor.faults.tooMany = 1;
    expect(await code('groups.getById')).toBe(6);
    vendor.faults.tooMany = 0;
    vendor.faults.broken = 1;
    expect(await code('groups.getById')).toBe(10);
    vendor.faults.broken = 0;
    vendor.faults.answerLost = 1;
    const { id } = vendor.customers.write('Анна', { text: 'x' });
    await expect(call('messages.send', { peer_id: id.split(':')[0]!, random_id: '5', message: 'carried out' })).rejects.toThrow();
    expect(vendor.book.entries.at(-1)).toMatchObject({ text: 'carried out', direction: 'to customer' });
    vendor.faults.away = true;
    await expect(call('groups.getById')).rejects.toThrow();
  });
});

describe('methods', () => {
  it('know one community', async () => {
    expect((await call('groups.getById')).response).toMatchObject({ groups: [{ id: Number(group()) }] });
    expect(await code('groups.getLongPollServer')).toBe(100);
    expect(await code('groups.getLongPollServer', { group_id: '5' })).toBe(15);
    expect((await call('groups.getLongPollServer', { group_id: group() })).response).toMatchObject({ key: expect.any(String), server: expect.stringContaining('http'), ts: '1' });
    vendor.controls.longPollOn = false;
    expect(await code('groups.getLongPollServer', { group_id: group() })).toBe(100);
  });

  it('tell names, whom one may write to, and dialogs, newest first', async () => {
    const anna = vendor.customers.write('Анна', { text: 'раз' }).id.split(':')[0]!;
    vendor.customers.write('Борис', { text: 'два' });
    vendor.customers.write('Анна', { text: 'три' });
    expect((await call('users.get', { user_ids: anna })).response).toMatchObject([{ id: Number(anna), first_name: 'Анна' }]);
    expect((await call('messages.getConversations')).response).toMatchObject({ count: 2, items: [{ conversation: { peer: { id: Number(anna) } }, last_message: { text: 'три' } }, { last_message: { text: 'два' } }] });
    expect((await call('messages.getHistory', { peer_id: anna, count: '1', offset: '1' })).response).toMatchObject({ count: 2, items: [{ text: 'раз', conversation_message_id: 1 }] });
    expect(await code('messages.getHistory', { peer_id: anna, count: '201' })).toBe(100);
    expect(await code('messages.getHistory')).toBe(100);
    expect((await call('messages.getByConversationMessageId', { peer_id: anna, conversation_message_ids: '2' })).response).toMatchObject({ items: [{ text: 'три' }] });
    expect((await call('messages.isMessagesFromGroupAllowed', { group_id: group(), user_id: anna })).response).toEqual({ is_allowed: 1 });
    vendor.customers.block!('Анна');
    expect((await call('messages.isMessagesFromGroupAllowed', { group_id: group(), user_id: anna })).response).toEqual({ is_allowed: 0 });
    vendor.customers.leave('Анна');
    expect((await call('users.get', { user_ids: anna })).response).toMatchObject([{ deactivated: 'deleted' }]);
  });
});

describe('uploads', () => {
  const file = (field: string, name: string, content: string | Uint8Array) => {
    const form = new FormData();
    form.set(field, new File([Buffer.from(content)], name));
    return form;
  };
  const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0, 1]);
  const post = async (url: string, body: FormData) => (await (await fetch(url, { method: 'POST', body })).json()) as Record<string, string>;
  const whereTo = async (method: string, peer: string) => ((await call(method, { peer_id: peer })).response as { upload_url: string }).upload_url;

  it('take pictures, and save them with what the upload said only', async () => {
    const peer = vendor.customers.write('Анна', { text: 'x' }).id.split(':')[0]!;
    const url = await whereTo('photos.getMessagesUploadServer', peer);
    const { photo, server, hash } = await post(url, file('photo', 'a.jpg', jpeg));
    const values = { photo: photo!, server: String(server), hash: hash! };
    expect(await code('photos.saveMessagesPhoto', { ...values, hash: 'x' })).toBe(121);
    expect(await code('photos.saveMessagesPhoto', { ...values, server: '' })).toBe(118);
    expect(await code('photos.saveMessagesPhoto', { ...values, photo: '[]' })).toBe(100);
    expect((await call('photos.saveMessagesPhoto', values)).response).toMatchObject([{ owner_id: -Number(group()), id: expect.any(Number), access_key: expect.any(String) }]);
    expect(await post(url, file('photo', 'a.jpg', 'no picture'))).toMatchObject({ error: expect.any(String) });
    expect(await post(url, file('file', 'a.jpg', jpeg))).toMatchObject({ photo: '[]' });
  });

  it('take documents but no programs, no music and nothing empty', async () => {
    const peer = vendor.customers.write('Анна', { text: 'x' }).id.split(':')[0]!;
    const url = await whereTo('docs.getMessagesUploadServer', peer);
    const uploaded = await post(url, file('file', 'чек.pdf', '%PDF'));
    expect((await call('docs.save', { file: uploaded['file']!, title: 'чек за март.pdf' })).response).toMatchObject({ type: 'doc', doc: { title: 'чек за март.pdf', size: 4, ext: 'pdf' } });
    expect(await code('docs.save', { file: 'x' })).toBe(100);
    for (const [name, content] of [['a.exe', 'MZ'], ['a.mp3', 'ID3'], ['a.txt', '']] as const) expect(await post(url, file('file', name, content)), name).toMatchObject({ error: expect.any(String) });
    expect(await code('docs.getMessagesUploadServer', { peer_id: '77' })).toBe(901);
  });
});
