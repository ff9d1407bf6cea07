// From an empty installation to a working desk, in a real browser: set-up, sign-in, invitation, second factor, an inbox.
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { customer, listed, openStage, row, until, type Stage } from './desk-stage.ts';
import type { InboxView } from '../../src/contract/views.ts';
import { call } from './desk-stage.ts';

/** RFC 6238, as an authenticator app makes it. */
function codeFor(secret: string, at: number): string {
  const bits = [...secret.replaceAll('=', '')].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  return String((mac.readUInt32BE(mac.at(-1)! & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

describe('the first visit', () => {
  let stage: Stage;
  let page: Page;
  let secret = '';
  let backup = '';
  const email = 'anna@example.test';
  const password = 'tre limoni gialli';

  beforeAll(async () => {
    stage = await openStage({ ATTUNE_ADMIN_EMAIL: '', ATTUNE_ADMIN_PASSWORD: '' });
    page = await stage.page();
  });
  afterAll(() => stage.stop());

  test('asks for a workspace and an administrator, guesses the time zone, and names what is wrong beside its field', async () => {
    await page.goto('/inbox/open');
    await page.getByRole('heading', { name: 'Welcome to Attune' }).waitFor();
    // What the browser itself finds missing is said by the interface, beside its field.
    await page.getByRole('button', { name: 'Make the desk' }).click();
    await until(() => page.getByText('This is needed.').count(), (count) => count === 4);
    await until(() => page.evaluate('document.activeElement?.closest("div")?.innerText'), (words) => String(words).includes('Name of your team or company'));
    await expect.poll(() => page.getByLabel('Time zone').inputValue()).toBe('Europe/Rome');
    await page.getByLabel('Name of your team or company').fill('Lumen');
    await expect.poll(() => page.getByText('This is needed.').count()).toBe(3);
    await page.getByLabel('Your name').fill('Anna Ferri');
    await page.getByLabel('E-mail address').fill(email);
    await page.getByLabel('Password').fill('lumen lumen');
    await page.getByRole('button', { name: 'Make the desk' }).click();
    await page.getByRole('alert').getByText('too easy to guess').waitFor();
    await expect.poll(() => page.getByLabel('Name of your team or company').inputValue()).toBe('Lumen');
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Make the desk' }).click();
    await page.getByText('No inbox is connected yet').waitFor();
  });

  test('the interface changes its language at once and keeps it', async () => {
    await page.getByRole('link', { name: 'Settings' }).click();
    const kept = page.waitForResponse((response) => response.request().method() === 'PATCH' && response.url().endsWith('/api/me'));
    await page.getByRole('main').getByLabel('Language').selectOption('ru');
    await page.getByRole('heading', { name: 'Вид' }).waitFor();
    await kept;
    await expect.poll(() => page.evaluate('document.documentElement.lang')).toBe('ru');
    await page.reload();
    await page.getByRole('heading', { name: 'Вид' }).waitFor();
    const keptAgain = page.waitForResponse((response) => response.request().method() === 'PATCH' && response.url().endsWith('/api/me'));
    await page.getByRole('main').getByLabel('Язык').selectOption('en');
    await page.getByRole('heading', { name: 'Look' }).waitFor();
    // Whoever leaves the page earlier takes the question along.
    await keptAgain;
  });

  test('a second factor is set up with a code, and asked for at the next sign-in', async () => {
    await page.goto('/settings/me');
    const block = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Second factor' }) });
    await block.getByLabel('Present password').fill('not the password');
    await block.getByRole('button', { name: 'Set up' }).click();
    await block.getByRole('alert').waitFor();
    await block.getByLabel('Present password').fill(password);
    await block.getByRole('button', { name: 'Set up' }).click();
    await block.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor();
    secret = await block.getByLabel('Key, if you cannot scan').inputValue();
    backup = await block.getByRole('listitem').first().innerText();
    await block.getByLabel('Code that the app shows').fill(codeFor(secret, Date.now()));
    await block.getByRole('button', { name: 'Switch on' }).click();
    await block.getByText('Signing in asks for a code').waitFor();
  });

  test('signing in: a wrong password is refused and what was typed stays; a backup code opens', async () => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.getByLabel('E-mail address').fill(email);
    await page.getByLabel('Password').fill('wrong');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('do not belong together').waitFor();
    await expect.poll(() => page.getByLabel('E-mail address').inputValue()).toBe(email);
    await page.getByLabel('Password').fill(password);
    await page.keyboard.press('Enter');
    await page.getByLabel('Code', { exact: true }).fill('000000');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('not valid').waitFor();
    await page.getByLabel('Code', { exact: true }).fill(backup);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Me', exact: true }).waitFor();
  });

  test('a chat is connected, its line for the website shown, and what a visitor writes comes in', async () => {
    await page.goto('/settings/inboxes');
    await page.getByRole('button', { name: 'Add a chat' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a chat' });
    await dialog.getByRole('button', { name: 'Connect' }).click();
    await dialog.getByText('This is needed.').first().waitFor();
    await dialog.getByLabel('Name that visitors see').fill('Lumen support');
    await dialog.getByLabel('Colour').fill('green');
    await dialog.getByRole('button', { name: 'Connect' }).click();
    await dialog.getByText('This value cannot be used. Enter another one.').waitFor();
    await expect.poll(() => dialog.getByLabel('Name that visitors see').inputValue()).toBe('Lumen support');
    await dialog.getByLabel('Colour').fill('#884400');
    await dialog.getByRole('button', { name: 'Connect' }).click();
    await page.getByRole('heading', { name: 'For your website' }).waitFor();
    await expect.poll(() => page.getByRole('textbox', { name: 'For your website' }).inputValue()).toContain('/widget.js" data-inbox="');
    const { inboxes } = await call<{ readonly inboxes: readonly InboxView[] }>(page.request, stage.desk, 'GET', '/inboxes');
    const visitor = await customer(stage.desk, inboxes[0]!, 'Paolo Verdi');
    await visitor.write('Buongiorno!');
    await page.goto('/inbox/open');
    await row(page, 'Paolo Verdi').waitFor();
  });

  test('an e-mail inbox names every mistake beside its field, and the trial says what the other side said', async () => {
    await page.goto('/settings/inboxes');
    await page.getByRole('button', { name: 'Add e-mail' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add e-mail' });
    await dialog.getByLabel('Address', { exact: true }).fill('support@example.test');
    await dialog.getByLabel('Port').first().fill('99999999');
    await dialog.getByRole('button', { name: 'Connect' }).click();
    const wrong = dialog.locator('[aria-invalid="true"]');
    const names = () => wrong.evaluateAll((fields) => fields.map((field) => (field as unknown as { labels: readonly { textContent: string }[] }).labels[0]!.textContent));
    await expect.poll(names).toEqual(expect.arrayContaining(['Server', 'Port', 'User name']));
    await expect.poll(() => dialog.getByLabel('Address', { exact: true }).inputValue()).toBe('support@example.test');
    for (const side of [0, 1]) {
      await dialog.getByLabel('Server').nth(side).fill('127.0.0.1');
      await dialog.getByLabel('Port').nth(side).fill('9');
      await dialog.getByLabel('User name').nth(side).fill('support');
      await dialog.getByLabel('Password').nth(side).fill('secret');
    }
    await dialog.getByRole('button', { name: 'Try these settings' }).click();
    await dialog.getByText('This did not work yet').waitFor();
  });

  test('somebody is invited by a link, joins, and sees no place of administration', async () => {
    await page.goto('/settings/people');
    await page.getByLabel('E-mail address').fill('boris@example.test');
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    const link = await page.getByLabel('Invitation link').inputValue();
    const other = await stage.page();
    await other.goto(link.replace(/^https?:\/\/[^/]+/, stage.desk.address));
    await other.getByText('You will sign in as boris@example.test').waitFor();
    await other.getByLabel('Your name').fill('Boris Ivanov');
    await other.getByLabel('Password').fill('a quiet room for work');
    await other.getByRole('button', { name: 'Join' }).click();
    await row(other, 'Paolo Verdi').waitFor();
    await other.goto('/settings');
    await other.getByRole('heading', { name: 'Me', exact: true }).waitFor();
    await expect.poll(() => other.getByRole('navigation', { name: 'Settings' }).getByRole('link').allInnerTexts()).toEqual(['Me', 'Notifications', 'Keys', 'Templates', 'Macros']);
    await other.goto('/settings/tokens');
    await other.getByText('This place is for administrators').waitFor();
    await expect.poll(() => listed(other.request, stage.desk, 'open')).toHaveLength(1);
    await page.getByText('Boris Ivanov').waitFor();
    await other.goto('/invitation#no-such-token');
    await other.waitForURL('**/inbox/open');
  });

  test('working hours, several a day, are saved; overlapping ones are not', async () => {
    await page.goto('/settings/workspace');
    await page.getByRole('button', { name: 'Add hours on Monday' }).click();
    await page.getByLabel('From, Monday').nth(1).fill('17:00');
    await page.getByText('Two of these overlap.').waitFor();
    await page.getByLabel('To, Monday').first().fill('13:00');
    await page.getByLabel('From, Monday').nth(1).fill('14:00');
    await page.getByLabel('To, Monday').nth(1).fill('19:00');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved').waitFor();
    const { workspace } = await call<{ readonly workspace: { readonly workingHours: Record<string, unknown> } }>(page.request, stage.desk, 'GET', '/session');
    expect(workspace.workingHours['monday']).toEqual([
      ['09:00', '13:00'],
      ['14:00', '19:00'],
    ]);
  });

  test('a broken link, an unknown place and a forgotten password are answered kindly', async () => {
    const stranger = await stage.page();
    await stranger.goto('/new-password');
    await stranger.getByText('This link is not complete').waitFor();
    await stranger.goto('/invitation#nonsense');
    await stranger.getByRole('alert').waitFor();
    await stranger.goto('/forgotten');
    await stranger.getByLabel('E-mail address').fill('nobody@example.test');
    await stranger.keyboard.press('Enter');
    await stranger.locator('[role=status], [role=alert]').first().waitFor();
    await page.goto('/no/such/place');
    await page.getByText('There is nothing at this address').waitFor();
  });
});
