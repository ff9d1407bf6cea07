// Three journeys by the keyboard alone: no pointer, no focus set by the test. What cannot be reached by Tab, arrows and keys, or is
// not seen to have the focus, fails here. And what a customer changes meanwhile comes to the screen by itself.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { Channel, Incoming } from '../../src/channels/channel.ts';
import type { OpenReply } from '../../src/contract/requests.ts';
import type { InboxView } from '../../src/contract/views.ts';
import { receiveNow } from '../../src/operations/receive-messages.ts';
import { administrator } from '../setup/desk.ts';
import { anna, answerField, call, chatInbox, customer, listed, openStage, row, until, type Stage } from './desk-stage.ts';
import { chooseByTyping, goDownTo, holdTime, inFront, typeInto } from './hands.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const furious = 'I am absolutely furious. You charged me twice for order 55812. When do I get my money back?';

async function violations(page: Page): Promise<unknown> {
  await page.evaluate(axe);
  return page.evaluate(`axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.html.slice(0, 140)).join(' | ')))`);
}

describe('by the keyboard alone', () => {
  let stage: Stage;
  let page: Page;
  let inbox: InboxView;

  beforeAll(async () => {
    stage = await openStage();
    const setting = await stage.signedIn(anna);
    inbox = await chatInbox(setting.request, stage.desk);
    await (await customer(stage.desk, inbox, 'Quiet Quentin')).write('Where can I see my orders?');
    await (await customer(stage.desk, inbox, 'John Meadows')).write(furious);
    await (await customer(stage.desk, inbox, 'Rosa Doble')).write('Hello, one question about lamps.');
    await (await customer(stage.desk, inbox, 'rosa doble')).write('And one about shades.');
    await setting.context().close();
    page = await stage.page();
    await holdTime(page);
  });
  afterAll(() => stage.stop());

  const focused = async () => (await page.evaluate(`(() => {
    const one = document.activeElement;
    const label = one.getAttribute('aria-label') ?? (one.labels?.[0]?.innerText || one.innerText || '');
    const style = getComputedStyle(one);
    return { name: label.replace(/\\s+/g, ' ').trim(), seen: style.outlineStyle !== 'none' && style.outlineWidth !== '0px' };
  })()`)) as { readonly name: string; readonly seen: boolean };
  const tabTo = async (name: RegExp, key = 'Tab', most = 90) => {
    const passed: string[] = [];
    for (let presses = 0; presses < most; presses += 1) {
      const now = await focused();
      if (name.test(now.name)) {
        expect(now.seen, `the focus on "${now.name}" is not seen`).toBe(true);
        return;
      }
      passed.push(now.name.slice(0, 30));
      await page.keyboard.press(key);
    }
    throw new Error(`${String(name)} was not reached: ${passed.join(' › ')}`);
  };
  const opened = async (name: string): Promise<OpenReply> => {
    const one = (await listed(page.request, stage.desk, 'all')).find(({ contact }) => contact.name === name)!;
    return call<OpenReply>(page.request, stage.desk, 'GET', `/conversations/${one.id}`);
  };

  test('one signs in, finds the angry customer in the list, keeps a promise in the answer, sends it and closes', async () => {
    await page.goto('/');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await typeInto(page.getByLabel('E-mail address'), administrator.email);
    await page.keyboard.press('Tab');
    await typeInto(page.getByLabel('Password', { exact: true }), administrator.password);
    await page.keyboard.press('Enter');
    await row(page, 'John Meadows').waitFor();
    await goDownTo(page, 'John Meadows');
    await page.getByRole('log').getByText('absolutely furious').first().waitFor();
    await page.keyboard.press('v');
    await page.getByRole('status').filter({ hasText: /this conversation/i }).first().waitFor();
    await page.keyboard.press('r');
    await typeInto(answerField(page), 'John, you paid twice and that is our mistake. I will return the money tomorrow by 12:00.');
    await until(() => page.locator('[data-keep-promise]').count(), (count) => count > 0);
    await page.keyboard.press('Alt+Enter');
    await until(() => page.locator('[data-keep-promise]').count(), (count) => count === 0);
    await page.keyboard.press('Control+Enter');
    await until(() => opened('John Meadows'), ({ messages, commitments }) => messages.at(-1)?.direction === 'out' && commitments.length === 1);
    await expect.poll(() => answerField(page).inputValue()).toBe('');
    await page.getByRole('list', { name: 'Advice' }).waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await until(() => page.evaluate('document.activeElement.tagName'), (name) => name !== 'TEXTAREA');
    await page.keyboard.press('e');
    await until(() => opened('John Meadows'), ({ conversation }) => conversation.state.is === 'closed');
  });

  test('a contact is joined with their double, seen beforehand, and parted by one key', async () => {
    await page.goto('/inbox/open');
    await row(page, 'about lamps').waitFor();
    await goDownTo(page, 'about lamps');
    await page.getByRole('log').getByText('about lamps').first().waitFor();
    await page.keyboard.press('i');
    const card = page.getByRole('complementary', { name: 'Contact' });
    await card.getByRole('button', { name: 'Join with another contact' }).waitFor();
    await tabTo(/^Join with another contact$/);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button').filter({ hasText: 'rosa doble' }).waitFor();
    await inFront(page);
    await tabTo(/^rosa doble/);
    await page.keyboard.press('Enter');
    await dialog.getByText(/goes along; whoever writes from it/).waitFor();
    expect(await violations(page)).toEqual([]);
    await tabTo(/^Join$/);
    await page.keyboard.press('Enter');
    await card.getByText('Joined contacts').waitFor();
    await dialog.waitFor({ state: 'detached' });
    await page.keyboard.press('z');
    await card.getByText('Joined contacts').waitFor({ state: 'detached' });
  });

  test('a reading is corrected from its word, and as a whole, with its language; the card says the language at once', async () => {
    await page.goto('/inbox/all');
    const { conversation } = await opened('John Meadows');
    await page.goto(`/inbox/all/${conversation.id}`);
    await page.getByRole('log').getByText('absolutely furious').first().waitFor();
    await page.keyboard.press('i');
    await page.getByRole('complementary', { name: 'Contact' }).getByText('English').first().waitFor();
    await tabTo(/^angry/);
    await page.getByRole('tooltip').filter({ hasText: 'furious' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'slightly' }).waitFor();
    await chooseByTyping(page, 'disapp', 'disappointed');
    await until(() => opened('John Meadows'), ({ messages }) => messages[0]!.reading!.mood === 'disappointment');
    await tabTo(/^Correct what was read$/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Correct what was read' }).waitFor();
    await expect.poll(async () => (await focused()).name).toMatch(/feel/i);
    await tabTo(/^Language/);
    await page.keyboard.type('Ital');
    await expect.poll(() => page.getByRole('dialog').getByLabel('Language').inputValue()).toBe('it');
    await tabTo(/^Correct$/);
    await page.keyboard.press('Enter');
    await until(() => opened('John Meadows'), (reply) => reply.contact.language === 'it' && reply.conversation.language === 'it');
    await page.getByRole('complementary', { name: 'Contact' }).getByText('Italian').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('z');
    await page.getByRole('complementary', { name: 'Contact' }).getByText('English').first().waitFor();
    await expect.poll(async () => (await opened('John Meadows')).contact.language).toBe('en');
  });

  test('what the customer changes comes by itself: words, mood in the list, the line of moods, and a colleague\'s word above it', async () => {
    const { desk } = stage.desk.installation;
    const { workspace } = await desk.db.selectFrom('conversation').select('workspace').limit(1).executeTakeFirstOrThrow();
    const ask = await opened('Quiet Quentin');
    const { external_id: external } = await desk.db.selectFrom('message').select('external_id').where('id', '=', ask.messages[0]!.id).executeTakeFirstOrThrow();
    const change = async (text: string) => {
      const edit: Incoming = { kind: 'edit', externalId: external!, content: { subject: null, text, html: null, attachments: [] }, at: stage.desk.now() };
      const chat = { ...desk.channels.get('web-chat')!, receive: (() => [edit]) as Channel['receive'] };
      await receiveNow({ ...desk, channels: new Map([...desk.channels, ['web-chat', chat]]) }, { workspace, id: inbox.id }, { id: randomUUID(), kind: 'edit', headers: {}, body: Buffer.from('{}'), blob: null, bytes: 2, receivedAt: stage.desk.now(), key: randomUUID() });
    };
    await page.goto(`/inbox/open/${ask.conversation.id}`);
    await page.getByRole('log').getByText('Where can I see my orders?', { exact: true }).waitFor();
    await change('I am absolutely furious: where can I see my orders? This is outrageous.');
    await page.getByRole('log').getByText('This is outrageous').first().waitFor();
    await page.getByRole('log').getByText('edited').waitFor();
    await row(page, 'Quiet Quentin').getByText('angry').waitFor();
    await row(page, 'Quiet Quentin').getByText(/I am absolutely furious/).waitFor();
    await call(page.request, stage.desk, 'POST', `/messages/${ask.messages[0]!.id}/corrections`, { id: randomUUID(), correction: { field: 'emotions', value: [{ value: 'sadness', intensity: 0.6 }] } });
    await row(page, 'Quiet Quentin').getByText('sad').waitFor();
    await change('I am still furious, and nobody tells me where my orders are.');
    await page.getByRole('log').getByText('nobody tells me where').first().waitFor();
    await row(page, 'Quiet Quentin').getByText('sad').waitFor();
    await tabTo(/^sad/);
    await page.getByRole('tooltip').getByText('The customer has changed the message since.').waitFor();
    expect(await violations(page)).toEqual([]);
  });
});

describe('formatting on a phone', () => {
  let stage: Stage;
  let page: Page;
  beforeAll(async () => {
    stage = await openStage();
    const setting = await stage.signedIn(anna);
    await (await customer(stage.desk, await chatInbox(setting.request, stage.desk), 'Helen Reed')).write('Where is my parcel?');
    page = await stage.signedIn(anna, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    await page.goto('/inbox/open');
    await row(page, 'Helen Reed').tap();
    await page.getByRole('log').getByText('Where is my parcel?', { exact: true }).waitFor();
    await page.getByRole('group', { name: 'Answer or note' }).getByRole('button', { name: 'Note' }).tap();
  });
  afterAll(() => stage.stop());

  const field = () => page.getByRole('textbox', { name: 'Note for the team' });

  test('one button opens the formats above the others; each is large enough for a thumb, and the keyboard stays', async () => {
    const bar = page.getByRole('toolbar', { name: 'Formatting' });
    await expect.poll(() => bar.isVisible()).toBe(false);
    await field().fill('our mistake');
    await page.getByRole('button', { name: 'Formatting' }).tap();
    await bar.waitFor();
    const boxes = await Promise.all((await bar.getByRole('button').all()).map((one) => one.boundingBox()));
    expect(boxes).toHaveLength(6);
    for (const box of boxes) expect(Math.min(box!.width, box!.height)).toBeGreaterThanOrEqual(44);
    const opener = await page.getByRole('button', { name: 'Formatting' }).boundingBox();
    expect(Math.min(opener!.width, opener!.height)).toBeGreaterThanOrEqual(44);
    expect(boxes[0]!.y + boxes[0]!.height).toBeLessThanOrEqual(opener!.y);
    await field().evaluate((area) => (area as unknown as { select(): void }).select());
    await bar.getByRole('button', { name: 'Bold' }).tap();
    await until(() => field().inputValue(), (words) => words === '**our mistake**');
    await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('TEXTAREA');
    await bar.getByRole('button', { name: 'List', exact: true }).tap();
    await until(() => field().inputValue(), (words) => words === '- **our mistake**');
    await bar.getByRole('button', { name: 'Link' }).tap();
    await until(() => field().inputValue(), (words) => words.includes('](https://)'));
    expect(await violations(page)).toEqual([]);
    await expect.poll(() => page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await page.getByRole('button', { name: 'Formatting' }).tap();
    await bar.waitFor({ state: 'hidden' });
  });
});
