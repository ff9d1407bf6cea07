// What an administrator does for programs: a webhook made, tested, failing, sent again and switched on; tokens with scopes.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { WebhookView } from '../../src/contract/webhook.ts';
import type { Receiver } from '../setup/receiver.ts';
import { startReceiver } from '../setup/receiver.ts';
import { anna, call, openStage, until, type Stage } from './desk-stage.ts';
import { everyRule, picture as keepPicture, violations } from './looking.ts';


describe('programs', () => {
  let stage: Stage;
  let page: Page;
  let receiver: Receiver;
  beforeAll(async () => {
    stage = await openStage({ ATTUNE_PRIVATE_WEBHOOKS: 'yes' });
    page = await stage.signedIn(anna, { viewport: { width: 1280, height: 1000 } });
    receiver = await startReceiver();
  });
  afterAll(async () => {
    await receiver.stop();
    await stage.stop();
  });

  const picture = (name: string) => keepPicture(page, name);
  const log = () => page.getByRole('list').filter({ hasText: 'ms' });

  test('a webhook is made by keyboard, its secret shown once; a test stands in the log', async () => {
    await page.goto('/settings/webhooks');
    await page.getByText('No program is told of anything yet.').waitFor();
    await picture('webhooks-empty');
    await page.getByRole('button', { name: 'New webhook' }).press('Enter');
    await page.getByLabel('Name', { exact: true }).fill('Shop');
    await page.getByLabel('Address').fill('ftp://nowhere.example');
    await page.getByRole('checkbox', { name: /^People and teams/ }).press('Space');
    await page.getByRole('button', { name: 'Make the webhook' }).press('Enter');
    await page.getByText('Events cannot be sent to this address.').first().waitFor();
    await expect.poll(() => page.getByLabel('Name', { exact: true }).inputValue(), { message: 'what was typed is kept' }).toBe('Shop');
    await picture('webhook-form');
    await page.getByLabel('Address').fill(receiver.address);
    await page.getByRole('button', { name: 'Make the webhook' }).press('Enter');
    const secret = page.getByLabel('Signing secret');
    await secret.waitFor();
    receiver.secret = await secret.inputValue();
    expect(receiver.secret).toMatch(/^whsec_/);
    expect(await violations(page, everyRule)).toEqual([]);
    await picture('webhook-made');
    await page.getByRole('link', { name: /Shop/ }).click();
    await page.getByText('Nothing was sent yet.').waitFor();
    await page.getByRole('button', { name: 'Send a test' }).click();
    await log().getByText('delivered').waitFor();
    expect(receiver.received).toMatchObject([{ signed: true, body: { kind: 'test' } }]);
    await log().getByText('Answer', { exact: true }).click();
    await log().getByText('answered 200').waitFor();
    expect(await violations(page, everyRule)).toEqual([]);
  });

  test('failing is told with its reason and the next try; one event is sent again, and all from a moment on', async () => {
    receiver.answer = () => 503;
    await call(page.request, stage.desk, 'POST', '/teams', { name: 'Night shift' });
    await page.getByText('Failing since').waitFor();
    await log().getByText('Something went wrong on its side.').first().waitFor();
    // A slow machine looks after the second of them, which comes five seconds later.
    await log().getByText(/waiting · 503 · (?:1 try|[2-4] tries)/).waitFor();
    expect(await violations(page, everyRule)).toEqual([]);
    await picture('webhook-failing');
    receiver.answer = () => 200;
    await page.getByRole('button', { name: /^Send again: Event/ }).click();
    await until(async () => receiver.received.at(-1)?.answered, (answered) => answered === 200);
    await page.getByText('Told last').waitFor();
    await page.getByLabel('Show', { exact: true }).selectOption({ label: 'given up' });
    await page.getByText('Nothing like this in the log.').waitFor();
    await page.getByLabel('Show', { exact: true }).selectOption({ label: 'all' });
    const before = receiver.received.length;
    await page.getByLabel('Send everything again since').fill('2026-01-01T00:00');
    await page.getByRole('button', { name: 'Send again', exact: true }).click();
    await page.getByText('They are on their way.').waitFor();
    await until(async () => receiver.received.length, (count) => count > before);
  });

  test('switched off by its address, it is told to the administrator, who switches it on again', async () => {
    receiver.answer = () => 410;
    await call(page.request, stage.desk, 'POST', '/teams', { name: 'Day shift' });
    await page.getByText('Switched off: the address said that it is gone (410).').waitFor();
    await picture('webhook-off');
    receiver.answer = () => 200;
    await page.getByRole('button', { name: 'Switch on and send what it missed' }).click();
    await until(async () => receiver.received.at(-1), (last) => last?.answered === 200 && last.body.kind === 'team-created');
    const [webhook] = (await call<{ webhooks: WebhookView[] }>(page.request, stage.desk, 'GET', '/webhooks')).webhooks;
    await page.goto('/inbox/open');
    await page.getByRole('button', { name: /What is new/ }).first().click();
    await page.getByRole('link', { name: /A webhook was switched off/ }).click();
    await page.waitForURL(`**/settings/webhooks/${webhook!.id}`);
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByText('No program is told of anything yet.').waitFor();
  });

  test('a service token with scopes and an end; a personal one beside the password', async () => {
    await page.goto('/settings/tokens');
    await page.getByLabel('What it is for').fill('Data warehouse');
    await page.getByLabel('Ends').selectOption('30');
    await page.getByRole('checkbox', { name: /^Read/ }).uncheck();
    await page.getByText('Choose at least one.').waitFor();
    await page.getByRole('checkbox', { name: /^Read/ }).check();
    await page.getByRole('checkbox', { name: /^Webhooks/ }).check();
    await page.getByRole('button', { name: 'Make a token' }).click();
    await page.getByText('Agent · Read · Webhooks').waitFor();
    const value = await page.getByLabel('Token', { exact: true }).inputValue();
    expect((await fetch(`${stage.desk.address}/api/tags`, { headers: { authorization: `Bearer ${value}` } })).status).toBe(200);
    expect(await violations(page, everyRule)).toEqual([]);
    await picture('tokens');
    await page.getByRole('button', { name: 'Withdraw: Data warehouse' }).click();
    await page.getByText('There is none yet.').waitFor();
    expect((await fetch(`${stage.desk.address}/api/tags`, { headers: { authorization: `Bearer ${value}` } })).status).toBe(401);
    await page.goto('/settings/me');
    const mine = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Personal tokens' }) });
    await mine.getByLabel('What it is for').fill('My script');
    await mine.getByRole('button', { name: 'Make a token' }).click();
    await mine.getByText('My script').waitFor();
    expect(await violations(page, everyRule)).toEqual([]);
    await picture('personal-tokens');
  });

  test('on a phone, in the dark, in Chinese and Russian nothing runs out of the page', async () => {
    await call(page.request, stage.desk, 'POST', '/webhooks', { name: 'Интернет-магазин с очень длинным названием, которое не помещается в строку', address: `${receiver.address}/${'x'.repeat(300)}`, groups: ['people'] });
    for (const [language, theme] of [['zh', 'dark'], ['ru', 'light'], ['it', 'dark']] as const) {
      const phone = await stage.signedIn(anna, { viewport: { width: 360, height: 760 }, theme });
      await phone.addInitScript(`localStorage.setItem('attune.language', '${language}')`);
      await call(phone.request, stage.desk, 'PATCH', '/me', { language });
      for (const place of ['webhooks', 'tokens', 'me']) {
        await phone.goto(`/settings/${place}`);
        await phone.getByRole('heading', { level: 2 }).waitFor();
        if (place === 'webhooks') {
          await phone.getByRole('link', { name: /Интернет-магазин/ }).click();
          await phone.getByRole('heading', { level: 3 }).first().waitFor();
        }
        await expect.poll(() => phone.evaluate(`Math.max(...[document.scrollingElement, document.querySelector('main')].map((one) => one.scrollWidth - one.clientWidth))`), { message: `${language} ${place}` }).toBeLessThanOrEqual(1);
        expect(await violations(phone, everyRule), `${language} ${place}`).toEqual([]);
        await keepPicture(phone, `${language}-${place}`);
      }
      await phone.context().close();
    }
  });
});
