// Many at once: selected by keys and by pointer, closed, tagged and given at once, taken back; a whole view with its progress; what
// left the list is said; a table of contacts looked at, taken in and taken back; on a phone, in other languages, and by axe.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { anna, call, join, listed, pressCyrillic, row, until } from './desk-stage.ts';
import { holdTime } from './hands.ts';
import { checkAccessible, picture } from './looking.ts';
import type { ManyStage } from './many-stage.ts';
import { openManyStage } from './many-stage.ts';

describe('many at once on the screen', () => {
  let stage: ManyStage;
  let page: Page;
  let { crowd, open, closeAll, bar } = {} as ManyStage;
  beforeAll(async () => {
    stage = await openManyStage();
    ({ page, crowd, open, closeAll, bar } = stage);
    await holdTime(page);
  });
  afterAll(() => stage.stop());

  test('by keys on a Cyrillic layout: X, further down with Shift, closed at once, and undone', async () => {
    await crowd('Pavel', 5);
    await page.goto('/inbox/open');
    await row(page, 'Pavel 01').focus();
    await pressCyrillic(page, 'KeyX', 'ч');
    await bar().getByText('1 selected').waitFor();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+J');
    await bar().getByText('3 selected').waitFor();
    await page.keyboard.press('Shift+K');
    await bar().getByText('2 selected').waitFor();
    await picture(page, 'many-selected-light-en');
    await checkAccessible(page);
    await page.keyboard.press('e');
    await page.getByText('2 conversations closed').waitFor();
    await row(page, 'Pavel 01').waitFor({ state: 'detached' });
    await bar().waitFor({ state: 'detached' });
    await until(open, (names) => names.length === 3);
    await page.keyboard.press('z');
    await page.getByText('Undone: everything is as it was').waitFor();
    await row(page, 'Pavel 01').waitFor();
    await expect.poll(async () => new Set(await open())).toEqual(new Set(['Pavel 01', 'Pavel 02', 'Pavel 03', 'Pavel 04', 'Pavel 05']));
  });

  test('with the pointer: boxes, a range with Shift, what leaves the list stays selected and is said, Escape lets go', async () => {
    await page.goto('/inbox/open');
    await row(page, 'Pavel 04').waitFor();
    await page.getByRole('checkbox', { name: 'Select Pavel 02' }).check({ force: true });
    await bar().getByText('1 selected').waitFor();
    await row(page, 'Pavel 04').click({ modifiers: ['Shift'] });
    await bar().getByText('3 selected').waitFor();
    expect(new URL(page.url()).pathname).toBe('/inbox/open');
    const third = (await listed(page.request, stage.desk, 'open')).find((one) => one.contact.name === 'Pavel 03')!;
    await call(page.request, stage.desk, 'POST', `/conversations/${third.id}/close`, {});
    await bar().getByText('1 of them has left this list').waitFor();
    await picture(page, 'many-left-list');
    await page.keyboard.press('Escape');
    await bar().waitFor({ state: 'detached' });
  });

  test('a tag for all, and to one colleague: both by the keys that do it to one', async () => {
    await join(page.request, stage.desk, 'Olga Neri');
    await page.goto('/inbox/open');
    await row(page, 'Pavel 01').focus();
    await page.keyboard.press('Control+a');
    await bar().getByText('4 selected').waitFor();
    await page.keyboard.press('l');
    await page.getByRole('dialog').getByRole('textbox').fill('autumn sale');
    await checkAccessible(page);
    await page.keyboard.press('Enter');
    await page.getByText('“autumn sale” put on 4 conversations').waitFor();
    await until(() => listed(page.request, stage.desk, 'open'), (all) => all.every((one) => one.tags.includes('autumn sale')));
    await page.keyboard.press('Control+a');
    await bar().getByText('4 selected').waitFor();
    await page.keyboard.press('a');
    await page.getByRole('menuitem', { name: 'Olga Neri' }).click();
    await page.getByText('4 conversations given: Olga Neri').waitFor();
    await until(() => listed(page.request, stage.desk, 'unassigned'), (all) => all.length === 0);
  });

  test('merged from the list', async () => {
    await page.goto('/inbox/open');
    await row(page, 'Pavel 01').focus();
    await page.keyboard.press('x');
    await page.keyboard.press('Shift+ArrowDown');
    await bar().getByText('2 selected').waitFor();
    await page.keyboard.press('m');
    await page.getByRole('dialog').getByText('What will happen').waitFor();
    await picture(page, 'many-merge');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('a whole view: asked first, told how far it is, what was left is listed, all of it taken back', async () => {
    await closeAll();
    await crowd('Rosa', 70, 'Everything at once');
    await page.goto('/inbox/open');
    await row(page, 'Rosa 01').focus();
    await page.keyboard.press('Control+a');
    await bar().getByRole('button', { name: 'Select all 70 in “Open”' }).click();
    await bar().getByText('All 70 in “Open” selected').waitFor();
    await picture(page, 'many-whole-view');
    await row(page, 'Rosa 02').focus();
    await page.keyboard.press('x');
    await bar().getByText('All 69 in “Open” selected').waitFor();
    await page.keyboard.press('e');
    const sure = page.getByRole('dialog', { name: 'This changes 69 conversations' });
    await sure.waitFor();
    await checkAccessible(page);
    await picture(page, 'many-sure');
    await sure.getByRole('button', { name: 'Do it' }).click();
    const line = page.getByRole('group', { name: 'Closing' });
    await line.getByText('done: 69 of 69').waitFor({ timeout: 60_000 });
    await picture(page, 'many-done');
    await expect.poll(() => open()).toEqual(['Rosa 02']);
    await call(page.request, stage.desk, 'POST', `/conversations/${(await listed(page.request, stage.desk, 'closed')).find((one) => one.contact.name === 'Rosa 07')!.id}/reopen`, {});
    await line.getByRole('button', { name: 'Undo all' }).click();
    await line.getByText('taken back: 68').waitFor({ timeout: 60_000 });
    await line.getByRole('button', { name: '1 left as it was' }).click();
    const left = page.getByRole('dialog', { name: 'Left as they were' });
    await left.getByText('somebody has changed it since').waitFor();
    await checkAccessible(page);
    await picture(page, 'many-left');
    await page.keyboard.press('Escape');
    expect(await until(open, (names) => names.length === 70)).toHaveLength(70);
  });

  test('a table of contacts: dropped in, its columns put right, looked at, taken in, taken back', async () => {
    await page.goto('/settings/contacts');
    const table = 'Имя;Почта;Город\nМария Ким;maria@example.com;Казань\nБез адреса;;Омск\nИван;ivan at example;Тула\nМария ещё раз;maria@example.com;\n';
    await page.getByLabel('Choose a table (CSV)…').setInputFiles({ name: 'клиенты.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
    await page.getByRole('heading', { name: 'клиенты.csv' }).waitFor();
    await page.getByText('1 new contact').waitFor();
    await page.getByText('not an address: ivan at example').waitFor();
    await page.getByText('no address by which this person could be found').waitFor();
    await picture(page, 'many-import-preview');
    await checkAccessible(page);
    await page.getByRole('combobox', { name: 'What “Почта” is' }).selectOption('skip');
    await page.getByText('Choose at least one column by which people can be found').waitFor();
    await page.getByRole('combobox', { name: 'What “Почта” is' }).selectOption('identity:email');
    await page.getByText('1 line speaks of somebody in an earlier line').waitFor();
    await page.reload();
    await page.getByText('1 new contact').waitFor();
    await page.getByRole('button', { name: 'Take them in' }).click();
    await page.getByText('Taken in').waitFor();
    await page.getByText('2 lines are left out').waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Lines that were left out (CSV)' }).click();
    expect((await download).suggestedFilename()).toContain('left-out');
    await picture(page, 'many-import-done');
    await checkAccessible(page);
    await page.getByRole('button', { name: 'Take it back' }).click();
    await page.getByRole('button', { name: 'Take it back' }).click();
    await page.getByText('1 line taken back').waitFor();
    await page.getByRole('link', { name: 'All tables' }).click();
    await page.getByRole('link', { name: 'клиенты.csv' }).waitFor();
    await picture(page, 'many-contacts');
    await checkAccessible(page);
  });

  test('a file that is no table says so, and nothing is lost', async () => {
    await page.goto('/settings/contacts');
    await page.getByLabel('Choose a table (CSV)…').setInputFiles({ name: 'book.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('504b0304140006', 'hex') });
    await page.getByText('This file is no text table.').waitFor();
    await page.getByLabel('Choose a table (CSV)…').setInputFiles({ name: 'open.csv', mimeType: 'text/csv', buffer: Buffer.from('name,email\nAnn,"a@example.com\n') });
    await page.getByText('This file cannot be read as a table: line 2.').waitFor();
    await picture(page, 'many-import-unreadable');
  });

  test.each([['ru', 'dark', 1440], ['zh', 'light', 390], ['it', 'dark', 390]] as const)('in %s, %s, %i px wide', async (language, theme, width) => {
    const own = await stage.signedIn(anna, { theme, viewport: { width, height: 844 } });
    await own.addInitScript(`localStorage.setItem('attune.language', '${language}')`);
    await call(own.request, stage.desk, 'PATCH', '/me', { language });
    await own.goto('/settings/contacts');
    await own.getByRole('heading', { level: 2 }).first().waitFor();
    await picture(own, `many-contacts-${theme}-${language}-${width}`);
    await checkAccessible(own);
    await own.goto('/inbox/open');
    await own.locator('[data-conversation]').nth(3).waitFor();
    await own.getByRole('checkbox').first().check({ force: true });
    await own.getByRole('toolbar').getByRole('button').first().waitFor();
    await own.getByRole('checkbox').nth(3).click({ modifiers: ['Shift'], force: true });
    await expect.poll(() => own.getByRole('checkbox').nth(3).isChecked()).toBe(true);
    await own.getByRole('toolbar').getByRole('button').first().waitFor();
    await checkAccessible(own);
    await picture(own, `many-selected-${theme}-${language}-${width}`);
    await call(own.request, stage.desk, 'PATCH', '/me', { language: 'en' });
    await own.context().close();
  });
});
