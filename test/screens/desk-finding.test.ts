// Finding on the screen: by keyboard from anywhere, results while typing, conditions, views in the navigation, the four languages,
// phone width, what is empty and what fails; axe on each of its states.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { anna, call, chatInbox, customer, join, listed, openStage, pressCyrillic, row, until, type Person, type Stage } from './desk-stage.ts';
import { chooseByTyping, escape, hasFocus, typeInto } from './hands.ts';
import { picture as keepPicture, violations } from './looking.ts';

const texts: readonly (readonly [string, string])[] = [
  ['Nora Finch', 'My parcel 55812 has not come and the lamp I got before was broken. This is urgent, answer me immediately! I am furious, this is outrageous!'],
  ['Марина Королёва', 'Верните деньги за разбитую лампу, заказ А-2231. Никто не перезвонил.'],
  ['Luca Rossi', 'Grazie mille, la lampada è bellissima! Vi ringrazio per la gentilezza.'],
  ['林小雨', '我要退款单，快递还没有到。'],
];

describe('finding', () => {
  let stage: Stage;
  let page: Page;
  let olga: Person;
  const line = () => page.getByRole('searchbox');
  const results = (on = page) => on.getByRole('list', { name: 'What was found' }).locator('[data-conversation]');
  const marks = (on = page) => on.locator('mark').allTextContents();
  const picture = (name: string, on = page) => keepPicture(on, name);

  beforeAll(async () => {
    stage = await openStage();
    page = await stage.signedIn(anna);
    const chat = await chatInbox(page.request, stage.desk);
    for (const [name, text] of texts) await (await customer(stage.desk, chat, name)).write(text);
    await until(() => listed(page.request, stage.desk, 'all'), (all) => all.length === texts.length && all.every((one) => one.contact.name !== null));
    await until(() => call<{ results: unknown[] }>(page.request, stage.desk, 'GET', '/search?q=lamp'), (reply) => reply.results.length === 2);
    olga = await join(page.request, stage.desk, 'Olga Novak');
  });
  afterAll(() => stage.stop());

  test('the key brings the line from anywhere, on a Cyrillic layout too; results come while typing, and the keyboard goes through them', async () => {
    await page.goto('/inbox/open');
    await row(page, 'Nora').waitFor();
    await pressCyrillic(page, 'Slash', '.');
    await line().waitFor();
    expect(await violations(page)).toEqual([]);
    await picture('find-begin');
    await typeInto(line(), 'broke');
    await results().filter({ hasText: 'Nora Finch' }).waitFor();
    await until(() => marks(), (found) => found.join() === 'broken');
    await expect.poll(() => results().count()).toBe(1);
    await picture('find-typing');
    await line().fill('лампа');
    await until(() => marks(), (found) => found.join() === 'лампу');
    await line().fill('退款');
    await until(() => marks(), (found) => found.join() === '退款');
    await line().fill('lampad');
    await results().filter({ hasText: 'Luca Rossi' }).waitFor();
    await until(() => results().count(), (count) => count === 1);
    await page.keyboard.press('ArrowDown');
    await hasFocus(results().first());
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Your answer' }).waitFor();
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('lampad');
    await picture('find-opened');
    await escape(page, page.getByRole('textbox', { name: 'Your answer' }));
    await page.keyboard.press('Escape');
    await page.getByText('Every message, note, file name and person').waitFor();
    await page.keyboard.press('/');
    await typeInto(line(), 'Marina');
    await page.getByText('Nothing has “Marina” in it').waitFor();
    await page.reload();
    await page.getByText('Nothing has “Marina” in it').waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test('people stand beside what was said, and open all of their conversations', async () => {
    await page.goto('/find?q=королёва');
    await page.getByRole('region', { name: 'People' }).getByRole('button', { name: 'Марина Королёва' }).click();
    await results().filter({ hasText: 'Марина Королёва' }).waitFor();
    await page.getByRole('button', { name: 'Remove: Марина Королёва' }).waitFor();
    await expect.poll(() => results().count()).toBe(1);
  });

  test('conditions are chosen from one menu by keyboard, say what they are, and go away again', async () => {
    await page.goto('/inbox/open');
    await page.getByRole('button', { name: 'Narrow this list' }).click();
    await page.getByRole('button', { name: 'Remove: State: open' }).waitFor();
    await until(() => results().count(), (count) => count === 4);
    await page.getByRole('button', { name: 'Filter' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Mood' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await chooseByTyping(page, 'moo', 'Mood');
    await page.getByRole('menuitem', { name: 'angry' }).waitFor();
    // The way back stands first and has the focus: the menu has changed by then.
    await page.locator('[role=menuitem]:focus').filter({ hasText: 'Mood' }).waitFor();
    await picture('find-filter');
    await page.keyboard.press('ArrowDown');
    await page.locator('[role=menuitem]:focus').filter({ hasText: 'angry' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'glad' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Remove: Mood: angry or glad' }).waitFor();
    await until(() => results().count(), (count) => count === 2);
    await page.getByRole('button', { name: 'Remove: Mood: angry or glad' }).click();
    await until(() => results().count(), (count) => count === 4);
    await page.getByRole('button', { name: 'Order: Newest' }).click();
    await page.getByRole('menuitem', { name: 'Most urgent' }).click();
    await until(() => results().first().textContent(), (text) => text?.includes('Nora Finch') ?? false);
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByRole('menuitem', { name: 'Time' }).click();
    await page.getByRole('menuitem', { name: 'Other dates…' }).click();
    await page.getByLabel('From').fill('2026-02-02');
    await page.getByLabel('Until, this day included').fill('2026-01-01');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.getByText('This day lies before the first one.').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByLabel('Until, this day included').fill('2026-02-03');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.getByText('No conversation is like this').waitFor();
    await page.getByRole('button', { name: 'Remove all conditions' }).click();
    await until(() => results().count(), (count) => count === 4);
  });

  test('a view is kept, stands in everybody\'s navigation with a number that follows, and can be changed and removed', async () => {
    const other = await stage.signedIn(olga);
    await other.goto('/inbox/open');
    await page.goto('/find?state=open&assignee=none');
    await page.getByRole('button', { name: 'Keep as a view' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Please give it a name.').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByLabel('Name').fill('Nobody yet');
    await page.getByLabel('For everybody').check();
    await picture('find-save');
    await page.keyboard.press('Enter');
    const link = (on: Page) => on.getByRole('list', { name: 'Kept views' }).getByRole('link', { name: /Nobody yet/ });
    await link(page).waitFor();
    await page.getByRole('heading', { name: 'Nobody yet' }).waitFor();
    await until(() => link(other).textContent(), (text) => text?.includes('4') ?? false);
    const [first] = await listed(page.request, stage.desk, 'open');
    await call(page.request, stage.desk, 'POST', `/conversations/${first!.id}/close`, {});
    await until(() => link(other).textContent(), (text) => text?.includes('3') ?? false);
    await until(() => results().count(), (count) => count === 3);
    await picture('find-view');
    await page.getByRole('button', { name: 'Remove: State: open' }).click();
    await page.getByRole('button', { name: 'Keep the change' }).click();
    await until(() => link(other).textContent(), (text) => text?.includes('4') ?? false);
    await link(other).click();
    await until(() => results(other).count(), (count) => count === 4);
    await expect.poll(() => other.getByRole('button', { name: 'What to do with this view' }).count()).toBe(0);
    await page.getByRole('button', { name: 'What to do with this view' }).click();
    await page.getByRole('menuitem', { name: 'Remove the view' }).click();
    await page.getByRole('button', { name: 'Remove the view' }).click();
    await link(other).waitFor({ state: 'detached' });
    await call(page.request, stage.desk, 'POST', `/conversations/${first!.id}/reopen`, {});
    await other.context().close();
  });

  test('what was found stays when the server cannot be reached, and what happens is told', async () => {
    await page.goto('/find?q=lamp');
    await until(() => results().count(), (count) => count === 2);
    await page.route('**/api/search*', (route) => route.abort());
    await line().fill('lampada');
    await page.getByRole('alert').waitFor();
    await expect.poll(() => results().count()).toBe(2);
    await expect.poll(() => line().inputValue()).toBe('lampada');
    await picture('find-failed');
    await page.unroute('**/api/search*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await until(() => results().count(), (count) => count === 1);
  });

  test.each([['ru', 'Поиск'], ['it', 'Cerca'], ['zh', '查找'], ['en', 'Find']])('in %s, dark, on a phone and wide: nothing runs out, axe finds nothing', async (language, title) => {
    for (const [width, theme] of [[390, 'dark'], [1920, 'light']] as const) {
      const there = await stage.signedIn(anna, { theme, viewport: { width, height: 844 } });
      await there.addInitScript(`localStorage.setItem('attune.language', '${language}'); localStorage.setItem('attune.theme', '${theme}')`);
      await call(there.request, stage.desk, 'PATCH', '/me', { language });
      await there.goto('/find?q=lamp&mood=anger,joy,gratitude,disappointment&urgency=now,soon,none&from=2026-01-01T00:00:00.000Z');
      await there.getByRole('heading', { name: title, exact: true }).waitFor();
      await there.locator('[data-conversation]').first().waitFor();
      expect(await violations(there), `${language} ${width}`).toEqual([]);
      await expect.poll(() => there.evaluate('document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth')).toBeLessThanOrEqual(0);
      await picture(`find-${language}-${width}`, there);
      if (width === 390) {
        await there.locator('[data-conversation]').first().click();
        await there.locator('textarea').first().waitFor();
        await there.goBack();
        await there.getByRole('searchbox').waitFor();
      }
      await there.context().close();
    }
  });
});
