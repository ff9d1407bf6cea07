import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Running } from '../../emulators/emulator.ts';
import { whatsapp as emulator } from '../../emulators/whatsapp/whatsapp.ts';
import type { CheckResult } from '../channel.ts';
import { whatsapp } from './channel.ts';
import { readConfig } from './config.ts';
import { io, settings } from './fixtures/sample.ts';

let vendor: Running;
beforeEach(async () => {
  vendor = await emulator.start({ port: 0, seed: 1, pace: 1 });
});
afterEach(() => vendor.stop());

const check = (change: Record<string, unknown> = {}): Promise<CheckResult> => whatsapp.check!(readConfig({ ...settings, ...vendor.settings, ...change }), io());
const found = async (change: Record<string, unknown>): Promise<readonly string[]> => {
  const result = await check(change);
  return result.ok ? [] : result.problems.map(({ code, detail }) => `${code} ${detail}`.trim());
};
async function subscribe(): Promise<void> {
  const door = createServer((request, response) => response.end(new URL(request.url!, 'http://door.test').searchParams.get('hub.challenge')));
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  const answer = await fetch(`${vendor.address}/v25.0/670843887433847/subscriptions`, { method: 'POST', body: new URLSearchParams({ object: 'whatsapp_business_account', access_token: `670843887433847|${settings.appSecret}`, callback_url: `http://127.0.0.1:${(door.address() as AddressInfo).port}/`, verify_token: 'x' }) });
  expect(await answer.json()).toEqual({ success: true });
  door.closeAllConnections();
  await new Promise((resolve) => door.close(resolve));
}

test('settings that work, once the webhook is switched on', async () => {
  expect(await found({})).toEqual(['whatsapp.not-subscribed']);
  await subscribe();
  expect(await check()).toEqual({ ok: true });
});
test('without the account\'s id there is less to see, and nothing wrong', async () => expect(await check({ businessAccountId: undefined })).toEqual({ ok: true }));
test.each<[string, Record<string, unknown>, RegExp]>([
  ['a token', { accessToken: 'EAAwrong' }, /^whatsapp\.token-refused HTTP 401 190: /],
  ['an app secret of another app', { appSecret: 'f'.repeat(32) }, /^whatsapp\.app-secret-wrong /],
  ['a number', { phoneNumberId: '999' }, /^whatsapp\.number-not-ready /],
  ['an account', { businessAccountId: '999' }, /^whatsapp\.number-not-ready /],
  ['an address where nobody is', { apiAddress: 'http://127.0.0.1:1' }, /^whatsapp\.unreachable /],
])('wrong: %s', async (_name, change, problem) => expect(await found(change)).toEqual([expect.stringMatching(problem)]));
test('templates are compared with what Meta has approved', async () => {
  await subscribe();
  const templates = [
    'order_sent | en_US | utility | 600 | Hello {{1}}, your order {{2}} is on its way.',
    'order_sent | it | marketing | 43200 | Buongiorno {{1}}!',
    'spring_offer | en_US | marketing | 43200 | Hi {{first_name}}, ten per cent off until Sunday.',
    'old_offer | en_US | marketing | | Hello {{1}}.',
    'nobody_knows | ru | utility | | Здравствуйте.',
  ];
  expect(await found({ templates })).toEqual([
    'whatsapp.template-differs order_sent (it): places, category, seconds',
    'whatsapp.template-differs spring_offer (en_US): words',
    'whatsapp.template-unusable old_offer (en_US): PAUSED',
    'whatsapp.template-unusable nobody_knows (ru): not there',
  ]);
});
