// Keys that are faster than the network: pressed when a conversation is open but what draws it is not there yet.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { anna, answerField, chatInbox, customer, listed, openStage, row, until, type Stage } from './desk-stage.ts';

describe('a key pressed before its part is loaded', () => {
  let stage: Stage;
  let page: Page;
  /** Opens what was held back. */
  let come: () => void;

  beforeAll(async () => {
    stage = await openStage();
    page = await stage.signedIn(anna);
    const inbox = await chatInbox(page.request, stage.desk);
    for (const name of ['Luca Rossi', 'Helen Reed', 'John Meadows']) await (await customer(stage.desk, inbox, name)).write(`It is me, ${name}.`);
  });
  afterAll(() => stage.stop());

  const holdBack = async (what: RegExp) => {
    const coming = new Promise<void>((resolve) => {
      come = resolve;
    });
    await page.route(what, async (route) => {
      await coming;
      await route.continue();
    });
  };
  const current = (name: string) => page.locator('[data-conversation][aria-current]').filter({ hasText: name });
  const state = async (name: string) => (await listed(page.request, stage.desk, 'all')).find((one) => one.contact.name === name)!;

  test('of what draws a conversation: the answer is begun as soon as it is there', async () => {
    await holdBack(/\/assets\/conversation-/);
    await page.goto('/inbox/open');
    await row(page, 'John Meadows').waitFor();
    await page.keyboard.press('j');
    await current('John Meadows').waitFor();
    await page.keyboard.press('r');
    // It was typed into the answer; nothing is closed by it.
    await page.keyboard.press('e');
    come();
    await answerField(page).waitFor();
    await until(() => page.evaluate('document.activeElement?.tagName'), (name) => name === 'TEXTAREA');
    await expect.poll(async () => (await state('John Meadows')).state.is).toBe('open');
    await page.keyboard.press('Escape');
  });

  test('for one conversation is not done to the next', async () => {
    await page.context().close();
    page = await stage.signedIn(anna);
    await holdBack(/\/assets\/conversation-/);
    await page.goto('/inbox/open');
    await row(page, 'John Meadows').waitFor();
    await page.keyboard.press('j');
    await current('John Meadows').waitFor();
    await page.keyboard.press('Shift+A');
    await page.keyboard.press('j');
    await current('Helen Reed').waitFor();
    come();
    await page.getByRole('log').getByText('It is me, Helen Reed.').first().waitFor();
    await page.keyboard.press('h');
    await page.getByRole('menu').waitFor();
    expect([(await state('John Meadows')).assignee, (await state('Helen Reed')).assignee]).toEqual([null, null]);
  });
});
