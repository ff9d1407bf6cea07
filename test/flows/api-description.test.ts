// /api/openapi.json is enough to work with: every route stands in it, every reference leads somewhere, and a client that knows
// nothing else writes, uploads, reads and is refused as it says.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenReply } from '../../src/contract/requests.ts';
import { scopeOfRoute } from '../../src/server/scope-of-route.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { DescribedClient, Operation } from '../setup/described-client.ts';
import { describedClient } from '../setup/described-client.ts';
import type { AgentsDesk } from './agents-desk.ts';
import { startAgentsDesk, well } from './agents-desk.ts';

describe.each(databaseKinds())('the description of the API on %s', (kind) => {
  let desk: AgentsDesk;
  let client: DescribedClient;
  let operations: readonly Operation[];
  beforeAll(async () => {
    desk = await startAgentsDesk(kind);
    const { value } = await well(desk.anna.post('/api/service-tokens', { name: 'Shop', role: 'administrator' }));
    client = await describedClient(desk.address, String(value));
    operations = Object.values(client.described.paths).flatMap((methods) => Object.values(methods));
  });
  afterAll(() => desk.stop());

  test('names every route, with who may ask and every refusal it can answer with', () => {
    expect(client.described.openapi).toBe('3.1.0');
    expect(operations).toHaveLength(desk.routes.length);
    for (const route of desk.routes) {
      const operation = client.described.paths[route.path]?.[route.method.toLowerCase()];
      const name = `${route.method} ${route.path}`;
      expect(operation?.summary, name).toBe(route.summary);
      const open = route.who === 'anyone' || route.who === 'outside';
      const scope = scopeOfRoute(route);
      expect(operation!.security, name).toEqual(open ? [] : [...(scope === 'nobody' ? [] : [{ token: [scope] }]), { session: [] }]);
      expect(Object.keys(operation!.responses), name).toEqual(expect.arrayContaining(['400', '429', '500', '503', ...(open ? [] : ['401', '403']), ...(route.sees ? ['404'] : []), ...(route.body || route.rawBody ? ['413'] : [])]));
      expect(operation!.requestBody !== undefined, name).toBe(route.body !== undefined || route.rawBody === true);
      for (const [, parameter] of route.path.matchAll(/\{(\w+)\}/g)) expect(operation!.parameters, name).toContainEqual(expect.objectContaining({ in: 'path', name: parameter, required: true }));
    }
    for (const scheme of operations.flatMap(({ security }) => security.flatMap(Object.keys))) expect(Object.keys(client.described.components.securitySchemes)).toContain(scheme);
  });

  test('can be made into code: names are there once, references lead somewhere', () => {
    const names = operations.map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^(get|post|patch|put|delete)[A-Za-z]+$/);
    const references = [...JSON.stringify(client.described).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map((match) => match[1]);
    expect(references.length).toBeGreaterThan(100);
    for (const reference of new Set(references)) expect(Object.keys(client.described.components.schemas)).toContain(reference);
    for (const { operationId, responses } of operations) for (const [status, { description }] of Object.entries(responses)) expect(description, `${operationId} ${status}`).not.toMatch(/^(|Default Response)$/);
  });

  test('a client that knows only it lists, opens, answers with a file, notes, tags, and gets back what it sent', async () => {
    const conversation = await desk.write('When do you open?');
    const { conversations } = (await client.call('getConversations', { parameters: { view: 'open', limit: 10 } })).body as { conversations: { id: string }[] };
    expect(conversations.map(({ id }) => id)).toContain(conversation);
    const opened = (await client.call('getConversationsByConversation', { parameters: { conversation } })).body as OpenReply;
    const file = (await client.call('postAttachments', { parameters: { 'x-file-name': encodeURIComponent('часы.txt') }, body: 'nine to six' })).body as { id: string; name: string };
    expect(file.name).toBe('часы.txt');
    const reply = { id: randomUUID(), text: 'From nine to six.', version: opened.conversation.version, attachments: [file.id] };
    expect((await client.call('postConversationsRepliesByConversation', { parameters: { conversation }, body: reply })).body).toMatchObject({ id: reply.id, text: reply.text, attachments: [{ id: file.id }] });
    expect((await client.call('getAttachmentsByAttachment', { parameters: { attachment: file.id } })).body).toBe('nine to six');
    expect((await client.call('postConversationsNotesByConversation', { parameters: { conversation }, body: { id: randomUUID(), text: 'done by the shop' } })).status).toBe(200);
    expect((await client.call('postConversationsTagsByConversation', { parameters: { conversation }, body: { add: ['hours'] } })).body).toMatchObject({ tags: ['hours'] });
    for (const read of ['getSnapshot', 'getCounts', 'getAgents', 'getTeams', 'getTags', 'getInboxes', 'getWorkspace', 'getInvitations', 'getServiceTokens', 'getRawInputs', 'getNotifications', 'getCommitments', 'getHealth']) {
      expect((await client.call(read)).status, read).toBe(200);
    }
    expect(((await client.call('getEvents', { parameters: { since: 0 } })).body as { events: unknown[] }).events.length).toBeGreaterThan(5);
    expect((await client.call('getLanguagesPackByCode', { parameters: { code: 'it' } })).status).toBe(200);
  });

  test('and is refused as it says', async () => {
    expect((await client.call('getConversationsByConversation', { parameters: { conversation: randomUUID() } })).body).toMatchObject({ code: 'not-found' });
    expect((await client.call('getConversations', { parameters: { cursor: 'nonsense' } })).body).toMatchObject({ code: 'input-wrong', values: { cursor: expect.any(String) } });
    expect((await client.call('postTeams', { body: { name: '', members: ['x'] } })).body).toMatchObject({ code: 'input-wrong', values: { name: expect.any(String), 'members.0': expect.any(String) } });
    expect((await client.call('postTeams', { body: { name: 'x'.repeat(2_000_000) } })).body).toMatchObject({ code: 'too-large' });
    expect((await client.call('postHooksByInboxToken', { parameters: { inboxToken: 'nobody' }, body: 'x' })).body).toMatchObject({ code: 'not-found' });
  });
});
