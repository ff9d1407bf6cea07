// What a hand does on a screen, in the order of a person: nothing is pressed before what it is pressed for has the focus, and nothing is
// looked at that belongs to what was there before.
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { row } from './desk-stage.ts';

/** A line that offers to take something back stays for its seconds; a slow machine may need more than those for what a hand does at once. */
export const holdTime = (page: Page): Promise<void> => page.clock.setFixedTime(Date.now());

export const hasFocus = (field: Locator): Promise<void> =>
  expect.poll(() => field.evaluate((element) => element === (element.getRootNode() as unknown as { activeElement: unknown }).activeElement)).toBe(true);

/** Letters go where the focus is: into a field once it has it. */
export async function typeInto(field: Locator, words: string): Promise<void> {
  await hasFocus(field);
  await field.page().keyboard.type(words);
}

/** Letters go to a menu once it has the focus, and choose once the item that they name has it. */
export async function chooseByTyping(page: Page, letters: string, name: string): Promise<void> {
  await page.locator('[role=menu]:focus-within').filter({ hasText: name }).waitFor();
  await page.keyboard.type(letters);
  await page.locator('[role=menuitem]:focus').filter({ hasText: name }).waitFor();
  await page.keyboard.press('Enter');
}

/** A window takes the focus a moment after it can be seen. */
export const inFront = (page: Page): Promise<void> => page.locator('[role=dialog]:focus-within').last().waitFor();

/** What was opened last closes, and the focus is where it goes back to. */
export async function escape(page: Page, closed: Locator): Promise<void> {
  await page.keyboard.press('Escape');
  await closed.waitFor({ state: 'detached' });
  await settled(page);
}

/** The page has done what it does by itself after the last picture. */
export const settled = (page: Page): Promise<void> => page.evaluate<undefined>('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))');

/** Opens a conversation from the list: until it is drawn, the fields of the one before are still there. @param title where the header does not say the name */
export async function openRow(page: Page, name: string, title: string | RegExp = name): Promise<void> {
  await row(page, name).first().click();
  await page.getByRole('log').waitFor();
  await page.getByRole('heading', { name: title }).first().waitFor();
}

/** Through the list by the key for the next one, as far as a name: each is opened before the key is pressed again. */
export async function goDownTo(page: Page, name: string, most = 8): Promise<void> {
  const current = page.locator('[data-conversation][aria-current=page]');
  const opened = async () => ((await current.count()) === 0 ? '' : ((await current.first().getAttribute('data-conversation')) ?? ''));
  for (let presses = 0; presses < most; presses += 1) {
    const before = await opened();
    await page.keyboard.press('j');
    await expect.poll(opened).not.toBe(before);
    if ((await current.filter({ hasText: name }).count()) > 0) return;
  }
  throw new Error(`${name} is not among the first ${most} of the list`);
}

/** Where something stands once the page moves no more, counted in pictures and not in time. */
export async function restingPlace(element: Locator): Promise<{ readonly x: number; readonly y: number; readonly width: number; readonly height: number }> {
  return element.evaluate(
    (one) =>
      new Promise((done) => {
        // oxlint-disable-next-line no-undef -- runs in the page
        const { requestAnimationFrame: next } = globalThis as unknown as { requestAnimationFrame(then: () => void): void };
        const place = () => (one as unknown as { getBoundingClientRect(): { x: number; y: number; width: number; height: number } }).getBoundingClientRect();
        let { x: left, y: top, height: tall } = place();
        let still = 0;
        const look = () => {
          const { x, y, width, height } = place();
          still = y === top && x === left && height === tall ? still + 1 : 0;
          [left, top, tall] = [x, y, height];
          if (still >= 20) done({ x, y, width, height });
          else next(look);
        };
        next(look);
      }),
  );
}
