// The chat in a real browser against a real desk: write, lose the connection, come back; nothing lost, nothing twice.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createHmac } from 'node:crypto';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildWidget, type ChatDesk, secrets, startChatDesk, startLine, startShop, until } from '../flows/chat-desk.ts';
import { launchBrowser, openPage, type PageOptions } from '../setup/browser.ts';
import { databaseKinds } from '../setup/clone.ts';
import { hasFocus } from './hands.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let chat: ChatDesk;
let browser: Browser;

beforeAll(async () => {
  await buildWidget();
  [chat, browser] = await Promise.all([startChatDesk(databaseKinds()[0]!, {}, { mail: true }), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await chat?.stop();
});

type Visit = { readonly page: Page; readonly field: Locator; readonly log: Locator; readonly problems: string[] };

/** Opens a page with the chat on it, and the chat. */
async function visit(address: string, options: PageOptions = {}): Promise<Visit> {
  const page = await openPage(browser, options);
  const problems: string[] = [];
  page.on('pageerror', (error) => void problems.push(error.message));
  await page.goto(address);
  return { page, field: page.locator('textarea'), log: page.getByRole('log'), problems };
}

const demo = (language = 'en') => `${chat.address}/demo?language=${language}`;
const open = async ({ page }: Visit) => page.getByRole('button', { name: /Lumen/ }).click();
const write = async ({ field }: Visit, text: string) => {
  await field.fill(text);
  await field.press('Enter');
};
const shownTexts = async ({ log }: Visit) => log.locator('.text').allTextContents();
const storedTexts = async (start: string) => (await chat.messages()).filter((message) => message.direction === 'in' && message.text.startsWith(start)).map((message) => message.text);
const inView = async ({ page }: Visit) => page.evaluate<boolean>('document.documentElement.scrollWidth <= document.documentElement.clientWidth');

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations: found } = await (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> } }).axe.run();
    return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
  });
}

describe('a visitor in a browser', () => {
  test('writes, is answered, and each side sees what the other has seen; before the first word nothing is stored', async () => {
    const visitor = await visit(demo());
    await open(visitor);
    await visitor.page.getByText('A person answers, not a bot.').waitFor();
    await expect.poll(() => visitor.page.evaluate('[document.cookie, Object.keys(localStorage).length]')).toEqual(['', 0]);
    await write(visitor, 'Where is my parcel?');
    await visitor.page.getByText('Delivered', { exact: true }).waitFor();
    const { id } = await chat.reply('On its way: it arrives tomorrow.');
    await visitor.page.getByText('On its way').waitFor();
    await visitor.page.getByText('Seen', { exact: true }).waitFor();
    const delivery = await until(async () => chat.desk.db.selectFrom('delivery').select('state').where('message', '=', id).executeTakeFirst(), (row) => row?.state === 'read');
    expect(delivery?.state).toBe('read');
    await expect.poll(() => visitor.page.evaluate('document.cookie')).toBe('');
    await visitor.page.reload();
    await open(visitor);
    await visitor.page.getByText('On its way').waitFor();
    await expect.poll(() => shownTexts(visitor)).toEqual(['Where is my parcel?', 'On its way: it arrives tomorrow.']);
    expect(visitor.problems).toEqual([]);
  });

  test('loses the connection while writing, goes on, reloads, comes back: nothing lost, nothing twice, on both sides', async () => {
    const line = await startLine(chat.address);
    const visitor = await visit(`${line.address}/demo?language=en`);
    await open(visitor);
    await write(visitor, 'off 1');
    await visitor.page.getByText('Delivered', { exact: true }).waitFor();
    line.cut();
    for (const text of ['off 2', 'off 3', 'off 4']) await write(visitor, text);
    await visitor.page.getByText('Not sent yet').first().waitFor();
    await visitor.page.getByText('No connection.').waitFor();
    await chat.reply('answered meanwhile');
    line.mend();
    await visitor.page.getByText('answered meanwhile').waitFor();
    await until(() => storedTexts('off'), (texts) => texts.length === 4);
    await visitor.page.getByText('Delivered', { exact: true }).waitFor();
    await expect.poll(async () => (await shownTexts(visitor)).toSorted()).toEqual(['answered meanwhile', 'off 1', 'off 2', 'off 3', 'off 4']);
    await expect.poll(async () => (await storedTexts('off')).toSorted()).toEqual(['off 1', 'off 2', 'off 3', 'off 4']);

    // The desk takes the question but its answer is lost together with the page.
    let answered = 0;
    await visitor.page.route('**/messages', async (route) => {
      await route.fetch();
      answered += 1;
      await route.abort();
    });
    await write(visitor, 'off 5');
    await until(() => answered, (count) => count > 0);
    await visitor.page.unroute('**/messages');
    await visitor.page.reload();
    await open(visitor);
    await until(() => storedTexts('off'), (texts) => texts.length === 5);
    await visitor.page.getByText('off 5').waitFor();
    await until(() => visitor.page.evaluate<number>(`Object.keys(localStorage).filter((key) => key.includes('.out.')).length`), (count) => count === 0);
    await expect.poll(async () => (await shownTexts(visitor)).filter((text) => text === 'off 5')).toHaveLength(1);
    await expect.poll(() => storedTexts('off')).toHaveLength(5);
    await line.stop();
  });

  test('writes in one tab and sees it in the other', async () => {
    const one = await visit(demo());
    await open(one);
    await write(one, 'tab one');
    await one.page.getByText('Delivered', { exact: true }).waitFor();
    const page = await one.page.context().newPage();
    await page.goto(demo());
    const two: Visit = { page, field: page.locator('textarea'), log: page.getByRole('log'), problems: [] };
    await open(two);
    await two.page.getByText('tab one').waitFor();
    await write(two, 'tab two');
    await one.page.getByText('tab two').waitFor();
    await chat.reply('to both');
    await Promise.all([one.page.getByText('to both').waitFor(), two.page.getByText('to both').waitFor()]);
    await expect.poll(() => shownTexts(one)).toEqual(['tab one', 'tab two', 'to both']);
    await expect.poll(() => shownTexts(two)).toEqual(['tab one', 'tab two', 'to both']);
  });

  test('sees on the closed button how much is new, and counts nothing as seen before it was', async () => {
    const visitor = await visit(demo());
    await open(visitor);
    await write(visitor, 'Quiet question');
    await visitor.page.getByText('Delivered', { exact: true }).waitFor();
    await visitor.page.getByRole('button', { name: 'Close' }).click();
    const { id } = await chat.reply('Quiet answer');
    await visitor.page.getByRole('button', { name: 'Chat: Lumen New messages: 1' }).waitFor();
    const state = async () => (await chat.desk.db.selectFrom('delivery').select('state').where('message', '=', id).executeTakeFirstOrThrow()).state;
    await until(state, (now) => now === 'delivered');
    await open(visitor);
    await until(state, (now) => now === 'read');
    await visitor.page.keyboard.press('Escape');
    await visitor.page.getByRole('button', { name: 'Chat: Lumen', exact: true }).waitFor();
  });

  test('sends files by button, by paste and by drop, and is told which cannot be sent', async () => {
    const visitor = await visit(demo());
    await open(visitor);
    const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
    await visitor.page.locator('input[type=file]').setInputFiles([{ name: 'lamp.png', mimeType: 'image/png', buffer: picture }, { name: 'virus.exe', mimeType: 'application/x-msdownload', buffer: picture }]);
    await visitor.page.getByText('virus.exe: not a kind of file for here').waitFor();
    await visitor.page.getByRole('button', { name: 'Remove virus.exe' }).click();
    const transfer = await visitor.page.evaluateHandle(`(() => {
      const data = new DataTransfer();
      data.items.add(new File(['a,b'], 'orders.csv', { type: 'text/csv' }));
      return data;
    })()`);
    await visitor.field.dispatchEvent('drop', { dataTransfer: transfer });
    await until(() => visitor.page.locator('.picked .file').count(), (count) => count === 2);
    await visitor.page.getByRole('button', { name: 'Send' }).click();
    await visitor.page.getByRole('img', { name: 'lamp.png' }).waitFor();
    await visitor.page.getByRole('link', { name: 'orders.csv' }).waitFor();
    const loaded = await until(() => visitor.page.getByRole('img', { name: 'lamp.png' }).evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth), (width) => width > 0);
    expect(loaded).toBe(1);
  });

  test('leaves an e-mail address to go on with, and is asked once', async () => {
    const visitor = await visit(demo());
    await open(visitor);
    await write(visitor, 'I must leave soon');
    const card = visitor.page.getByRole('textbox', { name: 'E‑mail address' });
    await card.fill('luca@example.it');
    await card.press('Enter');
    await visitor.page.getByText('We also answer to luca@example.it.').waitFor();
    await until(async () => chat.desk.db.selectFrom('identity').select('verified').where('external_id', '=', 'luca@example.it').executeTakeFirst(), (row) => row !== undefined);
    await visitor.page.reload();
    await open(visitor);
    await visitor.page.getByText('I must leave soon').waitFor();
    await expect.poll(() => card.count()).toBe(0);
  });

  test('asks a machine for a person with one tap', async () => {
    const visitor = await visit(demo());
    await open(visitor);
    await write(visitor, 'Hello machine');
    await visitor.page.getByText('Delivered', { exact: true }).waitFor();
    await chat.reply('I am an automatic answer.', { byMachine: true });
    await visitor.page.getByText('Bot', { exact: true }).waitFor();
    await visitor.page.getByRole('button', { name: 'Talk to a person' }).click();
    await until(() => storedTexts('Talk to a person'), (texts) => texts.length === 1);
    await until(() => visitor.page.getByRole('button', { name: 'Talk to a person' }).count(), (count) => count === 0);
  });

  test('works by keyboard alone: opens, writes, closes, and the focus comes back', async () => {
    const visitor = await visit(demo());
    await visitor.page.getByRole('button', { name: /Lumen/ }).focus();
    await visitor.page.keyboard.press('Enter');
    await hasFocus(visitor.field);
    await visitor.page.keyboard.type('first line');
    await visitor.page.keyboard.press('Shift+Enter');
    await visitor.page.keyboard.type('second line');
    await visitor.page.keyboard.press('Enter');
    await visitor.log.getByText('first line second line').waitFor();
    await visitor.page.keyboard.press('Escape');
    await until(() => visitor.page.evaluate(`document.querySelector('attune-chat').shadowRoot.activeElement?.className`), (name) => name === 'launcher');
    await expect.poll(() => visitor.page.getByRole('dialog').count()).toBe(0);
  });

  test('a long silence above is not broken: a reader who went up stays there and is told', async () => {
    const visitor = await visit(demo());
    await open(visitor);
    for (let count = 1; count <= 12; count += 1) await write(visitor, `line ${count} ${'words '.repeat(30)}`);
    await until(() => storedTexts('line'), (texts) => texts.length === 12);
    const region = visitor.page.getByRole('region', { name: 'Chat' });
    await region.evaluate((box) => box.scrollTo({ top: 0 }));
    await chat.reply('far below');
    await visitor.page.getByRole('button', { name: 'New messages: 1' }).waitFor();
    await expect.poll(() => region.evaluate((box) => box.scrollTop)).toBe(0);
    await visitor.page.getByRole('button', { name: 'New messages: 1' }).click();
    await until(() => visitor.page.getByRole('button', { name: 'New messages: 1' }).count(), (count) => count === 0);
  });
});

describe('on somebody else\'s page', () => {
  const script = (more = '') => `<script src="${chat.address}/widget.js" data-inbox="${chat.token}" ${more} defer></script>`;

  test('which loads it twice, in the head, without waiting, and reads from right to left, there is one chat and it stands as it should', async () => {
    const early = script().replace(' defer', '');
    const shop = await startShop('<p>Last.</p>', {}, { head: early + early, attributes: 'dir="rtl"' });
    const visitor = await visit(shop.address);
    await visitor.page.getByRole('button', { name: /Lumen/ }).waitFor();
    await expect.poll(() => visitor.page.locator('attune-chat').count()).toBe(1);
    await open(visitor);
    await expect.poll(() => visitor.page.evaluate(`getComputedStyle(document.querySelector('attune-chat').shadowRoot.querySelector('.head')).direction`)).toBe('ltr');
    await write(visitor, 'From an early page');
    await visitor.page.getByText('Delivered', { exact: true }).waitFor();
    expect(visitor.problems).toEqual([]);
    await shop.stop();
  });

  test('of another origin with a strict policy, it works and leaves the page alone', async () => {
    const policy = `default-src 'none'; script-src ${chat.address}; connect-src ${chat.address} ${chat.address.replace('http', 'ws')}; img-src ${chat.address}`;
    const shop = await startShop(script('data-language="it" data-colour="#ffe100" data-theme="light"'), { 'content-security-policy': policy });
    const visitor = await visit(shop.address);
    await open(visitor);
    await visitor.page.getByText('Buongiorno!').waitFor();
    await write(visitor, 'Da un altro sito');
    await visitor.page.getByText('Consegnato').waitFor();
    await chat.reply('Ricevuto.');
    await visitor.page.getByText('Ricevuto.').waitFor();
    await write(visitor, 'Giallo');
    await expect.poll(() => visitor.page.evaluate(`getComputedStyle(document.querySelector('attune-chat').shadowRoot.querySelector('.strong')).backgroundColor`)).toBe('rgb(255, 225, 0)');
    await expect.poll(() => visitor.page.evaluate(`getComputedStyle(document.querySelector('h1')).fontFamily`)).not.toContain('system-ui');
    expect(visitor.problems).toEqual([]);
    await shop.stop();
  });

  test('whose visitors are signed in, each person has their own chat, in one browser too', async () => {
    const identity = (id: string) => ({ id, signature: createHmac('sha256', secrets.identitySecret).update(id).digest('hex') });
    const shop = await startShop(`<script>window.attune = { identity: ${JSON.stringify(identity('anna'))} };</script>${script()}`);
    const visitor = await visit(shop.address);
    await open(visitor);
    await write(visitor, 'Words of Anna');
    await visitor.page.getByText('Delivered', { exact: true }).waitFor();
    await expect.poll(() => visitor.page.evaluate(`Object.keys(localStorage).filter((key) => key.endsWith('.token'))`)).toEqual([]);
    await visitor.page.evaluate(`attune.identify(${JSON.stringify(identity('bruno'))})`);
    await open(visitor);
    await visitor.page.getByText('Hello! What can we do for you?').waitFor();
    await expect.poll(() => visitor.page.getByText('Words of Anna').count()).toBe(0);
    const elsewhere = await visit(shop.address);
    await open(elsewhere);
    await elsewhere.page.getByText('Words of Anna').waitFor();
    await elsewhere.page.evaluate(`attune.identify({ id: 'anna', signature: 'forged' })`);
    await open(elsewhere);
    await elsewhere.page.getByText('identity-signature-wrong').waitFor();
    await expect.poll(() => elsewhere.page.getByRole('textbox').count()).toBe(0);
    await shop.stop();
  });
});

describe.each([['light', 'en'], ['dark', 'ru'], ['light', 'it'], ['dark', 'zh']] as const)('in the %s, in %s', (colorScheme, language) => {
  test('nothing is wrong for people who do not see the screen as it was drawn, and nothing is cut off at 320 pixels', async () => {
    const visitor = await visit(demo(language), { colorScheme, viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true });
    await visitor.page.getByRole('button', { name: /Lumen/ }).waitFor();
    expect(await violations(visitor.page)).toEqual([]);
    await open(visitor);
    await visitor.field.waitFor();
    expect(await violations(visitor.page)).toEqual([]);
    await write(visitor, `${language} ${'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(3)} مرحبا بالعالم 🙂`);
    await until(() => storedTexts(language), (texts) => texts.length === 1);
    await chat.reply(`https://shop.example/${'very-long-address/'.repeat(12)} 您好！`);
    await until(() => shownTexts(visitor), (texts) => texts.length === 2);
    expect(await violations(visitor.page)).toEqual([]);
    await expect.poll(() => inView(visitor)).toBe(true);
    const region = visitor.page.getByRole('region').last();
    await expect.poll(() => region.evaluate((box) => box.scrollWidth <= box.clientWidth)).toBe(true);
    // A dialog that covers everything keeps the focus until it is closed.
    for (let count = 0; count < 12; count += 1) await visitor.page.keyboard.press('Tab');
    await expect.poll(() => visitor.page.evaluate<string>('document.activeElement?.tagName')).toMatch(/ATTUNE-CHAT|BODY/);
    await visitor.page.context().setOffline(true);
    await write(visitor, 'kept');
    await until(() => visitor.page.locator('.offline').isVisible(), Boolean);
    expect(await violations(visitor.page)).toEqual([]);
    expect(visitor.problems).toEqual([]);
  });
});
