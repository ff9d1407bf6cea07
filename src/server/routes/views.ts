// Views that people keep, and how many conversations stand in those that are counted.
import { changeViewBody, savedView, saveViewBody, viewCountsReply, viewQuery, viewsReply } from '../../contract/finding.ts';
import type { SavedView } from '../../contract/finding.ts';
import type { Viewer } from '../../domain/access/permission.ts';
import { Refusal } from '../../domain/refusal.ts';
import { changeView } from '../../operations/change-view.ts';
import type { Desk } from '../../operations/desk.ts';
import { removeView } from '../../operations/remove-view.ts';
import { saveView } from '../../operations/save-view.ts';
import type { ListFilter } from '../../store/conversation-row.ts';
import { countByTally, isCounted } from '../../store/conversation-tally.ts';
import type { SavedViewRow } from '../../store/saved-view.ts';
import { listSavedViews } from '../../store/saved-view.ts';
import { filterOfQuery, seenBy } from '../conversation-filter.ts';
import { pathId } from '../path-id.ts';
import { route } from '../route.ts';

/** What an address of the list would give; null: nothing can fit, or a later version wrote what this one does not know. */
async function filterOfView(desk: Desk, workspace: string, viewer: Viewer, view: SavedViewRow): Promise<ListFilter | null> {
  const read = viewQuery.safeParse(view.query);
  return read.success ? filterOfQuery(desk, workspace, viewer, read.data) : null;
}

const uncounted = ['q', 'tag', 'intent', 'complaint', 'language', 'contact', 'from', 'to', 'attachment'] as const;

function present(row: SavedViewRow): SavedView {
  const query = row.query as Record<string, string>;
  return { id: row.id, name: row.name, shared: row.owner === null, query, counted: uncounted.every((name) => query[name] === undefined), version: row.version };
}

async function one(desk: Desk, workspace: string, viewer: Viewer, id: string): Promise<SavedView> {
  const found = (await rowsOf(desk, workspace, viewer)).find((row) => row.id === id);
  if (!found) throw new Refusal('not-found');
  return present(found);
}

function rowsOf(desk: Desk, workspace: string, viewer: Viewer): Promise<readonly SavedViewRow[]> {
  return listSavedViews(desk.db, workspace, viewer.kind === 'agent' ? viewer.id : null);
}

export const viewRoutes = [
  route({
    method: 'GET', path: '/api/views', noun: 'finding', who: 'agent', summary: 'Views that are kept: everybody\'s and the viewer\'s own', reply: viewsReply,
    handle: async ({ desk, workspace, viewer }) => ({ views: (await rowsOf(desk, workspace, viewer)).map(present) }),
  }),
  route({
    method: 'GET', path: '/api/views/counts', noun: 'finding', who: 'agent',
    summary: 'How many conversations stand in each view that is counted, as far as the viewer may see them', reply: viewCountsReply,
    handle: async ({ desk, workspace, viewer }) => {
      const seen = await seenBy(desk, workspace, viewer);
      const counted: [string, ListFilter][] = [];
      const empty: [string, number][] = [];
      for (const row of (await rowsOf(desk, workspace, viewer)).filter((one) => present(one).counted)) {
        const filter = await filterOfView(desk, workspace, viewer, row);
        if (filter === null) empty.push([row.id, 0]);
        else if (isCounted(filter)) counted.push([row.id, { ...filter, ...seen }]);
      }
      const counts = await countByTally(desk.db, workspace, counted.map(([, filter]) => filter));
      return Object.fromEntries([...empty, ...counted.map(([id], place) => [id, counts[place]!] as const)]);
    },
  }),
  route({
    method: 'POST', path: '/api/views', noun: 'finding', who: 'agent', refuses: ['not-allowed', 'not-found'],
    summary: 'Keep a list or a search under a name, for oneself or, as a lead, for everybody. The same id twice is one view.', body: saveViewBody, reply: savedView,
    handle: async ({ desk, workspace, actor, viewer, body }) => {
      await saveView(desk, { workspace, actor, viewer }, body);
      return one(desk, workspace, viewer, body.id);
    },
  }),
  route({
    method: 'PATCH', path: '/api/views/{view}', noun: 'finding', who: 'agent', refuses: ['not-allowed', 'not-found'],
    summary: 'Change a view, give it to everybody or take it back', body: changeViewBody, reply: savedView,
    handle: async ({ desk, workspace, actor, viewer, params, body }) => {
      const view = pathId(params, 'view');
      await changeView(desk, { workspace, actor, viewer }, view, body);
      return one(desk, workspace, viewer, view);
    },
  }),
  route({
    method: 'DELETE', path: '/api/views/{view}', noun: 'finding', who: 'agent', refuses: ['not-allowed', 'not-found'],
    summary: 'Keep a view no longer; its conversations stay as they are', reply: null,
    handle: async ({ desk, workspace, actor, viewer, params }) => removeView(desk, { workspace, actor, viewer }, pathId(params, 'view')),
  }),
];
