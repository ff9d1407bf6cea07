// Which conversations somebody means who wants something done to many: named, by conditions, or by a search.
import type { BatchAction, BatchChoice, BatchPreview } from '../contract/batch.ts';
import { mostInBatch } from '../contract/batch-words.ts';
import type { Viewer } from '../domain/access/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { parseQuery } from '../domain/search/parse-query.ts';
import type { Desk } from '../operations/desk.ts';
import { macroForMany, writes } from '../operations/macro-for-many.ts';
import type { Choice } from '../store/batch-choice.ts';
import { countAnswerable, countChosen } from '../store/batch-choice.ts';
import type { ListFilter } from '../store/conversation-row.ts';
import { listConversationRows } from '../store/conversation-page.ts';
import { storable } from '../store/receive.ts';
import { filterOfQuery, seenBy } from './conversation-filter.ts';
import { understand } from './find-conversations.ts';
import { presentMacro } from './present/macro.ts';

type Conditions = NonNullable<BatchChoice['conditions']>;
type Seen = Pick<ListFilter, 'seenBy'>;

export async function choiceOf(desk: Desk, workspace: string, viewer: Viewer, { conversations, conditions, except }: BatchChoice): Promise<Choice> {
  if ((conversations === undefined) === (conditions === undefined)) throw new Refusal('input-wrong', { conversations: 'Name conversations, or say conditions: one of both.' });
  const seen = await seenBy(desk, workspace, viewer);
  const one: Omit<Choice, 'filter'> = { found: null, numbered: null, except };
  if (conversations) return { ...one, filter: { among: [...new Set(conversations)], ...seen } };
  if (conditions!.q?.trim()) return { ...one, ...(await foundBy(desk, workspace, viewer, { seen, q: conditions!.q, conditions: conditions! })) };
  return { ...one, filter: { ...((await filterOfQuery(desk, workspace, viewer, { ...conditions!, view: conditions!.view ?? 'open' })) ?? nothing), ...seen } };
}

const nothing: ListFilter = { among: [] };

/** What a search shows on all of its pages: from and to are about the words that were said. */
async function foundBy(desk: Desk, workspace: string, viewer: Viewer, { seen, q, conditions }: { readonly seen: Seen; readonly q: string; readonly conditions: Conditions }): Promise<Pick<Choice, 'filter' | 'found' | 'numbered'>> {
  const { from, to, q: _words, ...rest } = conditions;
  const parsed = parseQuery(storable(q));
  const [sought, filter, numbered] = await Promise.all([
    understand(desk, workspace, parsed, { from, to }), filterOfQuery(desk, workspace, viewer, { ...rest, view: rest.view ?? 'all' }), parsed.number === null ? [] : listConversationRows(desk.db, workspace, { number: parsed.number, ...seen }, 'last', null, 1),
  ]);
  return {
    filter: sought === null || filter === null ? nothing : { ...filter, ...seen },
    found: sought && { wanted: sought.anywhere, from: sought.from, to: sought.to }, numbered: numbered[0]?.id ?? null,
  };
}

export async function previewBatch(desk: Desk, workspace: string, viewer: Viewer, { action, ...body }: BatchChoice & { readonly action?: BatchAction | undefined }): Promise<BatchPreview> {
  const choice = await choiceOf(desk, workspace, viewer, body);
  const count = await countChosen(desk.db, workspace, choice, mostInBatch);
  const total = body.conversations ? new Set(body.conversations).size : Math.min(count, mostInBatch);
  return { total, tooMany: count > mostInBatch, macro: action?.do === 'macro' ? await previewMacro(desk, workspace, viewer, { wanted: action, choice, count }) : null };
}

type Previewing = { readonly wanted: Extract<BatchAction, { do: 'macro' }>; readonly choice: Choice; readonly count: number };

async function previewMacro(desk: Desk, workspace: string, viewer: Viewer, { wanted, choice, count }: Previewing): Promise<BatchPreview['macro']> {
  const macro = await macroForMany(desk.db, { workspace, viewer, now: desk.now() }, wanted);
  const { id, name, version, steps } = presentMacro(macro);
  if (!writes(macro)) return { id, name, version, steps, drafts: 0, ownDrafts: 0, left: {} };
  const { archived, blocked, drafts } = await countAnswerable(desk.db, workspace, choice, mostInBatch, viewer.id);
  const left = { ...(archived > 0 ? { 'inbox-archived': archived } : {}), ...(blocked > 0 ? { 'contact-blocked': blocked } : {}) };
  return { id, name, version, steps, drafts: count - archived - blocked - drafts, ownDrafts: drafts, left };
}
