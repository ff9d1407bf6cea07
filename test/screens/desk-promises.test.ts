// Promises on the screen: by when they are due, kept by an answer, put off by telling the customer, handed over, given up; by keyboard,
// live on two screens, in four languages, on a phone, empty and failing; axe on each of its states.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { CommitmentView, ConversationView } from '../../src/contract/views.ts';
import { anna, answerField, call, chatInbox, customer, join, listed, openStage, pressCyrillic, send, until, type Person, type Stage } from './desk-stage.ts';
import { hasFocus, inFront } from './hands.ts';
import { picture as keepPicture, violations } from './looking.ts';

const minute = 60_000;
const day = 24 * 60;

describe('promises', () => {
  let stage: Stage;
  let page: Page;
  let olga: Person;
  const conversations = new Map<string, ConversationView>();
  const rows = (on = page) => on.locator('[data-promise]');
  const promiseRow = (words: string, on = page) => rows(on).filter({ hasText: words });
  const group = (name: string, on = page) => on.getByRole('region', { name: new RegExp(`^${name}`) });
  const api = <Reply>(method: string, path: string, body?: unknown) => call<Reply>(page.request, stage.desk, method, path, body);
  const picture = (name: string, on = page) => keepPicture(on, name);
  const promise = async (name: string, text: string, minutes: number) => {
    const { id } = conversations.get(name)!;
    const { conversation } = await api<{ conversation: ConversationView }>('GET', `/conversations/${id}`);
    const due = new Date(Date.now() + minutes * minute).toISOString();
    await api('POST', `/conversations/${id}/replies`, { id: randomUUID(), text, version: conversation.version, anyway: true, undoSeconds: 0, commitments: [{ start: 0, end: text.length, due }] });
  };
  const commitmentsOf = async (name: string) => (await api<{ commitments: CommitmentView[] }>('GET', `/conversations/${conversations.get(name)!.id}`)).commitments;

  beforeAll(async () => {
    stage = await openStage();
    page = await stage.signedIn(anna);
    const chat = await chatInbox(page.request, stage.desk, 60);
    for (const [name, text] of [['Nora Finch', 'Where is my parcel? This is outrageous!'], ['Марина Королёва', 'Когда вернёте деньги? Я очень злюсь.'], ['Luca Rossi', 'Quando mi chiamate?'], ['林小雨', '什么时候退款？']] as const) {
      await (await customer(stage.desk, chat, name)).write(text);
    }
    const all = await until(() => listed(page.request, stage.desk, 'all'), (found) => found.length === 4 && found.every((one) => one.contact.name !== null));
    for (const one of all) conversations.set(one.contact.name!, one);
    for (const name of ['Olga Novak', 'Pietro Neri']) olga = await join(page.request, stage.desk, name);
    olga = { ...olga, email: 'olga.novak@example.test', name: 'Olga Novak' };
  });
  afterAll(() => stage.stop());

  test('nothing promised says what the page is for; a promise made elsewhere comes by itself', async () => {
    await page.goto('/promises');
    await page.getByText('You have no open promises').waitFor();
    expect(await violations(page)).toEqual([]);
    await picture('promises-empty');
    await promise('Nora Finch', 'We send you a new parcel.', 30);
    await promiseRow('We send you a new parcel.').waitFor();
    await expect.poll(() => promiseRow('We send you a new parcel.').textContent()).toContain('to Nora Finch');
  });

  test('they stand by their due time, and the keyboard goes through them on a Cyrillic layout too', async () => {
    await promise('Марина Королёва', 'Мы вернём деньги.', 9 * day);
    await promise('Luca Rossi', 'La richiamiamo presto.', -120);
    await page.reload();
    await rows().nth(2).waitFor();
    await expect.poll(() => group('Overdue').locator('[data-promise]').allTextContents()).toHaveLength(1);
    await expect.poll(() => group('Later').textContent()).toContain('Мы вернём деньги.');
    expect(await violations(page)).toEqual([]);
    await picture('promises-page');
    await rows().first().focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toContain('We send you a new parcel.');
    await pressCyrillic(page, 'KeyJ', 'о');
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toContain('Мы вернём деньги.');
    await pressCyrillic(page, 'KeyK', 'л');
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(conversations.get('Nora Finch')!.id));
  });

  test('more time is asked for by keyboard: the sentence is in the customer\'s language, can be changed, and when it goes the new promise stands', async () => {
    await page.goto('/promises');
    await promiseRow('Мы вернём деньги.').focus();
    await page.keyboard.press('m');
    const dialog = page.getByRole('dialog', { name: 'Ask for more time' });
    await dialog.waitFor();
    expect(await violations(page)).toEqual([]);
    await picture('promises-renew');
    await dialog.getByLabel('New time').fill('2020-01-01T10:00');
    await page.keyboard.press('Enter');
    await dialog.getByText('Please choose a time that lies ahead.').waitFor();
    await dialog.getByRole('button', { name: 'in 3 days at noon' }).click();
    await dialog.getByRole('button', { name: 'Write to the customer' }).click();
    await page.waitForURL(new RegExp(conversations.get('Марина Королёва')!.id));
    await until(() => answerField(page).inputValue(), (text) => text.includes('Напишу вам до'));
    await until(async () => page.evaluate('document.activeElement.tagName'), (name) => name === 'TEXTAREA');
    await page.getByText('asks for more time').waitFor();
    expect(await violations(page)).toEqual([]);
    await picture('promises-renewing');
    await page.keyboard.type(' Спасибо за терпение!');
    await send(page);
    const after = await until(() => commitmentsOf('Марина Королёва'), (list) => list.some((one) => one.state.is === 'renewed'));
    const fresh = after.find((one) => one.renews !== null)!;
    expect(fresh.promise).toContain('Напишу вам до');
    expect(Math.abs(Date.parse(fresh.due!.by) - Date.now())).toBeLessThan(4 * day * minute);
    await page.goto('/promises');
    await promiseRow('Напишу вам до').waitFor();
    await expect.poll(() => promiseRow('Напишу вам до').textContent()).toContain('in place of an earlier promise');
    await expect.poll(() => promiseRow('Мы вернём деньги.').count()).toBe(0);
  });

  test('an answer keeps a promise, and taken back it is open again', async () => {
    await page.goto(`/inbox/all/${conversations.get('Nora Finch')!.id}`);
    await page.getByRole('list', { name: 'Open promises to this customer' }).getByLabel('This answer keeps it').check();
    await answerField(page).fill('Your new parcel is on its way.');
    await send(page);
    await until(() => commitmentsOf('Nora Finch'), (list) => list[0]?.state.is === 'kept');
    await page.getByRole('button', { name: 'Undo' }).first().click();
    await until(() => commitmentsOf('Nora Finch'), (list) => list[0]?.state.is === 'open');
    // What was ticked is ticked again beside the words that came back.
    await until(() => page.getByRole('list', { name: 'Open promises to this customer' }).getByLabel('This answer keeps it').isChecked(), (ticked) => ticked);
    await answerField(page).focus();
    await send(page);
    await until(() => commitmentsOf('Nora Finch'), (list) => list[0]?.state.is === 'kept');
  });

  test('handed over to a colleague, who hears of it at once; given up for a reason', async () => {
    const other = await stage.signedIn(olga);
    await other.goto('/promises');
    await other.getByText('You have no open promises').waitFor();
    await page.goto('/promises');
    await promiseRow('La richiamiamo presto.').focus();
    await page.keyboard.press('a');
    const dialog = page.getByRole('dialog', { name: 'Hand over a promise' });
    await dialog.getByRole('button', { name: 'Hand over' }).click();
    await dialog.getByText('Please choose who keeps it.').waitFor();
    await dialog.getByLabel('Who keeps it from now on').selectOption({ label: 'Olga Novak' });
    await dialog.getByRole('button', { name: 'Hand over' }).click();
    await promiseRow('La richiamiamo presto.', other).waitFor();
    await other.getByText('A promise was handed over to you').first().waitFor();
    await until(() => promiseRow('La richiamiamo presto.').count(), (count) => count === 0);
    await promiseRow('La richiamiamo presto.', other).focus();
    await other.keyboard.press('w');
    await inFront(other);
    await other.getByRole('dialog').getByRole('textbox').fill('He called us himself.');
    await other.keyboard.press('Tab');
    await other.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await other.getByText('You have no open promises').waitFor();
    await expect.poll(async () => (await commitmentsOf('Luca Rossi'))[0]!.state).toMatchObject({ is: 'waived', reason: 'He called us himself.' });
    await expect.poll(() => other.getByLabel('Whose promises').count()).toBe(0);
    await other.context().close();
  });

  test('who leads sees everybody\'s and a team\'s, and how many a group keeps, never of a person', async () => {
    await promise('林小雨', '我会给您退款。', 3 * day);
    await page.goto('/promises');
    await page.getByLabel('Whose promises').selectOption({ label: 'Everybody’s' });
    await promiseRow('我会给您退款。').waitFor();
    const figure = page.getByRole('region', { name: 'Kept in time' });
    await figure.getByText('0 of 1').or(figure.getByText('of')).first().waitFor();
    await expect.poll(() => figure.textContent()).not.toContain('Olga');
    await figure.getByText('How it is reckoned').click();
    expect(await violations(page)).toEqual([]);
    await picture('promises-everybody');
    const team = await api<{ id: string }>('POST', '/teams', { name: 'Two', members: [] });
    await page.getByLabel('Whose promises').selectOption(team.id);
    await page.getByText('Shown for groups of 3 people or more').waitFor();
    await page.getByText('No open promises here').waitFor();
  });

  test('what became of them is listed with who, when, why and the words, by keyboard and by link; the keys are in the list of all keys', async () => {
    await promise('Luca Rossi', 'Le mando la fattura.', 60);
    const [invoice] = (await commitmentsOf('Luca Rossi')).filter((one) => one.promise === 'Le mando la fattura.');
    const { conversation } = await api<{ conversation: ConversationView }>('GET', `/conversations/${conversations.get('Luca Rossi')!.id}`);
    const answer = randomUUID();
    await api('POST', `/conversations/${conversation.id}/replies`, { id: answer, text: 'Ecco la **fattura** che Le avevo promesso.', version: conversation.version, anyway: true, undoSeconds: 0, keeps: [invoice!.id], commitments: [] });
    await page.goto('/promises');
    // With the number of one's own behind it, once it is known.
    await page.getByRole('link', { name: /^Promises\b/ }).waitFor();
    await expect.poll(() => page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: /promise/i }).count()).toBe(1);
    await rows().first().waitFor();
    await page.keyboard.press('s');
    await page.waitForURL(/show=settled/);
    const settled = page.getByRole('region', { name: 'What became of promises' });
    const line = (words: string) => settled.getByRole('listitem').filter({ hasText: words });
    await expect.poll(() => line('Le mando la fattura.').textContent()).toMatch(/Kept .+anna.*“Ecco la fattura che Le avevo promesso\.”/);
    expect(await violations(page)).toEqual([]);
    await picture('promises-settled');
    await settled.getByLabel('What became of it').selectOption('waived');
    await page.waitForURL(/outcome=waived/);
    await settled.getByText('None of this kind').or(settled.getByText(/Given up/).nth(1)).first().waitFor();
    await page.goto('/promises?show=settled&outcome=kept');
    await line('Le mando la fattura.').getByRole('link', { name: /Ecco la fattura/ }).click();
    await page.waitForURL(new RegExp(`${conversation.id}.*message-${answer}`));
    await page.getByRole('log').getByText('che Le avevo promesso').first().waitFor();
    // And beside the conversation.
    await page.keyboard.press('i');
    await page.getByText(/^\d settled$/).waitFor();
    await page.getByText(/^Kept .*anna$/).first().waitFor();
    await picture('promises-settled-beside');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('i');
    await page.keyboard.press('Shift+Slash');
    await page.getByRole('dialog').getByText('Promise: ask for more time').waitFor();
    await page.keyboard.press('Escape');
  });

  test('a key of one\'s own does it, the palette names it, and what goes leaves the keyboard at its neighbour', async () => {
    await promise('Nora Finch', 'I call you at five.', 40);
    await promise('Nora Finch', 'I write to you at six.', 50);
    await api('PUT', '/me/keys', { singleKeys: true, changed: { promiseKeep: ['KeyY'] } });
    await page.goto('/promises');
    await promiseRow('I call you at five.').focus();
    await expect.poll(() => page.getByRole('main').textContent()).toMatch(/YPromise: kept/);
    // The usual key does nothing any more: one of the two goes, by the new one.
    await page.keyboard.press('e');
    await page.keyboard.press('y');
    await promiseRow('I call you at five.').waitFor({ state: 'detached' });
    await until(async () => (await commitmentsOf('Nora Finch')).find((one) => one.promise === 'I call you at five.')!.state.is, (is) => is === 'kept');
    await expect.poll(async () => (await commitmentsOf('Nora Finch')).find((one) => one.promise === 'I write to you at six.')!.state.is).toBe('open');
    await until(() => page.evaluate('document.activeElement.textContent'), (text) => String(text).includes('I write to you at six.'));
    await page.keyboard.press('Control+k');
    await hasFocus(page.getByRole('dialog').getByRole('combobox'));
    await page.getByRole('dialog').getByRole('combobox').fill('promise: give up');
    await until(() => page.getByRole('option', { selected: true }).innerText(), (name) => name.startsWith('Promise: give up'));
    await page.keyboard.press('Enter');
    await hasFocus(page.getByRole('dialog').getByRole('textbox'));
    await page.getByRole('dialog').getByRole('textbox').fill('They have it already.');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await promiseRow('I write to you at six.').waitFor({ state: 'detached' });
    await api('PUT', '/me/keys', { singleKeys: true, changed: {} });
  });

  test('failing says so, with a way to try again', async () => {
    const broken = await stage.signedIn(olga);
    await broken.route('**/api/commitments?**', (route) => route.fulfill({ status: 503, contentType: 'application/json', body: JSON.stringify({ code: 'database-away', message: 'x', whatToDo: 'y', values: {} }) }));
    await broken.goto('/promises');
    await broken.getByRole('alert').waitFor();
    await broken.unroute('**/api/commitments?**');
    await broken.getByRole('button', { name: /Try again/ }).click();
    await broken.getByText('You have no open promises').waitFor();
    await broken.context().close();
  });

  test.each(['ru', 'it', 'zh', 'en'])('in %s nothing stays in another language, light and dark, on a phone and wide', async (language) => {
    await api('PATCH', '/me', { language });
    for (const [theme, width] of [['light', 1440], ['dark', 390]] as const) {
      const there = await stage.signedIn(anna, { theme, viewport: { width, height: 860 } });
      await there.goto('/promises');
      await rows(there).first().waitFor();
      await expect.poll(() => there.locator('html').getAttribute('lang')).toBe(language);
      if (language !== 'en') await expect.poll(() => there.getByRole('main').innerText()).not.toMatch(/\b(Today|Overdue|Later|Kept|More time)\b/);
      await expect.poll(() => there.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      expect(await violations(there)).toEqual([]);
      await picture(`promises-${language}-${theme}-${width}`, there);
      await there.goto('/promises?show=settled');
      await there.getByRole('main').getByRole('listitem').first().waitFor();
      if (language !== 'en') await expect.poll(() => there.getByRole('main').innerText()).not.toMatch(/\b(Settled|Kept|Given up|Put off|late)\b/);
      await expect.poll(() => there.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      expect(await violations(there)).toEqual([]);
      await picture(`promises-settled-${language}-${theme}-${width}`, there);
      await there.context().close();
    }
    await api('PATCH', '/me', { language: 'en' });
  });

  test.each(['ru', 'it', 'zh', 'en'])('in %s a promise comes first in the list at every width, with the feeling beside it and the agent behind', async (language) => {
    await api('PATCH', '/me', { language });
    for (const width of [320, 360, 390, 1440]) {
      const there = await stage.signedIn(anna, { viewport: { width, height: 860 } });
      await there.goto('/inbox/all');
      const line = there.locator('[data-conversation]').filter({ hasText: 'Марина Королёва' });
      await line.waitFor();
      const marks = line.locator(':scope > span').last().locator(':scope > span').first().locator(':scope > span');
      const seen = async () => {
        const box = (await line.boundingBox())!;
        const shown = await Promise.all((await marks.all()).map(async (mark) => ({ text: (await mark.textContent()) ?? '', at: (await mark.boundingBox())! })));
        return shown.filter(({ at }) => at.y + at.height <= box.y + box.height && at.x + at.width <= box.x + box.width + 1).map(({ text }) => text);
      };
      await expect.poll(async () => (await seen())[0], { message: `${width}` }).toMatch(/\d/);
      await expect.poll(async () => (await seen()).join(' '), { message: `${width}` }).toMatch(/●/);
      await picture(`list-${language}-${width}`, there);
      await there.context().close();
    }
    await api('PATCH', '/me', { language: 'en' });
  });
});
