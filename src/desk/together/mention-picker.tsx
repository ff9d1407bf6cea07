// Colleagues and teams who can be called, as an @ is typed. Who would not see the conversation says so here, before anything is saved.
import { clsx } from 'clsx';
import { Users } from 'lucide-react';
import { useEffect, useImperativeHandle, useState } from 'react';
import type { ColleaguesReply } from '../../contract/forward.ts';
import { Face } from '../kit/face.tsx';
import { sameList, useDesk, useMe } from '../live/use-desk.ts';
import { usePart } from '../writing/use-part.ts';
import { together } from './together-api.ts';
import type { MentionSearch } from './use-mention.ts';
import { useTranslation } from '../wording/use-translation.ts';

type Option = { readonly id: string; readonly name: string; readonly team: boolean; readonly blind: boolean };
const most = 8;

export function MentionPicker({ conversation, search }: { readonly conversation: string; readonly search: MentionSearch }) {
  const { t } = useTranslation('together');
  const ready = usePart('together');
  const options = useOptions(conversation, search.words);
  const { active, setActive, handle } = search;
  const index = Math.max(options.findIndex((one) => one.id === active), 0);
  const chosen = options[index];
  useEffect(() => setActive(chosen?.id ?? null), [chosen?.id, setActive]);
  useImperativeHandle(handle, () => ({
    move: (step) => setActive(options[(index + step + options.length) % Math.max(options.length, 1)]?.id ?? null),
    choose: () => {
      if (chosen) search.insert(chosen);
      return chosen !== undefined;
    },
  }));
  // Somebody goes on with the sentence: nobody is looked for any more.
  if (!ready || (options.length === 0 && /\s/u.test(search.words))) return null;
  return (
    <div className="floating absolute bottom-full start-2 z-30 mb-1 w-80 max-w-[calc(100%-1rem)] overflow-hidden">
      <div id={search.list} role="listbox" tabIndex={-1} aria-label={t('mention.title')} className="max-h-72 overflow-y-auto p-1">
        {options.map((option) => (
          <div
            key={option.id}
            id={`${search.list}-${option.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={option === chosen}
            onPointerMove={() => setActive(option.id)}
            onPointerDown={(event) => {
              event.preventDefault();
              search.insert(option);
            }}
            className={clsx('flex min-h-9 items-center gap-2 rounded-sm px-2 py-1', option === chosen && 'bg-accent-wash')}
          >
            {option.team ? <Users size={16} className="mx-0.5 shrink-0 text-ink-faint" aria-hidden="true" /> : <Face name={option.name} size="small" />}
            <span className="min-w-0 flex-1 truncate" dir="auto">
              {option.name}
            </span>
            {option.blind ? <span className="shrink-0 text-xs text-warn">{t('mention.blind')}</span> : null}
          </div>
        ))}
        {options.length === 0 ? <p className="px-2 py-2 text-sm text-ink-soft">{t('mention.nobody')}</p> : null}
      </div>
    </div>
  );
}

/** Whose name has a word that begins so; colleagues before teams. */
function useOptions(conversation: string, words: string): readonly Option[] {
  const me = useMe().id;
  const agents = useDesk((state) => Object.values(state.agents).filter((agent) => agent.active && agent.id !== me), sameList);
  const teams = useDesk((state) => Object.values(state.teams), sameList);
  const sight = useSight(conversation);
  const looked = words.toLocaleLowerCase();
  const fits = ({ name }: { readonly name: string }) => name.toLocaleLowerCase().startsWith(looked) || name.toLocaleLowerCase().split(/\s+/u).some((part) => part.startsWith(looked));
  const option = (team: boolean) => ({ id, name }: { readonly id: string; readonly name: string }): Option => ({ id, name, team, blind: sight?.get(id) === false });
  const byName = (one: Option, other: Option) => one.name.localeCompare(other.name);
  return [...agents.filter(fits).map(option(false)).sort(byName), ...teams.filter(fits).map(option(true)).sort(byName)].slice(0, most);
}

/** Asked when the list opens; until it is known, nothing is said about anybody. */
function useSight(conversation: string): ReadonlyMap<string, boolean> | null {
  const [known, setKnown] = useState<ColleaguesReply | null>(null);
  useEffect(() => {
    let wanted = true;
    together.colleagues(conversation).then((reply) => wanted && setKnown(reply), () => undefined);
    return () => {
      wanted = false;
    };
  }, [conversation]);
  return known && new Map([...known.agents, ...known.teams].map((one) => [one.id, one.sees]));
}
