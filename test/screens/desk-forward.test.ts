// A matter goes to a workshop and comes back, while two agents look at it: whose words are whose is plain to see, and nobody writes to
// the wrong one. Real mail servers on both sides.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import type { InboxView } from '../../src/contract/views.ts';
import type { Dovecot } from '../setup/dovecot.ts';
import { startDovecot } from '../setup/dovecot.ts';
import type { MailSink } from '../setup/mail-sink.ts';
import { startMailSink } from '../setup/mail-sink.ts';
import { anna, answerField, call, join, openStage, send, until, type Person, type Stage } from './desk-stage.ts';
import { escape, hasFocus, openRow, settled } from './hands.ts';
import { checkAccessible, picture } from './looking.ts';

const workshop = 'info@workshop.example';
const customer = 'giulia@example.test';

describe('forwarding on the screen', () => {
  let stage: Stage;
  let dovecot: Dovecot;
  let sink: MailSink;
  let first: Page;
  let second: Page;
  let boris: Person;

  beforeAll(async () => {
    [stage, dovecot, sink] = await Promise.all([openStage(), startDovecot(), startMailSink()]);
    first = await stage.signedIn(anna);
    const [user] = dovecot.users;
    await call<InboxView>(first.request, stage.desk, 'POST', '/inboxes', {
      channel: 'email', name: 'Help', undoSeconds: 0, senders: [{ name: 'Bottega', address: user!.name, signature: 'Bottega, via Roma 1' }],
      config: { imap: { host: dovecot.host, port: dovecot.port, secure: false, user: user!.name, password: user!.password }, smtp: { host: '127.0.0.1', port: sink.port, secure: false, auth: 'none' } },
    });
    boris = await join(first.request, stage.desk, 'Boris Ivanov', 'lead');
    second = await stage.signedIn(boris);
    arrive({ From: `Giulia Bianchi <${customer}>`, Subject: 'Broken lamp' }, 'My lamp arrived broken, order 55871. I am very angry. Who will repair it?');
    await first.goto('/inbox/open');
    await openRow(first, 'Giulia Bianchi', /Giulia Bianchi|Broken lamp/);
    await first.getByRole('log').getByText('arrived broken').first().waitFor();
    await second.goto('/inbox/open');
    await openRow(second, 'Giulia Bianchi', /Giulia Bianchi|Broken lamp/);
    await second.getByRole('log').getByText('arrived broken').first().waitFor();
  });
  afterAll(async () => {
    await Promise.all([stage?.stop(), dovecot?.stop(), sink?.stop()]);
  });

  function arrive(headers: Readonly<Record<string, string>>, text: string): void {
    const lines = { To: dovecot.users[0]!.name, 'Message-ID': `<${randomUUID()}@mail.example>`, Date: new Date().toUTCString(), 'Content-Type': 'text/plain; charset=utf-8', ...headers };
    dovecot.deliver(dovecot.users[0]!.name, `${Object.entries(lines).map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n${text}\r\n`);
  }
  const mailTo = (address: string, mark: string) => until(async () => sink.mails.find((mail) => mail.to.includes(address) && mail.raw.includes(mark)), (mail) => mail !== undefined);
  const header = (raw: string, name: string) => (new RegExp(`^${name}:(.*(?:\\r?\\n[ \\t].*)*)`, 'im').exec(raw)?.[1] ?? '').replaceAll(/\r?\n[ \t]+/g, ' ').trim();
  const dialogOf = (page: Page): Locator => page.getByRole('dialog');

  test('by keyboard: the letter is prefilled, kept as it is typed, checked, and goes to the workshop alone', async () => {
    await first.getByRole('log').focus();
    await first.keyboard.press('f');
    const dialog = dialogOf(first);
    await dialog.getByRole('heading', { name: 'Forward' }).waitFor();
    // The window that was there while its words were on their way keeps the focus from nobody.
    await hasFocus(dialog.getByRole('textbox', { name: 'To', exact: true }));
    await expect.poll(() => dialog.getByRole('textbox', { name: 'Subject' }).inputValue()).toBe('Fwd: Broken lamp');
    await expect.poll(() => dialog.getByRole('textbox', { name: 'What is passed on' }).inputValue()).toMatch(/Giulia Bianchi.*\n> My lamp arrived broken/u);
    await dialog.getByRole('button', { name: 'Forward', exact: true }).click();
    await dialog.getByText('Enter at least one address.').waitFor();
    await dialog.getByRole('textbox', { name: 'To', exact: true }).fill('Workshop <info@workshop');
    await dialog.getByText('is no e-mail address').waitFor();
    await dialog.getByRole('textbox', { name: 'To', exact: true }).fill(`Workshop <${workshop}>`);
    await dialog.getByRole('textbox', { name: 'Your words' }).pressSequentially('Can you repair it by Friday?');
    // The other agent sees that somebody writes here.
    await second.getByText(/ is writing/).waitFor();
    await checkAccessible(first);
    await picture(first, 'forward-dialog');
    await first.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await hasFocus(first.getByRole('log'));
    await first.reload();
    await first.getByRole('log').getByText('arrived broken').first().waitFor();
    await first.getByRole('log').focus();
    await first.keyboard.press('f');
    await expect.poll(() => dialog.getByRole('textbox', { name: 'Your words' }).inputValue()).toBe('Can you repair it by Friday?');
    await dialog.getByRole('textbox', { name: 'Your words' }).press('Control+Enter');
    await dialog.waitFor({ state: 'detached' });
    for (const page of [first, second]) await page.getByRole('article', { name: /Forwarded by/ }).getByText('Can you repair it by Friday?').waitFor();
    const mail = await mailTo(workshop, 'by Friday');
    expect(mail!.to).toEqual([workshop]);
    expect(mail!.raw).not.toContain(customer);
  });

  test('the customer cannot be the recipient, and what was typed stays', async () => {
    await first.getByRole('log').focus();
    await first.keyboard.press('f');
    const dialog = dialogOf(first);
    await dialog.getByRole('textbox', { name: 'To', exact: true }).fill(customer);
    await dialog.getByRole('textbox', { name: 'Your words' }).fill('Oops');
    await dialog.getByRole('button', { name: 'Forward', exact: true }).click();
    await dialog.getByText("is this conversation's customer").waitFor();
    await expect.poll(() => dialog.getByRole('textbox', { name: 'Your words' }).inputValue()).toBe('Oops');
    await dialog.getByRole('button', { name: 'Throw this draft away' }).click();
    await dialog.waitFor({ state: 'detached' });
  });

  test('the answer stands in the conversation as theirs on both screens; a reply goes to the customer', async () => {
    const mail = (await mailTo(workshop, 'by Friday'))!;
    const replyTo = header(mail.raw, 'Reply-To') || header(mail.raw, 'From');
    await answerField(second).pressSequentially('Dear Giulia,');
    arrive({ From: `Ivan <${workshop}>`, To: replyTo, Subject: `Re: ${header(mail.raw, 'Subject')}`, 'In-Reply-To': `<${mail.messageId}>`, References: `${header(mail.raw, 'References')} <${mail.messageId}>`.trim() }, 'Friday works, it costs us 40 euro.\r\n\r\nOn Fri, Nov 20, 2026 at 10:02 AM Bottega <desk@example.test> wrote:\r\n\r\n> Can you repair it by Friday?');
    for (const page of [first, second]) {
      const article = page.getByRole('article', { name: 'Answer of a third party, Ivan' });
      await article.getByText('Friday works').first().waitFor();
      await article.getByText('not the customer').waitFor();
      await expect.poll(() => article.getByText('Can you repair it by Friday?').isVisible()).toBe(false);
    }
    // Who was writing to the customer sees it before the answer goes.
    await second.getByRole('alert').getByText('Friday works').first().waitFor();
    await picture(second, 'forward-answered');
    await checkAccessible(second);
    await second.getByRole('button', { name: 'I have read it' }).click();
    await answerField(second).fill('Dear Giulia, it will be repaired by Friday.');
    await send(second);
    // She is angry and nothing can be taken back here: it is asked once how the answer would feel, and the same key sends it.
    await second.getByText('How would I feel in this situation?').waitFor();
    await answerField(second).focus();
    await send(second);
    const answer = await mailTo(customer, 'repaired by Friday');
    expect(answer!.to).toEqual([customer]);
    expect(answer!.raw).not.toContain('40 euro');
    expect(answer!.raw).not.toContain('workshop');
  });

  test('answering the third party is another thing, and says so', async () => {
    const article = first.getByRole('article', { name: 'Answer of a third party, Ivan' });
    await article.getByRole('button', { name: 'Answer them' }).click();
    const dialog = dialogOf(first);
    await dialog.getByRole('heading', { name: 'Answer Ivan' }).waitFor();
    await expect.poll(() => dialog.getByRole('textbox', { name: 'To', exact: true }).inputValue()).toBe(`Ivan <${workshop}>`);
    // What is kept of it on the server is still on its way when it is sent: no letter is begun by that.
    let keep = () => {};
    await first.route('**/forward-drafts', async (route) => {
      if (route.request().method() === 'PUT') await new Promise<void>((resolve) => {
        keep = resolve;
      });
      await route.continue();
    });
    const kept = first.waitForRequest((request) => request.method() === 'PUT' && request.url().endsWith('/forward-drafts'));
    await dialog.getByRole('textbox', { name: 'Your words' }).fill('Agreed, please go on.');
    await kept;
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
    await settled(first);
    keep();
    await dialog.waitFor({ state: 'detached' });
    await first.unroute('**/forward-drafts');
    const conversation = first.url().split('/').at(-1)!.replace(/#.*/, '');
    await expect.poll(() => call(first.request, stage.desk, 'GET', `/conversations/${conversation}/forward-drafts`)).toEqual({ drafts: [] });
    const mail = await mailTo(workshop, 'Agreed, please go on.');
    expect(mail!.to).toEqual([workshop]);
  });

  test('a letter that is taken back stands in its own window again, not where one writes to the customer', async () => {
    const [inbox] = (await call<{ readonly inboxes: readonly InboxView[] }>(first.request, stage.desk, 'GET', '/inboxes')).inboxes.filter((one) => one.channel === 'email');
    await call(first.request, stage.desk, 'PATCH', `/inboxes/${inbox!.id}`, { undoSeconds: 30 });
    await first.getByRole('log').focus();
    await first.keyboard.press('f');
    const dialog = dialogOf(first);
    await dialog.getByRole('textbox', { name: 'To', exact: true }).fill('courier@parcels.example');
    await dialog.getByRole('textbox', { name: 'Your words' }).fill('Fetch it on Friday.');
    await dialog.getByRole('button', { name: 'Forward', exact: true }).click();
    await first.getByRole('article', { name: /Forwarded by/ }).getByText('Fetch it on Friday.').waitFor();
    await dialog.waitFor({ state: 'detached' });
    await first.getByRole('log').focus();
    await first.keyboard.press('z');
    await dialog.getByRole('textbox', { name: 'Your words' }).waitFor();
    await expect.poll(() => dialog.getByRole('textbox', { name: 'Your words' }).inputValue()).toBe('Fetch it on Friday.');
    await expect.poll(() => dialog.getByRole('textbox', { name: 'To', exact: true }).inputValue()).toBe('courier@parcels.example');
    await dialog.getByRole('button', { name: 'Throw this draft away' }).click();
    await expect.poll(() => answerField(first).inputValue()).toBe('');
    await first.getByText('Took a forwarded letter back').waitFor();
    expect(sink.mails.some((mail) => mail.to.includes('courier@parcels.example'))).toBe(false);
  });

  test('a letter that was begun is there on another device, without the first one being closed; the last writer is told', async () => {
    await first.getByRole('log').focus();
    await first.keyboard.press('f');
    const dialog = dialogOf(first);
    await dialog.getByRole('textbox', { name: 'To', exact: true }).fill('courier@parcels.example');
    await dialog.getByRole('textbox', { name: 'Blind copy' }).fill('boss@parcels');
    await dialog.getByRole('textbox', { name: 'Your words' }).fill('Where did you leave it');
    const conversation = first.url().split('/').at(-1)!.replace(/#.*/, '');
    await until(() => call<{ drafts: { content: { text: string } }[] }>(first.request, stage.desk, 'GET', `/conversations/${conversation}/forward-drafts`), ({ drafts }) => drafts[0]?.content.text === 'Where did you leave it');
    const phone = await stage.signedIn(anna, { viewport: { width: 390, height: 860 } });
    await phone.goto(`/inbox/open/${conversation}`);
    await phone.getByText('You have begun a letter to courier@parcels.example:').waitFor();
    await picture(phone, 'forward-begun');
    await checkAccessible(phone);
    await phone.getByRole('button', { name: 'Go on writing' }).click();
    const there = dialogOf(phone);
    await until(() => there.getByRole('textbox', { name: 'Your words' }).inputValue(), (text) => text === 'Where did you leave it');
    await expect.poll(() => there.getByRole('textbox', { name: 'Blind copy' }).inputValue()).toBe('boss@parcels');
    await there.getByRole('textbox', { name: 'Your words' }).fill('Where did you leave it on Monday?');
    await phone.keyboard.press('Escape');
    await until(() => call<{ drafts: { content: { text: string } }[] }>(first.request, stage.desk, 'GET', `/conversations/${conversation}/forward-drafts`), ({ drafts }) => drafts[0]?.content.text.includes('Monday') === true);
    // Nothing of it stands where one writes to the customer.
    await expect.poll(() => answerField(phone).inputValue()).toBe('');
    await phone.context().close();
    await dialog.getByRole('textbox', { name: 'Your words' }).pressSequentially(' exactly');
    await first.getByText(/other device|another device/i).first().waitFor();
    await dialog.getByRole('textbox', { name: 'Your words' }).fill('Where did you leave it?');
    await dialog.getByRole('button', { name: 'Forward', exact: true }).click();
    await dialog.getByText('boss@parcels is no e-mail address').waitFor();
    await dialog.getByRole('textbox', { name: 'Blind copy' }).fill('boss@parcels.example');
  });

  test('it is sent later: listed for everybody, put to another time, taken back by its writer, and sent now', async () => {
    const { inboxes } = await call<{ inboxes: InboxView[] }>(first.request, stage.desk, 'GET', '/inboxes');
    await call(first.request, stage.desk, 'PATCH', `/inboxes/${inboxes[0]!.id}`, { undoSeconds: 0 });
    const dialog = dialogOf(first);
    await dialog.getByRole('button', { name: 'Send later' }).click();
    await first.getByRole('menuitem', { name: /in 2 hours/ }).click();
    await dialog.waitFor({ state: 'detached' });
    for (const page of [first, second]) await page.getByText(/Goes out .*courier@parcels\.example/).waitFor();
    await checkAccessible(first);
    await picture(first, 'forward-planned');
    expect(sink.mails.some((mail) => mail.to.includes('courier@parcels.example'))).toBe(false);
    const list = first.getByRole('list', { name: 'Letters to others that are not sent yet' });
    await list.getByRole('button', { name: 'Another time' }).click();
    await first.getByRole('dialog').getByRole('textbox').or(first.getByRole('dialog').locator('input')).first().fill(`${new Date().getFullYear() + 1}-01-04T09:00`);
    await first.keyboard.press('Enter');
    await list.getByText(/Jan/).waitFor();
    await list.getByRole('button', { name: 'Edit as a draft' }).click();
    await until(() => dialogOf(first).getByRole('textbox', { name: 'Your words' }).inputValue(), (text) => text === 'Where did you leave it?');
    await expect.poll(() => dialogOf(first).getByRole('textbox', { name: 'Blind copy' }).inputValue()).toBe('boss@parcels.example');
    // What was taken back is gone on the other screen too: "Send now" there means the letter that is planned next.
    await second.getByRole('list', { name: 'Letters to others that are not sent yet' }).waitFor({ state: 'detached' });
    await dialogOf(first).getByRole('button', { name: 'Send later' }).click();
    await first.getByRole('menuitem', { name: /in 2 hours/ }).click();
    await dialogOf(first).waitFor({ state: 'detached' });
    await second.getByRole('list', { name: 'Letters to others that are not sent yet' }).getByRole('button', { name: 'Send now' }).click();
    await second.getByRole('article', { name: /Forwarded by/ }).getByText('Where did you leave it?').waitFor();
    await until(async () => sink.mails.filter((mail) => mail.raw.includes('Where did you leave it?')), (mails) => mails.length === 1 && ['boss@parcels.example', 'courier@parcels.example'].every((to) => mails[0]!.to.includes(to)) && !mails[0]!.raw.includes('boss@'));
    await list.waitFor({ state: 'detached' });
  });

  test.each([
    ['ru', 'dark', 390, 'Переслать'],
    ['zh', 'light', 1440, '转发'],
    ['it', 'light', 390, 'Inoltra'],
    ['en', 'dark', 1440, 'Forward'],
  ] as const)('in %s, %s, at %i px', async (language, theme, width, title) => {
    await call(first.request, stage.desk, 'PATCH', '/me', { language });
    const page = await stage.signedIn(anna, { theme, viewport: { width, height: 900 } });
    await page.goto(first.url().replace(/^https?:\/\/[^/]+/u, ''));
    await page.getByRole('log').getByText('Friday works').first().waitFor();
    await picture(page, `forward-thread-${language}-${theme}-${width}`);
    await checkAccessible(page);
    await page.getByRole('log').focus();
    await page.keyboard.press('f');
    await page.getByRole('dialog').getByRole('heading', { name: title }).waitFor();
    await picture(page, `forward-dialog-${language}-${theme}-${width}`);
    await checkAccessible(page);
    await expect.poll(() => page.evaluate('document.scrollingElement.scrollWidth <= innerWidth + 1')).toBe(true);
    await escape(page, page.getByRole('dialog'));
    await page.getByRole('log').focus();
    await page.keyboard.press('Shift+H');
    await page.getByRole('dialog').getByRole('combobox').waitFor();
    await picture(page, `hand-over-${language}-${theme}-${width}`);
    await checkAccessible(page);
    await page.context().close();
    await call(first.request, stage.desk, 'PATCH', '/me', { language: 'en' });
  });
});
