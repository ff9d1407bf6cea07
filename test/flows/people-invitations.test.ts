import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorkspace } from '../../src/operations/create-workspace.ts';
import { hashNewPassword } from '../../src/server/signing-in.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { PeopleDesk } from './people-desk.ts';
import { Browser, statuses } from '../setup/client.ts';
import { anna, join, setUpDesk, startPeople, telling } from './people-desk.ts';

type Made = { readonly id: string; readonly link: string; readonly mailed: boolean; readonly teams: readonly string[]; readonly expiresAt: string; readonly createdAt: string };
const tokenOf = (made: Made): string => made.link.split('#')[1]!;
const password = 'sette pesche rosse';

describe.each(databaseKinds())('invitations on %s (invite-agent, accept-invitation, withdraw-invitation)', (kind) => {
  let place: PeopleDesk;
  let administrator: Browser;
  let number = 0;
  beforeAll(async () => {
    place = await startPeople(kind);
    administrator = await setUpDesk(place);
  });
  afterAll(async () => place?.stop());

  const address = (): string => `guest${(number += 1)}@bottega.example`;
  const invite = async (wanted: object = {}): Promise<Made> => {
    const { status, body } = await administrator.post('/api/invitations', { email: address(), role: 'agent', ...wanted });
    expect([status, body['code']]).toEqual([200, undefined]);
    return body as unknown as Made;
  };
  const accept = async (token: string, given: object = {}) => new Browser(place.address).post('/api/invitations/accept', { token, name: 'Marco Neri', password, ...given });
  const team = async (name: string): Promise<string> => String((await administrator.post('/api/teams', { name })).body['id']);

  test('somebody is invited, sees what into, and becomes an agent who is signed in', async () => {
    const returns = await team('Returns');
    const made = await telling(administrator, ['agent-invited'], async () => invite({ email: 'Marco.Neri@Bottega.example', role: 'lead', teams: [returns, returns], language: 'ru' }));
    expect(made).toMatchObject({ email: 'Marco.Neri@Bottega.example', role: 'lead', teams: [returns], language: 'ru', acceptedAt: null, withdrawnAt: null, mailed: false });
    expect(made.link).toMatch(/^http:\/\/desk\.example\.test\/invitation#[\w-]{43}$/);
    expect(Date.parse(made.expiresAt) - Date.parse(made.createdAt)).toBe(7 * 86_400_000);
    const browser = new Browser(place.address);
    expect((await browser.get(`/api/invitations/open/${tokenOf(made)}`)).body).toEqual({ email: 'Marco.Neri@Bottega.example', role: 'lead', language: 'ru', workspace: 'Bottega Verde', invitedBy: anna.name });
    const { status, body } = await telling(administrator, ['agent-joined'], async () => browser.post('/api/invitations/accept', { token: tokenOf(made), name: ' Марко Нери 🌿 ', password }));
    expect([status, body]).toMatchObject([200, { agent: { name: 'Марко Нери 🌿', email: 'Marco.Neri@Bottega.example', role: 'lead', teams: [returns], language: 'ru' } }]);
    expect((await browser.get('/api/session')).body).toEqual(body);
    expect((await new Browser(place.address).post('/api/session', { email: 'marco.neri@bottega.example', password })).status).toBe(200);
    const { invitations } = (await administrator.get('/api/invitations')).body as unknown as { readonly invitations: readonly (Made & { readonly acceptedAt: string | null })[] };
    expect(invitations.find(({ id }) => id === made.id)?.acceptedAt).not.toBeNull();
    expect(JSON.stringify(invitations)).not.toContain(tokenOf(made));
  });

  test('a link opens one door once', async () => {
    const token = tokenOf(await invite());
    const answers = await Promise.all([accept(token), accept(token), accept(token)]);
    expect(statuses(answers)).toEqual([200, 410, 410]);
    expect(await accept(token)).toMatchObject({ status: 410, body: { code: 'invitation-used' } });
    expect(await new Browser(place.address).get(`/api/invitations/open/${token}`)).toMatchObject({ status: 410, body: { code: 'invitation-used' } });
  });

  test('a new invitation takes the place of the open one', async () => {
    const email = address();
    const first = await invite({ email });
    const second = await telling(administrator, ['invitation-withdrawn', 'agent-invited'], async () => invite({ email: email.toUpperCase(), role: 'lead' }));
    expect(await accept(tokenOf(first))).toMatchObject({ status: 410, body: { code: 'invitation-used' } });
    expect(await accept(tokenOf(second))).toMatchObject({ status: 200, body: { agent: { role: 'lead' } } });
    const both = await Promise.all([1, 2, 3].map(async () => administrator.post('/api/invitations', { email: 'twice@bottega.example', role: 'agent' })));
    expect(both.some(({ status }) => status === 200)).toBe(true);
    expect(both.every(({ status }) => status === 200 || status === 409)).toBe(true);
    const { rows } = await place.database.pool.query(`SELECT 1 FROM invitation WHERE email = 'twice@bottega.example' AND withdrawn_at IS NULL`);
    expect(rows).toHaveLength(1);
  });

  test('one that was withdrawn opens nothing, and can be withdrawn again without harm', async () => {
    const made = await invite();
    expect((await telling(administrator, ['invitation-withdrawn'], async () => administrator.remove(`/api/invitations/${made.id}`))).status).toBe(204);
    expect((await telling(administrator, [], async () => administrator.remove(`/api/invitations/${made.id}`))).status).toBe(204);
    expect(await accept(tokenOf(made))).toMatchObject({ status: 410, body: { code: 'invitation-used' } });
    const used = await invite();
    await accept(tokenOf(used));
    expect(await administrator.remove(`/api/invitations/${used.id}`)).toMatchObject({ status: 410, body: { code: 'invitation-used' } });
  });

  test('after a week it has expired', async () => {
    const made = await invite();
    place.advance(7 * 86_400_000);
    expect(await new Browser(place.address).get(`/api/invitations/open/${tokenOf(made)}`)).toMatchObject({ status: 410, body: { code: 'link-expired' } });
    expect(await accept(tokenOf(made))).toMatchObject({ status: 410, body: { code: 'link-expired' } });
    expect(await accept(tokenOf(await invite({ email: (made as unknown as { readonly email: string }).email })))).toMatchObject({ status: 200 });
  });

  test('whoever works here already is not invited, also when they are switched off', async () => {
    expect(await administrator.post('/api/invitations', { email: anna.email.toUpperCase(), role: 'agent' })).toMatchObject({ status: 409, body: { code: 'address-taken' } });
    const { id, email } = await join(administrator, place, 'agent');
    await administrator.patch(`/api/agents/${id}`, { active: false });
    expect(await administrator.post('/api/invitations', { email, role: 'agent' })).toMatchObject({ status: 409, body: { code: 'address-taken' } });
  });

  test('an address that signs in at another workspace of this desk is taken, and nothing is left half made', async () => {
    const email = address();
    await createWorkspace(place.desk, { workspace: { name: 'Other', language: 'en', timeZone: 'UTC' }, administrator: { name: 'Other', email, passwordHash: await hashNewPassword(password, []) } }, { onlyAsFirst: false });
    const made = await invite({ email });
    expect(await accept(tokenOf(made), { password: 'otto mele verdi' })).toMatchObject({ status: 409, body: { code: 'address-taken' } });
    expect((await new Browser(place.address).post('/api/session', { email, password })).body).toMatchObject({ workspace: { name: 'Other' } });
    expect((await administrator.get('/api/agents')).body).toMatchObject({ agents: expect.not.arrayContaining([expect.objectContaining({ email })]) });
  });

  test('a team that was dissolved meanwhile is left out', async () => {
    const [gone, stays] = [await team('Gone'), await team('Stays')];
    const made = await invite({ teams: [gone, stays] });
    expect((await administrator.remove(`/api/teams/${gone}`)).status).toBe(204);
    expect(await accept(tokenOf(made))).toMatchObject({ status: 200, body: { agent: { teams: [stays] } } });
  });

  test('accepting wants a name and a password that is not easy; the link stays good', async () => {
    const made = await invite({ email: 'francesca.rossi@bottega.example' });
    for (const [given, code] of [[{ password: 'password1234' }, 'password-too-weak'], [{ password: 'francescarossi' }, 'password-too-weak'], [{ name: 'Valentina Moretti', password: 'valentinamoretti' }, 'password-too-weak'], [{ password: 'kurz' }, 'input-wrong'], [{ name: '' }, 'input-wrong'], [{ name: 'x'.repeat(201) }, 'input-wrong']] as const) {
      expect([given, (await accept(tokenOf(made), given)).body['code']]).toEqual([given, code]);
    }
    expect((await accept(tokenOf(made), { name: 'ё'.repeat(200) })).status).toBe(200);
  });

  test.each(['', 'x', 'A'.repeat(43), '%00', '../agents', 'A'.repeat(450)])('a token %j that was never made opens nothing', async (token) => {
    const { status } = await new Browser(place.address).get(`/api/invitations/open/${encodeURIComponent(token)}`);
    expect([400, 404, 410]).toContain(status);
    expect([400, 410]).toContain((await accept(token)).status);
  });

  test.each([
    ['an address that is none', { email: 'marco at home' }], ['no address', { email: undefined }], ['a role that is none', { role: 'owner' }],
    ['a team that is none', { teams: ['01935a00-0000-7000-8000-000000000001'] }], ['a team that is no id', { teams: ['returns'] }], ['a language that is none', { language: 'tlh' }],
  ])('%s is bad input', async (_what, wanted) => expect(await administrator.post('/api/invitations', { email: address(), role: 'agent', ...wanted })).toMatchObject({ status: 400, body: { code: 'input-wrong' } }));

  test('only administrators invite, see and withdraw; nobody of another workspace', async () => {
    const made = await invite();
    const other = await createWorkspace(place.desk, { workspace: { name: 'Third', language: 'en', timeZone: 'UTC' }, administrator: { name: 'Third', email: 'third@bottega.example', passwordHash: await hashNewPassword(password, []) } }, { onlyAsFirst: false });
    expect(other.workspace).toBeTruthy();
    const stranger = new Browser(place.address);
    await stranger.post('/api/session', { email: 'third@bottega.example', password });
    expect((await stranger.remove(`/api/invitations/${made.id}`)).status).toBe(404);
    expect((await stranger.get('/api/invitations')).body).toEqual({ invitations: [] });
    for (const who of [(await join(administrator, place, 'lead')).browser, (await join(administrator, place, 'agent')).browser]) {
      expect((await who.get('/api/invitations')).status).toBe(403);
      expect((await who.post('/api/invitations', { email: address(), role: 'agent' })).status).toBe(403);
      expect((await who.remove(`/api/invitations/${made.id}`)).status).toBe(403);
    }
    expect((await administrator.remove('/api/invitations/not-an-id')).status).toBe(404);
    expect((await accept(tokenOf(made))).status).toBe(200);
  });
});
