// First letters and formatting in a real browser: templates by slash, marks by keys and paste, files dropped and pasted, sent later.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { PlannedStartView } from '../../src/contract/planned-start.ts';
import { anna, call, openStage, until, type Stage } from './desk-stage.ts';
import { inFront } from './hands.ts';
import { picture, violations } from './looking.ts';

/** As the browser tells a paste into the field that has the focus. */
const paste = (page: Page, what: { readonly html?: string; readonly text?: string; readonly file?: string }) => page.evaluate(`(() => {
  const what = ${JSON.stringify(what)};
  const data = new DataTransfer();
  if (what.html) data.setData('text/html', what.html);
  if (what.text) data.setData('text/plain', what.text);
  if (what.file) data.items.add(new File(['hello'], what.file, { type: 'image/png' }));
  document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
})()`);
/** @returns whether the page took care of it */
const drop = (page: Page, selector: string, kind: 'file' | 'text') => page.evaluate(`(() => {
  const data = new DataTransfer();
  if (${JSON.stringify(kind)} === 'file') data.items.add(new File(['dropped'], 'dropped.txt', { type: 'text/plain' }));
  else data.setData('text/plain', 'words');
  return !document.querySelector(${JSON.stringify(selector)}).dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
})()`);

describe('a first letter', () => {
  let stage: Stage;
  let page: Page;
  beforeAll(async () => {
    stage = await openStage();
    page = await stage.signedIn(anna);
    // The desk's day is the agent's: tomorrow there is tomorrow here, at whatever hour this runs.
    await call(page.request, stage.desk, 'PATCH', '/workspace', { timeZone: 'Europe/Rome' });
    await call(page.request, stage.desk, 'POST', '/inboxes', {
      channel: 'email', name: 'Help', senders: [{ name: 'Lumen', address: 'help@lumen.example', signature: '' }], undoSeconds: 60,
      config: { imap: { host: '127.0.0.1', port: 9, secure: false, user: 'help@lumen.example', password: 'x' }, smtp: { host: '127.0.0.1', port: 9, secure: false, auth: 'none' } },
    });
    await page.goto('/');
    await page.getByRole('main').getByRole('heading').first().waitFor();
  });
  afterAll(() => stage.stop());

  const text = () => page.getByRole('dialog').getByRole('textbox', { name: 'Message' });
  const planned = async () => (await call<{ readonly planned: readonly PlannedStartView[] }>(page.request, stage.desk, 'GET', '/planned-starts')).planned;

  test('is begun with a template by slash; Escape closes the list and not the window', async () => {
    await page.keyboard.press('c');
    await page.getByRole('dialog', { name: 'New conversation' }).waitFor();
    await inFront(page);
    await page.getByRole('textbox', { name: 'To', exact: true }).fill('Helen Reed <helen@example.com>');
    await text().click();
    await text().pressSequentially('/twice');
    const first = page.getByRole('listbox', { name: 'Templates' }).getByRole('option').first();
    await until(() => first.innerText(), (name) => name.includes('Charged twice'));
    await picture(page, 'letter-slash');
    await page.keyboard.press('Escape');
    await page.getByRole('listbox', { name: 'Templates' }).waitFor({ state: 'detached' });
    await expect.poll(() => page.getByRole('dialog', { name: 'New conversation' }).count()).toBe(1);
    await text().fill('');
    await text().pressSequentially('/twice');
    await until(() => first.innerText(), (name) => name.includes('Charged twice'));
    await page.keyboard.press('Enter');
    await until(() => text().inputValue(), (words) => words.startsWith('Hello Helen,') && words.includes('You paid twice'));
  });

  test('is formatted by keys, buttons and what is pasted; Control+Z takes it back; lists go on by themselves', async () => {
    await text().fill('our mistake');
    await text().press('Control+a');
    await text().press('Control+b');
    await until(() => text().inputValue(), (words) => words === '**our mistake**');
    await text().press('Control+z');
    await until(() => text().inputValue(), (words) => words === 'our mistake');
    await text().press('Control+a');
    await page.getByRole('button', { name: 'Italic' }).click();
    await until(() => text().inputValue(), (words) => words === '_our mistake_');
    await text().fill('Please:\n- the receipt');
    await text().press('Enter');
    await until(() => text().inputValue(), (words) => words === 'Please:\n- the receipt\n- ');
    await text().press('Enter');
    await until(() => text().inputValue(), (words) => words === 'Please:\n- the receipt\n');
    await text().fill('');
    await text().focus();
    await paste(page, { html: '<meta charset="utf-8"><p>It is <b>ours</b>, see <a href="https://lumen.example/f">the form</a><img src=x onerror="document.title=\'hacked\'"></p>', text: 'It is ours, see the form' });
    await until(() => text().inputValue(), (words) => words === 'It is **ours**, see [the form](https://lumen.example/f)');
    await expect.poll(() => page.title()).not.toContain('hacked');
    await page.mouse.move(2, 2);
    expect(await violations(page)).toEqual([]);
  });

  test('takes files that are pasted or dropped; words that are dragged stay words; a file beside the field does not take the page away', async () => {
    await text().focus();
    await paste(page, { file: 'shot.png' });
    await page.getByRole('list', { name: 'Attachments' }).getByText('shot.png').waitFor();
    expect(await drop(page, 'form', 'file')).toBe(true);
    await page.getByRole('list', { name: 'Attachments' }).getByText('dropped.txt').waitFor();
    expect(await drop(page, 'form textarea', 'text')).toBe(false);
    // As long as one is on its way, nothing is sent.
    await until(() => page.getByRole('list', { name: 'Attachments' }).locator('.animate-spin').count(), (count) => count === 0);
    await picture(page, 'letter');
  });

  test('goes out later, waits in its window, and is a draft again with all that stood in it', async () => {
    await page.getByRole('button', { name: 'Send later' }).click();
    await page.getByRole('menuitem', { name: /tomorrow morning/ }).click();
    await page.getByRole('dialog', { name: 'New conversation' }).waitFor({ state: 'detached' });
    await page.getByText(/Goes out .*unless they write first/).waitFor();
    expect(await until(planned, (all) => all.length === 1)).toMatchObject([{ to: { name: 'Helen Reed', address: 'helen@example.com' }, attachments: [{ name: 'shot.png' }, { name: 'dropped.txt' }] }]);
    await page.keyboard.press('c');
    await page.getByRole('button', { name: '1 letter waits to go out' }).click();
    await page.getByRole('region', { name: 'Letters that go out later' }).getByText(/Goes out tomorrow/).waitFor();
    await picture(page, 'letter-planned');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Edit as a draft' }).click();
    await until(() => text().inputValue(), (words) => words.includes('**ours**'));
    await expect.poll(() => page.getByRole('textbox', { name: 'To', exact: true }).inputValue()).toContain('helen@example.com');
    await expect.poll(() => planned()).toEqual([]);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    const letter = page.getByRole('log').getByRole('article').last();
    await letter.locator('strong').getByText('ours').waitFor();
    await expect.poll(() => letter.getByRole('link', { name: 'the form' }).getAttribute('href')).toBe('https://lumen.example/f');
    await picture(page, 'letter-sent');
  });
});
