// Many at once of what was found; stopped and resumed; by a macro; and keys that come before what they act with is there.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { SearchReply } from '../../src/contract/finding.ts';
import type { DraftView } from '../../src/contract/draft.ts';
import { anna, call, listed, pressCyrillic, row, until } from './desk-stage.ts';
import { escape, holdTime, settled } from './hands.ts';
import { checkAccessible, picture } from './looking.ts';
import type { ManyStage } from './many-stage.ts';
import { openManyStage } from './many-stage.ts';

describe('many of what was found', () => {
  let stage: ManyStage;
  let page: Page;
  let { crowd, open, bar, ask } = {} as ManyStage;
  beforeAll(async () => {
    stage = await openManyStage();
    ({ page, crowd, open, bar, ask } = stage);
    await holdTime(page);
    await crowd('Prize', 64, 'You have won a lottery');
    await crowd('Nora', 3, 'My lamp is broken');
    await until(() => ask<SearchReply>('GET', '/search?q=lottery&limit=50'), (reply) => reply.results.length === 50);
    await until(() => ask<SearchReply>('GET', '/search?q=lamp'), (reply) => reply.results.length === 3);
  });
  afterAll(() => stage.stop());

  const tagged = async (tag: string) => (await listed(page.request, stage.desk, 'all')).filter((one) => one.tags.includes(tag)).length;
  const line = (name: string, on = page) => on.getByRole('group', { name });
  const noticed = (text: string) => page.getByText(text).first();

  test('selected by the keys of the list, on a Cyrillic layout and with Shift; done at once and undone', async () => {
    await page.goto('/find?q=lamp');
    await row(page, 'Nora 01').waitFor();
    await row(page, 'Nora 01').focus();
    await pressCyrillic(page, 'KeyX', 'ч');
    await bar().getByText('1 selected').waitFor();
    await page.keyboard.press('Shift+ArrowDown');
    await bar().getByText('2 selected').waitFor();
    await page.keyboard.press('Shift+J');
    await bar().getByText('3 selected').waitFor();
    await page.keyboard.press('Shift+K');
    await bar().getByText('2 selected').waitFor();
    await picture(page, 'found-selected');
    await checkAccessible(page);
    await page.keyboard.press('e');
    await noticed('2 conversations closed').waitFor();
    await row(page, 'Nora 01').getByText('closed').waitFor();
    await until(open, (names) => names.filter((name) => name?.startsWith('Nora')).length === 1);
    await page.keyboard.press('z');
    await noticed('Undone: everything is as it was').waitFor();
    await row(page, 'Nora 01').getByText('open').waitFor();
    // With the pointer: a box, and a range with Shift that opens nothing.
    await page.getByRole('checkbox', { name: 'Select Nora 01' }).check({ force: true });
    await bar().getByText('1 selected').waitFor();
    await row(page, 'Nora 03').click({ modifiers: ['Shift'] });
    await bar().getByText('3 selected').waitFor();
    expect(new URL(page.url()).pathname).toBe('/find');
    await page.keyboard.press('m');
    await page.getByRole('dialog').getByText('What will happen').waitFor();
    await escape(page, page.getByRole('dialog'));
    await page.keyboard.press('Escape');
    await bar().waitFor({ state: 'detached' });
  });

  test('all that was found, beyond what is loaded: counted, asked, done, undone; words that change end the selection', async () => {
    await page.goto('/find?q=lottery');
    await row(page, 'Prize 01').focus();
    await page.keyboard.press('Control+a');
    await bar().getByRole('button', { name: 'Select everything that was found' }).click();
    await bar().getByText('All 64 that were found are selected').waitFor();
    await row(page, 'Prize 02').focus();
    await page.keyboard.press('x');
    await bar().getByText('All 63 that were found are selected').waitFor();
    await picture(page, 'found-whole');
    await page.keyboard.press('h');
    await page.getByRole('menuitem', { name: 'Tomorrow morning' }).click();
    const sure = page.getByRole('dialog', { name: 'This changes 63 conversations' });
    await sure.getByText('Meant is what is found when you press the button.').waitFor();
    await picture(page, 'found-sure');
    await checkAccessible(page);
    await sure.getByRole('button', { name: 'Do it' }).click();
    await line('Snoozing').getByText('done: 63 of 63').waitFor({ timeout: 60_000 });
    await until(open, (names) => names.filter((name) => name?.startsWith('Prize')).length === 1);
    await page.keyboard.press('z');
    await line('Snoozing').getByText('taken back: 63').waitFor({ timeout: 60_000 });
    await until(open, (names) => names.filter((name) => name?.startsWith('Prize')).length === 64);
    await line('Snoozing').getByRole('button', { name: 'Dismiss' }).click();
    await row(page, 'Prize 01').focus();
    await page.keyboard.press('x');
    await bar().getByText('1 selected').waitFor();
    await page.getByRole('searchbox').fill('lamp');
    await row(page, 'Nora 01').waitFor();
    await bar().waitFor({ state: 'detached' });
  });

  test('stopped, still there after the page was loaded anew, resumed from there, and all of it undone', async () => {
    const begun = await ask<{ readonly id: string }>('POST', '/batches', { id: crypto.randomUUID(), action: { do: 'tag', add: ['slow'] }, conditions: { q: 'lottery' } });
    await ask('POST', `/batches/${begun.id}/stop`, {});
    // As it looks to whoever has stopped it here.
    await page.goto('/inbox/open');
    await page.evaluate(`localStorage.setItem('attune.stopped', '${begun.id}')`);
    await page.reload();
    const stopped = line('Tagging');
    await stopped.getByText('stopped after').waitFor();
    await picture(page, 'stopped');
    await checkAccessible(page);
    await stopped.getByRole('button', { name: /^Go on: \d+ left$/ }).click();
    await stopped.getByText('done: 64 of 64').waitFor({ timeout: 60_000 });
    await expect.poll(() => tagged('slow')).toBe(64);
    await stopped.getByRole('button', { name: 'Undo all' }).click();
    await stopped.getByText('taken back: 64').waitFor({ timeout: 60_000 });
    await expect.poll(() => tagged('slow')).toBe(0);
    await stopped.getByRole('button', { name: 'Dismiss' }).click();
    // Dismissed, it can still be found again.
    await page.reload();
    await row(page, 'Nora 01').focus();
    await page.keyboard.press('x');
    await bar().getByRole('button', { name: 'More to do' }).click();
    await page.getByRole('menuitem', { name: 'What was done before…' }).click();
    const earlier = page.getByRole('dialog', { name: 'Done to many before' });
    await earlier.getByText('taken back: 64').waitFor();
    await picture(page, 'earlier');
    await checkAccessible(page);
    await earlier.getByRole('button', { name: 'Show Tagging' }).first().click();
    await page.keyboard.press('Escape');
    await bar().waitFor({ state: 'detached' });
    await stopped.getByText('taken back: 64').waitFor();
    await stopped.getByRole('button', { name: 'Dismiss' }).click();
  });

  test('a macro for many: looked at, done, its words are drafts where there were none, and undone', async () => {
    await stage.makeMacro('Broken on arrival', [{ do: 'insert-text', text: 'We will send you a new one.' }, { do: 'add-tags', tags: ['replacement'] }, { do: 'close', because: 'solved' }]);
    await stage.makeMacro('Thanks', [{ do: 'add-tags', tags: ['thanks'] }]);
    const nora = (await listed(page.request, stage.desk, 'open')).filter((one) => one.contact.name?.startsWith('Nora'));
    const draft = async (conversation: string) => (await ask<{ drafts: DraftView[] }>('GET', `/conversations/${conversation}/drafts`)).drafts[0]?.content as { text: string } | undefined;
    await ask('PUT', `/conversations/${nora[1]!.id}/drafts`, { kind: 'reply', device: 'phone', seen: null, content: { id: crypto.randomUUID(), text: 'Dear Nora,', version: 1, begunAfter: null, copy: null, blindCopy: '', inbox: null, sender: null, attachments: [], begins: null } });
    await page.goto('/find?q=lamp');
    await row(page, 'Nora 01').focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('q');
    const dialog = page.getByRole('dialog', { name: 'A macro for all selected' });
    await dialog.getByRole('combobox').fill('broken');
    await dialog.getByText('In 2 conversations its words become your draft. Nothing is sent.').waitFor();
    await dialog.getByText('In 1 you have begun to write').waitFor();
    await dialog.getByText('This changes 3 conversations').waitFor();
    await picture(page, 'macro');
    await checkAccessible(page);
    await page.keyboard.press('Enter');
    await noticed('“Broken on arrival” done in 3 conversations').waitFor();
    await page.getByRole('group', { name: 'Macro “Broken on arrival”' }).getByRole('button', { name: '1 own draft kept' }).click();
    await page.getByRole('dialog', { name: 'Left as they were' }).getByText('done; your own draft was kept').waitFor();
    await escape(page, page.getByRole('dialog'));
    await until(() => tagged('replacement'), (count) => count === 3);
    await expect.poll(async () => (await draft(nora[0]!.id))?.text).toContain('We will send you a new one.');
    await expect.poll(async () => (await draft(nora[1]!.id))?.text).toBe('Dear Nora,');
    await page.keyboard.press('z');
    await noticed('Undone: everything is as it was').waitFor();
    await expect.poll(() => tagged('replacement')).toBe(0);
    await expect.poll(() => draft(nora[0]!.id)).toBeUndefined();
  });

  test('a key that comes before the bar is there acts on the selection, not on the conversation that is open', async () => {
    const own = await stage.signedIn(anna);
    let late = 0;
    await own.route(/\/many-bar-[^/]+\.js$/, async (route) => {
      late += 1;
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      await route.continue();
    });
    await own.goto('/inbox/open');
    await row(own, 'Nora 03').click();
    await own.getByRole('textbox', { name: 'Your answer' }).waitFor();
    await row(own, 'Nora 01').focus();
    await own.keyboard.press('x');
    await own.keyboard.press('Shift+ArrowDown');
    await own.keyboard.press('e');
    // Typed into what the first key would have opened: nothing of it is done.
    await own.keyboard.press('Shift+a');
    await own.getByText('2 conversations closed').waitFor();
    expect(late).toBeGreaterThan(0);
    const all = await until(() => listed(own.request, stage.desk, 'all'), (found) => found.filter((one) => one.contact.name?.startsWith('Nora') && one.state.is === 'closed').length === 2);
    expect(new Set(all.filter((one) => one.state.is === 'closed').map((one) => one.contact.name))).toEqual(new Set(['Nora 01', 'Nora 02']));
    expect(all.every((one) => one.assignee === null)).toBe(true);
    expect(new URL(own.url()).pathname).toContain(all.find((one) => one.contact.name === 'Nora 03')!.id);
    // A selection that ended before the bar came leaves nothing behind.
    await own.reload();
    await row(own, 'Nora 03').focus();
    const bar = own.waitForResponse(/\/many-bar-[^/]+\.js$/);
    await own.keyboard.press('x');
    await own.keyboard.press('e');
    await own.keyboard.press('Escape');
    await (await bar).finished();
    await settled(own);
    // What comes with it is drawn by the next selection: only then has the first one had its chance.
    await own.keyboard.press('x');
    await own.getByRole('toolbar', { name: 'What to do with the selected conversations' }).getByText('1 selected').waitFor();
    await expect.poll(async () => (await listed(own.request, stage.desk, 'open')).some((one) => one.contact.name === 'Nora 03')).toBe(true);
    await own.context().close();
  });

  test.each([['ru', 'dark', 1440], ['zh', 'light', 390], ['it', 'dark', 390], ['en', 'dark', 1440]] as const)('in %s, %s, %i px wide', async (language, theme, width) => {
    const own = await stage.signedIn(anna, { theme, viewport: { width, height: 844 } });
    await own.addInitScript(`localStorage.setItem('attune.language', '${language}')`);
    await call(own.request, stage.desk, 'PATCH', '/me', { language });
    await own.goto('/find?q=lottery');
    await row(own, 'Prize 01').focus();
    await own.keyboard.press('Control+a');
    const tools = own.getByRole('toolbar').last();
    await tools.getByRole('button').first().waitFor();
    await picture(own, `found-${theme}-${language}-${width}`);
    await checkAccessible(own);
    await tools.getByRole('status').getByRole('button').click();
    await own.keyboard.press('q');
    await own.getByRole('dialog').getByRole('combobox').waitFor();
    await until(() => own.getByRole('dialog').getByRole('button').last().isEnabled(), Boolean);
    await picture(own, `macro-${theme}-${language}-${width}`);
    await checkAccessible(own);
    await expect.poll(() => own.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await call(own.request, stage.desk, 'PATCH', '/me', { language: 'en' });
    await own.context().close();
  });
});
