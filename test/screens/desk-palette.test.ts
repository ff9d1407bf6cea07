// Everything by its name (Ctrl+K), and keys as an agent changes them: on this screen, on another at once, with what stands in the way.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { InboxView } from '../../src/contract/views.ts';
import { anna, answerField, call, chatInbox, customer, join, listed, openStage, row, until, type Person, type Stage } from './desk-stage.ts';
import { hasFocus, openRow, typeInto } from './hands.ts';
import { checkAccessible, picture } from './looking.ts';

describe('the palette and own keys', () => {
  let stage: Stage;
  let page: Page;
  let inbox: InboxView;
  let boris: Person;

  beforeAll(async () => {
    stage = await openStage();
    page = await stage.signedIn(anna);
    inbox = await chatInbox(page.request, stage.desk);
    boris = await join(page.request, stage.desk, 'Boris Stone');
    await call(page.request, stage.desk, 'POST', '/templates', { name: 'Refund is on its way', shortcut: 'refund', language: 'en', text: 'Your refund is on its way.', situation: 'angry', topic: 'Money', shared: true }).catch(() => undefined);
    for (const [name, words] of [['John Meadows', 'You charged me twice for order 55812!'], ['Zoë Ångström', 'Where is my parcel?'], ['Luca Rossi', 'Grazie mille']] as const) await (await customer(stage.desk, inbox, name)).write(words);
    await page.goto('/inbox/open');
    await row(page, 'John Meadows').waitFor();
  });
  afterAll(() => stage.stop());

  const line = (of: Page = page) => of.getByRole('dialog').getByRole('combobox');
  const options = (of: Page = page) => of.getByRole('dialog').getByRole('option');
  const open = async (of: Page = page) => {
    await of.keyboard.press('Control+k');
    await hasFocus(line(of));
  };
  const chosen = (of: Page = page) => of.getByRole('dialog').getByRole('option', { selected: true }).innerText();
  const stateOf = async (name: string) => (await listed(page.request, stage.desk, 'all')).find((one) => one.contact.name === name)!;
  /** The line that takes the next key has the focus. */
  const recording = () => page.locator('[aria-describedby=key-recorder-hint]:focus').waitFor();
  const keysOf = () => call<{ readonly changed: Record<string, readonly string[]>; readonly singleKeys: boolean }>(page.request, stage.desk, 'GET', '/me/keys');

  test('offers at once what can be done here, and teaches its key', async () => {
    await openRow(page, 'John Meadows');
    await answerField(page).waitFor();
    await answerField(page).focus();
    await open();
    // Typing had the focus, and gets it back.
    await expect.poll(() => options().filter({ hasText: 'Answer' }).first().innerText()).toMatch(/Answer\s*R/);
    await expect.poll(() => options().filter({ hasText: 'Reopen' }).count()).toBe(0);
    await expect.poll(() => page.getByRole('dialog').getByRole('option', { name: 'Go to mine' }).innerText()).toMatch(/G\s*M/);
    await checkAccessible(page, 'palette');
    await picture(page, 'palette-light');
    await page.keyboard.press('Escape');
    await until(() => page.evaluate('document.activeElement?.tagName'), (name) => name === 'TEXTAREA');
  });

  test('a second step asks for what an action needs; Escape and Backspace go one step back', async () => {
    await open();
    await line().fill('to assign');
    await expect.poll(() => chosen()).toMatch(/^Assign to/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('option', { name: /Boris Stone/ }).waitFor();
    await picture(page, 'palette-assign');
    await checkAccessible(page, 'assign to');
    await page.keyboard.press('Backspace');
    await options().filter({ hasText: 'Answer' }).first().waitFor();
    await line().fill('assign to…');
    await expect.poll(() => chosen()).toMatch(/^Assign to/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('option', { name: /Boris Stone/ }).waitFor();
    await typeInto(line(), 'stone');
    await expect.poll(() => chosen()).toContain('Boris Stone');
    await page.keyboard.press('Enter');
    await until(() => stateOf('John Meadows'), (one) => one.assignee !== null);
    await open();
    await expect.poll(() => chosen(), { message: 'what was used lately comes first' }).toMatch(/^Assign to/);
    await line().fill('tag');
    await expect.poll(() => chosen()).toMatch(/^Tag/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('combobox', { name: /^Tag/ }).waitFor();
    await typeInto(line(), 'money back');
    await expect.poll(() => chosen()).toMatch(/Make “money back”/);
    await page.keyboard.press('Enter');
    await until(() => stateOf('John Meadows'), (one) => one.tags.includes('money back'));
    await open();
    await line().fill('snooze');
    await expect.poll(() => chosen()).toMatch(/^Snooze/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('combobox', { name: /^Snooze/ }).waitFor();
    await typeInto(line(), 'tomorrow');
    await expect.poll(() => chosen()).toMatch(/tomorrow/i);
    await page.keyboard.press('Enter');
    await until(() => stateOf('John Meadows'), (one) => one.state.is === 'snoozed');
  });

  test('finds people and conversations of this page at once, of the server soon, and says when it cannot ask', async () => {
    await page.goto('/settings/me');
    await page.getByRole('heading', { level: 2 }).first().waitFor();
    await open();
    await line().fill('angstrom zoe');
    const zoe = page.getByRole('dialog').getByRole('option', { name: /Zoë Ångström/ });
    await zoe.first().waitFor();
    await page.getByRole('dialog').getByRole('option', { name: /Find “angstrom zoe”/ }).waitFor();
    await line().fill('parcel');
    await page.getByRole('dialog').getByRole('option', { name: /Zoë Ångström.*parcel/ }).first().waitFor();
    await page.route('**/api/search*', (route) => route.abort());
    await line().fill('rossi luca');
    await page.getByText('The server could not be asked').waitFor();
    await page.unroute('**/api/search*');
    await line().fill('no such thing anywhere');
    await page.getByRole('dialog').getByRole('option', { name: /Find “no such thing anywhere”/ }).waitFor();
    await expect.poll(() => options().count()).toBe(1);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/find\?q=/);
  });

  test('puts a template into the answer that is being written', async () => {
    const { templates } = await call<{ readonly templates: readonly { readonly name: string; readonly language: string }[] }>(page.request, stage.desk, 'GET', '/templates');
    const name = templates.find((one) => one.language === 'en')!.name;
    await page.goto('/inbox/open');
    await openRow(page, 'Luca Rossi');
    await answerField(page).fill('Hello Luca.');
    await open();
    await line().fill(name);
    await page.getByRole('dialog').getByRole('option', { name }).first().waitFor();
    await until(() => chosen(), (text) => text.startsWith(name));
    await page.keyboard.press('Enter');
    await until(() => answerField(page).inputValue(), (text) => text.startsWith('Hello Luca.\n\n') && text.length > 20);
    await until(() => page.evaluate('document.activeElement?.tagName'), (name) => name === 'TEXTAREA');
    await answerField(page).fill('');
  });

  test('a new key is recorded, holds on another screen at once, and is there after signing in again', async () => {
    const other = await stage.signedIn(anna);
    await other.goto('/inbox/open');
    await row(other, 'Luca Rossi').waitFor();
    await page.goto('/settings/keys');
    await page.getByRole('button', { name: 'Change the key: Close and go to the next' }).click();
    await recording();
    await page.keyboard.press('d');
    await until(keysOf, (keys) => keys.changed['close']?.[0] === 'KeyD');
    await openRow(other, 'Luca Rossi');
    await answerField(other).waitFor();
    await other.getByRole('log').focus();
    await until(() => other.getByRole('toolbar').getByText('D', { exact: true }).count(), (count) => count > 0);
    await other.keyboard.press('e');
    await other.keyboard.press('d');
    await until(() => stateOf('Luca Rossi'), (one) => one.state.is === 'closed');
    await other.reload();
    await openRow(other, 'Zoë');
    await answerField(other).waitFor();
    await other.getByRole('log').focus();
    await other.keyboard.press('Shift+Slash');
    await other.getByRole('dialog').locator('div').filter({ hasText: /^Close and go to the next\s*D$/ }).waitFor();
    await checkAccessible(other, 'help');
    await picture(other, 'help-light');
    await other.close();
  });

  test('a key that does something else is told in plain words, and goes to whoever is meant', async () => {
    const change = (name: string) => page.getByRole('button', { name: `Change the key: ${name}` });
    await change('Write a note').click();
    await recording();
    await page.keyboard.press('r');
    await page.getByText('R already does something else: Answer.').waitFor();
    await picture(page, 'keys-conflict');
    await checkAccessible(page, 'conflict');
    await page.getByRole('button', { name: 'Leave it as it is' }).click();
    await expect.poll(async () => (await keysOf()).changed).toEqual({ close: ['KeyD'] });
    await change('Write a note').click();
    await recording();
    await page.keyboard.press('g');
    await page.getByText(/G and G M begin alike/).waitFor();
    await page.getByRole('button', { name: 'Leave it as it is' }).click();
    await change('Write a note').click();
    await recording();
    await page.keyboard.press('Control+t');
    await page.getByText('Ctrl T belongs to the browser').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText('Ctrl Enter always does this: Send. Please choose another one.').waitFor();
    await page.getByRole('button', { name: 'Leave it as it is' }).click();
    await change('Write a note').click();
    await recording();
    await page.keyboard.press('r');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Give it to this action' }).click();
    await until(keysOf, (keys) => JSON.stringify(keys.changed) === JSON.stringify({ ...keys.changed, note: ['KeyR'], reply: [] }) && keys.changed['note']?.[0] === 'KeyR');
    await page.getByRole('button', { name: 'As usual: Write a note' }).click();
    await until(keysOf, (keys) => keys.changed['note'] === undefined);
    await change('Go to mine').click();
    await recording();
    await page.keyboard.press('g');
    await page.keyboard.press('t');
    await until(keysOf, (keys) => keys.changed['goMine']?.[0] === 'KeyG KeyT');
    await page.getByRole('button', { name: 'All as usual' }).click();
    await page.getByText('Every key that you changed becomes the usual one again.').waitFor();
    await page.getByRole('button', { name: 'All as usual' }).click();
    await until(keysOf, (keys) => Object.keys(keys.changed).length === 0);
  });

  test('single letters can be switched off; the palette and keys with Control go on', async () => {
    await page.getByRole('checkbox', { name: 'Keys that are only a letter' }).uncheck();
    await until(keysOf, (keys) => !keys.singleKeys);
    await page.goto('/inbox/open');
    await row(page, 'Zoë').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('g');
    await page.keyboard.press('m');
    await page.keyboard.press('c');
    await open();
    await line().fill('go to closed');
    await expect.poll(() => chosen()).toMatch(/^Go to closed$/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/inbox\/closed$/);
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    await page.goto('/settings/keys');
    await page.getByRole('checkbox', { name: 'Keys that are only a letter' }).check();
    await until(keysOf, (keys) => keys.singleKeys);
  });

  test('a change that the server does not keep goes back, and says so', async () => {
    await page.route('**/api/me/keys', (route) => (route.request().method() === 'PUT' ? route.abort() : route.continue()));
    await page.getByRole('button', { name: 'Take away the key: Snooze' }).click();
    await page.getByRole('main').getByRole('alert').first().waitFor();
    await page.unroute('**/api/me/keys');
    await page.locator('li').filter({ hasText: /^Snooze\s*H/ }).waitFor();
  });

  test.each([['light', 'en', 1440], ['dark', 'ru', 1440], ['dark', 'en', 390], ['light', 'zh', 390], ['light', 'it', 1280]] as const)('is accessible and stays within the page: %s, %s, %i', async (theme, language, width) => {
    const seen = await stage.signedIn(boris, { theme, viewport: { width, height: 844 } });
    await call(seen.request, stage.desk, 'PATCH', '/me', { language });
    await seen.goto('/settings/keys');
    await until(() => seen.locator('.skeleton').count(), (count) => count === 0);
    await seen.getByRole('checkbox').waitFor();
    await checkAccessible(seen, 'settings of keys');
    await picture(seen, `keys-${theme}-${language}-${width}`);
    await expect.poll(() => seen.evaluate('document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth')).toBeLessThanOrEqual(0);
    await seen.goto('/inbox/open');
    await openRow(seen, 'Zoë');
    await seen.getByRole('log').focus();
    await open(seen);
    await checkAccessible(seen, 'palette');
    await picture(seen, `palette-${theme}-${language}-${width}`);
    await line(seen).fill('zoe');
    await options(seen).filter({ hasText: 'Zoë' }).first().waitFor();
    await picture(seen, `palette-found-${theme}-${language}-${width}`);
    await seen.keyboard.press('Escape');
    await seen.getByRole('log').focus();
    await seen.keyboard.press('Shift+Slash');
    await until(() => seen.getByRole('dialog').locator('dl').count(), (count) => count > 0);
    await checkAccessible(seen, 'help');
    await picture(seen, `help-${theme}-${language}-${width}`);
    await seen.close();
  });

  test('a person on another desk has keys of their own', async () => {
    const theirs = await stage.signedIn(boris);
    await expect.poll(() => call(theirs.request, stage.desk, 'GET', '/me/keys')).toEqual({ singleKeys: true, changed: {} });
    await theirs.close();
  });
});
