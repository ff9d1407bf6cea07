// What one has just done, taken back somewhere else: its line goes with its undo, and the key reaches what was done before it.
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CommitmentView, ContactView, ConversationView, InboxView } from '../../src/contract/views.ts';
import type { OpenReply } from '../../src/contract/requests.ts';
import { anna, answerField, call, customer, chatInbox, join, listed, openStage, row, send, until, type Person, type Stage } from './desk-stage.ts';
import { escape, holdTime, inFront } from './hands.ts';

const day = 86_400_000;

describe('an undo whose action was taken back elsewhere', () => {
  let stage: Stage;
  let page: Page;
  let chat: InboxView;
  let boris: Person;
  let borisId: string;
  /** Somebody else, who takes things back. */
  let elsewhere: Page;
  let number = 0;
  let name = '';
  let writer: Awaited<ReturnType<typeof customer>>;
  let conversation: ConversationView;

  const ask = <Reply>(method: string, path: string, body?: unknown) => call<Reply>(elsewhere.request, stage.desk, method, path, body);
  const own = <Reply>(method: string, path: string, body?: unknown) => call<Reply>(page.request, stage.desk, method, path, body);
  const opened = () => ask<OpenReply>('GET', `/conversations/${conversation.id}`);
  const bar = () => page.locator('.fixed[aria-live=polite]');
  const offers = (text: string | RegExp) => bar().filter({ hasText: text }).getByRole('button', { name: /^Undo/ });
  const press = async (key: string) => {
    await page.getByRole('log').focus();
    await page.keyboard.press(key);
  };

  /** Taken back by somebody else: the line of what was done first stands there again, and its key works. */
  const losesItsUndo = async (said: string | RegExp, takeBack: () => Promise<unknown>) => {
    await offers(said).waitFor();
    await takeBack();
    await offers('Tagged “older”').waitFor();
    // oxlint-disable-next-line no-undef -- runs in the page
    await page.evaluate(() => (globalThis as unknown as { document: { activeElement: { blur(): void } } }).document.activeElement.blur());
    await page.keyboard.press('z');
    await until(async () => (await opened()).conversation.tags, (tags) => tags.length === 0);
    await bar().getByText('Taken back').waitFor();
    await expect.poll(() => offers(/./).count()).toBe(0);
  };

  beforeAll(async () => {
    stage = await openStage();
    const first = await stage.signedIn(anna);
    chat = await chatInbox(first.request, stage.desk);
    await call(first.request, stage.desk, 'PATCH', `/inboxes/${chat.id}`, { undoSeconds: 60 });
    await call(first.request, stage.desk, 'POST', '/inboxes', {
      channel: 'email', name: 'Help', senders: [{ name: 'Lumen', address: 'help@lumen.example', signature: '' }], undoSeconds: 60,
      config: { imap: { host: '127.0.0.1', port: 9, secure: false, user: 'help@lumen.example', password: 'x' }, smtp: { host: '127.0.0.1', port: 9, secure: false, auth: 'none' } },
    });
    await call(first.request, stage.desk, 'POST', '/macros', { name: 'Refund asked', shared: true, steps: [{ do: 'add-tags', tags: ['refund'] }] });
    boris = await join(first.request, stage.desk, 'Boris Ivanov', 'lead');
    await first.context().close();
    elsewhere = await stage.signedIn(boris);
    borisId = (await ask<{ readonly agent: { readonly id: string } }>('GET', '/session')).agent.id;
  });
  afterAll(() => stage.stop());

  beforeEach(async () => {
    number += 1;
    name = `Helen ${String.fromCharCode(64 + number)}`;
    writer = await customer(stage.desk, chat, name);
    await writer.write('I am absolutely furious. You charged me twice for order 55812.');
    conversation = await until(async () => (await listed(elsewhere.request, stage.desk, 'all')).find((one) => one.contact.name === name), (one) => one !== undefined).then((one) => one!);
    page = await stage.signedIn(anna);
    await holdTime(page);
    await page.goto(`/inbox/all/${conversation.id}`);
    await page.getByRole('log').getByText('absolutely furious').first().waitFor();
    await answerField(page).waitFor();
    await press('l');
    const dialog = page.getByRole('dialog', { name: 'Tags' });
    await dialog.getByRole('textbox').fill('older');
    await page.keyboard.press('Enter');
    await offers('Tagged “older”').waitFor();
    await escape(page, dialog);
    await until(async () => (await opened()).conversation.tags, (tags) => tags.includes('older'));
  });
  afterEach(() => page.context().close());

  test('a corrected reading', async () => {
    await page.getByRole('log').getByRole('button', { name: /^angry/ }).click();
    await page.getByRole('menuitem', { name: 'disappointed' }).click();
    const correction = await until(async () => (await opened()).messages[0]!, ({ corrections }) => corrections.length === 1);
    await losesItsUndo('Reading corrected', () => ask('DELETE', `/messages/${correction.id}/corrections/${correction.corrections[0]!.id}`));
  });

  test('a correction that was taken back, and said anew by somebody else', async () => {
    const message = (await opened()).messages[0]!;
    const correction = (value: string) => ({ id: randomUUID(), correction: { field: 'urgency', value } });
    await ask('POST', `/messages/${message.id}/corrections`, correction('now'));
    await page.getByRole('log').getByRole('button', { name: /^now/ }).click();
    await page.getByRole('menuitem', { name: 'Take the correction back' }).click();
    await until(async () => (await opened()).messages[0]!.corrections.length, (count) => count === 0);
    await losesItsUndo('Correction taken back', () => ask('POST', `/messages/${message.id}/corrections`, correction('soon')));
  });

  test('a conversation that was closed, and opened again by the customer\'s next words', async () => {
    await press('e');
    await until(async () => (await opened()).conversation.state.is, (state) => state === 'closed');
    await losesItsUndo('Closed', () => writer.write('And another thing.'));
  });

  test('one that was put off', async () => {
    await press('h');
    await page.getByRole('menuitem').first().click();
    await until(async () => (await opened()).conversation.state.is, (state) => state === 'snoozed');
    await losesItsUndo(/Snoozed until/, () => ask('POST', `/conversations/${conversation.id}/reopen`, {}));
  });

  test('one that was taken, and another tag', async () => {
    await press('Shift+A');
    await until(async () => (await opened()).conversation.assignee, (agent) => agent !== null);
    await offers('Assigned to you').waitFor();
    await press('l');
    await page.getByRole('dialog', { name: 'Tags' }).getByRole('textbox').fill('newer');
    await page.keyboard.press('Enter');
    await offers('Tagged “newer”').waitFor();
    await escape(page, page.getByRole('dialog', { name: 'Tags' }));
    await until(async () => (await opened()).conversation.tags.length, (count) => count === 2);
    await ask('POST', `/conversations/${conversation.id}/tags`, { add: [], remove: ['newer'] });
    await losesItsUndo('Assigned to you', () => ask('POST', `/conversations/${conversation.id}/assign`, { agent: borisId }));
  });

  test('an answer, taken back in another window of the same person', async () => {
    await answerField(page).fill('It is on its way.');
    await answerField(page).focus();
    await send(page);
    const message = await until(async () => (await opened()).messages.at(-1)!, ({ direction }) => direction === 'out');
    await losesItsUndo('Your answer goes out in', () => own('POST', `/messages/${message.id}/undo`, {}));
  });

  test('an answer for later', async () => {
    await answerField(page).fill('Any news?');
    await page.getByRole('button', { name: 'What comes after sending' }).click();
    await page.getByRole('menuitem', { name: /in 2 hours/ }).click();
    await page.getByRole('list', { name: 'Answers that go out later' }).getByText('Any news?').waitFor();
    const { planned } = await until(() => own<{ readonly planned: readonly { readonly id: string }[] }>('GET', `/conversations/${conversation.id}/planned-replies`), (reply) => reply.planned.length === 1);
    await losesItsUndo(/Goes out .*unless the customer writes first/, () => own('DELETE', `/conversations/${conversation.id}/planned-replies/${planned[0]!.id}`));
  });

  test.each([['Forward', 'Forwarded', 'sent'], ['Send later', /Goes out .*unless they write first/, 'planned']] as const)('a letter to somebody else: %s', async (button, said, way) => {
    await press('f');
    const dialog = page.getByRole('dialog');
    await inFront(page);
    await dialog.getByRole('textbox', { name: 'To', exact: true }).fill('courier@parcels.example');
    await dialog.getByRole('textbox', { name: 'Your words' }).fill('Where is it?');
    await dialog.getByRole('button', { name: button, exact: true }).click();
    if (way === 'planned') await page.getByRole('menuitem', { name: /in 2 hours/ }).click();
    await dialog.waitFor({ state: 'detached' });
    await losesItsUndo(said, async () => {
      if (way === 'sent') return own('POST', `/messages/${(await opened()).messages.at(-1)!.id}/undo`, {});
      const { planned } = await own<{ readonly planned: readonly { readonly id: string }[] }>('GET', `/conversations/${conversation.id}/planned-forwards`);
      return own('DELETE', `/conversations/${conversation.id}/planned-forwards/${planned[0]!.id}`);
    });
  });

  test('a first letter for later', async () => {
    await page.getByRole('log').focus();
    await page.keyboard.press('c');
    const dialog = page.getByRole('dialog', { name: 'New conversation' });
    await inFront(page);
    await dialog.getByRole('textbox', { name: 'To', exact: true }).fill(`new${number}@example.com`);
    await dialog.getByRole('textbox', { name: 'Message' }).fill('Hello.');
    await dialog.getByRole('button', { name: 'Send later' }).click();
    await page.getByRole('menuitem', { name: /in 2 hours/ }).click();
    await dialog.waitFor({ state: 'detached' });
    const { planned } = await until(() => own<{ readonly planned: readonly { readonly id: string }[] }>('GET', '/planned-starts'), (reply) => reply.planned.length === 1);
    await losesItsUndo(/Goes out .*unless they write first/, () => own('DELETE', `/planned-starts/${planned[0]!.id}`));
  });

  test('a macro', async () => {
    await page.getByRole('button', { name: 'Macros' }).waitFor();
    await press('q');
    await page.getByRole('dialog', { name: 'Run a macro' }).getByRole('list', { name: 'What will happen' }).waitFor();
    await inFront(page);
    await page.keyboard.press('Enter');
    await offers('Macro “Refund asked” done').waitFor();
    const { history } = await opened();
    const run = history.entries.find(({ kind }) => kind === 'macro-run')!.data['run'];
    await losesItsUndo('Macro “Refund asked” done', () => ask('POST', `/conversations/${conversation.id}/macro-runs/${String(run)}/undo`));
  });

  test('many at once', async () => {
    const other = await customer(stage.desk, chat, `${name} too`);
    await other.write('Where is my lamp?');
    await row(page, `${name} too`).focus();
    await page.keyboard.press('x');
    await page.getByRole('toolbar', { name: 'What to do with the selected conversations' }).waitFor();
    await page.keyboard.press('e');
    const closed = () => own<{ readonly batches: readonly { readonly id: string; readonly state: string }[] }>('GET', '/batches');
    const [batch] = (await until(closed, ({ batches }) => batches[0]?.state === 'done')).batches;
    await losesItsUndo('1 conversation closed', () => own('POST', `/batches/${batch!.id}/undo`, {}));
  });

  test('two that were made one', async () => {
    const other = await customer(stage.desk, chat, `${name} too`);
    await other.write('The same again.');
    const twin = await until(async () => (await listed(elsewhere.request, stage.desk, 'all')).find((one) => one.contact.name === `${name} too`), (one) => one !== undefined).then((one) => one!);
    await press('m');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('searchbox').fill(`#${twin.number}`);
    await dialog.getByRole('listitem').getByRole('button').filter({ hasText: 'The same again.' }).click();
    await dialog.locator('div.sticky button').click();
    await dialog.getByRole('checkbox').check();
    await dialog.getByRole('button', { name: 'Merge' }).click();
    await dialog.waitFor({ state: 'detached' });
    const merge = (await opened()).history.entries.find(({ kind }) => kind === 'conversation-merged')!.data['merge'];
    await losesItsUndo(/holds both conversations now/, () => ask('POST', `/merges/${String(merge)}/undo`, {}));
  });

  test('a part that was split off', async () => {
    await writer.write('And the bill is wrong.');
    await page.getByRole('log').getByText('And the bill is wrong.').first().waitFor();
    await press('Shift+M');
    await page.getByRole('region', { name: 'Split off messages' }).waitFor();
    await page.locator('[data-splittable]:focus').waitFor();
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByLabel('What it is about').fill('The bill');
    await page.getByRole('dialog').getByText('1 message moves to the new conversation.').waitFor();
    await page.keyboard.press('Enter');
    await offers(/is a conversation of its own/).waitFor();
    const split = (await opened()).history.entries.find(({ kind }) => kind === 'conversation-split')!.data['merge'];
    await page.goBack();
    await page.getByRole('log').getByText('absolutely furious').first().waitFor();
    await losesItsUndo(/is a conversation of its own/, () => ask('POST', `/merges/${String(split)}/undo`, {}));
  });

  test('a contact who was blocked, and two who were joined', async () => {
    const other = await customer(stage.desk, chat, name.toLowerCase());
    await other.write('Una domanda.');
    await press('i');
    const card = page.getByRole('complementary', { name: 'Contact' });
    await card.getByRole('button', { name: 'Join with another contact' }).click();
    await page.getByRole('dialog').getByRole('button').filter({ hasText: name.toLowerCase() }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Join', exact: true }).click();
    await offers(/^One contact now/).waitFor();
    const { merges } = await ask<{ readonly merges: readonly { readonly id: string }[] }>('GET', `/contacts/${conversation.contact.id}/merges`);
    await card.getByRole('button', { name: 'Block' }).click();
    await page.getByRole('dialog').getByRole('button', { name: /Block/ }).click();
    await offers('Contact blocked').waitFor();
    await until(async () => (await opened()).contact.blockedAt, (at) => at !== null);
    await ask<ContactView>('POST', `/contacts/${conversation.contact.id}/unblock`, {});
    await losesItsUndo(/^One contact now/, () => ask('POST', `/merges/${merges[0]!.id}/undo`, {}));
  });

  test('a promise that was handed over', async () => {
    const text = 'I will call you back.';
    const { conversation: now } = await opened();
    await own('POST', `/conversations/${conversation.id}/replies`, { id: randomUUID(), text, version: now.version, anyway: true, undoSeconds: 0, commitments: [{ start: 0, end: text.length, due: new Date(Date.now() + day).toISOString() }] });
    const promise = await until(async () => (await opened()).commitments[0], (one) => one !== undefined) as CommitmentView;
    await press('g');
    await page.keyboard.press('p');
    await page.locator('[data-promise]').filter({ hasText: text }).first().focus();
    await page.keyboard.press('a');
    const dialog = page.getByRole('dialog', { name: 'Hand over a promise' });
    await dialog.getByLabel('Who keeps it from now on').selectOption({ label: 'Boris Ivanov' });
    await dialog.getByRole('button', { name: 'Hand over' }).click();
    await until(async () => (await opened()).commitments[0]!.agent, (agent) => agent === borisId);
    await losesItsUndo('Promise handed over to Boris Ivanov', () => ask('POST', `/commitments/${promise.id}/hand-over`, { agent: promise.agent }));
  });

  test('words that took the place of another device\'s, once they are sent from there', async () => {
    const phone = await stage.signedIn(anna);
    await phone.goto(`/inbox/all/${conversation.id}`);
    await answerField(phone).fill('From the phone');
    const kept = () => own<{ readonly drafts: readonly { readonly content: { readonly text: string } }[] }>('GET', `/conversations/${conversation.id}/drafts`);
    await until(kept, ({ drafts }) => drafts[0]?.content.text === 'From the phone');
    await phone.context().close();
    await answerField(page).fill('At the desk');
    await bar().getByText(/replaced what you wrote on another device/).waitFor();
    await losesItsUndo(/replaced what you wrote/, async () => {
      await answerField(page).fill('');
      await page.getByRole('log').focus();
      await writer.write('Hello?');
    });
  });

  /** Anna's promise, and the conversation given to Boris with it. */
  const handsOver = async () => {
    const text = 'I shall ring you tomorrow.';
    await own('POST', `/conversations/${conversation.id}/assign`, { agent: (await own<{ readonly agent: { readonly id: string } }>('GET', '/session')).agent.id });
    await own('POST', `/conversations/${conversation.id}/replies`, { id: randomUUID(), text, version: (await opened()).conversation.version, anyway: true, undoSeconds: 0, commitments: [{ start: 0, end: text.length, due: new Date(Date.now() + day).toISOString() }] });
    const before = await until(opened, ({ commitments, conversation: { assignee } }) => commitments.length === 1 && assignee !== null);
    await page.getByRole('log').getByText(text).first().waitFor();
    await press('Shift+H');
    const dialog = page.getByRole('dialog', { name: 'Hand over with the story' });
    await dialog.getByLabel('To', { exact: true }).selectOption({ label: 'Boris Ivanov' });
    await dialog.getByLabel('The open promise becomes theirs too').waitFor();
    await dialog.getByRole('button', { name: 'Hand over' }).click();
    await until(opened, ({ commitments: [promise], conversation: { assignee } }) => promise!.agent === borisId && assignee === borisId);
    return before;
  };

  test('a hand-over gives conversation and promise back by its undo; the note stays', async () => {
    const before = await handsOver();
    await offers('Handed over to Boris Ivanov').click();
    await until(opened, ({ commitments: [promise], conversation: { assignee } }) => promise!.agent === before.commitments[0]!.agent && assignee === before.conversation.assignee);
    await page.getByRole('article', { name: /Note by/ }).first().waitFor();
  });

  test('a hand-over, once somebody else has the conversation', async () => {
    await handsOver();
    await losesItsUndo('Handed over to Boris Ivanov', () => ask('POST', `/conversations/${conversation.id}/assign`, { agent: null }));
  });
});
