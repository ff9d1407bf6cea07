import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { tell } from '../kit/notices.ts';
import { parting, request } from '../live/request.ts';
import { spoken } from '../wording/interface.ts';
import { DraftSync, pathOf } from './draft-sync.ts';
import { Drafts, type Draft } from './drafts.ts';

export const drafts = new Drafts(localStorage, Date.now);

const deviceKey = 'attune.device';

/** A window's own: two windows of one browser are two writers. */
function deviceName(): string {
  const known = sessionStorage.getItem(deviceKey);
  if (known) return known;
  const name = crypto.randomUUID();
  sessionStorage.setItem(deviceKey, name);
  return name;
}

export const draftSync = new DraftSync(drafts, {
  device: deviceName(),
  list: (place) => request('GET', pathOf(place)),
  save: (place, body) => request('PUT', pathOf(place), body),
  part: (place, body) => parting('PUT', pathOf(place), body),
  later: (milliseconds, then) => {
    const timer = setTimeout(then, milliseconds);
    return () => clearTimeout(timer);
  },
  now: Date.now,
  replaced: (takeOther, isWritten) => tell({ text: spoken('desk')('composer.otherDevice'), until: Date.now() + 30_000, undo: takeOther, stands: isWritten }),
});

export function useDraft(conversation: string): readonly [Draft, (change: Partial<Draft>) => void] {
  const draft = useSyncExternalStore(drafts.subscribe, () => drafts.read(conversation));
  const change = useCallback((next: Partial<Draft>) => drafts.change(conversation, next), [conversation]);
  useEffect(() => draftSync.attend(conversation), [conversation]);
  return [draft, change];
}
