// What became of promises, page by page from the server. Whatever is settled while one looks comes in at the top.
import { useCallback, useEffect, useState } from 'react';
import type { SettledPromisesReply } from '../../contract/promises.ts';
import { useGeneration, useStore } from '../live/use-desk.ts';
import { promises as api, type SettledAsked } from './promises-api.ts';

type Page = Omit<SettledPromisesReply, 'conversations' | 'contacts'>;
type Loaded = Page & { readonly asked: string; readonly done: boolean; readonly error: unknown };
const nothing: Page = { commitments: [], words: [], replacements: [], next: null };

const tells = /^commitment-|^reply-undone$/;
/** Several are often settled by one answer. */
const calmMs = 400;

export function useSettled(asked: SettledAsked) {
  const store = useStore();
  const generation = useGeneration();
  const key = JSON.stringify(asked);
  const [loaded, setLoaded] = useState<Loaded>({ ...nothing, asked: key, done: false, error: null });

  const load = useCallback(
    (cursor: string | null) => {
      const since = store.cursor();
      api.settled({ ...(JSON.parse(key) as SettledAsked), ...(cursor === null ? {} : { cursor }) }).then(
        ({ conversations, contacts, ...page }) => {
          if (store.generation() !== generation) return;
          store.take({ conversations, contacts, commitments: page.commitments }, since);
          setLoaded((before) => ({ ...(cursor !== null && before.asked === key ? joined(before, page) : page), asked: key, done: true, error: null }));
        },
        (error: unknown) => setLoaded((before) => ({ ...before, ...(before.asked === key ? {} : nothing), asked: key, done: true, error })),
      );
    },
    [generation, key, store],
  );
  useEffect(() => {
    load(null);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = store.hear((event) => {
      if (!tells.test(event.kind)) return;
      clearTimeout(timer);
      timer = setTimeout(() => load(null), calmMs);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [load, store]);
  const current = loaded.asked === key ? loaded : { ...nothing, done: false, error: null };
  return { ...current, retry: () => load(null), more: current.next === null ? null : () => load(current.next) };
}

function joined(before: Page, page: Page): Page {
  const known = new Set(before.commitments.map(({ id }) => id));
  return { ...page, commitments: [...before.commitments, ...page.commitments.filter(({ id }) => !known.has(id))], words: [...before.words, ...page.words], replacements: [...before.replacements, ...page.replacements] };
}
