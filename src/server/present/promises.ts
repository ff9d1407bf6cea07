// Pages of promises with whose they are, and the share of a team's promises that were kept.
import type { z } from 'zod';
import type { KeptRateReply, PromisesReply, promisesQuery, SettledPromisesReply, settledPromisesQuery } from '../../contract/promises.ts';
import { fewestPeople, keptRate, keptTarget, mondaysUpTo } from '../../domain/commitment/kept-rate.ts';
import type { Viewer } from '../../domain/access/permission.ts';
import { hasRole, maySeeConversation } from '../../domain/access/permission.ts';
import { plainText } from '../../domain/formatting/rendered.ts';
import { Refusal } from '../../domain/refusal.ts';
import { localNow } from '../../domain/time/local-now.ts';
import type { Desk } from '../../operations/desk.ts';
import { listConversationAccess } from '../../store/access.ts';
import type { CommitmentRow } from '../../store/commitment.ts';
import { endedAt, findCommitments, listBeginnings, listEndedCommitments, listUnsettledCommitments } from '../../store/commitment.ts';
import { findContacts } from '../../store/contact.ts';
import { findConversationRows } from '../../store/conversation-row.ts';
import { countPeople, listReckonedWeeks } from '../../store/kept-rate.ts';
import { findTeams } from '../../store/team.ts';
import { findWorkspaceTime } from '../../store/workspace-time.ts';
import { pageOf, readCursor } from '../page-cursor.ts';
import { iso, presentCommitment, presentContact, presentConversation } from './conversation.ts';

/** Stands in a cursor for a promise without a due time: they come last. */
const never = new Date('9999-12-31T23:59:59.999Z');

type Whose = Pick<z.output<typeof promisesQuery>, 'agent' | 'team' | 'contact'>;

/** One's own where nothing else is asked for; everybody's and a team's only for those who lead. */
function whose(viewer: Viewer, { agent, team, contact, conversation }: Whose & { readonly conversation?: string | undefined }): { readonly agent?: string; readonly team?: string; readonly contact?: string } {
  if ((agent === 'all' || team !== undefined) && !hasRole(viewer, 'lead') && viewer.kind !== 'service') throw new Refusal('not-allowed');
  const own = agent === 'me' || (agent === undefined && contact === undefined && team === undefined && conversation === undefined);
  const of = own ? viewer.id : agent === 'all' ? undefined : agent;
  return { ...(of === undefined ? {} : { agent: of }), ...(team === undefined ? {} : { team }), ...(contact === undefined ? {} : { contact }) };
}

/** Those that the viewer may see, with whose they are. */
async function withConversations(desk: Desk, workspace: string, viewer: Viewer, page: readonly CommitmentRow[]): Promise<Omit<PromisesReply, 'next'>> {
  const access = await listConversationAccess(desk.db, workspace, page.map((row) => row.conversation));
  const seen = new Set(access.filter((conversation) => maySeeConversation(viewer, conversation)).map((conversation) => conversation.id));
  const shown = page.filter((row) => seen.has(row.conversation));
  const conversations = await findConversationRows(desk.db, workspace, [...new Set(shown.map((row) => row.conversation))]);
  const { contacts, identities } = await findContacts(desk.db, workspace, [...new Set(conversations.filter((row) => row.contact_name === null).map((row) => row.contact))]);
  return { commitments: shown.map(presentCommitment), conversations: conversations.map(presentConversation), contacts: contacts.map((one) => presentContact(one, identities)) };
}

export async function listPromises(desk: Desk, workspace: string, viewer: Viewer, query: z.output<typeof promisesQuery>): Promise<PromisesReply> {
  const { dueBy, limit } = query;
  const end = readCursor(query.cursor, 'cursor');
  const rows = await listUnsettledCommitments(desk.db, workspace, {
    ...whose(viewer, query), ...(dueBy === undefined ? {} : { dueBy }), after: end === null ? null : { at: end.at.getTime() === never.getTime() ? null : end.at, id: end.id },
  }, limit + 1);
  const { page, next } = pageOf(rows, limit, (row) => ({ at: row.due_at ?? never, id: row.id }));
  return { ...(await withConversations(desk, workspace, viewer, page)), next };
}

const wordsShown = 300;

export async function listSettledPromises(desk: Desk, workspace: string, viewer: Viewer, query: z.output<typeof settledPromisesQuery>): Promise<SettledPromisesReply> {
  const { conversation, outcome, limit } = query;
  const rows = await listEndedCommitments(desk.db, workspace, {
    ...whose(viewer, query), ...(conversation === undefined ? {} : { conversation }), ...(outcome === undefined ? {} : { outcome }), after: readCursor(query.cursor, 'cursor'),
  }, limit + 1);
  const { page, next } = pageOf(rows, limit, (row) => ({ at: endedAt(row), id: row.id }));
  const shown = await withConversations(desk, workspace, viewer, page);
  const kept = shown.commitments.flatMap(({ state }) => (state.is === 'kept' && state.by !== null ? [state.by] : []));
  const replaced = shown.commitments.flatMap(({ state }) => (state.is === 'renewed' ? [state.by] : []));
  const [words, replacements] = await Promise.all([listBeginnings(desk.db, workspace, kept, wordsShown), findCommitments(desk.db, workspace, replaced)]);
  return { ...shown, words: words.map(({ message, text, at }) => ({ message, text: plainText(text).replaceAll(/\s+/g, ' ').trim(), at: iso(at) })), replacements: replacements.map(presentCommitment), next };
}

export async function readKeptRate(desk: Desk, workspace: string, asked: { readonly team?: string | undefined; readonly weeks: number }): Promise<KeptRateReply> {
  const team = asked.team ?? null;
  if (team !== null && (await findTeams(desk.db, workspace, [team])).length === 0) throw new Refusal('not-found');
  const { timeZone } = await findWorkspaceTime(desk.db, workspace);
  const now = desk.now();
  const mondays = mondaysUpTo(localNow(now, timeZone).slice(0, 10), asked.weeks);
  const none = { shown: false, fewest: fewestPeople, target: keptTarget, whole: { ...keptRate({ due: 0, kept: 0 }), interval: null }, weeks: [] };
  if ((await countPeople(desk.db, workspace, team)) < fewestPeople) return none;
  const found = new Map((await listReckonedWeeks(desk.db, workspace, { team, since: mondays[0]!, now, timeZone })).map((week) => [week.week, week]));
  const sum = [...found.values()].reduce((all, week) => ({ due: all.due + week.due, kept: all.kept + week.kept }), { due: 0, kept: 0 });
  return { ...none, shown: true, whole: asTold(keptRate(sum)), weeks: mondays.map((monday) => ({ monday, ...asTold(keptRate(found.get(monday) ?? { due: 0, kept: 0 })) })) };
}

function asTold(rate: ReturnType<typeof keptRate>): KeptRateReply['whole'] {
  return { ...rate, interval: rate.interval === null ? null : [...rate.interval] };
}
