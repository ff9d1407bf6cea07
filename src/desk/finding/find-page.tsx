// Finding: words and conditions on the left with what they give, the conversation beside it. The address says it all, so that it
// can be sent to a colleague, and going back goes back.
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { clsx } from 'clsx';
import { Search, X } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { SearchContact } from '../../contract/finding.ts';
import { ConversationPane } from '../conversation/conversation-pane.tsx';
import { useEarlyKeys } from '../conversation/early-keys.ts';
import { goToMessage } from '../conversation/go-to-message.ts';
import { enter } from '../inbox/enter.ts';
import { neighbour } from '../inbox/views.ts';
import { useActionKeys } from '../keys/use-action-keys.ts';
import { IconButton, Key } from '../kit/button.tsx';
import { Empty, Skeleton } from '../kit/state.tsx';
import { useTitle } from '../kit/use-title.ts';
import { useDesk } from '../live/use-desk.ts';
import { ManyHost } from '../many/many-host.tsx';
import { scopeOfFound } from '../many/scope.ts';
import { step as stepSelection, useSelectionKeys } from '../many/use-selection-keys.ts';
import { MergeHost } from '../merging/merge-host.tsx';
import { usePart } from '../writing/use-part.ts';
import { queryOf, readAsked, type Asked } from './asked.ts';
import { findLine } from './focus-line.ts';
import { FilterBar } from './filter-bar.tsx';
import { Results } from './results.tsx';
import { resultsOf, useFound } from './use-found.ts';
import { useSavedViews } from './use-views.ts';
import { ViewMenu } from './view-menu.tsx';
import { useTranslation } from '../wording/use-translation.ts';

const wide = 1536;

export function FindPage() {
  const ready = usePart('finding');
  return ready ? <Finding /> : <Skeleton className="m-4 h-10 max-w-md" />;
}

function Finding() {
  const { t } = useTranslation('finding');
  const { t: desk } = useTranslation();
  const navigate = useNavigate();
  const { conversation: chosen = null } = useParams({ strict: false });
  const given = useSearch({ strict: false });
  const key = JSON.stringify(given);
  const asked = useMemo(() => readAsked(JSON.parse(key) as Record<string, unknown>), [key]);
  const state = useFound(asked);
  const views = useSavedViews();
  const view = views?.find((one) => one.id === asked.view) ?? null;
  const [known, setKnown] = useState<Readonly<Record<string, string>>>({});
  const title = view?.name ?? t('title');
  useTitle(asked.q ?? null, title, useDesk((one) => one.workspace?.name));

  const ask = useCallback((next: Asked, replace = false) => void navigate({ to: '/find', search: next, replace }), [navigate]);
  const choose = (conversation: string | null) =>
    void navigate(conversation ? { to: '/find/$conversation', params: { conversation }, search: asked } : { to: '/find', search: asked });
  const results = resultsOf(state.found);
  const rows = results.map((result) => result.conversation);
  useResultKeys(rows, chosen, choose);
  const list = useRef<HTMLElement>(null);
  const hit = results.find((result) => result.conversation.id === chosen)?.hits.find((one) => one.message !== null)?.message ?? null;
  useEffect(() => {
    if (chosen && hit) goToMessage(chosen, hit);
  }, [chosen, hit]);
  const onContact = (contact: SearchContact) => {
    setKnown({ [contact.id]: contact.name ?? desk('contact.nameless') });
    ask({ contact: contact.id });
  };
  return (
    <main className="flex h-full min-h-0">
      <section
        ref={list}
        aria-label={title}
        className={clsx('noise flex min-h-0 w-full flex-col border-e border-line md:w-96 md:shrink-0 xl:w-108', chosen && 'max-md:hidden')}
        onKeyDown={(event) => moveThrough(event, list.current, (by) => stepSelection(rows, chosen, by))}
      >
        <header className="flex min-h-12 items-center gap-1 ps-4 pe-2">
          <h1 className="min-w-0 flex-1 truncate font-semibold" dir="auto">
            {title}
          </h1>
          <ViewMenu asked={asked} view={view} onOpen={ask} />
        </header>
        <SearchLine asked={asked} onAsk={ask} />
        <FilterBar asked={asked} contactName={asked.contact ? known[asked.contact] : undefined} onAsk={ask} />
        <div className="flex min-h-0 flex-1 flex-col border-t border-line">
          <Results state={state} results={results} asked={asked} chosen={chosen} onAsk={ask} onContact={onContact} />
        </div>
        <ManyHost scope={scopeOfFound(queryOf(asked), rows, state.found?.next != null)} />
      </section>
      <div className={clsx('min-h-0 min-w-0 flex-1', !chosen && 'max-md:hidden')}>
        {chosen ? <Chosen conversation={chosen} rows={rows} onChoose={choose} /> : <Hints />}
      </div>
      <MergeHost />
    </main>
  );
}

/** The same keys as in the inbox's list. */
function useResultKeys(rows: readonly { readonly id: string }[], chosen: string | null, choose: (conversation: string | null) => void): void {
  const step = (by: 1 | -1) => {
    const next = neighbour(rows, chosen, by);
    if (next) choose(next);
  };
  useActionKeys({ next: () => step(1), previous: () => step(-1), open: () => enter(chosen ?? rows[0]?.id ?? null, choose), back: chosen ? () => choose(null) : null });
  useSelectionKeys(rows, chosen);
  useEarlyKeys(chosen);
}

type ChosenProps = { readonly conversation: string; readonly rows: readonly { readonly id: string }[]; onChoose(conversation: string | null): void };

function Chosen({ conversation, rows, onChoose }: ChosenProps) {
  const [contactShown, setContactShown] = useState(() => localStorage.getItem('attune.contact') !== 'hidden' && window.innerWidth >= wide);
  return (
    <ConversationPane
      key={conversation}
      conversation={conversation}
      contactShown={contactShown}
      onContact={(shown) => {
        localStorage.setItem('attune.contact', shown ? 'shown' : 'hidden');
        setContactShown(shown);
      }}
      onMove={onChoose}
      onBack={() => onChoose(null)}
      onLeave={() => onChoose(neighbour(rows, conversation, 1) ?? neighbour(rows, conversation, -1))}
    />
  );
}

function SearchLine({ asked, onAsk }: { readonly asked: Asked; onAsk(asked: Asked, replace: boolean): void }) {
  const { t } = useTranslation('finding');
  const [typed, setTyped] = useState(asked.q ?? '');
  const sent = useRef(asked.q ?? '');
  // Going back, or opening a view, changes the words from outside.
  useEffect(() => {
    if ((asked.q ?? '') === sent.current) return;
    sent.current = asked.q ?? '';
    setTyped(sent.current);
  }, [asked.q]);
  const change = (words: string) => {
    setTyped(words);
    sent.current = words;
    const { q: _before, ...rest } = asked;
    onAsk(words === '' ? rest : { ...rest, q: words }, true);
  };
  return (
    <div role="search" className="relative px-3 pb-2">
      <Search size={16} className="pointer-events-none absolute start-5.5 top-2.5 text-ink-faint" aria-hidden="true" />
      <input
        id={findLine}
        className="field ps-8! pe-9! [&::-webkit-search-cancel-button]:hidden"
        type="search"
        value={typed}
        maxLength={300}
        dir="auto"
        autoComplete="off"
        autoFocus={asked.view === undefined}
        spellCheck={false}
        aria-label={t('line')}
        placeholder={t('placeholder')}
        onChange={(event) => change(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && typed !== '') {
            event.preventDefault();
            change('');
          }
        }}
      />
      {typed === '' ? (
        <Key className="absolute end-5 top-2 max-md:hidden">/</Key>
      ) : (
        <IconButton label={t('clear')} side="left" className="absolute! end-4 top-0.5" onClick={() => change('')}>
          <X size={15} />
        </IconButton>
      )}
    </div>
  );
}

/** Arrows go from the line into the results and through them; with Shift, what they go through is selected. */
function moveThrough(event: KeyboardEvent, list: HTMLElement | null, onSelect: (by: 1 | -1) => void): void {
  if (event.defaultPrevented || event.nativeEvent.isComposing || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') || !list) return;
  const target = event.target as HTMLElement;
  if (target.closest('[role="group"], [role="menu"]') && target.id !== findLine) return;
  if (event.shiftKey && target.dataset['conversation'] !== undefined) {
    event.preventDefault();
    onSelect(event.key === 'ArrowDown' ? 1 : -1);
    return;
  }
  const places = [...list.querySelectorAll<HTMLElement>(`#${findLine}, [data-found], [data-conversation]`)];
  const at = places.indexOf(target);
  if (at < 0) return;
  const next = places[at + (event.key === 'ArrowDown' ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** What can be typed, where there is room to say it. */
function Hints() {
  const { t } = useTranslation('finding');
  const hints = ['words', 'phrase', 'without', 'beginning', 'number', 'code'] as const;
  return (
    <div className="flex h-full flex-col items-center justify-center">
      <Empty title={t('hints.title')}>{t('hints.about')}</Empty>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 px-6 text-sm">
        {hints.map((hint) => (
          <div key={hint} className="contents">
            <dt className="text-end font-mono text-xs leading-5 text-ink" dir="auto">
              {t(`hints.${hint}.typed`)}
            </dt>
            <dd className="text-ink-soft">{t(`hints.${hint}.finds`)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
