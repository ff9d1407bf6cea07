// Macros, key points and formatting in a real browser: made in the settings, run by keys, taken back; pasted, dropped, sent later.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { ConversationView, InboxView } from '../../src/contract/views.ts';
import { anna, answerField, call, chatInbox, customer, listed, openStage, until, type Stage } from './desk-stage.ts';
import { hasFocus, holdTime, openRow, typeInto } from './hands.ts';
import { picture, violations } from './looking.ts';

describe('macros', () => {
  let stage: Stage;
  let page: Page;
  let inbox: InboxView;
  beforeAll(async () => {
    stage = await openStage();
    page = await stage.signedIn(anna);
    inbox = await chatInbox(page.request, stage.desk);
    await holdTime(page);
    await (await customer(stage.desk, inbox, 'Helen Reed')).write('I am absolutely furious. You charged me twice for order 55812! Where is my money?');
  });
  afterAll(() => stage.stop());

  const conversation = async (): Promise<ConversationView> => (await listed(page.request, stage.desk, 'all'))[0]!;

  test('are made in the settings, step by step, with what they will do; what is missing is told beside its step', async () => {
    await page.goto('/settings/macros');
    await page.getByText('No macros yet').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'New macro' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Refund asked');
    await page.getByLabel('Word after /').fill('refund');
    await page.getByRole('button', { name: 'Save macro' }).click();
    await page.getByText('Add at least one step.').waitFor();
    const add = page.getByLabel('Add a step');
    await add.selectOption({ label: 'Put words into the answer' });
    await add.selectOption({ label: 'Add tags' });
    await add.selectOption({ label: 'Give it to somebody' });
    await add.selectOption({ label: 'Put it off' });
    await page.getByRole('button', { name: 'Save macro' }).click();
    await expect.poll(() => page.getByText('Something is missing in this step.').count()).toBe(2);
    await page.getByLabel('Text', { exact: true }).fill('Hello {name}, you get the money for order {order} back [when].');
    await page.getByLabel('Tags', { exact: true }).fill('refund, billing');
    await page.getByLabel('Until', { exact: true }).selectOption({ label: 'a day of the week' });
    const preview = page.getByRole('list', { name: 'What will happen' });
    await expect.poll(() => preview.getByRole('listitem').allInnerTexts()).toEqual([expect.stringContaining('Puts in:'), 'Adds tags: refund, billing', 'Gives it to whoever runs it', expect.stringContaining('Puts it off until')]);
    await add.selectOption({ label: 'Close it' });
    await page.getByRole('button', { name: 'Save macro' }).click();
    await page.getByText('This cannot stand together with step 4.').waitFor();
    await picture(page, 'macro-form');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Remove step 5' }).click();
    await page.getByRole('button', { name: 'Save macro' }).click();
    await page.getByRole('button', { name: /^Refund asked/ }).waitFor();
    await picture(page, 'macros');
  });

  test('are run by keys alone, with what will happen before their eyes; words stand in the draft with the gap selected; U takes all of it back', async () => {
    await page.goto('/');
    await openRow(page, 'Helen Reed');
    await page.getByRole('log').getByText('absolutely furious').first().waitFor();
    await page.getByRole('button', { name: 'Macros' }).waitFor();
    await page.keyboard.press('q');
    const dialog = page.getByRole('dialog', { name: 'Run a macro' });
    await dialog.getByRole('list', { name: 'What will happen' }).getByText('Gives it to you').waitFor();
    await picture(page, 'macro-run');
    expect(await violations(page)).toEqual([]);
    await typeInto(dialog.getByRole('combobox'), 'refu');
    await until(() => dialog.getByRole('option', { selected: true }).innerText(), (name) => name.includes('Refund asked'));
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await until(() => answerField(page).inputValue(), (text) => text.includes('you get the money for order 55812 back [when].'));
    const after = await until(conversation, (one) => one.state.is === 'snoozed');
    expect(after).toMatchObject({ tags: ['billing', 'refund'], assignee: expect.any(String) });
    await page.getByRole('log').getByText('Macro “Refund asked”').waitFor();
    await until(() => answerField(page).evaluate((node) => {
      const area = node as unknown as { readonly value: string; readonly selectionStart: number; readonly selectionEnd: number };
      return area.value.slice(area.selectionStart, area.selectionEnd);
    }), (text) => text === '[when]');
    await picture(page, 'macro-done');
    await answerField(page).blur();
    await page.keyboard.press('u');
    await until(conversation, (one) => one.state.is === 'open' && one.tags.length === 0 && one.assignee === null);
    await until(() => answerField(page).inputValue(), (text) => text === '');
    await page.getByRole('log').getByText('taken back, everything as before').waitFor();
  });

  test('are found by the slash beside templates, and by the palette', async () => {
    await page.keyboard.press('r');
    await answerField(page).pressSequentially('/refund');
    const first = page.getByRole('listbox', { name: 'Templates' }).getByRole('option').first();
    await until(() => first.innerText(), (name) => name.includes('Refund asked'));
    await page.getByRole('list', { name: 'What will happen' }).waitFor();
    await picture(page, 'macro-slash');
    await page.keyboard.press('Enter');
    await until(() => answerField(page).inputValue(), (text) => text.startsWith('Hello') && !text.includes('/'));
    await until(conversation, (one) => one.state.is === 'snoozed');
    await page.getByRole('button', { name: 'Undo' }).click();
    await until(conversation, (one) => one.state.is === 'open');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('refund ask');
    await until(() => page.getByRole('option', { selected: true }).innerText(), (name) => name.includes('Refund asked'));
    await picture(page, 'macro-palette');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Run a macro' }).waitFor();
    await page.keyboard.press('Escape');
  });

  test('whose step cannot be done here say so before, and do nothing', async () => {
    const { id: team } = await call<{ readonly id: string }>(page.request, stage.desk, 'POST', '/teams', { name: 'Night', members: [] });
    await call(page.request, stage.desk, 'POST', '/macros', { name: 'To the night', steps: [{ do: 'add-tags', tags: ['night'] }, { do: 'assign-team', team }], shared: true });
    await call(page.request, stage.desk, 'DELETE', `/teams/${team}`);
    await answerField(page).blur();
    await page.keyboard.press('q');
    await page.getByRole('combobox', { name: 'Find a macro' }).fill('night');
    const dialog = page.getByRole('dialog', { name: 'Run a macro' });
    await dialog.getByText('gives the conversation to a team that is not there any more').waitFor();
    await expect.poll(() => dialog.getByRole('button', { name: 'Run' }).isDisabled()).toBe(true);
    await picture(page, 'macro-stopped');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await expect.poll(async () => (await conversation()).tags).toEqual([]);
  });

  test('key points say where they come from, are changed, and put in for the customer or as a note', async () => {
    await answerField(page).fill('');
    await page.getByRole('button', { name: 'Key points' }).click();
    const dialog = page.getByRole('dialog', { name: 'Key points' });
    const text = dialog.getByLabel('Words');
    await until(() => text.inputValue(), (words) => words.includes('“Where is my money?”') && words.includes('You told me: order number 55812'));
    await picture(page, 'key-points');
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('checkbox', { name: /^Told/ }).uncheck();
    await expect.poll(() => text.inputValue()).not.toContain('You told me');
    await text.fill(`${await text.inputValue()} Thank you.`);
    await dialog.getByText('You have changed the words').waitFor();
    await dialog.getByRole('button', { name: 'Put into the answer' }).click();
    await until(() => answerField(page).inputValue(), (words) => words.endsWith('missing? Thank you.'));
    await page.getByRole('button', { name: 'Key points' }).click();
    await dialog.getByText('As a note for colleagues').click();
    await until(() => text.inputValue(), (words) => words.includes('Feels: angry'));
    await dialog.getByRole('button', { name: 'Put into a note' }).click();
    const note = page.getByRole('textbox', { name: 'Note for the team' });
    await until(() => note.inputValue(), (words) => words.startsWith('**Key points**'));
    await hasFocus(note);
    await page.keyboard.press('Control+Enter');
    const shown = page.getByRole('log').getByRole('article').last();
    await shown.locator('strong').getByText('Key points').waitFor();
    await expect.poll(() => shown.locator('li').count()).toBeGreaterThan(1);
    await picture(page, 'note');
  });

  test.each([['ru', 'dark', 390, 'Выполнить макрос', 'Главное'], ['it', 'light', 390, 'Esegui una macro', 'Punti chiave'], ['zh', 'dark', 1440, '运行宏', '要点'], ['ru', 'light', 1440, 'Выполнить макрос', 'Главное']] as const)('in %s, %s, %i wide: nothing is cut off, and axe finds nothing', async (language, theme, width, running, points) => {
    await call(page.request, stage.desk, 'PATCH', '/me', { language });
    const own = await stage.signedIn(anna, { theme, viewport: { width, height: 844 } });
    await own.addInitScript(`localStorage.setItem('attune.language', '${language}')`);
    await own.goto('/settings/macros');
    await own.getByRole('button', { name: /^Refund asked/ }).click();
    await own.getByRole('list').filter({ hasText: 'refund, billing' }).first().waitFor();
    await picture(own, `macros-${language}-${width}`);
    expect(await violations(own)).toEqual([]);
    await own.goto(`/inbox/all/${(await conversation()).id}`);
    await own.getByRole('log').getByText('absolutely furious').first().waitFor();
    const extras = own.getByRole('button', { name: points });
    await extras.waitFor();
    await own.getByRole('log').focus();
    await own.keyboard.press('q');
    await own.getByRole('dialog', { name: running }).waitFor();
    await picture(own, `macro-run-${language}-${width}`);
    expect(await violations(own)).toEqual([]);
    await own.keyboard.press('Escape');
    await extras.click();
    await own.getByRole('dialog', { name: points }).getByRole('checkbox').first().waitFor();
    await picture(own, `points-${language}-${width}`);
    expect(await violations(own)).toEqual([]);
    await expect.poll(() => own.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth')).toBe(true);
    await own.context().close();
    await call(page.request, stage.desk, 'PATCH', '/me', { language: 'en' });
  });
});
