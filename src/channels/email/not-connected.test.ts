// An inbox without a mail server: it can hold mail, but tries to reach nobody.
import { expect, test } from 'vitest';
import type { ChannelIo, ListenIo, Outgoing } from '../channel.ts';
import { email } from './channel.ts';
import { settings } from './fixtures/sample.ts';

const config = email.readConfig({ ...settings, imap: null, smtp: null });
const said: unknown[] = [];
const io = { signal: new AbortController().signal, health: (state: unknown) => said.push(state), deliver: async () => said.push('delivered'), cursor: null } as unknown as ChannelIo & ListenIo;
const outgoing = { to: 'maria@example.com', from: null } as unknown as Outgoing;

test('it fetches nothing and says nothing about its health', async () => {
  const stop = await email.listen!(config, io);
  await stop();
  expect(said).toEqual([]);
});

test('it sends nothing, and says so once and for all', async () => {
  expect(await email.send(outgoing, config, io)).toMatchObject({ ok: false, retry: 'never', code: 'email.not-connected' });
  expect(await email.notify!({ id: '1', to: 'anna@example.com', subject: 's', text: 't', html: 't', headers: {} }, config, io)).toMatchObject({ ok: false, retry: 'never', code: 'email.not-connected' });
  expect([email.sends!(config), email.sends!(email.readConfig(settings))]).toEqual([false, true]);
});

test('its test button names both sides', async () => {
  expect(await email.check!(config, io)).toEqual({ ok: false, problems: [{ code: 'email.not-connected', detail: expect.stringContaining('IMAP') }, { code: 'email.not-connected', detail: expect.stringContaining('SMTP') }] });
});

test('one side may be connected without the other; left out altogether, a side is still a mistake', () => {
  expect(email.sends!(email.readConfig({ ...settings, imap: null }))).toBe(true);
  expect(() => email.readConfig({ ...settings, smtp: undefined })).toThrow('smtp');
});
