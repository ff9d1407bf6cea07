// The smaller journeys: files, a conversation that the agent begins, the contact's card, inputs that could not be read, tokens.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { InboxView } from '../../src/contract/views.ts';
import { acceptRaw } from '../../src/operations/accept-raw.ts';
import { anna, answerField, call, chatInbox, customer, listed, openStage, row, send, until, type Stage } from './desk-stage.ts';
import { inFront, openRow, restingPlace } from './hands.ts';

describe('at the desk', () => {
  let stage: Stage;
  let page: Page;
  let email: InboxView;
  let chat: InboxView;
  let john: Awaited<ReturnType<typeof customer>>;

  beforeAll(async () => {
    stage = await openStage();
    page = await stage.signedIn(anna, { contact: 'shown', viewport: { width: 1600, height: 900 } });
    chat = await chatInbox(page.request, stage.desk);
    email = await call<InboxView>(page.request, stage.desk, 'POST', '/inboxes', {
      channel: 'email',
      name: 'Mail',
      senders: [{ name: 'Lumen', address: 'support@lumen.example', signature: 'Lumen' }],
      config: {
        imap: { host: '127.0.0.1', port: 9, secure: false, user: 'support', password: 'secret' },
        smtp: { host: '127.0.0.1', port: 9, secure: false, auth: 'none' },
      },
    });
    john = await customer(stage.desk, chat, 'John Meadows');
    await john.write('Hello, where is my parcel?');
    await page.goto('/inbox/open');
    await openRow(page, 'John Meadows');
    await answerField(page).waitFor();
  });
  afterAll(() => stage.stop());

  test('a file is attached by choosing and by pasting, can be removed, and goes with the answer', async () => {
    const files = page.getByRole('region', { name: 'Write' });
    await page.locator('input[type=file]').setInputFiles([
      { name: 'Счёт №1.txt', mimeType: 'text/plain', buffer: Buffer.from('sum') },
      { name: 'wrong.txt', mimeType: 'text/plain', buffer: Buffer.from('x') },
    ]);
    await files.getByText('Счёт №1.txt').waitFor();
    await files.getByRole('button', { name: 'Remove wrong.txt' }).click();
    await answerField(page).focus();
    await page.evaluate(`(() => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array([137, 80, 78, 71])], 'screen.png', { type: 'image/png' }));
      document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    })()`);
    await files.getByText('screen.png').waitFor();
    await until(
      () => page.evaluate<string>('Object.values(localStorage).join()'),
      (kept) => kept.includes('screen.png') && kept.includes('Счёт №1.txt') && !kept.includes('wrong.txt'),
    );
    await page.reload();
    await files.getByText('screen.png').waitFor();
    await answerField(page).fill('Here is the receipt.');
    await send(page);
    await page
      .getByRole('log')
      .getByRole('link', { name: /Счёт №1\.txt/ })
      .waitFor();
    await expect.poll(() => page.getByRole('log').getByRole('link', { name: /screen\.png/ }).count()).toBe(1);
    await expect.poll(() => page.getByRole('log').getByText('wrong.txt').count()).toBe(0);
    await until(
      () => john.reads(),
      (texts) => texts.includes('Here is the receipt.'),
      30,
    );
  });

  test('a file that is too large is refused in words, and nothing is lost', async () => {
    await answerField(page).fill('Words that stay');
    await page.locator('input[type=file]').setInputFiles({ name: 'film.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(21 * 1024 * 1024) });
    await page
      .getByRole('region', { name: 'Write' })
      .getByRole('alert')
      .getByText(/larger than/)
      .waitFor();
    await page.getByRole('button', { name: 'Remove film.bin' }).click();
    await expect.poll(() => answerField(page).inputValue()).toBe('Words that stay');
    await answerField(page).fill('');
  });

  test('an agent begins a conversation where the channel allows it', async () => {
    await page.keyboard.press('Escape');
    await until(() => page.evaluate('document.activeElement.tagName'), (name) => name !== 'TEXTAREA');
    await page.keyboard.press('c');
    const dialog = page.getByRole('dialog', { name: 'New conversation' });
    await dialog.waitFor();
    await inFront(page);
    await expect.poll(() => dialog.getByLabel('From').locator('option').allInnerTexts()).toEqual(['Mail']);
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
    await dialog.getByText('Please enter one e-mail address.').waitFor();
    await dialog.getByText('Please write a message.').waitFor();
    await dialog.getByLabel('To', { exact: true }).fill('Greta Bianchi <greta@example.test>');
    await dialog.getByLabel(/^Copy/).fill('not an address');
    await dialog.getByLabel('Subject').fill('La sua lampada');
    await dialog.getByLabel('Message').fill('Buongiorno Greta, la sua lampada è pronta.');
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
    await dialog.getByText('This is not an address').waitFor();
    await dialog.getByLabel(/^Copy/).fill('boss@example.test');
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByRole('heading', { name: 'La sua lampada' }).waitFor();
    await page.getByRole('log').getByText('la sua lampada è pronta').waitFor();
    await page.getByText('copy to boss@example.test').waitFor();
  });

  test("the contact's card: a name, a detail, other conversations, blocking and unblocking", async () => {
    await page.goto('/inbox/all');
    await openRow(page, 'John Meadows');
    const card = page.getByRole('complementary', { name: 'Contact' });
    await card.getByRole('button', { name: 'John Meadows' }).click();
    await card.getByLabel('Name').fill('John A. Meadows');
    await page.keyboard.press('Enter');
    await row(page, 'John A. Meadows').waitFor();
    await card.getByRole('button', { name: 'Add a detail' }).click();
    await card.getByLabel('What it is').fill('Customer since');
    await card.getByLabel('Value').fill('2015');
    await card.getByRole('button', { name: 'Save' }).click();
    await card.getByText('Customer since').waitFor();
    await card.getByRole('button', { name: 'Block this contact' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Block', exact: true }).click();
    await card.getByText('Blocked: new messages stay out').waitFor();
    await card.getByRole('button', { name: 'Unblock' }).click();
    await until(
      () => card.getByText('Blocked: new messages').count(),
      (count) => count === 0,
    );
    const [conversation] = (await listed(page.request, stage.desk, 'all')).filter((one) => one.contact.name === 'John A. Meadows');
    const kept = async () =>
      (await call<{ readonly contact: { readonly attributes: object; readonly blockedAt: string | null } }>(page.request, stage.desk, 'GET', `/conversations/${conversation!.id}`)).contact;
    await expect.poll(kept).toMatchObject({ attributes: { 'Customer since': '2015' }, blockedAt: null });
  });

  test('a conversation of 130 messages opens at its end, and earlier ones come above without moving what is read', async () => {
    const { workspace } = await call<{ readonly workspace: { readonly id: string } }>(page.request, stage.desk, 'GET', '/session');
    const visitor = `visitor-${randomUUID()}..`;
    const raws = Array.from({ length: 130 }, (_, index) => {
      const id = randomUUID();
      const body = Buffer.from(JSON.stringify({ id, text: `Message number ${index + 1}`, attachments: [] }));
      return {
        kind: 'message',
        headers: { 'x-visitor-token': visitor },
        body,
        receivedAt: new Date(Date.parse(stage.desk.now()) + index).toISOString(),
        key: id,
      };
    });
    for (const raw of raws) await acceptRaw(stage.desk.installation.desk, { workspace: workspace.id, id: chat.id }, [raw]);
    const [long] = await until(
      () => listed(page.request, stage.desk, 'open'),
      (list) => list[0]?.messageCount === 130,
      60,
    );
    await page.goto(`/inbox/open/${long!.id}`);
    const log = page.getByRole('log');
    await log.getByText('Message number 130', { exact: true }).waitFor();
    const left = () =>
      log.evaluate(
        (box) => (box as unknown as { scrollHeight: number; scrollTop: number; clientHeight: number }).scrollHeight - box.scrollTop - box.clientHeight,
      );
    await expect.poll(() => left()).toBeLessThan(50);
    await until(
      () => log.getByRole('article').count(),
      (count) => count === 100,
    );
    await log.getByRole('button', { name: 'Earlier messages' }).scrollIntoViewIfNeeded();
    const seen = log.getByText('Message number 31', { exact: true });
    const before = (await restingPlace(seen)).y;
    const height = await log.evaluate((box) => box.scrollHeight);
    await log.getByRole('button', { name: 'Earlier messages' }).click();
    await expect.poll(() => log.evaluate((box) => box.scrollHeight)).toBeGreaterThan(height + 300);
    await until(
      () => log.getByRole('button', { name: 'Earlier messages' }).count(),
      (count) => count === 0,
    );
    await until(
      async () => Math.abs((await seen.boundingBox())!.y - before),
      (moved) => moved < 60,
    );
    await log.evaluate((box) => void (box.scrollTop = 0));
    await log.getByText('Message number 1', { exact: true }).waitFor();
  });

  test('an input that could not be read is told on its inbox, with its source, and can be tried again', async () => {
    const { workspace } = await call<{ readonly workspace: { readonly id: string } }>(page.request, stage.desk, 'GET', '/session');
    await acceptRaw(stage.desk.installation.desk, { workspace: workspace.id, id: email.id }, [
      { kind: 'no such kind', headers: {}, body: Buffer.from('unreadable'), receivedAt: stage.desk.now(), key: randomUUID() },
    ]);
    await until(
      () => call<{ readonly rawInputs: readonly unknown[] }>(page.request, stage.desk, 'GET', '/raw-inputs?state=failed'),
      ({ rawInputs }) => rawInputs.length === 1,
      60,
    );
    await page.goto(`/settings/inboxes/${email.id}`);
    await page.getByText('Could not be read').last().waitFor();
    const source = await page.getByRole('link', { name: 'Source' }).getAttribute('href');
    expect(await (await page.request.get(stage.desk.address + source)).text()).toContain('unreadable');
    await page.getByRole('button', { name: 'Try again' }).click();
    await until(
      () => call<{ readonly rawInputs: readonly { readonly attempts: number }[] }>(page.request, stage.desk, 'GET', '/raw-inputs?state=failed'),
      ({ rawInputs }) => (rawInputs[0]?.attempts ?? 0) >= 1,
      60,
    );
  });

  test('an inbox that cannot be reached says so in plain words', async () => {
    await page.goto('/settings/inboxes');
    await page.getByText('Not working since').waitFor({ timeout: 60_000 });
  });

  test('a service token is shown once, and withdrawn', async () => {
    await page.goto('/settings/tokens');
    await page.getByLabel('What it is for').fill('Warehouse');
    await page.getByRole('button', { name: 'Make a token' }).click();
    await expect.poll(() => page.getByRole('textbox', { name: 'Token' }).inputValue()).toMatch(/^attune_/);
    await page.reload();
    await page.getByText('Warehouse').waitFor();
    await expect.poll(() => page.getByRole('textbox', { name: 'Token' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Withdraw' }).click();
    await page.getByText('There is none yet.').waitFor();
  });
});
