// Open promises of somebody, page by page from the server and kept up by events: what is kept, moved or handed over goes at once.
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { DeskState } from '../../contract/state.ts';
import type { CommitmentView } from '../../contract/views.ts';
import { sameList, useDesk, useGeneration, useMe, useStore } from '../live/use-desk.ts';
import { promises as api, type PromisesAsked } from './promises-api.ts';

/** Whose promises: one's own, everybody's, or those of a team's members. */
export type Scope = { readonly of: 'mine' } | { readonly of: 'all' } | { readonly of: 'team'; readonly team: string };

const askedOf = (scope: Scope): PromisesAsked => (scope.of === 'mine' ? { agent: 'me' } : scope.of === 'all' ? { agent: 'all' } : { team: scope.team });

type Loaded = { readonly next: string | null; readonly done: boolean; readonly error: unknown };
const nothing: Loaded = { next: null, done: false, error: null };

export function usePromises(scope: Scope) {
  const store = useStore();
  const me = useMe().id;
  const generation = useGeneration();
  const [loaded, setLoaded] = useState<Loaded>(nothing);
  const team = scope.of === 'team' ? scope.team : null;
  const asked = useMemo(() => askedOf(team === null ? ({ of: scope.of } as Scope) : { of: 'team', team }), [scope.of, team]);

  const load = useCallback(
    (cursor?: string) => {
      const since = store.cursor();
      api.list(cursor === undefined ? asked : { ...asked, cursor }).then(
        ({ next, ...views }) => {
          if (store.generation() !== generation) return;
          store.take(views, since);
          setLoaded({ next, done: true, error: null });
        },
        (error: unknown) => setLoaded((before) => ({ ...before, done: true, error })),
      );
    },
    [asked, generation, store],
  );
  useEffect(() => load(), [load]);

  const select = useMemo(
    () => (state: DeskState) => {
      const members = team === null ? null : new Set(state.teams[team]?.members ?? []);
      const whose = (agent: string) => (scope.of === 'mine' ? agent === me : members === null || members.has(agent));
      return Object.values(state.commitments)
        .filter((one) => (one.state.is === 'open' || one.state.is === 'missed') && whose(one.agent))
        .sort(byDue);
    },
    [me, scope.of, team],
  );
  const list = useDesk(select, sameList);
  return { list, ...loaded, retry: () => load(), more: loaded.next === null ? null : () => load(loaded.next ?? undefined) };
}

export function byDue(one: CommitmentView, other: CommitmentView): number {
  return (one.due?.by ?? '9').localeCompare(other.due?.by ?? '9') || one.id.localeCompare(other.id);
}
