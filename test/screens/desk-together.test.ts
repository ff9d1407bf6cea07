// Two agents at once: each sees what the other does without loading anything again, and no answer crosses another unseen.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { InboxView } from '../../src/contract/views.ts';
import { anna, answerField, call, chatInbox, customer, join, listed, openStage, row, send, until, type Person, type Stage } from './desk-stage.ts';
import { escape, openRow, typeInto } from './hands.ts';

describe('two agents', () => {
  let stage: Stage;
  let first: Page;
  let second: Page;
  let boris: Person;
  let inbox: InboxView;
  let john: Awaited<ReturnType<typeof customer>>;

  beforeAll(async () => {
    stage = await openStage();
    first = await stage.signedIn(anna);
    inbox = await chatInbox(first.request, stage.desk);
    boris = await join(first.request, stage.desk, 'Boris Ivanov', 'lead');
    second = await stage.signedIn(boris);
    john = await customer(stage.desk, inbox, 'John Meadows');
    await john.write('Hello, where is my parcel?');
    await first.goto('/inbox/open');
    await openRow(first, 'John Meadows');
    await second.goto('/inbox/open');
    await row(second, 'John Meadows').waitFor();
  });
  afterAll(() => stage.stop());

  const note = () => first.getByRole('textbox', { name: 'Note for the team' });

  test('each sees that the other is looking, and who writes', async () => {
    await openRow(second, 'John Meadows');
    await first.getByText('Boris Ivanov is looking at this').waitFor();
    await answerField(second).pressSequentially('Dear John');
    await first.getByText('Boris Ivanov is writing an answer').waitFor();
    await john.types();
    await first.getByText('John Meadows is typing…').waitFor();
  });

  test('an assignment, a tag and a note are there at once on the other screen', async () => {
    await first.getByRole('log').focus();
    await first.keyboard.press('a');
    await first.getByRole('menuitem', { name: 'Boris Ivanov' }).click();
    await second.getByRole('toolbar').getByText('Boris Ivanov').waitFor();
    await second.getByRole('button', { name: /What is new: 1 unseen/ }).waitFor();
    await first.keyboard.press('n');
    await typeInto(note(), 'Please be generous with words.');
    await send(first);
    await second
      .getByRole('article', { name: /Note by/ })
      .getByText('generous')
      .waitFor();
  });

  test('an answer that another has crossed is shown first, and goes only when it is sent anyway', async () => {
    await first.keyboard.press('Escape');
    await until(() => first.evaluate('document.activeElement.tagName'), (name) => name !== 'TEXTAREA');
    await first.keyboard.press('r');
    await answerField(first).fill('Hello John, your parcel left today.');
    await send(first);
    await second.getByText('Something was written here while you were writing').waitFor();
    await second.getByRole('alert').getByText('your parcel left today').waitFor();
    await answerField(second).focus();
    await send(second);
    const anyway = second.getByRole('button', { name: 'Send anyway' });
    await anyway.waitFor();
    await expect.poll(() => answerField(second).inputValue()).toBe('Dear John');
    await anyway.click();
    await second.getByRole('log').getByText('Dear John').waitFor();
    await until(
      () => john.reads(),
      (texts) => texts.includes('Dear John') && texts.includes('Hello John, your parcel left today.'),
      30,
    );
  });

  test('what came in between can be read and answered without a second refusal', async () => {
    await answerField(second).pressSequentially('One more thing');
    await john.write('It has arrived, thank you!');
    await second.getByRole('alert').getByText('It has arrived').waitFor();
    await second.getByRole('button', { name: 'I have read it' }).click();
    await answerField(second).focus();
    await send(second);
    await second.getByRole('log').getByText('One more thing').waitFor();
    await expect.poll(() => second.getByRole('button', { name: 'Send anyway' }).count()).toBe(0);
  });

  test('a note calls a colleague by name: chosen from a list, told in the bell, shown by name', async () => {
    await first.getByRole('log').focus();
    await first.keyboard.press('n');
    await typeInto(note(), 'Can you look, @bo');
    const list = first.getByRole('listbox', { name: 'Whom to call' });
    await list.getByRole('option', { name: 'Boris Ivanov' }).waitFor();
    await first.keyboard.press('Enter');
    await first.keyboard.type('please?');
    await expect.poll(() => note().inputValue()).toBe('Can you look, @Boris Ivanov please?');
    await send(first);
    await second.getByRole('article', { name: /Note by/ }).getByText('@Boris Ivanov', { exact: true }).waitFor();
    await second.getByRole('button', { name: /What is new: 2 unseen/ }).waitFor();
    await second.getByRole('button', { name: /What is new: 2 unseen/ }).click();
    await second.getByRole('dialog', { name: 'What is new' }).getByText(/^[Aa]nna.* mentioned you$/).first().waitFor();
    await escape(second, second.getByRole('dialog'));
    // Escape leaves the list closed for this name.
    await first.getByRole('log').focus();
    await first.keyboard.press('n');
    await typeInto(note(), 'Mail me @b');
    await list.waitFor();
    await first.keyboard.press('Escape');
    await list.waitFor({ state: 'detached' });
    await first.keyboard.type('o');
    await expect.poll(() => list.count()).toBe(0);
    await note().fill('');
  });

  test('who would not see the conversation is said before the note is saved', async () => {
    const { agents } = await call<{ readonly agents: readonly { readonly id: string; readonly name: string }[] }>(first.request, stage.desk, 'GET', '/agents');
    const carla = await join(first.request, stage.desk, 'Carla Verdi');
    const team = await call<{ readonly id: string }>(first.request, stage.desk, 'POST', '/teams', { name: 'Few', members: [agents.find((agent) => agent.name === boris.name)!.id] });
    await call(first.request, stage.desk, 'PATCH', `/inboxes/${inbox.id}`, { teams: [team.id] });
    await first.getByRole('log').focus();
    await first.keyboard.press('n');
    await typeInto(note(), '@Car');
    await first.getByRole('option', { name: /Carla Verdi.*cannot see this conversation/ }).waitFor();
    await first.keyboard.press('Tab');
    await first.keyboard.type('look');
    await send(first);
    const said = first.getByRole('alert').filter({ hasText: 'Carla Verdi cannot see this conversation' });
    await said.waitFor();
    await expect.poll(() => note().inputValue()).toBe('@Carla Verdi look');
    await said.getByRole('button', { name: 'Save it anyway' }).click();
    await second.getByRole('article', { name: /Note by/ }).getByText('@Carla Verdi', { exact: true }).waitFor();
    await call(first.request, stage.desk, 'PATCH', `/inboxes/${inbox.id}`, { teams: [] });
    expect(carla.name).toBe('Carla Verdi');
  });

  test('handing over: the story is prefilled, changed, and comes with the conversation', async () => {
    await john.write('Where is order 55871? I am really angry.');
    await first.getByRole('log').getByText('order 55871').first().waitFor();
    await first.getByRole('log').focus();
    await first.keyboard.press('Shift+H');
    const dialog = first.getByRole('dialog');
    await dialog.getByRole('heading', { name: 'Hand over with the story' }).waitFor();
    const story = dialog.getByRole('textbox', { name: 'The story so far' });
    await expect.poll(() => story.inputValue()).toContain('Where is order 55871?');
    await dialog.getByRole('button', { name: 'Hand over' }).click();
    await expect.poll(() => dialog.getByText('Choose a colleague').count()).toBeGreaterThan(1);
    await dialog.getByRole('combobox').selectOption({ label: 'Boris Ivanov (has it now)' });
    await story.fill('John waits for order 55871 and is angry.');
    await dialog.getByRole('button', { name: 'Hand over' }).click();
    await dialog.waitFor({ state: 'detached' });
    await second.getByRole('toolbar').getByText('Boris Ivanov').waitFor();
    await second.getByRole('article', { name: /Note by/ }).getByText('John waits for order 55871 and is angry.').waitFor();
  });

  test('what nobody has read is not closed', async () => {
    // The customer writes in the moment in which somebody closes: the request is on its way already.
    let asked = 0;
    await first.route('**/api/conversations/*/close', async (route) => {
      asked += 1;
      if (asked === 1) await john.write('Stop, one more thing!');
      await route.continue();
    });
    await first.getByRole('toolbar').getByRole('button', { name: 'Close' }).click();
    await first.getByText('Not closed: something was written meanwhile.').waitFor();
    await first.unroute('**/api/conversations/*/close');
    await first.getByRole('log').getByText('one more thing!').first().waitFor();
    await expect.poll(async () => (await listed(second.request, stage.desk, 'open')).length).toBe(1);
    await first.getByRole('toolbar').getByRole('button', { name: 'Close' }).click();
    await until(async () => (await listed(second.request, stage.desk, 'closed')).length, (count) => count === 1);
  });

  test('what an administrator changes is on the other screen at once: a role, a team, a new inbox', async () => {
    const { agents } = await call<{ readonly agents: readonly { readonly id: string; readonly name: string }[] }>(first.request, stage.desk, 'GET', '/agents');
    await second.goto('/settings/people');
    await second.getByText('This place is for administrators').waitFor();
    await call(first.request, stage.desk, 'PATCH', `/agents/${agents.find((agent) => agent.name === boris.name)!.id}`, { role: 'administrator' });
    await second.getByRole('heading', { name: 'Invite somebody' }).waitFor();
    await call(first.request, stage.desk, 'POST', '/teams', { name: 'Billing', members: [] });
    await second.getByRole('button', { name: 'Billing' }).waitFor();
  });

  test('an agent who was switched off is shown the door', async () => {
    const { agents } = await call<{ readonly agents: readonly { readonly id: string; readonly name: string }[] }>(first.request, stage.desk, 'GET', '/agents');
    await call(first.request, stage.desk, 'PATCH', `/agents/${agents.find((agent) => agent.name === boris.name)!.id}`, { active: false });
    await second.goto('/inbox/open');
    await second.getByRole('heading', { name: 'Sign in' }).waitFor();
    await expect.poll(async () => (await listed(first.request, stage.desk, 'all')).length).toBe(1);
  });
});
