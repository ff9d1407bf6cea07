// An inbox of a messenger is connected in the settings, by the form that its channel brings along, against the vendor's emulator;
// a customer writes, is answered, and blocks us; all of it on the screen.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { telegram } from '../../src/emulators/telegram/telegram.ts';
import type { Running } from '../../src/emulators/emulator.ts';
import { anna, openStage, row, type Stage } from './desk-stage.ts';
import { checkAccessible, picture as draw } from './looking.ts';

describe('a messenger', () => {
  let stage: Stage;
  let page: Page;
  let vendor: Running;
  beforeAll(async () => {
    vendor = await telegram.start({ port: 0, seed: 3, pace: 0.01 });
    stage = await openStage();
    page = await stage.signedIn(anna, { contact: 'shown', viewport: { width: 1600, height: 900 } });
  });
  afterAll(async () => {
    await stage?.stop();
    await vendor?.stop();
  });

  test('is connected without a manual: what to do first, what is wrong beside its field, what is left to do', async () => {
    await page.goto('/settings/inboxes');
    await page.getByRole('button', { name: 'Add Telegram' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add Telegram' });
    await dialog.getByRole('region', { name: 'Before you begin' }).waitFor();
    await dialog.getByText('/newbot').waitFor();
    await dialog.getByLabel('Token of the bot').fill('not a token');
    await dialog.getByRole('button', { name: 'Connect' }).click();
    await expect.poll(() => dialog.locator('[aria-invalid="true"]').count()).toBeGreaterThan(0);
    await expect.poll(() => dialog.getByLabel('Token of the bot').inputValue()).toBe('not a token');
    await checkAccessible(page, 'the form of a messenger');
    await draw(page, 'telegram-form');
    await dialog.getByLabel('Name', { exact: true }).fill('Telegram of the shop');
    await dialog.getByLabel('Token of the bot').fill(String(vendor.settings['botToken']));
    await dialog.getByLabel('User name of the bot').fill(String(vendor.settings['botName']));
    await dialog.getByText('More settings').click();
    await dialog.getByLabel('Address of the Bot API').fill(vendor.address);
    await dialog.getByRole('button', { name: 'Try these settings' }).click();
    await dialog.getByText('Sign-in works, incoming and outgoing.').waitFor();
    await dialog.getByRole('button', { name: 'Connect' }).click();
    await page.getByRole('heading', { name: 'What is left to do' }).waitFor();
    await page.getByText(`https://t.me/${String(vendor.settings['botName']).replace('@', '')}`).waitFor();
    // What is kept secret is never shown again.
    await expect.poll(() => page.getByLabel('Token of the bot').inputValue()).toBe('');
    expect(await page.content()).not.toContain(String(vendor.settings['botToken']));
  });

  test('a customer writes with a picture, is answered, and blocks us: all of it is seen', async () => {
    const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
    vendor.customers.write('Marina', { text: 'My lamp came broken. Please help!', files: [{ name: 'lamp.png', mediaType: 'image/png', content: picture }] });
    await page.goto('/inbox/open');
    await row(page, 'Marina').first().click();
    await page.getByText('My lamp came broken').last().waitFor();
    await expect.poll(() => page.getByRole('list', { name: 'Attachments' }).locator('img').count()).toBe(1);
    await page.getByRole('textbox', { name: 'Your answer' }).fill('I am so sorry. A new lamp leaves today.');
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => vendor.book.entries.filter(({ direction }) => direction === 'to customer').map(({ text }) => text)).toEqual(['I am so sorry. A new lamp leaves today.']);
    vendor.customers.block?.('Marina');
    await page.getByText('cannot be reached here since').waitFor();
    await checkAccessible(page, 'a conversation with somebody who has blocked us');
    await draw(page, 'telegram-conversation');
  });
});
