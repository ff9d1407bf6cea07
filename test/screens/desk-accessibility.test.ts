// Every screen by axe (WCAG 2.2 AA) in both themes, and at three widths without anything running out of the page; with ugly data.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { acceptRaw } from '../../src/operations/accept-raw.ts';
import type { InboxView } from '../../src/contract/views.ts';
import { anna, answerField, call, chatInbox, customer, listed, openStage, until, type Stage } from './desk-stage.ts';
import { escape } from './hands.ts';
import { everyRule, violations } from './looking.ts';

/** The page, and every part of it that would have to be pushed sideways; the row of settings places may. */
const overflowing = `[...document.querySelectorAll('*')].filter((one) => (one === document.scrollingElement || /auto|scroll/.test(getComputedStyle(one).overflowX)) && one.scrollWidth > one.clientWidth + 1 && !one.closest('nav')).map((one) => one.tagName + '.' + one.className + ' by ' + (one.scrollWidth - one.clientWidth))`;
const mail = `From: =?utf-8?B?0JzQsNGA0LjQvdCw?= <marina@example.test>\r\nTo: support@lumen.example, Colleague <colleague@shop.example>\r\nSubject: Paid twice\r\nMessage-ID: <${randomUUID()}@example.test>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Hello, I was <b>charged twice</b> for order 55812.</p><table><tr><td>A wide table</td></tr></table><blockquote>On Monday Anna wrote: we will call you.</blockquote>\r\n--x\r\nContent-Type: application/pdf; name="receipt.pdf"\r\nContent-Disposition: attachment; filename="receipt.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQK\r\n--x--\r\n`;

const ugly: readonly (readonly [string, string])[] = [
  ['👩‍🚀🎉 Zoë 🦄 O’Brien-Śmigły-Rydz-von-und-zu-Habsburg-Lothringen the Third', 'where is it??? 📦❓'],
  ['سارة الخطيب', 'مرحبا، طلبت حذاء قبل أسبوعين ولم يصل بعد. رقم الطلب 88120. هل يمكنكم المساعدة؟'],
  [
    'Rant',
    'This is the third time I write and nobody has answered me. I paid in full, and since then I have had nothing but automatic messages. '
      .repeat(30)
      .slice(0, 4_000),
  ],
  ['Long', `${'A'.repeat(600)} https://example.org/${'x'.repeat(300)}`],
];

describe('every screen', () => {
  let stage: Stage;
  let page: Page;
  let email: InboxView;
  const places: string[] = [];

  beforeAll(async () => {
    stage = await openStage();
    page = await stage.signedIn(anna);
    const { request } = page;
    const chat = await chatInbox(request, stage.desk);
    email = await call<InboxView>(request, stage.desk, 'POST', '/inboxes', {
      channel: 'email',
      name: 'Mail',
      senders: [
        { name: 'Lumen', address: 'support@lumen.example', signature: 'Lumen' },
        { name: 'Sales', address: 'sales@lumen.example', signature: '' },
      ],
      config: {
        imap: { host: '127.0.0.1', port: 9, secure: false, user: 'support', password: 'secret' },
        smtp: { host: '127.0.0.1', port: 9, secure: false, auth: 'none' },
      },
    });
    for (const [name, text] of ugly) await (await customer(stage.desk, chat, name)).write(text);
    const { installation } = stage.desk;
    const { workspace } = await call<{ readonly workspace: { readonly id: string } }>(request, stage.desk, 'GET', '/session');
    await acceptRaw(installation.desk, { workspace: workspace.id, id: email.id }, [
      { kind: 'message', headers: { uid: '7', uidvalidity: '1', folder: 'INBOX' }, body: Buffer.from(mail), receivedAt: stage.desk.now(), key: '1:7' },
    ]);
    await acceptRaw(installation.desk, { workspace: workspace.id, id: email.id }, [
      { kind: 'message', headers: { uid: '8', uidvalidity: '1', folder: 'INBOX' }, body: Buffer.from(''), receivedAt: stage.desk.now(), key: '1:8' },
    ]);
    const all = await until(
      () => listed(request, stage.desk, 'all'),
      (list) => list.length === ugly.length + 1,
    );
    const marina = all.find((one) => one.channel === 'email')!;
    await call(request, stage.desk, 'POST', `/conversations/${marina.id}/tags`, {
      add: Array.from({ length: 50 }, (_, index) => `tag ${index + 1}${index % 7 === 0 ? ' — очень длинная метка для проверки' : ''}`),
    });
    await call(request, stage.desk, 'POST', `/conversations/${marina.id}/notes`, { id: randomUUID(), text: 'Please be generous.', attachments: [] });
    await call(request, stage.desk, 'POST', `/conversations/${marina.id}/replies`, {
      id: randomUUID(),
      text: 'Dear Marina, I will write to you tomorrow by 12:00.',
      version: marina.version,
      anyway: true,
      undoSeconds: 0,
      then: 'open',
    });
    await call(request, stage.desk, 'POST', '/teams', { name: 'Billing', members: [] });
    places.push(
      '/inbox/open',
      `/inbox/all/${marina.id}`,
      ...all.filter((one) => one.id !== marina.id).map((one) => `/inbox/open/${one.id}`),
      '/inbox/snoozed',
      '/settings/me',
      '/settings/people',
      '/settings/workspace',
      '/settings/inboxes',
      `/settings/inboxes/${email.id}`,
      `/settings/inboxes/${chat.id}`,
      '/settings/tokens',
    );
  });
  afterAll(() => stage.stop());

  const atEach = async (seen: Page, look: (place: string) => Promise<void>) => {
    for (const place of places) {
      await seen.goto(place);
      await seen.locator('main').first().waitFor();
      // What the place is about has come: a page that is still empty has no mistake either.
      await seen.locator(/^\/inbox\/[a-z]+\/./.test(place) ? '[role=log] article' : place.startsWith('/settings') ? 'main h2' : place === '/inbox/open' ? '[data-conversation]' : 'main').first().waitFor();
      await until(
        () => seen.locator('.skeleton').count(),
        (count) => count === 0,
      );
      await look(place);
    }
  };

  test.each(['light', 'dark'] as const)('has no mistake that axe finds, %s', { timeout: 300_000 }, async (theme) => {
    const seen = await stage.signedIn(anna, { theme, contact: 'shown', viewport: { width: 1600, height: 900 } });
    const found: string[] = [];
    await atEach(seen, async (place) => {
      found.push(...(await violations(seen, everyRule)).map((one) => `${place} ${one}`));
    });
    expect(found).toEqual([]);
  });

  test.each(['light', 'dark'] as const)('menus and dialogs have none either, %s', { timeout: 300_000 }, async (theme) => {
    const seen = await stage.signedIn(anna, { theme });
    await seen.goto(places[1]!);
    await seen.getByRole('log').getByText('charged twice').first().waitFor();
    const found: string[] = [];
    for (const [key, role] of [
      ['a', 'menu'],
      ['h', 'menu'],
      ['l', 'dialog'],
      ['Shift+Slash', 'dialog'],
      ['c', 'dialog'],
    ] as const) {
      await seen.getByRole('log').focus();
      await seen.keyboard.press(key);
      await seen.locator(`[role=${role}]:focus-within`).waitFor();
      found.push(...(await (role === 'menu' ? violations(seen) : violations(seen, everyRule))).map((one) => `${key} ${one}`));
      await escape(seen, seen.getByRole(role));
    }
    await seen
      .getByRole('button', { name: /What is new/ })
      .first()
      .click();
    await seen.getByRole('dialog').waitFor();
    found.push(...(await violations(seen, everyRule)));
    await escape(seen, seen.getByRole('dialog'));
    await answerField(seen).fill('We apologize for any inconvenience. I will call you tomorrow at 10:00.');
    await seen.getByRole('list', { name: 'Advice' }).waitFor();
    found.push(...(await violations(seen, everyRule)));
    await answerField(seen).fill('');
    await seen.goto('/settings/inboxes');
    await seen.getByRole('button', { name: 'Add e-mail' }).click();
    await seen.getByRole('dialog').getByRole('button', { name: 'Connect' }).click();
    await seen.locator('[aria-invalid="true"]').first().waitFor();
    found.push(...(await violations(seen, everyRule)));
    expect(found).toEqual([]);
  });

  test.each(['light', 'dark'] as const)('the entrance has none either, %s', async (theme) => {
    const stranger = await stage.page({ theme });
    const found: string[] = [];
    for (const place of ['/sign-in', '/forgotten', '/new-password', '/new-password#token', '/invitation']) {
      await stranger.goto(place);
      await stranger.getByRole('heading').first().waitFor();
      found.push(...(await violations(stranger, everyRule)).map((one) => `${place} ${one}`));
    }
    expect(found).toEqual([]);
  });

  test.each([390, 1280, 1920])('stays within %i pixels', { timeout: 300_000 }, async (width) => {
    const seen = await stage.signedIn(anna, { viewport: { width, height: 844 } });
    const wide: string[] = [];
    await atEach(seen, async (place) => {
      wide.push(...((await seen.evaluate(overflowing)) as string[]).map((what) => `${place} ${what}`));
    });
    expect(wide).toEqual([]);
  });

  test('a formatted mail is shown in a frame that runs nothing and is as tall as its page; its file can be saved', async () => {
    await page.goto(places[1]!);
    await page.getByRole('button', { name: 'Show as it was formatted' }).click();
    const frame = page.frameLocator('iframe');
    await frame.getByText('charged twice').waitFor();
    await expect.poll(() => page.locator('iframe').getAttribute('sandbox')).not.toContain('allow-scripts');
    await until(
      () => page.locator('iframe').evaluate((element) => (element as unknown as { clientHeight: number }).clientHeight),
      (height) => height >= 80,
    );
    // Keys hold for whoever has clicked into it.
    await frame.getByText('charged twice').click();
    await page.keyboard.press('n');
    await until(
      () => page.getByRole('textbox', { name: 'Note for the team' }).count(),
      (count) => count === 1,
    );
    await page.getByRole('link', { name: /receipt\.pdf/ }).waitFor();
  });

  test('a send that fails says so in red, keeps the words, and can be tried again', async () => {
    const { desk } = stage;
    await page.goto(places[1]!);
    // The mail server cannot be reached: after a day of trying the desk gives up and says so.
    desk.advance(25 * 3_600_000);
    const wrong = page.getByRole('group', { name: 'Something went wrong with this delivery' });
    await wrong.getByText('Could not be delivered to marina@example.test').waitFor();
    await wrong.getByRole('button', { name: 'Send again' }).click();
    await until(
      () => wrong.count(),
      (count) => count === 0,
    );
    await page
      .getByRole('button', { name: /What is new: \d+ unseen/ })
      .first()
      .click();
    await page.getByRole('dialog').getByText('An answer could not be delivered').first().waitFor();
  });
});
