// What is told beside the messages, each agent in their own language: what colleagues did, promises that come due, what went wrong,
// what a message lost on its way in, where a visitor was, and facts as people read them. No code and no other language on the screen.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { ConversationView, InboxView } from '../../src/contract/views.ts';
import { acceptRaw } from '../../src/operations/accept-raw.ts';
import { anna, answerField, call, chatInbox, customer, join, listed, openStage, row, send, until, type Stage } from './desk-stage.ts';
import { hasFocus, holdTime, openRow } from './hands.ts';

const mail = (headers: string, text: string) =>
  Buffer.from(
    `From: marina@example.test\r\nTo: support@lumen.example\r\nMessage-ID: <${randomUUID()}@example.test>\r\n${headers}Content-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`,
  );

describe('told beside the messages', () => {
  let stage: Stage;
  let first: Page;
  let second: Page;
  let chat: InboxView;
  let email: InboxView;
  let conversation: ConversationView;
  const log = (page: Page) => page.getByRole('log');

  beforeAll(async () => {
    stage = await openStage();
    first = await stage.signedIn(anna);
    chat = await chatInbox(first.request, stage.desk);
    email = await call<InboxView>(first.request, stage.desk, 'POST', '/inboxes', {
      channel: 'email',
      name: 'Mail',
      undoSeconds: 60,
      senders: [
        { name: 'Lumen', address: 'support@lumen.example', signature: 'Lumen, Via Roma 1' },
        { name: 'Sales', address: 'sales@lumen.example', signature: 'The sales people' },
      ],
      config: {
        imap: { host: '127.0.0.1', port: 9, secure: false, user: 'support', password: 'secret' },
        smtp: { host: '127.0.0.1', port: 9, secure: false, auth: 'none' },
      },
    });
    const boris = await join(first.request, stage.desk, 'Boris Ivanov', 'lead');
    second = await stage.signedIn(boris, { locale: 'ru-RU' });
    await call(second.request, stage.desk, 'PATCH', '/me', { language: 'ru' });
    const john = await customer(stage.desk, chat, 'John Meadows');
    await john.write('You charged me 4200 RUB twice on 9 March 2026, call me: +7 (912) 555-01-61.');
    for (const page of [first, second]) {
      await page.goto('/inbox/all');
      await openRow(page, 'John Meadows');
      await log(page).getByText('You charged me').first().waitFor();
    }
    [conversation] = (await listed(first.request, stage.desk, 'all')) as [ConversationView];
  });
  afterAll(() => stage.stop());

  const take = async (body: Buffer, headers: Readonly<Record<string, string>> = {}) => {
    const { workspace } = await call<{ readonly workspace: { readonly id: string } }>(first.request, stage.desk, 'GET', '/session');
    const id = randomUUID();
    await acceptRaw(stage.desk.installation.desk, { workspace: workspace.id, id: email.id }, [
      { kind: 'message', headers: { uid: '7', uidvalidity: '1', folder: 'INBOX', ...headers }, body, receivedAt: stage.desk.now(), key: id },
    ]);
  };

  test('facts stand as people write them, with the words that they were read from', async () => {
    const marks = log(second).getByRole('list', { name: 'Что прочитано в этом сообщении' });
    await expect.poll(async () => ((await marks.getByRole('button', { name: /сумма/ }).innerText()) ?? '').replaceAll(/[\u00A0\u202F]/g, ' ')).toContain('4 200 ₽');
    await expect.poll(() => marks.getByRole('button', { name: /телефон/ }).innerText()).toContain('+7 (912) 555-01-61');
    const date = marks.getByRole('button', { name: /дата/ });
    await expect.poll(() => date.innerText()).toMatch(/9 мар/);
    await expect.poll(() => marks.innerText()).not.toMatch(/\d{4}-\d\d-\d\d/);
    await date.hover();
    await expect.poll(() => log(second).locator('mark').allInnerTexts()).toEqual(['on 9 March 2026'.slice(3)]);
    await marks.getByRole('button', { name: /сумма/ }).focus();
    await expect.poll(async () => (await log(second).locator('mark').allInnerTexts()).join(' ')).toContain('4200');
  });

  test('what one agent does stands at once between the messages of the other, in the language of each, and after loading as well', async () => {
    await log(first).focus();
    await first.keyboard.press('a');
    await first.getByRole('menuitem', { name: 'Boris Ivanov' }).click();
    // It shows at once; what follows comes after it only when the server has it.
    await until(() => listed(first.request, stage.desk, 'all'), ([one]) => one!.assignee !== null);
    await call(first.request, stage.desk, 'POST', `/conversations/${conversation.id}/tags`, { add: ['возврат'] });
    await call(first.request, stage.desk, 'POST', `/conversations/${conversation.id}/snooze`, { until: new Date(Date.now() + 3_600_000).toISOString() });
    await call(first.request, stage.desk, 'POST', `/conversations/${conversation.id}/reopen`, {});
    const lines = log(second).getByRole('list', { name: 'Что сделала команда' });
    await lines.getByText('Открыто снова').waitFor();
    const told = (await lines.getByRole('listitem').allInnerTexts()).map((line) => line.replaceAll(/\s+/g, ' '));
    expect(told).toHaveLength(4);
    expect(told[0]).toMatch(/^Назначено: Boris Ivanov · anna/);
    expect(told[1]).toMatch(/^Метки: возврат · anna/);
    expect(told[2]).toMatch(/^Отложено: (?:сегодня|завтра) \d\d:\d\d · anna/);
    await expect.poll(() => log(first).getByRole('list', { name: 'What the team did' }).getByText('Assigned to Boris Ivanov').count()).toBe(1);
    await second.reload();
    await lines.getByText('Открыто снова').waitFor();
    await expect.poll(async () => (await lines.getByRole('listitem').allInnerTexts()).map((line) => line.replaceAll(/\s+/g, ' '))).toEqual(told);
  });

  test('a promise warns before it is due: in the list, in the thread, and where its agent is', async () => {
    await answerField(first).fill('I will call you tomorrow by 12:00.');
    await first.getByRole('list', { name: 'Promises in your answer' }).getByText('I will call you tomorrow by 12:00').waitFor();
    await first.keyboard.press('Alt+Enter');
    await first.getByRole('list', { name: 'Promises in your answer' }).getByText('kept in mind').waitFor();
    await send(first);
    await log(first).getByText('Promise noted: I will call you tomorrow by 12:00').waitFor();
    const { commitments } = await call<{ readonly commitments: readonly { readonly due: { readonly by: string } }[] }>(
      first.request,
      stage.desk,
      'GET',
      `/conversations/${conversation.id}`,
    );
    await holdTime(first);
    await first.goto('/settings/me');
    stage.desk.advance(Date.parse(commitments[0]!.due.by) - Date.parse(stage.desk.now()) - 20 * 60_000);
    const warning = first.getByText(/^A promise is due soon: I will call you tomorrow by 12:00/);
    await warning.waitFor();
    await first.getByRole('link', { name: 'Look' }).click();
    await log(first).getByText('Promise due soon: I will call you tomorrow by 12:00').waitFor();
    await log(second).getByText('Скоро срок обещания: I will call you tomorrow by 12:00').waitFor();
    await expect.poll(() => second.getByRole('toolbar').count()).toBe(1);
  });

  test('a first letter goes with its files, as the sender that was chosen, can be taken back, and is kept when the window is closed', async () => {
    await first.goto('/inbox/all');
    await row(first, 'John Meadows').waitFor();
    await first.keyboard.press('c');
    const dialog = first.getByRole('dialog', { name: 'New conversation' });
    await dialog.getByText('Lumen, Via Roma 1').waitFor();
    await dialog.getByLabel('Sender').selectOption('sales@lumen.example');
    await dialog.getByText('The sales people').waitFor();
    await dialog.getByLabel('To', { exact: true }).fill('greta@example.test');
    await dialog.locator('input[type=file]').setInputFiles({ name: 'Angebot №1.txt', mimeType: 'text/plain', buffer: Buffer.from('sum') });
    await dialog.getByText('Angebot №1.txt').waitFor();
    await dialog.getByLabel('Message').fill('Dear Greta, your lamp is ready.');
    await until(
      () => first.evaluate<string>('Object.values(localStorage).join()'),
      (kept) => kept.includes('Angebot') && kept.includes('lamp is ready'),
    );
    await hasFocus(dialog.getByLabel('Message'));
    await first.keyboard.press('Escape');
    await until(
      () => dialog.count(),
      (count) => count === 0,
    );
    await first.reload();
    await row(first, 'John Meadows').waitFor();
    await first.keyboard.press('c');
    await expect.poll(() => dialog.getByLabel('Message').inputValue()).toBe('Dear Greta, your lamp is ready.');
    await expect.poll(() => dialog.getByLabel('To', { exact: true }).inputValue()).toBe('greta@example.test');
    await dialog.getByLabel('Message').focus();
    await send(first);
    await first.getByRole('heading', { name: 'greta@example.test' }).waitFor();
    await log(first).getByRole('link', { name: /Angebot №1\.txt/ }).waitFor();
    const [begun] = await until(async () => (await listed(first.request, stage.desk, 'all')).filter((one) => one.contact.name === null && one.channel === 'email'), (found) => found.length === 1);
    const { messages } = await call<{ readonly messages: readonly { readonly sender: unknown; readonly attachments: readonly unknown[] }[] }>(
      first.request,
      stage.desk,
      'GET',
      `/conversations/${begun!.id}`,
    );
    expect(messages).toMatchObject([{ sender: { address: 'sales@lumen.example' }, attachments: [{ name: 'Angebot №1.txt' }] }]);
    await log(first).getByRole('button', { name: 'Undo' }).click();
    // Nothing else was ever said in it: the letter is back where it was written, with everything that belongs to it.
    await dialog.waitFor();
    await expect.poll(() => dialog.getByLabel('Message').inputValue()).toBe('Dear Greta, your lamp is ready.');
    await expect.poll(() => dialog.getByLabel('To', { exact: true }).inputValue()).toBe('greta@example.test');
    await expect.poll(() => dialog.getByLabel('Sender').inputValue()).toBe('sales@lumen.example');
    await dialog.getByText('Angebot №1.txt').waitFor();
    await until(
      () => row(first, 'greta@example.test').count(),
      (count) => count === 0,
    );
    await dialog.getByLabel('Message').fill('');
    await dialog.getByRole('button', { name: 'Remove Angebot №1.txt' }).click();
    await first.keyboard.press('Escape');
  });

  test('what went wrong with a delivery, an inbox and an input is said in words; what a machine said stays folded', async () => {
    await take(mail('Subject: Lamp\r\n', 'Hello, my lamp is broken.'));
    const [marina] = await until(
      () => listed(first.request, stage.desk, 'unassigned').then((list) => list.filter((one) => one.subject === 'Lamp')),
      (list) => list.length === 1,
    );
    await call(second.request, stage.desk, 'POST', `/conversations/${marina!.id}/replies`, {
      id: randomUUID(),
      text: 'We are sorry.',
      version: marina!.version,
      undoSeconds: 0,
    });
    await second.goto(`/inbox/all/${marina!.id}`);
    await log(second).getByText('We are sorry.').waitFor();
    stage.desk.advance(26 * 3_600_000);
    const wrong = second.getByRole('group', { name: 'С доставкой что-то не так' });
    await wrong.getByText('Не удалось доставить: marina@example.test').waitFor();
    await wrong.getByText('Почтовый сервер не отвечает.').waitFor();
    await expect.poll(() => wrong.innerText()).not.toMatch(/email\.|ECONN|refused|connect/i);
    await expect.poll(() => wrong.locator('details').evaluate((one) => (one as unknown as { open: boolean }).open)).toBe(false);
    await wrong.locator('summary').click();
    await expect.poll(() => wrong.innerText()).toMatch(/ECONN|refused|connect/i);
    await log(second).getByText('Снова открыто: ответ не доставлен').waitFor();

    await take(Buffer.from('no header at all'));
    await until(
      () => call<{ readonly rawInputs: readonly unknown[] }>(first.request, stage.desk, 'GET', '/raw-inputs?state=failed'),
      ({ rawInputs }) => rawInputs.length === 1,
      60,
    );
    await call(first.request, stage.desk, 'PATCH', '/me', { language: 'it' });
    await first.goto(`/settings/inboxes/${email.id}`);
    await first.getByText('Ciò che è arrivato non ha intestazione').waitFor();
    await first.getByText('Non funziona, da:').waitFor();
    await expect.poll(() => first.locator('main').innerText()).not.toMatch(/email\.[a-z-]+|not-a-mail|ECONN/);
  });

  test('a setting that cannot be used is named beside its field in words', async () => {
    await first.getByLabel('Porta').first().fill('99999');
    await first.getByRole('button', { name: 'Salva' }).click();
    await first.getByText('Questa non è una porta. Inserisci un numero da 1 a 65535.').waitFor();
    await call(first.request, stage.desk, 'PATCH', '/me', { language: 'en' });
  });

  test('what a mail lost on its way in and where a visitor was stand beside the words', async () => {
    await take(mail('Subject: Cut\r\n', 'The beginning of something long'), { 'cut-from-bytes': '90000000' });
    const [cut] = await until(
      () => listed(first.request, stage.desk, 'all').then((list) => list.filter((one) => one.subject === 'Cut')),
      (list) => list.length === 1,
    );
    await second.goto(`/inbox/all/${cut!.id}`);
    await log(second).getByRole('list', { name: 'Как сообщение принято' }).getByText('Письмо больше, чем принимает этот ящик').waitFor();

    const paige = await customer(stage.desk, chat, 'Paige Turner');
    const page = { url: 'https://shop.example.test/moon', title: 'Moon lamp' };
    await paige.write('How large is it?', page);
    await paige.write('And how heavy?', page);
    await first.goto('/inbox/all');
    await row(first, 'Paige Turner').click();
    await log(first).getByText('And how heavy?', { exact: true }).waitFor();
    const link = log(first).getByRole('link', { name: 'Moon lamp' });
    await expect.poll(() => link.count()).toBe(1);
    await expect.poll(() => link.getAttribute('href')).toBe(page.url);
    await expect.poll(() => link.getAttribute('rel')).toContain('noopener');
  });
});
