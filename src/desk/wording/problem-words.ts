// What the code of a problem (of an inbox, an input, a delivery, a setting) means, in the agent's language. The catalogue is the
// server's, since each channel brings problems of its own; it is fetched once for a language, when the first of them is to be told.
import { useCallback, useSyncExternalStore } from 'react';
import { Refused, request } from '../live/request.ts';
import { useTranslation } from './use-translation.ts';

export type ProblemTold = { readonly happened: string; readonly whatToDo: string };
type Catalogue = Readonly<Record<string, ProblemTold>>;
/** `null`: it could not be fetched; asked for again when the next screen wants it. */
type Held = Catalogue | null | undefined;

const catalogues = new Map<string, Held>();
const listeners = new Set<() => void>();

function put(language: string, held: Held): void {
  catalogues.set(language, held);
  for (const listener of listeners) listener();
}

async function load(language: string): Promise<void> {
  if (catalogues.has(language) && catalogues.get(language) !== null) return;
  catalogues.set(language, undefined);
  try {
    const reply = await request<{ readonly problems: Catalogue }>('GET', `/problems?language=${encodeURIComponent(language)}`);
    put(language, reply.problems);
  } catch {
    put(language, null);
  }
}

function useCatalogue(): Held {
  const { language } = useTranslation();
  const subscribe = useCallback(
    (listener: () => void) => {
      listeners.add(listener);
      void load(language);
      return () => {
        listeners.delete(listener);
      };
    },
    [language],
  );
  return useSyncExternalStore(subscribe, () => catalogues.get(language));
}

/** The words for a code; `loading` while they are on their way, null where they could not be fetched. */
export function useProblemWords(): (code: string) => ProblemTold | 'loading' | null {
  const catalogue = useCatalogue();
  return (code) => {
    if (catalogue === undefined) return 'loading';
    return catalogue?.[code] ?? catalogue?.['fault'] ?? null;
  };
}

/** Mistakes in a channel's settings beside their fields: each is a code of the catalogue. */
export function useSettingMistakes(error: unknown): (path: string) => string | undefined {
  const words = useProblemWords();
  return (path) => {
    const code = error instanceof Refused && error.body.code === 'inbox-settings-wrong' ? error.body.values[path] : undefined;
    const told = code === undefined ? null : words(String(code));
    return told === null || told === 'loading' ? undefined : `${told.happened} ${told.whatToDo}`;
  };
}
