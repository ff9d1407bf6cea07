// The main job in a real browser: a customer writes, the agent reads, writes with help, sends, takes back, sends again, closes.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { InboxView } from '../../src/contract/views.ts';
import { anna, answerField, call, chatInbox, customer, listed, openStage, pressCyrillic, row, send, until, type Stage } from './desk-stage.ts';
import { holdTime, openRow } from './hands.ts';

describe('answering a customer', () => {
  let stage: Stage;
  let page: Page;
  let inbox: InboxView;

  beforeAll(async () => {
    stage = await openStage();
    page = await stage.signedIn(anna);
    inbox = await chatInbox(page.request, stage.desk, 60);
    await holdTime(page);
    await page.goto('/');
  });
  afterAll(() => stage.stop());

  test('a message appears by itself, is opened by key, and says what was read in it', async () => {
    await page.getByText('Everybody has been answered').waitFor();
    const john = await customer(stage.desk, inbox, 'John Meadows');
    await john.write('I am absolutely furious. You charged me twice for order 55812. When do I get my money back?');
    await row(page, 'John Meadows').waitFor();
    await page.keyboard.press('j');
    await page.getByRole('heading', { name: 'John Meadows' }).first().waitFor();
    await expect.poll(() => page.title()).toMatch(/^John Meadows · Open · /);
    const mood = page.getByRole('log').getByRole('button', { name: /angry/ });
    await mood.focus();
    await page.getByRole('tooltip').filter({ hasText: 'furious' }).waitFor();
    await expect.poll(() => page.getByRole('log').locator('mark').allInnerTexts()).toContain('furious');
    await page.getByRole('button', { name: /asks 1/ }).waitFor();
  });

  test('advice is given while writing, is dismissed, and a promise in the answer is found', async () => {
    await page.keyboard.press('r');
    await answerField(page).pressSequentially('Dear John, we apologize for any inconvenience. I will write to you tomorrow by 12:00.');
    const advice = page.getByRole('list', { name: 'Advice' });
    await advice.getByText('any inconvenience').waitFor();
    const before = await advice.getByRole('button', { name: 'Not here' }).count();
    expect(before).toBeLessThanOrEqual(3);
    await advice.getByRole('listitem').filter({ hasText: 'any inconvenience' }).getByRole('button', { name: 'Not here' }).click();
    await until(
      () => advice.getByText('any inconvenience').count(),
      (count) => count === 0,
    );
    const promises = page.getByRole('list', { name: 'Promises in your answer' });
    await promises.getByText('I will write to you tomorrow by 12:00').waitFor();
    await answerField(page).focus();
    await page.keyboard.press('Alt+Enter');
    await promises.getByText('kept in mind').waitFor();
  });

  test('an answer that was sent can be taken back, with its words', async () => {
    await send(page);
    await page.getByText('Your answer goes out in').waitFor();
    await page.getByRole('log').getByText('we apologize for any inconvenience').waitFor();
    await expect.poll(() => answerField(page).inputValue()).toBe('');
    await page.getByRole('log').focus();
    await page.keyboard.press('u');
    await until(
      () => answerField(page).inputValue(),
      (value) => value.startsWith('Dear John'),
    );
    await until(
      () => page.getByRole('log').getByText('we apologize').count(),
      (count) => count === 0,
    );
  });

  test('an answer that is sent arrives, and its promise stands with the contact', async () => {
    await call(page.request, stage.desk, 'PATCH', `/inboxes/${inbox.id}`, { undoSeconds: 1 });
    const words = 'Dear John, the second charge was our mistake. I will write to you tomorrow by 12:00 when the money is there.';
    await answerField(page).fill(words);
    await page.getByRole('list', { name: 'Promises in your answer' }).waitFor();
    await send(page);
    await page.getByRole('log').getByText('accepted').waitFor();
    const [conversation] = await listed(page.request, stage.desk, 'waiting');
    expect(conversation).toMatchObject({ contact: { name: 'John Meadows' }, last: { direction: 'out' } });
    await page.getByRole('log').focus();
    await page.keyboard.press('i');
    const contact = page.getByRole('complementary', { name: 'Contact' });
    await contact.getByText('I will write to you tomorrow by 12:00').waitFor();
    await contact.getByRole('button', { name: 'Kept', exact: true }).click();
    // It says since when and by whom, where the button was.
    await contact.getByText(/^Kept .+, .+/).waitFor();
    await page.keyboard.press('Escape');
  });

  test('keys work by their place on a Cyrillic layout, and not while somebody types', async () => {
    const marina = await customer(stage.desk, inbox, 'Марина Королёва');
    await marina.write('Здравствуйте! Где мой заказ?');
    await page.goto('/inbox/open');
    await row(page, 'Марина').waitFor();
    await pressCyrillic(page, 'KeyJ', 'о');
    await page.getByRole('heading', { name: 'Марина Королёва' }).first().waitFor();
    await pressCyrillic(page, 'KeyN', 'т');
    const note = page.getByRole('textbox', { name: 'Note for the team' });
    await note.pressSequentially('jenara');
    await expect.poll(() => note.inputValue()).toBe('jenara');
    await send(page);
    await page
      .getByRole('article', { name: /Note by/ })
      .getByText('jenara')
      .waitFor();
  });

  test('closing shows at once, can be undone, and the conversation leaves and comes back', async () => {
    await page.getByRole('log').focus();
    await page.keyboard.press('e');
    await until(
      () => row(page, 'Марина').count(),
      (count) => count === 0,
    );
    await page.getByText('Closed', { exact: true }).last().waitFor();
    await until(
      () => listed(page.request, stage.desk, 'closed'),
      (closed) => closed.some((one) => one.contact.name === 'Марина Королёва'),
    );
    await page.keyboard.press('u');
    await row(page, 'Марина').waitFor();
    await until(
      () => listed(page.request, stage.desk, 'open'),
      (open) => open.some((one) => one.contact.name === 'Марина Королёва'),
    );
  });

  test('an undo that follows at once does not overtake what it takes back', async () => {
    await openRow(page, 'Марина Королёва');
    let close = () => {};
    await page.route('**/api/conversations/*/close', async (route) => {
      await new Promise<void>((resolve) => {
        close = resolve;
      });
      await route.continue();
    });
    await page.getByRole('log').focus();
    const asked = page.waitForRequest((request) => request.url().endsWith('/close'));
    await page.keyboard.press('e');
    await asked;
    await row(page, 'Марина').waitFor({ state: 'detached' });
    await page.keyboard.press('u');
    await row(page, 'Марина').waitFor();
    const reopened = page.waitForResponse((response) => response.url().endsWith('/reopen'));
    close();
    await reopened;
    await page.unroute('**/api/conversations/*/close');
    expect((await listed(page.request, stage.desk, 'open')).map((one) => one.contact.name)).toContain('Марина Королёва');
    await row(page, 'Марина').waitFor();
  });

  test('assign, tag and snooze by key; what they did stands in the database', async () => {
    await openRow(page, 'Марина Королёва');
    await page.getByRole('log').focus();
    await page.keyboard.press('a');
    await page.getByRole('menuitem', { name: 'Me' }).click();
    await page.getByText('Assigned to you').waitFor();
    await page.keyboard.press('l');
    await page.getByRole('textbox', { name: 'Find or make a tag' }).fill('доставка');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.getByRole('list', { name: 'Tags' }).getByText('доставка').waitFor();
    await page.keyboard.press('h');
    await page.getByRole('menuitem', { name: /Tomorrow morning/ }).click();
    await page.getByText('Snoozed until', { exact: false }).last().waitFor();
    const [snoozed] = await until(
      () => listed(page.request, stage.desk, 'snoozed'),
      (list) => list.length === 1 && list[0]!.tags.length > 0 && list[0]!.assignee !== null,
    );
    expect(snoozed!.tags).toEqual(['доставка']);
  });

  test('what was typed is there after the page was loaded again', async () => {
    await page.goto('/inbox/snoozed');
    await row(page, 'Марина').click();
    await page.getByRole('button', { name: 'Answer', exact: true }).click();
    await answerField(page).fill('Здравствуйте, Марина!');
    await page.reload();
    await until(
      () => answerField(page).inputValue(),
      (value) => value === 'Здравствуйте, Марина!',
    );
  });
});
