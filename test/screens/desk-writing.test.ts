// Help with writing in a real browser: templates by slash, by pointer and on other keyboard layouts, and kept in the settings.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { InboxView } from '../../src/contract/views.ts';
import { anna, answerField, call, chatInbox, customer, join, openStage, row, until, type Stage } from './desk-stage.ts';
import { holdTime, openRow, typeInto } from './hands.ts';
import { picture, violations } from './looking.ts';

const picker = (page: Page) => page.getByRole('listbox', { name: 'Templates' });
const options = (page: Page) => picker(page).getByRole('option');
const written = (page: Page) => answerField(page).inputValue();
/** What is selected in the text. */
const selected = (page: Page) => answerField(page).evaluate((node) => {
  const area = node as unknown as { readonly value: string; readonly selectionStart: number; readonly selectionEnd: number };
  return area.value.slice(area.selectionStart, area.selectionEnd);
});

describe('templates while writing', () => {
  let stage: Stage;
  let page: Page;
  let inbox: InboxView;
  beforeAll(async () => {
    stage = await openStage();
    page = await stage.signedIn(anna);
    inbox = await chatInbox(page.request, stage.desk);
    await (await customer(stage.desk, inbox, 'Helen Reed')).write('I am absolutely furious. You charged me twice for order 55812!');
    await page.goto('/');
    await openRow(page, 'Helen Reed');
    await page.getByRole('log').getByText('absolutely furious').first().waitFor();
  });
  afterAll(() => stage.stop());

  test('a slash opens them, those for an angry customer first; words narrow the list and Enter puts the words in', async () => {
    await page.keyboard.press('r');
    await answerField(page).pressSequentially('/');
    await options(page).first().waitFor();
    await expect.poll(() => options(page).count()).toBeGreaterThanOrEqual(12);
    await expect.poll(() => options(page).first().innerText()).toContain('angry');
    await page.getByText('As it will stand there').waitFor();
    await picture(page, 'picker');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.type('twice');
    await until(() => options(page).count(), (count) => count < 4);
    await expect.poll(() => options(page).first().innerText()).toContain('Charged twice');
    await page.keyboard.press('Enter');
    await picker(page).waitFor({ state: 'detached' });
    await expect.poll(() => written(page)).toContain('Hello Helen,\n\nYou paid twice for order 55812, and that is our mistake.');
    await expect.poll(() => written(page)).not.toContain('/');
  });

  test('what is missing is selected to be filled in, Tab goes on to the next, and the coach asks about what is left', async () => {
    await answerField(page).fill('');
    await answerField(page).pressSequentially('/steps');
    await until(() => options(page).first().innerText(), (name) => /step/i.test(name));
    await page.keyboard.press('Enter');
    await until(() => selected(page), (text) => text === '[first step]');
    await page.keyboard.type('Open the app');
    await page.keyboard.press('Tab');
    await expect.poll(() => selected(page)).toBe('[second step]');
    await page.keyboard.press('Tab');
    await expect.poll(() => selected(page)).toBe('[third step]');
    await page.getByRole('list', { name: 'Advice' }).getByText('[second step]').first().waitFor();
    await expect.poll(() => written(page)).toContain('1. Open the app');
  });

  test('arrows move, Escape keeps what was typed, a click puts in', async () => {
    await answerField(page).fill('');
    await answerField(page).pressSequentially('Well /');
    await options(page).first().waitFor();
    const first = await options(page).first().getAttribute('id');
    await expect.poll(() => answerField(page).getAttribute('aria-activedescendant')).toBe(first);
    await page.keyboard.press('ArrowDown');
    await until(() => answerField(page).getAttribute('aria-activedescendant'), (id) => id !== null && id !== first);
    await page.keyboard.press('Escape');
    await picker(page).waitFor({ state: 'detached' });
    await expect.poll(() => written(page)).toBe('Well /');
    await answerField(page).fill('');
    await page.getByRole('button', { name: 'Templates', exact: true }).click();
    await picker(page).waitFor();
    await typeInto(answerField(page), 'thank');
    await until(() => options(page).first().innerText(), (name) => /thank/i.test(name));
    await options(page).first().click();
    await until(() => written(page), (text) => text.startsWith('Hello Helen,') && text.includes('Thank you'));
  });

  test('a slash inside of a word or an address is only a slash', async () => {
    await answerField(page).fill('');
    await answerField(page).pressSequentially('and/or http://example.org/x');
    await expect.poll(() => picker(page).count()).toBe(0);
  });

  test('on layouts where the slash key gives another sign, and while an input method composes', async () => {
    await answerField(page).fill('');
    const session = await page.context().newCDPSession(page);
    const key = (type: 'keyDown' | 'keyUp', text?: string) => session.send('Input.dispatchKeyEvent', { type, code: 'Slash', key: '.', ...(text ? { text } : {}) });
    await answerField(page).focus();
    await key('keyDown', '.');
    await key('keyUp');
    await options(page).first().waitFor();
    await session.send('Input.imeSetComposition', { text: 'twi', selectionStart: 3, selectionEnd: 3 });
    await until(() => options(page).first().innerText(), (name) => name.includes('Charged twice'));
    await session.send('Input.insertText', { text: 'twice' });
    await until(() => options(page).first().innerText(), (name) => name.includes('Charged twice'));
    await page.keyboard.press('Enter');
    await until(() => written(page), (text) => text.startsWith('Hello Helen,') && text.includes('order 55812'));
    await answerField(page).fill('');
    await session.send('Input.insertText', { text: '、' });
    await options(page).first().waitFor();
    await page.keyboard.press('Escape');
    await answerField(page).fill('');
  });
});

describe('templates in the settings', () => {
  let stage: Stage;
  let page: Page;
  beforeAll(async () => {
    stage = await openStage();
    page = await stage.signedIn(anna);
    await page.goto('/settings/templates');
    await page.getByRole('heading', { name: 'Templates' }).waitFor();
  });
  afterAll(() => stage.stop());

  test('are found by language and word, shown as a customer reads them, and changed', async () => {
    await picture(page, 'settings');
    expect(await violations(page)).toEqual([]);
    await page.getByLabel('Language').selectOption('ru');
    await page.getByLabel('Search').fill('дважды');
    await page.getByRole('button', { name: /Списали дважды/ }).click();
    await page.getByText('Марина Сергеевна, здравствуйте!').waitFor();
    await picture(page, 'settings-form');
    expect(await violations(page)).toEqual([]);
    const text = page.getByLabel('Text', { exact: true });
    await text.fill('{greeting} {oder}');
    await page.getByText('{oder} is nothing that can be filled in.').waitFor();
    await page.getByRole('button', { name: 'Save template' }).click();
    await expect.poll(() => text.inputValue()).toBe('{greeting} {oder}');
    await text.fill('{greeting} Заказ {order}.');
    await page.getByText('Марина Сергеевна, здравствуйте! Заказ 77104.').waitFor();
    await page.getByRole('button', { name: 'Save template' }).click();
    await text.waitFor({ state: 'detached' });
    const { templates } = await call<{ templates: { name: string; text: string }[] }>(page.request, stage.desk, 'GET', '/templates');
    expect(templates.find((one) => one.name === 'Списали дважды, ошибка наша')?.text).toBe('{greeting} Заказ {order}.');
  });

  test('one is removed after being asked, comes back with the others that ship, and another page sees both', async () => {
    const other = await stage.signedIn(anna);
    await other.goto('/settings/templates');
    await other.getByRole('button', { name: /Charged twice/ }).waitFor();
    await page.getByLabel('Language').selectOption('en');
    await page.getByLabel('Search').fill('');
    await page.getByRole('button', { name: /Charged twice/ }).click();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByText('Remove it for everybody who uses it?').waitFor();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await other.getByRole('button', { name: /Charged twice/ }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Add the templates that come with Attune' }).click();
    await page.getByText('1 template added.').waitFor();
    await other.getByRole('button', { name: /Charged twice/ }).waitFor();
  });

  test('an agent writes for themself, and only looks at what is everybody\'s', async () => {
    const olga = await join(page.request, stage.desk, 'Olga Petrova');
    const hers = await stage.signedIn(olga, { viewport: { width: 390, height: 800 }, theme: 'dark' });
    await hers.goto('/settings/templates');
    await hers.getByRole('button', { name: /Charged twice/ }).click();
    await hers.getByText('Leads and administrators change what everybody uses.').waitFor();
    await expect.poll(() => hers.getByRole('button', { name: 'Save template' }).count()).toBe(0);
    await picture(hers, 'settings-phone-dark');
    expect(await violations(hers)).toEqual([]);
    await hers.getByRole('button', { name: 'Copy for me' }).click();
    await hers.getByText('Only for me').first().waitFor();
    await hers.getByRole('button', { name: 'New template' }).click();
    await hers.getByLabel('Name').fill('My own lamp');
    await hers.getByRole('button', { name: 'Save template' }).click();
    await hers.getByRole('button', { name: /My own lamp/ }).waitFor();
  });
});

describe('drafts', () => {
  let stage: Stage;
  let laptop: Page;
  let phone: Page;
  let inbox: InboxView;
  const openIt = async (page: Page) => {
    await page.goto('/');
    await row(page, 'Helen Reed').click();
    await page.getByRole('log').getByText('Where is my lamp').first().waitFor();
  };
  const kept = () => call<{ drafts: { kind: string; content: { text: string } }[] }>(laptop.request, stage.desk, 'GET', '/drafts');
  const keptTexts = async () => (await kept()).drafts.map((one) => one.content.text);
  const looksAgain = (page: Page) => page.evaluate(`dispatchEvent(new Event('focus'))`);
  beforeAll(async () => {
    stage = await openStage();
    laptop = await stage.signedIn(anna);
    phone = await stage.signedIn(anna);
    inbox = await chatInbox(laptop.request, stage.desk);
    await (await customer(stage.desk, inbox, 'Helen Reed')).write('Where is my lamp?');
    await openIt(laptop);
  });
  afterAll(() => stage.stop());

  test('go on where another device stopped, an answer and a note apart, and end where they are sent', async () => {
    await answerField(laptop).fill('Helen, your lamp');
    await laptop.getByRole('button', { name: 'Note', exact: true }).click();
    await laptop.getByRole('textbox', { name: 'Note for the team' }).fill('She is patient');
    await until(keptTexts, (texts) => texts.length === 2);
    await openIt(phone);
    await until(() => written(phone), (text) => text === 'Helen, your lamp');
    await answerField(phone).fill('Helen, your lamp leaves today.');
    await until(keptTexts, (texts) => texts.includes('Helen, your lamp leaves today.'));
    await laptop.getByRole('button', { name: 'Answer', exact: true }).click();
    await looksAgain(laptop);
    await until(() => written(laptop), (text) => text === 'Helen, your lamp leaves today.');
    await answerField(laptop).focus();
    await laptop.keyboard.press('Control+Enter');
    await laptop.getByRole('log').getByText('Helen, your lamp leaves today.').waitFor();
    // It stands there at once; the other device is told only what the server has.
    await until(keptTexts, (texts) => texts.join() === 'She is patient');
    await looksAgain(phone);
    await until(() => written(phone), (text) => text === '');
    await expect.poll(() => keptTexts()).toEqual(['She is patient']);
  });

  test('of two devices at once: the last one stands, and the other\'s words can be taken', async () => {
    await answerField(phone).fill('From the phone');
    await until(keptTexts, (texts) => texts.includes('From the phone'));
    await answerField(laptop).fill('From the laptop');
    await laptop.getByText('replaced what you wrote on another device').waitFor();
    await laptop.getByRole('button', { name: /Undo/ }).last().click();
    await until(() => written(laptop), (text) => text === 'From the phone');
  });

  test('outlive a page that is closed in the middle of a word', async () => {
    await answerField(laptop).fill('In the middle of a wo');
    await laptop.close();
    await until(async () => (await call<{ drafts: { content: { text: string } }[] }>(phone.request, stage.desk, 'GET', '/drafts')).drafts.map((one) => one.content.text), (texts) => texts.includes('In the middle of a wo'));
  });
});

describe('an answer that is sent later', () => {
  let stage: Stage;
  let page: Page;
  let helen: Awaited<ReturnType<typeof customer>>;
  const plans = () => page.getByRole('list', { name: 'Answers that go out later' }).getByRole('listitem');
  const later = async (text: string, when: RegExp) => {
    await answerField(page).fill(text);
    await page.getByRole('button', { name: 'What comes after sending' }).click();
    await page.getByRole('menuitem', { name: when }).click();
  };
  beforeAll(async () => {
    stage = await openStage();
    page = await stage.signedIn(anna);
    const inbox = await chatInbox(page.request, stage.desk);
    // The desk's day is the agent's: tomorrow there is tomorrow here, at whatever hour this runs.
    await call(page.request, stage.desk, 'PATCH', '/workspace', { timeZone: 'Europe/Rome' });
    await holdTime(page);
    helen = await customer(stage.desk, inbox, 'Helen Reed');
    await helen.write('Where is my lamp?');
    await page.goto('/');
    await row(page, 'Helen Reed').click();
    await page.getByRole('log').getByText('Where is my lamp').first().waitFor();
  });
  afterAll(() => stage.stop());

  test('stands under the thread with its time, and is taken back by the undo of the moment', async () => {
    await later('It leaves tomorrow.', /tomorrow morning, their time/);
    await plans().getByText('It leaves tomorrow.').waitFor();
    await plans().getByText(/Goes out tomorrow/).waitFor();
    await expect.poll(() => written(page)).toBe('');
    await picture(page, 'planned');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: /Undo/ }).click();
    await until(() => written(page), (text) => text === 'It leaves tomorrow.');
    await expect.poll(() => plans().count()).toBe(0);
  });

  test('gets another time, and goes at once when it is wanted', async () => {
    await later('Ready now.', /in 2 hours/);
    await plans().getByRole('button', { name: 'Another time' }).click();
    const field = page.getByLabel('Send at (your time)');
    await field.fill('2020-01-01T10:00');
    await page.getByText('This time has passed.').waitFor();
    // The next one, whenever this runs.
    const now = new Date();
    await field.fill(`${now.getFullYear() + (now.getMonth() === 11 && now.getDate() > 20 ? 1 : 0)}-12-24T10:00`);
    await page.getByRole('dialog').getByRole('button', { name: 'Send later' }).click();
    await plans().getByText(/Goes out .*24 Dec.*10:00/).waitFor();
    await plans().getByRole('button', { name: 'Send now' }).click();
    await page.getByRole('log').getByText('Ready now.').waitFor();
    await until(() => plans().count(), (count) => count === 0);
  });

  test('is a draft again as soon as the customer writes, and its author sees both', async () => {
    await later('Any news from you?', /in 2 hours/);
    await plans().getByText('Any news from you?').waitFor();
    await helen.write('It has arrived!');
    await until(() => plans().count(), (count) => count === 0);
    await until(() => written(page), (text) => text === 'Any news from you?');
    await page.getByRole('button', { name: /unseen/ }).click();
    await page.getByText('An answer was not sent later: it is a draft again').waitFor();
  });
});
