// Ids of another workspace, put where ids of one's own belong: in bodies, beside a path that is right. They are not there, nothing is
// told of them, and nothing happens in either workspace.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createInbox } from '../../src/operations/create-inbox.ts';
import { createWorkspace } from '../../src/operations/create-workspace.ts';
import { hashNewPassword } from '../../src/server/signing-in.ts';
import { Browser } from '../setup/client.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { AgentsDesk } from './agents-desk.ts';
import { mailSettings, open, silent, startAgentsDesk, well } from './agents-desk.ts';

describe.each(databaseKinds())('ids of another workspace on %s', (kind) => {
  let desk: AgentsDesk;
  let anna: Browser;
  let eve: Browser;
  let theirs: { agent: string; team: string; inbox: string; attachment: string; message: string; notification: string };
  let own: { conversation: string; version: number; mail: string; commitment: string };

  beforeAll(async () => {
    desk = await startAgentsDesk(kind);
    anna = desk.anna;
    const password = 'three yellow lemons';
    const made = await createWorkspace(desk.desk, { workspace: { name: 'Elsewhere', language: 'en', timeZone: 'UTC' }, administrator: { name: 'Eve', email: 'eve@example.test', passwordHash: await hashNewPassword(password, []) } }, { onlyAsFirst: false });
    eve = new Browser(desk.address);
    await well(eve.post('/api/session', { email: 'eve@example.test', password }));
    const inbox = await createInbox(desk.desk, { workspace: made.workspace, actor: { kind: 'agent', id: made.agent } }, { channel: 'email', name: 'Theirs', config: mailSettings, senders: [{ name: 'Eve', address: 'eve@elsewhere.example', signature: '' }], teams: [], undoSeconds: 0 });
    const start = { id: randomUUID(), message: randomUUID(), inbox, to: { address: 'somebody@example.test' }, text: 'Hello.', undoSeconds: 120 };
    await well(eve.post('/api/conversations', start));
    const file = (await (await fetch(`${desk.address}/api/attachments`, { method: 'POST', body: 'theirs', headers: { 'x-file-name': 'a.txt', 'sec-fetch-site': 'same-origin', cookie: [...eve.cookies].map(([name, value]) => `${name}=${value}`).join('; ') } })).json()) as { id: string };
    theirs = { agent: made.agent, team: String((await well(eve.post('/api/teams', { name: 'Theirs' })))['id']), inbox, attachment: file.id, message: start.message, notification: randomUUID() };
    const conversation = await desk.write('When will it come?');
    const { version } = (await open(anna, conversation)).conversation;
    const text = 'I will call you tomorrow at 12:00.';
    await well(anna.post(`/api/conversations/${conversation}/replies`, { id: randomUUID(), text, version, undoSeconds: 120, commitments: [{ start: 0, end: text.length, due: '2099-01-01T00:00:00.000Z' }] }));
    const opened = await open(anna, conversation);
    const mail = (await well(anna.post('/api/inboxes', { channel: 'email', name: 'Own', config: mailSettings, senders: [{ name: 'Lumen', address: 'help@lumen.example' }] })))['id'];
    own = { conversation, version: opened.conversation.version, mail: String(mail), commitment: opened.commitments[0]!.id };
  });
  afterAll(() => desk?.stop());

  const cases: readonly (readonly [string, () => readonly [string, string, unknown], readonly number[]])[] = [
    ['an assignee', () => ['POST', `/api/conversations/${own.conversation}/assign`, { agent: theirs.agent }], [400]],
    ['a team of a conversation', () => ['POST', `/api/conversations/${own.conversation}/assign`, { team: theirs.team }], [400]],
    ['the inbox of a reply', () => ['POST', `/api/conversations/${own.conversation}/replies`, { id: randomUUID(), text: 'x', version: own.version, inbox: theirs.inbox }], [400]],
    ['the file of a reply', () => ['POST', `/api/conversations/${own.conversation}/replies`, { id: randomUUID(), text: 'x', version: own.version, attachments: [theirs.attachment] }], [404]],
    ['the file of a note', () => ['POST', `/api/conversations/${own.conversation}/notes`, { id: randomUUID(), text: 'x', attachments: [theirs.attachment] }], [404]],
    ['the inbox of a first letter', () => ['POST', '/api/conversations', { id: randomUUID(), message: randomUUID(), inbox: theirs.inbox, to: { address: 'x@example.test' }, text: 'x' }], [400]],
    ['the file of a first letter', () => ['POST', '/api/conversations', { id: randomUUID(), message: randomUUID(), inbox: own.mail, to: { address: 'x@example.test' }, text: 'x', attachments: [theirs.attachment] }], [404]],
    ['the message that kept a promise', () => ['POST', `/api/commitments/${own.commitment}/keep`, { message: theirs.message }], [400]],
    ['the teams of an inbox', () => ['PATCH', `/api/inboxes/${own.mail}`, { teams: [theirs.team] }], [400]],
    ['the teams of a new inbox', () => ['POST', '/api/inboxes', { channel: 'web-chat', name: 'x', config: { teamName: 'x' }, teams: [theirs.team] }], [400]],
    ['a member of a team', () => ['POST', '/api/teams', { name: 'Mixed', members: [theirs.agent] }], [400]],
    ['a filter by inbox', () => ['GET', `/api/conversations?view=all&inbox=${theirs.inbox}`, undefined], [200]],
    ['a filter by assignee', () => ['GET', `/api/conversations?view=all&assignee=${theirs.agent}`, undefined], [200]],
    ['promises of an agent', () => ['GET', `/api/commitments?agent=${theirs.agent}`, undefined], [200]],
  ];

  test.each(cases)('%s', async (_what, made, statuses) => {
    const [method, path, body] = made();
    const before = (await well(eve.get('/api/snapshot')))['cursor'];
    await silent(anna, async () => {
      const answer = await anna.ask(method, path, body);
      expect(statuses, JSON.stringify(answer.body)).toContain(answer.status);
      const told = JSON.stringify(answer.body);
      if (answer.status === 200) for (const id of Object.values(theirs)) expect(told).not.toContain(id);
    });
    expect((await well(eve.get('/api/snapshot')))['cursor']).toBe(before);
  });

  test('the same id in two workspaces is two things', async () => {
    const text = 'Hello from here.';
    const begun = (await well(anna.post('/api/conversations', { id: randomUUID(), message: theirs.message, inbox: own.mail, to: { address: 'y@example.test' }, text, undoSeconds: 120 })))['messages'] as { id: string; text: string }[];
    expect(begun).toMatchObject([{ id: theirs.message, text }]);
    await well(anna.post(`/api/messages/${theirs.message}/undo`));
    const { conversations } = (await well(eve.get('/api/conversations?view=all'))) as unknown as { conversations: { id: string }[] };
    expect((await open(eve, conversations[0]!.id)).messages).toMatchObject([{ id: theirs.message, text: 'Hello.' }]);
  });
});
