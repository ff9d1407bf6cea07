// What was found. It stays, quieter, while the next answer is on its way; arrows and J and K move through it.
import { clsx } from 'clsx';
import { useEffect, useRef } from 'react';
import { Button } from '../kit/button.tsx';
import { Empty, Skeleton, Trouble } from '../kit/state.tsx';
import type { SearchContact, SearchResult } from '../../contract/finding.ts';
import { SelectBox } from '../many/select-box.tsx';
import { isAnySelected, isSelected, useSelection } from '../many/selection.ts';
import { reach } from '../many/use-selection-keys.ts';
import { hasConditions, type Asked } from './asked.ts';
import { PeopleFound } from './people-found.tsx';
import { ResultRow } from './result-row.tsx';
import type { FoundState } from './use-found.ts';
import { useTranslation } from '../wording/use-translation.ts';

type ResultsProps = { readonly state: FoundState; readonly results: readonly SearchResult[]; readonly asked: Asked; readonly chosen: string | null; onAsk(asked: Asked): void; onContact(contact: SearchContact): void };

export function Results({ state, results: rows, asked, chosen, onAsk, onContact }: ResultsProps) {
  const { t } = useTranslation('finding');
  const { found, stale, failed, loadingMore } = state;
  const end = useRef<HTMLDivElement>(null);
  const { loadMore } = state;
  const more = found !== null && found.next !== null && !stale;
  const selection = useSelection();
  const selecting = isAnySelected(selection);
  const conversations = rows.map((result) => result.conversation);
  useEffect(() => {
    const mark = end.current;
    if (!mark || !more) return undefined;
    const watching = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) loadMore();
    }, { rootMargin: '600px' });
    watching.observe(mark);
    return () => watching.disconnect();
  }, [loadMore, more]);

  if (found === null) return failed ? <Failed error={failed} onRetry={state.retry} /> : <Waiting />;
  const chosenThere = rows.some((result) => result.conversation.id === chosen);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <p role="status" className="sr-only">
        {stale ? '' : t('result.announced', { count: rows.length, more: more ? 'yes' : 'no' })}
      </p>
      {failed ? <Failed error={failed} onRetry={state.retry} /> : null}
      {found.reading && found.words !== '' ? <p className="border-b border-line bg-warn-wash px-3.5 py-1.5 text-xs text-warn">{t('result.reading', { share: Math.floor((100 * found.reading.done) / Math.max(1, found.reading.total)) })}</p> : null}
      <div className={clsx('min-h-0 flex-1 overflow-y-auto overscroll-contain transition-opacity', stale && 'opacity-60')} aria-busy={stale}>
        <PeopleFound contacts={found.contacts} onChoose={onContact} />
        {rows.length === 0 && found.contacts.length === 0 ? (
          <NothingFound asked={asked} onAsk={onAsk} />
        ) : (
          <ul aria-label={t('result.list')}>
            {rows.map((result, place) => (
              <li
                key={result.conversation.id}
                className="group/row relative border-b border-line [contain-intrinsic-size:auto_5rem] [content-visibility:auto]"
                onClickCapture={(event) => reach(event, conversations, result.conversation.id, chosen)}
              >
                <SelectBox conversation={result.conversation} rows={conversations} selected={isSelected(selection, result.conversation.id)} shown={selecting} />
                <ResultRow
                  result={result}
                  asked={asked}
                  chosen={result.conversation.id === chosen}
                  selected={isSelected(selection, result.conversation.id)}
                  roving={chosenThere ? result.conversation.id === chosen : place === 0}
                />
              </li>
            ))}
          </ul>
        )}
        {loadingMore ? <Skeleton className="m-3.5 h-14" /> : null}
        <div ref={end} />
      </div>
    </div>
  );
}

function Failed({ error, onRetry }: { readonly error: unknown; onRetry(): void }) {
  return (
    <div className="p-3">
      <Trouble error={error} onRetry={onRetry} />
    </div>
  );
}

function Waiting() {
  return (
    <div className="space-y-3 p-3.5" aria-hidden="true">
      {[0, 1, 2, 3, 4].map((line) => (
        <Skeleton key={line} className="h-14" />
      ))}
    </div>
  );
}

function NothingFound({ asked, onAsk }: { readonly asked: Asked; onAsk(asked: Asked): void }) {
  const { t } = useTranslation('finding');
  const narrowed = hasConditions(asked);
  const { t: desk } = useTranslation();
  const words = asked.q?.trim() ?? '';
  if (words === '' && !narrowed) return <Empty title={desk('empty.all.title')}>{desk('empty.all.about')}</Empty>;
  return (
    <Empty
      title={words === '' ? t('nothing.list') : t('nothing.search', { words })}
      {...(narrowed
        ? {
            action: (
              <Button small onClick={() => onAsk({ ...(asked.q ? { q: asked.q } : {}), ...(asked.sort ? { sort: asked.sort } : {}) })}>
                {t('nothing.widen')}
              </Button>
            ),
          }
        : {})}
    >
      {words === '' ? t('nothing.listAbout') : narrowed ? t('nothing.narrow') : t('nothing.searchAbout')}
    </Empty>
  );
}
