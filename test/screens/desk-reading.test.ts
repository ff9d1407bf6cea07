// What was read, at work: why a word stands there, saying how it is instead, the line of moods, and quiet for a hard conversation.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import type { OpenReply } from '../../src/contract/requests.ts';
import type { InboxView } from '../../src/contract/views.ts';
import { anna, answerField, call, chatInbox, customer, join, listed, openStage, row, send, until, type Person, type Stage } from './desk-stage.ts';
import { chooseByTyping, holdTime, openRow } from './hands.ts';
import { violations } from './looking.ts';

const furious = 'I am absolutely furious. You charged me twice for order 55812. When do I get my money back?';

describe('a reading', () => {
  let stage: Stage;
  let page: Page;
  let inbox: InboxView;
  let maria: Person;
  let john: Awaited<ReturnType<typeof customer>>;

  beforeAll(async () => {
    stage = await openStage();
    page = await stage.signedIn(anna);
    await holdTime(page);
    inbox = await chatInbox(page.request, stage.desk);
    maria = await join(page.request, stage.desk, 'Maria');
    await page.goto('/');
    john = await customer(stage.desk, inbox, 'John Meadows');
    await john.write(furious);
    await row(page, 'John Meadows').waitFor();
    await page.keyboard.press('j');
    await page.getByRole('heading', { name: 'John Meadows' }).first().waitFor();
  });
  afterAll(() => stage.stop());

  const log = (): Locator => page.getByRole('log');
  const mark = (name: RegExp): Locator => log().getByRole('button', { name });
  const marksOfRow = (): Promise<string> => row(page, 'John Meadows').innerText();
  const opened = async (): Promise<OpenReply> => {
    const [conversation] = await listed(page.request, stage.desk, 'all');
    return call<OpenReply>(page.request, stage.desk, 'GET', `/conversations/${conversation!.id}`);
  };

  test('says why, in the customer\'s words and the rule\'s: by focus, by pointing and by touch', async () => {
    await mark(/^angry/).focus();
    const why = page.getByRole('tooltip').filter({ hasText: 'furious' });
    await why.getByText('Words of open fury.').waitFor();
    await expect.poll(() => log().locator('mark').allInnerTexts()).toContain('furious');
    await page.getByRole('heading', { name: 'John Meadows' }).first().click();
    await mark(/^angry/).hover();
    await why.waitFor();
    const phone = await stage.signedIn(anna, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    await phone.goto('/inbox/open');
    await row(phone, 'John Meadows').tap();
    await phone.getByRole('log').getByRole('button', { name: /^angry/ }).tap();
    await phone.getByRole('menu').getByText('Words of open fury.').waitFor();
    await phone.getByRole('menuitem', { name: 'Not angry' }).waitFor();
    await phone.close();
  });

  test('is corrected by one click, shows who said so everywhere, and is taken back', async () => {
    const colleague = await stage.signedIn(maria);
    await colleague.goto('/');
    await row(colleague, 'John Meadows').click();
    await mark(/^angry/).click();
    await page.locator('[role=menu]:focus-within').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('menuitem', { name: 'disappointed' }).click();
    await mark(/^disappointed/).waitFor();
    await until(marksOfRow, (words) => words.includes('disappointed') && !words.includes('angry'));
    await colleague.getByRole('log').getByRole('button', { name: /^disappointed.*corrected by a person/ }).waitFor();
    await colleague.getByRole('log').getByText('Reading corrected: angry → disappointed').waitFor();
    await colleague.getByRole('log').getByRole('button', { name: /^disappointed/ }).hover();
    await colleague.getByRole('tooltip').filter({ hasText: 'said so' }).getByText('Read before: angry').waitFor();
    const { messages } = await opened();
    expect(messages[0]).toMatchObject({ reading: { mood: 'disappointment' }, corrections: [{ field: 'emotions', before: [{ value: 'anger' }] }] });
    await colleague.getByRole('log').getByRole('button', { name: /^disappointed/ }).click();
    await colleague.getByRole('menuitem', { name: 'Take the correction back' }).click();
    await mark(/^angry/).waitFor();
    await until(marksOfRow, (words) => words.includes('angry'));
    await expect.poll(async () => (await opened()).messages[0]).toMatchObject({ reading: { mood: 'anger' }, corrections: [] });
    await colleague.close();
  });

  test('is undone at once by the key that undoes everything, and made by keyboard alone', async () => {
    await mark(/^angry/).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'slightly' }).waitFor();
    await chooseByTyping(page, 'sli', 'slightly');
    await until(async () => (await opened()).messages[0]!.reading!.emotions[0]!.intensity, (intensity) => intensity === 0.3);
    await page.locator('.fixed[aria-live=polite]').filter({ hasText: 'Reading corrected' }).waitFor();
    await log().focus();
    await page.keyboard.press('z');
    await until(async () => (await opened()).messages[0]!.corrections.length, (count) => count === 0);
  });

  test('can be said otherwise as a whole: what was not seen at all, and which sentence is a question', async () => {
    await log().getByRole('button', { name: 'Correct what was read' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Correct what was read' });
    await dialog.getByLabel('How urgent').selectOption('now');
    await dialog.getByLabel('You charged me twice for order 55812.').check();
    await dialog.getByLabel('legal step').check();
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Correct', exact: true }).click();
    await mark(/^now/).waitFor();
    await mark(/^asks 2/).waitFor();
    await mark(/^legal step/).waitFor();
    await until(async () => (await opened()).messages[0]!.corrections.map(({ field }) => field).sort().join(), (fields) => fields === 'asks,risks,urgency');
  });

  test('where nothing is left to see, what was said is still there to be taken back', async () => {
    await mark(/^now/).click();
    await page.getByRole('menuitem', { name: 'not urgent' }).click();
    await mark(/^not urgent/).click();
    await page.getByRole('menuitem', { name: 'Take the correction back' }).click();
    await mark(/^now/).waitFor();
  });

  test('the line of moods says each moment and leads to it, by keyboard and by pointer', async () => {
    await answerField(page).fill('I am looking into it. I will write to you tomorrow by 12:00.');
    await page.getByRole('list', { name: 'Promises in your answer' }).waitFor();
    await send(page);
    // It shows at once; what they write next comes after it only when the server has it.
    await until(opened, ({ messages, commitments }) => messages.at(-1)!.direction === 'out' && commitments.length === 1);
    await john.write('Thank you so much, that is wonderful!');
    const line = page.getByRole('slider', { name: /^How they felt in 2 messages: angry at first, (?:grateful|glad) now/ });
    await line.waitFor();
    await line.focus();
    await page.keyboard.press('Home');
    await expect.poll(() => line.getAttribute('aria-valuetext')).toMatch(/angry ●.*I am absolutely furious/);
    await page.keyboard.press('ArrowRight');
    const spoken = [await until(() => line.getAttribute('aria-valuetext'), (words) => !words?.includes('absolutely furious'))];
    await page.keyboard.press('ArrowRight');
    spoken.push(await until(() => line.getAttribute('aria-valuetext'), (words) => words !== spoken[0]));
    expect(spoken.join(' ')).toMatch(/our answer/);
    expect(spoken.join(' ')).toMatch(/a promise/);
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.getByText('I am absolutely furious').first().waitFor();
    expect(await violations(page)).toEqual([]);
    const box = (await line.boundingBox())!;
    await page.mouse.click(box.x + box.width - 4, box.y + box.height / 2);
    await expect.poll(() => line.getAttribute('aria-valuetext')).toMatch(/Thank you so much/);
  });
});

describe('quiet for a hard conversation', () => {
  let stage: Stage;
  let page: Page;

  beforeAll(async () => {
    stage = await openStage();
    page = await stage.signedIn(anna, { contact: 'shown', viewport: { width: 1700, height: 950 } });
    const inbox = await chatInbox(page.request, stage.desk, 60);
    for (const [name, text] of [['Carla Verdi', 'Where is my parcel?'], ['John Meadows', furious], ['Luca Rossi', 'Thank you!']] as const) await (await customer(stage.desk, inbox, name)).write(text);
    await page.goto('/inbox/open');
    await openRow(page, 'John Meadows');
  });
  afterAll(() => stage.stop());

  const list = (): Locator => page.getByRole('region', { name: 'Open', exact: true });
  const navigation = (): Locator => page.getByRole('navigation', { name: 'Views' });

  test('is offered, begins with one key, and ends with Escape where it began', async () => {
    await page.getByText('This one is hard. Everything else can wait.').waitFor();
    await page.getByRole('log').focus();
    await page.keyboard.press('v');
    await page.getByText('Only this conversation now.').waitFor();
    await expect.poll(async () => [await list().isVisible(), await navigation().isVisible(), await page.getByRole('log').isVisible()]).toEqual([false, false, true]);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await list().waitFor();
    await expect.poll(() => row(page, 'John Meadows').getAttribute('aria-current')).toBe('page');
    await expect.poll(() => page.evaluate('Object.keys({ ...localStorage, ...sessionStorage }).filter((key) => key.includes("focus"))')).toEqual([]);
  });

  test('ends with the answer, which asks once how it would feel', async () => {
    await page.getByRole('log').focus();
    await page.keyboard.press('v');
    await answerField(page).fill('We charged you twice. That was our error, and I am sorry.');
    await send(page);
    await page.getByText('How would I feel in this situation?').waitFor();
    await list().waitFor();
    await expect.poll(() => page.getByText('Only this conversation now.').count()).toBe(0);
    await page.getByRole('log').focus();
    await page.keyboard.press('z');
    await until(() => answerField(page).inputValue(), (value) => value.startsWith('We charged'));
    await answerField(page).focus();
    await send(page);
    await page.getByText('Your answer goes out in').waitFor();
    await expect.poll(() => page.getByText('How would I feel in this situation?').count()).toBe(0);
  });

  test('is not offered where nothing is hard', async () => {
    await openRow(page, 'Luca Rossi');
    await answerField(page).waitFor();
    await expect.poll(() => page.getByText('This one is hard.').count()).toBe(0);
  });
});
