// A matter of months: hundreds of messages, of which only those near are drawn; and the next matter, which opens from what is held.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { InboxView } from '../../src/contract/views.ts';
import { anna, answerField, call, chatInbox, customer, listed, openStage, row, until, type Stage } from './desk-stage.ts';
import { openRow, restingPlace } from './hands.ts';

const notes = 240;

describe('a long thread', () => {
  let stage: Stage;
  let page: Page;
  let inbox: InboxView;
  let john: Awaited<ReturnType<typeof customer>>;
  let long = '';

  const articles = () => page.locator('article[id^="message-"]');
  const note = (text: string) => call(page.request, stage.desk, 'POST', `/conversations/${long}/notes`, { id: randomUUID(), text, attachments: [] });

  beforeAll(async () => {
    stage = await openStage();
    page = await stage.signedIn(anna);
    inbox = await chatInbox(page.request, stage.desk);
    john = await customer(stage.desk, inbox, 'John Meadows');
    await john.write('It began with a marmalade jar.');
    const [conversation] = await until(
      () => listed(page.request, stage.desk, 'open'),
      (list) => list.length === 1,
    );
    long = conversation!.id;
    for (let place = 1; place <= notes; place += 1) await note(`Step ${place}. ${'The workshop was asked again, and promised to look. '.repeat(place % 7)}`);
    await page.goto(`/inbox/open/${long}`);
    await page.getByRole('log').getByText(`Step ${notes}.`).waitFor();
  });
  afterAll(() => stage.stop());

  test('opens at the newest words', async () => {
    const log = page.getByRole('log');
    await expect.poll(() => log.evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight)).toBeLessThan(4);
    await expect.poll(() => log.getByText(`Step ${notes}.`).isVisible()).toBe(true);
  });

  test('what is read keeps its place while earlier messages come above it; far ones are not drawn', async () => {
    const log = page.getByRole('log');
    const button = page.getByRole('button', { name: 'Earlier messages' });
    while ((await button.count()) > 0) {
      await log.evaluate((element) => void (element.scrollTop = 0));
      await restingPlace(articles().first());
      const first = articles().first();
      const id = await first.getAttribute('id');
      const before = (await restingPlace(first)).y;
      const height = await log.evaluate((element) => element.scrollHeight);
      await button.click();
      await expect.poll(() => log.evaluate((element) => element.scrollHeight)).toBeGreaterThan(height + 500);
      await expect.poll(async () => Math.abs((await page.locator(`[id="${id}"]`).boundingBox())!.y - before)).toBeLessThan(60);
    }
    await expect.poll(() => articles().count()).toBeLessThan(60);
    await expect.poll(() => button.count()).toBe(0);
    await log.evaluate((element) => void (element.scrollTop = 0));
    await log.getByText('It began with a marmalade jar.').waitFor();
  });

  test('whoever reads further up stays there when something new comes; at the end they follow', async () => {
    const log = page.getByRole('log');
    const began = log.getByText('It began with a marmalade jar.');
    const before = (await restingPlace(began)).y;
    await note('Something new while you read.');
    // The list tells of it as soon as the page knows.
    await row(page, 'John Meadows').getByText('Something new while you read.').waitFor();
    expect(Math.abs((await restingPlace(began)).y - before)).toBeLessThan(2);
    await log.evaluate((element) => void (element.scrollTop = element.scrollHeight));
    await log.getByText('Something new while you read.').waitFor();
    await expect.poll(() => log.evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight)).toBeLessThan(4);
    await restingPlace(log.getByText('Something new while you read.'));
    await note('And one more at the end.');
    await expect.poll(async () => (await log.getByText('And one more at the end.').boundingBox())?.y ?? 9_999).toBeLessThan(900);
    await expect.poll(() => log.evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight)).toBeLessThan(4);
  });

  test('a hit opens at its message, however far back it lies', async () => {
    await until(
      () => call<{ readonly results: readonly unknown[] }>(page.request, stage.desk, 'GET', '/search?q=marmalade'),
      (found) => found.results.length === 1,
    );
    await page.goto('/find?q=marmalade');
    await page.locator(`a[data-conversation="${long}"]`).click();
    const began = page.getByRole('article').getByText('It began with a marmalade jar.');
    await began.waitFor();
    await expect.poll(async () => (await began.boundingBox())?.y ?? -1).toBeGreaterThan(0);
    await expect.poll(async () => (await began.boundingBox())?.y ?? 9_999).toBeLessThan(page.viewportSize()!.height);
  });

  test('the next conversation opens from what is held, without asking the server, in the next frame', async () => {
    const mary = await customer(stage.desk, inbox, 'Mary Stone');
    await mary.write('My lamp is broken.');
    const held = page.waitForResponse((response) => response.url().endsWith(`/conversations/${long}`));
    await page.goto('/inbox/open');
    await openRow(page, 'Mary Stone');
    await answerField(page).waitFor();
    await held;
    await page.waitForLoadState('networkidle');
    await page.route('**/api/conversations/*', (route) => route.abort());
    await row(page, 'Mary Stone').focus();
    await page.evaluate(`void (window.frames = new Promise((resolve) => addEventListener('keydown', async () => {
      const shown = () => [...document.querySelectorAll('article')].some((one) => one.textContent.includes('And one more at the end.'));
      for (let frame = 1; frame <= 60; frame += 1) {
        await new Promise((next) => requestAnimationFrame(next));
        if (shown()) return resolve(frame);
      }
      resolve(60);
    }, { capture: true, once: true })))`);
    await page.keyboard.press('KeyJ');
    const frames = await page.evaluate<number>('window.frames');
    expect(frames).toBeLessThanOrEqual(2);
    await page.unroute('**/api/conversations/*');
  });
});
