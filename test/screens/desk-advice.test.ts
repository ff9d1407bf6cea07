// Help while writing: at most three at once, in the agent's language, mended by one key and unmade by Ctrl+Z, "not here" for this
// draft, quiet for experts; and a promise kept by a plain Enter.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { anna, answerField, call, chatInbox, customer, openStage, send, until, type Stage } from './desk-stage.ts';
import { openRow } from './hands.ts';

const heavy = 'In order to proceed, we apologize for any inconvenience. You must send the form as soon as possible. As I already said, please calm down. We will utilize it!!!';

describe('advice', () => {
  let stage: Stage;
  let page: Page;

  beforeAll(async () => {
    stage = await openStage();
    page = await stage.signedIn(anna);
    const inbox = await chatInbox(page.request, stage.desk);
    const quick = await call<{ readonly id: string }>(page.request, stage.desk, 'POST', '/inboxes', { channel: 'web-chat', name: 'At once', undoSeconds: 0, config: { teamName: 'Lumen' } });
    await (await customer(stage.desk, inbox, 'John Meadows')).write('I am furious. You charged me twice. When do I get my money back?');
    await (await customer(stage.desk, quick as never, 'Grace Hall')).write('I am furious. Nobody called me back. When will you?');
    await (await customer(stage.desk, inbox, 'Марина К.')).write('Где мой заказ? Жду уже неделю.');
    await (await customer(stage.desk, inbox, 'Luca Rossi')).write('Hello, I sent you the form on Monday.');
    await page.goto('/inbox/open');
    await openRow(page, 'John Meadows');
  });
  afterAll(() => stage.stop());

  const advice = (): Locator => page.getByRole('list', { name: /^(?:Advice|Consigli|Suggerimenti)/ });
  const lines = (): Promise<number> => advice().getByRole('button', { name: 'Not here' }).count();

  test('shows at most three, the gravest first', async () => {
    await answerField(page).fill(heavy);
    await until(lines, (count) => count === 3);
    await expect.poll(() => advice().innerText()).toMatch(/reproaches the customer|tells the customer how to feel/);
    await advice().getByText(/more when these are settled/).filter({ visible: true }).waitFor();
  });

  test('a fix is made by one key and unmade by Ctrl+Z, as if it had been typed', async () => {
    await openRow(page, 'Luca Rossi');
    const plain = 'In order to answer you, I read your form today at 15:00.';
    await answerField(page).fill(plain);
    await advice().getByText('Tab').waitFor();
    await answerField(page).focus();
    await page.keyboard.press('Tab');
    const mended = await until(() => answerField(page).inputValue(), (value) => value !== plain);
    expect(mended).toBe('To answer you, I read your form today at 15:00.');
    await page.keyboard.press('Control+z');
    await expect.poll(() => answerField(page).inputValue()).toBe(plain);
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(() => answerField(page).inputValue()).toBe(mended);
  });

  test('"not here" holds for this draft, outlives a closed page, and ends with it', async () => {
    const words = 'We apologize for any inconvenience with this. I read your form today at 15:00.';
    await answerField(page).fill(words);
    const line = advice().getByRole('listitem').filter({ hasText: 'any inconvenience' });
    await line.getByRole('button', { name: 'Not here' }).click();
    await until(() => line.count(), (count) => count === 0);
    await page.reload();
    await until(() => answerField(page).inputValue(), (value) => value === words);
    await answerField(page).press('End');
    // New words are advised about, and by then the old ones would be as well.
    await page.keyboard.type(' Please calm down.');
    await advice().getByRole('listitem').filter({ hasText: 'calm down' }).first().waitFor();
    await expect.poll(() => line.count()).toBe(0);
    await send(page);
    await page.getByText('Your answer goes out in').waitFor();
    await answerField(page).fill(words);
    await line.waitFor();
    await expect.poll(() => page.evaluate<string>('JSON.stringify({ ...localStorage })')).not.toContain('empty-apology');
  });

  test('a promise is kept by a plain Enter: down from the last words, Enter, and on with writing', async () => {
    await answerField(page).fill('I will write to you tomorrow by 12:00.');
    const promises = page.getByRole('list', { name: 'Promises in your answer' });
    await promises.getByRole('button', { name: /^Keep/ }).waitFor();
    await answerField(page).press('End');
    await page.keyboard.press('ArrowDown');
    await until(() => promises.getByRole('button', { name: /^Keep/ }).evaluate((button) => button === button.ownerDocument.activeElement), (focused) => focused);
    await page.keyboard.press('Enter');
    await promises.getByText('kept in mind').waitFor();
    await until(() => answerField(page).evaluate((area) => area === area.ownerDocument.activeElement), (focused) => focused);
    await page.keyboard.type(' Yours');
    await expect.poll(() => answerField(page).inputValue()).toBe('I will write to you tomorrow by 12:00. Yours');
  });

  test('speaks the agent\'s language about a draft in another', async () => {
    await openRow(page, 'Марина К.');
    await answerField(page).fill('Здравствуйте, Марина. Доводим до вашего сведения, что заказ отправлен. Вы сами виноваты.');
    await until(lines, (count) => count > 0);
    const told = await until(() => advice().innerText(), (words) => /[“”]/u.test(words));
    expect(told.replaceAll(/“[^”]*”/gu, '')).not.toMatch(/[а-яё]{4,}/iu);
  });

  test('quiet leaves only what should be looked at before it goes', async () => {
    await page.goto('/settings/me');
    await page.getByLabel('Quiet: only what should be looked at before it goes').check();
    await page.goto('/inbox/open');
    await openRow(page, 'John Meadows');
    await answerField(page).fill('We apologize for any inconvenience. Please calm down.');
    await until(lines, (count) => count === 1);
    await advice().getByText('calm down').first().waitFor();
    await expect.poll(() => advice().getByText(/more when/).count()).toBe(0);
    await answerField(page).fill('');
  });

  test('where nothing can be taken back, the question comes first: Escape looks again, Enter sends', async () => {
    await openRow(page, 'Grace Hall');
    await answerField(page).fill('Nobody called you, that was our mistake, and I am sorry. I call you today at 15:00.');
    await send(page);
    const question = page.getByRole('group', { name: 'How would I feel in this situation?' });
    await question.waitFor();
    await page.keyboard.press('Escape');
    await until(() => question.count(), (count) => count === 0);
    await expect.poll(() => answerField(page).inputValue()).toMatch(/^Nobody called you/);
    await send(page);
    await until(() => answerField(page).inputValue(), (value) => value === '');
    await page.getByRole('log').getByText('Nobody called you').waitFor();
  });
});
