// With which conversation: likely doubles at once, any other by words, name or number. Arrows move, Enter or Space chooses.
import { Check, Search } from 'lucide-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import type { ConversationView } from '../../contract/views.ts';
import { Button } from '../kit/button.tsx';
import { Skeleton, Trouble } from '../kit/state.tsx';
import { ConversationCard } from './conversation-card.tsx';
import { merging } from './merging-api.ts';
import { useLast, usePreview, useSettled } from './use-preview.ts';
import { useTranslation } from '../wording/use-translation.ts';

type PickProps = {
  readonly conversation: string;
  /** Cannot be chosen: they are in it already. */
  readonly without: readonly string[];
  onPick(chosen: readonly ConversationView[]): void;
};

export function PickConversation({ conversation, without, onPick }: PickProps) {
  const { t } = useTranslation('merging');
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<readonly ConversationView[]>([]);
  const doubles = usePreview(conversation, () => merging.doubles(conversation));
  const found = useFound(typed);
  const list = useRef<HTMLUListElement>(null);
  const searching = typed.trim() !== '';
  const offered = (searching ? found.conversations : (doubles.value?.conversations ?? null))?.filter((one) => !without.includes(one.id)) ?? null;
  const failed = searching ? found.failed : doubles.failed;
  const toggle = (one: ConversationView) => setChosen(chosen.some(({ id }) => id === one.id) ? chosen.filter(({ id }) => id !== one.id) : [...chosen, one]);
  const onField = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
    event.preventDefault();
    list.current?.querySelector<HTMLElement>('button')?.focus();
  };
  const go = () => {
    if (chosen.length > 0) onPick(chosen);
  };
  return (
    <div>
      <label className="relative block">
        <span className="sr-only">{t('pick.search')}</span>
        <Search size={16} className="pointer-events-none absolute start-2.5 top-2.5 text-ink-faint" aria-hidden="true" />
        <input className="field ps-8.5!" type="search" dir="auto" autoFocus placeholder={t('pick.search')} value={typed} maxLength={300} onChange={(event) => setTyped(event.target.value)} onKeyDown={onField} />
      </label>
      <p className="mt-3 mb-1 text-sm font-medium text-ink-faint" aria-live="polite">
        {searching ? t('pick.found') : t('pick.doubles')}
      </p>
      <div className="min-h-48">
        {failed ? <Trouble error={failed} onRetry={searching ? found.again : doubles.again} /> : null}
        {offered === null && !failed ? <Waiting /> : null}
        {offered?.length === 0 ? <p className="hint py-2">{t(searching ? 'pick.nothing' : 'pick.none')}</p> : null}
        <ul ref={list} className="-mx-2" onKeyDown={(event) => moveFocus(event, list.current)}>
          {(offered ?? []).map((one) => (
            <Choice key={one.id} conversation={one} on={chosen.some(({ id }) => id === one.id)} onToggle={() => toggle(one)} onGo={go} />
          ))}
        </ul>
      </div>
      <div className="sticky -bottom-5 -mx-5 -mb-5 flex items-center justify-between gap-3 rounded-b-lg border-t border-line bg-raised px-5 py-3">
        <span className="text-sm text-ink-soft" aria-live="polite">
          {chosen.length > 0 ? t('pick.chosen', { count: chosen.length }) : null}
        </span>
        <Button look="main" disabled={chosen.length === 0} onClick={go}>
          {t('pick.next')}
        </Button>
      </div>
    </div>
  );
}

function Choice({ conversation, on, onToggle, onGo }: { readonly conversation: ConversationView; readonly on: boolean; onToggle(): void; onGo(): void }) {
  return (
    <li>
      <button
        type="button"
        aria-pressed={on}
        onClick={onToggle}
        onKeyDown={(event) => {
          // Enter chooses, and chosen already, goes on.
          if (event.key === 'Enter' && on) {
            event.preventDefault();
            onGo();
          }
        }}
        className={`flex w-full items-center gap-2.5 rounded-md px-2 py-1.5 hover:bg-sunken ${on ? 'bg-accent-wash' : ''}`}
      >
        <Check size={16} aria-hidden="true" className={on ? 'shrink-0 text-accent' : 'invisible shrink-0'} />
        <ConversationCard conversation={conversation} className="flex-1" />
      </button>
    </li>
  );
}

/** Arrows go from one button of a list to the next. */
export function moveFocus(event: KeyboardEvent, list: HTMLElement | null): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0 || !list) return;
  event.preventDefault();
  const buttons = [...list.querySelectorAll<HTMLElement>('button')];
  const at = buttons.indexOf(document.activeElement as HTMLElement);
  buttons[Math.min(Math.max(at + step, 0), buttons.length - 1)]?.focus();
}

type Found = { readonly conversations: readonly ConversationView[] | null; readonly failed: unknown; again(): void };

function useFound(typed: string): Found {
  const words = useSettled(typed.trim());
  const found = usePreview(words, () => merging.find(words));
  const shown = useLast(found.value);
  const all = shown ? [...(shown.numbered ? [shown.numbered] : []), ...shown.results.map((result) => result.conversation)] : null;
  return { conversations: all ? [...new Map(all.map((one) => [one.id, one])).values()] : null, failed: found.failed, again: found.again };
}

function Waiting() {
  return (
    <div className="space-y-3 py-2">
      {[1, 2, 3].map((line) => (
        <div key={line} className="space-y-1.5">
          <Skeleton className="h-4 w-52" />
          <Skeleton className="h-3.5 w-72 max-w-full" />
        </div>
      ))}
    </div>
  );
}
