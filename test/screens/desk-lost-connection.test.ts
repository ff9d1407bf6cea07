// A train goes through a tunnel: what was typed stays, the screen says what is the matter, and afterwards everything is right again.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { InboxView } from '../../src/contract/views.ts';
import { startLine } from '../flows/chat-desk.ts';
import { anna, answerField, call, chatInbox, customer, listed, openStage, row, send, until, type Stage } from './desk-stage.ts';
import { openRow } from './hands.ts';

describe('a lost connection', () => {
  let stage: Stage;
  let line: Awaited<ReturnType<typeof startLine>>;
  let page: Page;
  let outside: Page;
  let inbox: InboxView;
  let john: Awaited<ReturnType<typeof customer>>;

  beforeAll(async () => {
    stage = await openStage();
    line = await startLine(stage.desk.address);
    outside = await stage.signedIn(anna);
    inbox = await chatInbox(outside.request, stage.desk);
    john = await customer(stage.desk, inbox, 'John Meadows');
    await john.write('Hello, where is my parcel?');
    const mary = await customer(stage.desk, inbox, 'Mary Stone');
    await mary.write('My lamp is broken.');
    page = await stage.page({ address: line.address });
    await page.goto('/');
    await page.getByLabel('E-mail address').fill(anna.email);
    await page.getByLabel('Password').fill(anna.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await openRow(page, 'John Meadows');
    await page.getByRole('log').getByText('Hello, where is my parcel?').first().waitFor();
    await row(page, 'Mary Stone').waitFor();
  });
  afterAll(async () => {
    await line.stop();
    await stage.stop();
  });

  test('is said, keeps what is typed, and loses nothing that happened meanwhile', async () => {
    await answerField(page).pressSequentially('Dear John, ');
    line.cut();
    await page.getByText('The connection is lost').waitFor();
    await answerField(page).pressSequentially('your parcel left today.');
    await send(page);
    await page.getByText('The desk cannot be reached').waitFor();
    await expect.poll(() => answerField(page).inputValue()).toBe('Dear John, your parcel left today.');

    await john.write('Are you still there?');
    const [mary] = await until(
      () => listed(outside.request, stage.desk, 'open'),
      (list) => list.length === 2,
    ).then((list) => list.filter((one) => one.contact.name === 'Mary Stone'));
    await call(outside.request, stage.desk, 'POST', `/conversations/${mary!.id}/close`, {});
    const zoe = await customer(stage.desk, inbox, 'Zoë New');
    await zoe.write('Hi there');

    line.mend();
    await until(
      () => page.getByText('The connection is lost').count(),
      (count) => count === 0,
      40,
    );
    await row(page, 'Zoë New').waitFor();
    await page.getByRole('log').getByText('Are you still there?', { exact: true }).waitFor();
    await until(
      () => row(page, 'Mary Stone').count(),
      (count) => count === 0,
    );
  });

  test('and the answer that could not go goes once, when it is sent again', async () => {
    await page.getByRole('button', { name: 'I have read it' }).click();
    await answerField(page).focus();
    await send(page);
    await page.getByRole('log').getByText('your parcel left today.').waitFor();
    await until(
      () => john.reads(),
      (texts) => texts.includes('Dear John, your parcel left today.'),
      30,
    );
    const [conversation] = (await listed(outside.request, stage.desk, 'all')).filter((one) => one.contact.name === 'John Meadows');
    const { messages } = await call<{ readonly messages: readonly { readonly direction: string }[] }>(
      outside.request,
      stage.desk,
      'GET',
      `/conversations/${conversation!.id}`,
    );
    expect(messages.filter((message) => message.direction === 'out')).toHaveLength(1);
  });

  test('a screen that is too far behind loads everything afresh, and is right', async () => {
    line.cut();
    await page.getByText('The connection is lost').waitFor();
    // Further than events are replayed: as after a long holiday.
    await stage.desk.installation.desk.db
      .updateTable('workspace_counter')
      .set((update) => ({ event: update('event', '+', 6_000) }))
      .execute();
    const late = await customer(stage.desk, inbox, 'Late Larry');
    await late.write('Am I too late?');
    const [john1] = (await listed(outside.request, stage.desk, 'all')).filter((one) => one.contact.name === 'John Meadows');
    await call(outside.request, stage.desk, 'POST', `/conversations/${john1!.id}/notes`, {
      id: crypto.randomUUID(),
      text: 'Written while the screen was away',
      attachments: [],
    });
    line.mend();
    await until(
      () => page.getByText('The connection is lost').count(),
      (count) => count === 0,
      40,
    );
    await row(page, 'Late Larry').waitFor();
    await page.getByRole('log').getByText('Written while the screen was away').waitFor();
    await late.write('Hello again');
    await row(page, 'Late Larry').filter({ hasText: 'Hello again' }).waitFor();
  });

  test('what could not be opened meanwhile opens by itself', async () => {
    await page.route('**/api/conversations/*', (route) => route.abort());
    await (await customer(stage.desk, inbox, 'Nina Night')).write('Is somebody awake?');
    await row(page, 'Nina Night').waitFor();
    line.cut();
    await page.getByText('The connection is lost').waitFor();
    await row(page, 'Nina Night').click();
    await page.getByRole('button', { name: 'Try again' }).first().waitFor();
    await page.unroute('**/api/conversations/*');
    line.mend();
    await page.getByRole('log').getByText('Is somebody awake?').first().waitFor();
  });
});
