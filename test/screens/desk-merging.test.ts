// Merging by keyboard, choosing which one stays, undo from the line that tells of it; two agents at once; splitting; joining contacts.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { InboxView } from '../../src/contract/views.ts';
import { anna, answerField, call, chatInbox, customer, join, listed, openStage, pressCyrillic, row, type Stage } from './desk-stage.ts';
import { hasFocus, holdTime } from './hands.ts';
import { checkAccessible, picture } from './looking.ts';

describe('merging on the screen', () => {
  let stage: Stage;
  let page: Page;
  let inbox: InboxView;
  beforeAll(async () => {
    stage = await openStage();
    page = await stage.signedIn(anna);
    inbox = await chatInbox(page.request, stage.desk);
    await holdTime(page);
  });
  afterAll(() => stage.stop());

  const conversationOf = async (name: string) => (await listed(page.request, stage.desk, 'all')).find((one) => one.contact.name === name)!;
  const writes = async (name: string, text: string) => {
    const person = await customer(stage.desk, inbox, name);
    await person.write(text);
    return person;
  };
  const openRow = async (name: string) => {
    await page.goto('/inbox/open');
    await row(page, name).click();
    await row(page, name).and(page.locator('[aria-current=page]')).waitFor();
    await page.getByRole('log').getByRole('article').first().waitFor();
  };

  test('by keyboard alone: find, see what will happen, swap, merge; the customer goes on in the other one', async () => {
    const marina = await writes('Marina Korol', 'Where is my lamp? I am furious.');
    await writes('Marina K. (phone)', 'I called about the lamp.');
    await openRow('Marina Korol');
    const [one, other] = [await conversationOf('Marina Korol'), await conversationOf('Marina K. (phone)')];
    await pressCyrillic(page, 'KeyM', 'ь');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('searchbox').fill(`#${other.number}`);
    const choice = dialog.getByRole('listitem').getByRole('button').filter({ hasText: 'I called about the lamp.' });
    await choice.waitFor();
    // What was searched for, and no longer what was offered before.
    await expect.poll(() => dialog.getByRole('listitem').count()).toBe(1);
    await picture(page, 'merge-pick');
    await page.keyboard.press('ArrowDown');
    await hasFocus(choice);
    await page.keyboard.press('Enter');
    await expect.poll(() => choice.getAttribute('aria-pressed')).toBe('true');
    await page.keyboard.press('Enter');
    await dialog.getByText('What will happen').waitFor();
    await expect.poll(() => dialog.getByText(`Later answers to #${other.number} come to no. ${one.number}`, { exact: false }).count()).toBe(1);
    await expect.poll(() => dialog.getByText('These conversations belong to different people', { exact: false }).count()).toBeGreaterThan(0);
    await picture(page, 'merge-confirm');
    await checkAccessible(page);
    const merge = dialog.getByRole('button', { name: 'Merge' });
    await expect.poll(() => merge.isDisabled()).toBe(true);
    await page.keyboard.press('x');
    await dialog.getByText(`Later answers to #${one.number} come to no. ${other.number}`, { exact: false }).waitFor();
    await page.keyboard.press('x');
    await dialog.getByText(`Later answers to #${other.number} come to no. ${one.number}`, { exact: false }).waitFor();
    await dialog.getByRole('checkbox').focus();
    await page.keyboard.press('Space');
    await expect.poll(() => merge.isEnabled()).toBe(true);
    await merge.focus();
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('log').getByText('I called about the lamp.').first().waitFor();
    await page.getByText(`Merged with no. ${other.number}`).waitFor();
    await picture(page, 'merged');
    // Who wrote last gets the answer, and the composer says so.
    await page.getByText(/^To/).locator('..').getByText('Marina K. (phone)').waitFor();
    await expect.poll(async () => (await listed(page.request, stage.desk, 'all')).map((each) => each.id)).not.toContain(other.id);
    await marina.write('Are you still there?');
    await page.getByRole('log').getByText('Are you still there?').first().waitFor();
  });

  test('undone where it is told, both are as before', async () => {
    await page.getByRole('log').getByRole('button', { name: 'Undo' }).first().click();
    await page.getByText(/is on its own again/).first().waitFor();
    await page.getByRole('log').getByText('I called about the lamp.').waitFor({ state: 'detached' });
    await row(page, 'Marina K. (phone)').waitFor();
    await page.getByRole('log').getByText('Are you still there?').first().waitFor();
  });

  test('a colleague who writes in the one that is merged goes on in the other, with every word', async () => {
    const bruno = await join(page.request, stage.desk, 'Bruno Verdi');
    const brunos = await stage.signedIn(bruno);
    const [one, other] = [await conversationOf('Marina Korol'), await conversationOf('Marina K. (phone)')];
    await brunos.goto(`/inbox/open/${other.id}`);
    await answerField(brunos).fill('I was just about to say');
    await call(page.request, stage.desk, 'POST', `/conversations/${one.id}/merge`, { id: randomUUID(), merge: [other.id], acrossContacts: true });
    await brunos.getByText(`This conversation was merged into no. ${one.number}`, { exact: false }).waitFor();
    await brunos.waitForURL(`**/${one.id}`);
    await expect.poll(() => answerField(brunos).inputValue()).toBe('I was just about to say');
    // An old link leads there too.
    await brunos.goto(`/inbox/all/${other.id}`);
    await brunos.waitForURL(`**/${one.id}`);
    await brunos.getByRole('log').getByText('I called about the lamp.').waitFor();
    await brunos.context().close();
  });

  test('messages are chosen by keyboard and become a conversation of their own; taken back by one key', async () => {
    const luca = await writes('Luca Rossi', 'My lamp is broken.');
    await luca.write('And the bill is wrong.');
    await openRow('Luca Rossi');
    await page.getByRole('log').getByText('And the bill is wrong.').waitFor();
    await page.keyboard.press('Shift+M');
    const region = page.getByRole('region', { name: 'Split off messages' });
    await region.waitFor();
    await page.locator('[data-splittable]:focus').waitFor();
    await page.keyboard.press('Space');
    await region.getByText('1 message chosen').waitFor();
    await picture(page, 'split-mode');
    await checkAccessible(page);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Space');
    await region.getByText('Leave at least one message').waitFor();
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('What it is about').fill('The bill');
    await dialog.getByText('1 message moves to the new conversation.').waitFor();
    await picture(page, 'split-dialog');
    await checkAccessible(page);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'The bill' }).waitFor();
    await page.getByText('Split off from no.').waitFor();
    await picture(page, 'split-done');
    await expect.poll(async () => (await listed(page.request, stage.desk, 'all')).filter((one) => one.contact.name === 'Luca Rossi')).toHaveLength(2);
    await page.getByText(/is a conversation of its own/).waitFor();
    await page.getByRole('log').focus();
    await page.keyboard.press('u');
    await page.getByRole('log').getByText('My lamp is broken.').waitFor();
    await page.getByRole('log').getByText('And the bill is wrong.').waitFor();
  });

  test('Escape leaves the messages as they are', async () => {
    await page.keyboard.press('Shift+M');
    await page.getByRole('region', { name: 'Split off messages' }).waitFor();
    await page.locator('[data-splittable]:focus').waitFor();
    await page.keyboard.press('Escape');
    await answerField(page).waitFor();
  });

  test('a contact is joined with their double from the card, and parted again', async () => {
    await writes('Anna-Maria Conti', 'Ciao, una domanda.');
    await writes('anna-maria conti', 'Un\'altra domanda.');
    await openRow('Ciao, una domanda.');
    await page.keyboard.press('i');
    const card = page.getByRole('complementary', { name: 'Contact' });
    await card.getByRole('button', { name: 'Join with another contact' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button').filter({ hasText: 'anna-maria conti' }).click();
    await dialog.getByText(/goes along; whoever writes from it/).waitFor();
    await picture(page, 'contacts');
    await checkAccessible(page);
    await dialog.getByRole('button', { name: 'Join', exact: true }).click();
    await card.getByText('Joined contacts').waitFor();
    await card.getByText('Un\'altra domanda.').waitFor();
    await picture(page, 'contacts-joined');
    await card.getByRole('button', { name: /^Part anna-maria conti/i }).click();
    await card.getByText('Joined contacts').waitFor({ state: 'detached' });
  });

  test.each([
    ['it', 'dark', 1280], ['ru', 'light', 1280], ['zh', 'dark', 390], ['ru', 'dark', 390],
  ] as const)('in %s, %s, %i wide: nothing is pushed aside', async (language, theme, width) => {
    const [one, other] = [await conversationOf('Luca Rossi'), await conversationOf('Marina Korol')];
    await call(page.request, stage.desk, 'PATCH', '/me', { language });
    const own = await stage.signedIn(anna, { theme, viewport: { width, height: 844 } });
    await own.addInitScript(`localStorage.setItem('attune.language', '${language}')`);
    await own.goto(`/inbox/all/${one.id}`);
    await own.getByRole('log').getByRole('article').first().waitFor();
    await own.getByRole('log').focus();
    await own.keyboard.press('m');
    await own.getByRole('dialog').getByRole('searchbox').fill(`#${other.number}`);
    await own.getByRole('dialog').getByRole('listitem').getByRole('button').filter({ hasText: 'Are you still there?' }).first().click();
    await own.getByRole('dialog').locator('div.sticky button').click();
    await own.getByRole('dialog').getByRole('checkbox').waitFor();
    await picture(own, `merge-${language}-${theme}-${width}`);
    await checkAccessible(own);
    await expect.poll(() => own.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await own.context().close();
    await call(page.request, stage.desk, 'PATCH', '/me', { language: 'en' });
  });
});
