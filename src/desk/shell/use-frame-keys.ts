// What can be done from every page: going places, finding, taking back, and the list of all keys.
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { KeysView } from '../../contract/keys.ts';
import { focusFindLine } from '../finding/focus-line.ts';
import { askLayout } from '../keys/key-caps.ts';
import { listenToKeys, onPendingKeys, pendingKeys } from '../keys/dispatcher.ts';
import { takeKeys } from '../keys/own-keys.ts';
import { useActionKeys } from '../keys/use-action-keys.ts';
import { undoLast } from '../kit/notices.ts';
import { me } from '../live/desk-api.ts';
import { useStore, useWholeDesk } from '../live/use-desk.ts';

export function useFrameKeys({ drawer, onDrawer, onHelp, onPalette }: { readonly drawer: boolean; onDrawer(): void; onHelp(): void; onPalette(): void }): void {
  const navigate = useNavigate();
  useFollowedKeys();
  const go = (view: string) => () => void navigate({ to: '/inbox/$view', params: { view } });
  useActionKeys({
    undo: () => {
      undoLast();
    },
    search: () => {
      if (!focusFindLine()) void navigate({ to: '/find', search: {} });
    },
    help: onHelp,
    palette: onPalette,
    goOpen: go('open'),
    goMine: go('mine'),
    goUnassigned: go('unassigned'),
    goPromised: go('promised'),
    goPromises: () => void navigate({ to: '/promises' }),
    goWaiting: go('waiting'),
    goSnoozed: go('snoozed'),
    goClosed: go('closed'),
    goSpam: go('spam'),
    goAll: go('all'),
    goSettings: () => void navigate({ to: '/settings' }),
    goKeys: () => void navigate({ to: '/settings/keys' }),
  });
  useActionKeys({ back: drawer ? onDrawer : null }, 'over');
}

/** Whether keys were ever begun that go one after the other: only then is there something to tell of them. */
export function useSequenceBegun(): boolean {
  const pending = useSyncExternalStore(onPendingKeys, pendingKeys);
  const [begun, setBegun] = useState(false);
  if (pending !== null && !begun) setBegun(true);
  return begun;
}

/** They may have been changed since they came. */
const known = new WeakSet<KeysView>();

/** The agent's own keys: as they came with the session, and as another screen of theirs changes them. */
function useFollowedKeys(): void {
  const { session } = useWholeDesk();
  const store = useStore();
  useEffect(() => {
    if (!known.has(session.keys)) takeKeys(session.keys);
    known.add(session.keys);
  }, [session.keys]);
  useEffect(() => {
    const ask = () => void me.keys().then(takeKeys, () => undefined);
    const stopHearing = store.hear((event) => {
      if (event.kind === 'keys-changed') ask();
    });
    // After a gap in what was heard they may be others.
    let generation = store.generation();
    const stopWatching = store.subscribe(() => {
      if (store.generation() === generation) return;
      generation = store.generation();
      ask();
    });
    return () => {
      stopHearing();
      stopWatching();
    };
  }, [store]);
  useEffect(() => {
    void askLayout();
    return listenToKeys();
  }, []);
}
