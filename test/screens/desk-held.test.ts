// Answers that a restore held back, decided about on the screen: one, some, all, by keyboard, live; and a colleague's second factor.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { InboxView } from '../../src/contract/views.ts';
import { holdRestored } from '../../src/operations/hold-restored.ts';
import { heldCode } from '../../src/store/restore-hold.ts';
import { anna, call, chatInbox, customer, join, listed, openStage, row, until, type Person, type Stage } from './desk-stage.ts';
import { escape } from './hands.ts';
import { everyRule, picture, violations } from './looking.ts';


describe('held answers', () => {
  let stage: Stage;
  let page: Page;
  let chat: InboxView;
  let olga: Person;
  beforeAll(async () => {
    stage = await openStage();
    page = await stage.signedIn(anna);
    chat = await chatInbox(page.request, stage.desk);
    olga = await join(page.request, stage.desk, 'Olga Petrova', 'administrator');
  });
  afterAll(() => stage.stop());

  const answers = (of: Page) => of.getByRole('listitem').filter({ has: of.getByRole('checkbox') });
  const line = (of: Page, words: string) => of.getByText(words);

  /** Customers who were answered, and whose answers a restore held back. */
  async function hold(names: readonly string[]): Promise<void> {
    for (const name of names) await (await customer(stage.desk, chat, name)).write(`It is ${name}.`);
    const all = await until(() => listed(page.request, stage.desk, 'open'), (list) => names.every((name) => list.some((one) => one.contact.name === name)));
    const ids = all.filter((one) => names.includes(one.contact.name ?? '')).map(({ id }) => id);
    for (const one of all.filter(({ id }) => ids.includes(id))) {
      const text = `Dear ${one.contact.name}, your parcel left us on Tuesday; the carrier says that it waits at the depot, and that somebody will call you.`;
      await call(page.request, stage.desk, 'POST', `/conversations/${one.id}/replies`, { id: randomUUID(), text, version: one.version, anyway: true, undoSeconds: 100, then: 'open' });
    }
    const { desk, database } = stage.desk.installation;
    await database.pool.query(`UPDATE delivery SET due_at = NULL, problem_code = $1, queued_at = queued_at WHERE state = 'queued' AND conversation = any($2)`, [heldCode, ids]);
    expect(await holdRestored(desk)).toBe(names.length);
  }

  test('nothing is held: no line, no place among the settings, and a page that says what it is for', async () => {
    await page.goto('/settings/people');
    await page.getByRole('heading', { name: 'People' }).waitFor();
    await expect.poll(() => page.getByRole('link', { name: 'Held answers' }).count()).toBe(0);
    await page.goto('/settings/held');
    await page.getByText('Nothing is held').waitFor();
    expect(await violations(page, everyRule)).toEqual([]);
    await picture(page, 'held-empty');
  });

  test('a quiet line tells it at once; one is sent by keyboard, after it was said what happens', async () => {
    await page.goto('/inbox/open');
    await hold(['Maria Rossi', 'John Meadows', '王芳', 'Ivan Petrov', 'سارة الخطيب']);
    await line(page, '5 answers are held since a backup was restored.').waitFor();
    await row(page, 'Maria Rossi').waitFor();
    expect(await violations(page, everyRule)).toEqual([]);
    await picture(page, 'held-line');
    await page.getByRole('link', { name: 'Decide' }).press('Enter');
    await answers(page).nth(4).waitFor();
    await expect.poll(() => answers(page).filter({ hasText: 'Maria Rossi' }).innerText()).toMatch(/chat · Website[\s\S]*Dear Maria Rossi, your parcel left us on Tuesday[\s\S]*written \d{1,2}:\d\d · by anna[\s\S]*Do not send\s+Send/);
    expect(await violations(page, everyRule)).toEqual([]);
    await picture(page, 'held-page');
    await page.getByRole('button', { name: 'Send the answer to Maria Rossi', exact: true }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Send the answer to Maria Rossi', exact: true });
    await dialog.getByText('If Maria Rossi has this answer already, it comes a second time.').waitFor();
    expect(await violations(page, everyRule)).toEqual([]);
    await picture(page, 'held-dialog');
    await escape(page, dialog);
    await expect.poll(() => answers(page).count()).toBe(5);
    await page.getByRole('button', { name: 'Send the answer to Maria Rossi', exact: true }).press('Enter');
    await dialog.getByRole('button', { name: 'Send it', exact: true }).press('Enter');
    await page.getByRole('status').getByText('1 answer is on its way.').waitFor();
    await until(() => answers(page).count(), (count) => count === 4);
  });

  test('some are dropped, the rest sent; another administrator sees it without reloading', async () => {
    const other = await stage.signedIn(olga);
    await other.goto('/inbox/open');
    await line(other, '4 answers are held').waitFor();
    for (const name of ['John Meadows', '王芳']) await page.getByRole('checkbox', { name: `Choose the answer to ${name}` }).press('Space');
    await page.getByText('2 chosen').waitFor();
    await picture(page, 'held-chosen');
    await page.getByRole('button', { name: 'Do not send 2 answers' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Nobody gets them.', { exact: false }).waitFor();
    await dialog.getByRole('button', { name: 'Do not send 2 answers' }).click();
    await page.getByRole('status').getByText('2 answers stay unsent.').waitFor();
    await line(other, '2 answers are held').waitFor();
    const { rows } = await stage.desk.installation.database.pool.query(`SELECT count(*)::int AS count FROM delivery WHERE state = 'cancelled' AND problem_code = $1`, [heldCode]);
    expect(rows).toEqual([{ count: 2 }]);
    await other.getByRole('link', { name: 'Decide' }).click();
    await other.getByRole('button', { name: 'Send all…' }).click();
    await other.getByRole('dialog').getByRole('button', { name: 'Send 2 answers' }).click();
    await other.getByText('Nothing is held').waitFor();
    await page.getByText('Nothing is held').waitFor();
    await other.context().close();
  });

  test('fits a phone, in the dark, in four languages', async () => {
    await hold(['Александра Константиновна Преображенская-Вознесенская', 'Zoë O’Brien']);
    await stage.desk.installation.database.pool.query(`UPDATE message SET created_at = created_at - interval '3 days' WHERE direction = 'out' AND text LIKE 'Dear Zo%'`);
    const ages = { ru: '3 дня назад', zh: '3天前', it: '3 giorni fa', en: '3 days ago' } as const;
    for (const [language, theme] of [['ru', 'dark'], ['zh', 'light'], ['it', 'dark'], ['en', 'light']] as const) {
      const phone = await stage.signedIn(anna, { viewport: { width: 390, height: 844 }, theme });
      await phone.addInitScript(`localStorage.setItem('attune.language', '${language}')`);
      await call(phone.request, stage.desk, 'PATCH', '/me', { language });
      await phone.goto('/settings/held');
      await answers(phone).nth(1).waitFor();
      await answers(phone).getByText(ages[language]).waitFor();
      await expect.poll(() => phone.evaluate(`Math.max(...[document.scrollingElement, document.querySelector('main')].map((one) => one.scrollWidth - one.clientWidth))`), { message: language }).toBeLessThanOrEqual(1);
      expect(await violations(phone, everyRule), language).toEqual([]);
      await picture(phone, `held-${language}`);
      await phone.goto('/inbox/open');
      await row(phone, 'Zoë').waitFor();
      await phone.locator('a[href="/settings/held"]').waitFor();
      expect(await violations(phone, everyRule), language).toEqual([]);
      await picture(phone, `held-line-${language}`);
      await phone.context().close();
    }
  });

  test('a colleague who lost app and codes loses the second factor, after it was said what that means', async () => {
    await stage.desk.installation.database.pool.query(`UPDATE sign_in_user SET two_factor_enabled = true WHERE email = $1`, [olga.email]);
    const hers = await stage.signedIn({ ...anna });
    await hers.goto('/settings/people');
    const button = hers.getByRole('button', { name: 'Remove the second factor of Olga Petrova' });
    await button.waitFor();
    await expect.poll(() => hers.getByRole('button', { name: /^Remove the second factor of/ }).count()).toBe(1);
    expect(await violations(hers, everyRule)).toEqual([]);
    await picture(hers, 'factor-people');
    await button.press('Enter');
    const dialog = hers.getByRole('dialog', { name: 'Remove the second factor of Olga Petrova?' });
    await dialog.getByText('Olga Petrova is signed out everywhere.').waitFor();
    await dialog.getByText('please tell Olga Petrova yourself').waitFor();
    expect(await violations(hers, everyRule)).toEqual([]);
    await picture(hers, 'factor-dialog');
    await escape(hers, dialog);
    await button.press('Enter');
    await dialog.getByRole('button', { name: 'Remove the second factor' }).press('Enter');
    await hers.getByText('The second factor of Olga Petrova is removed.').waitFor();
    await button.waitFor({ state: 'detached' });
    const again = await stage.signedIn(olga);
    await again.goto('/inbox/open');
    await row(again, 'Zoë').waitFor();
  });
});
