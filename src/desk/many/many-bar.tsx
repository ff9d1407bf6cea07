// Beneath the list: how many are selected and what can be done to them; above it, what is being done to many, and what came of it.
import { Archive, ArchiveX, GitMerge, MoonStar, Tag, UserRound, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BatchAction } from '../../contract/batch.ts';
import type { ListState } from '../inbox/use-list.ts';
import { useCounts } from '../inbox/use-counts.ts';
import type { ViewName } from '../inbox/views.ts';
import { Button, IconButton } from '../kit/button.tsx';
import { newId } from '../kit/new-id.ts';
import { useActionKeys } from '../keys/use-action-keys.ts';
import { useMe, useStore } from '../live/use-desk.ts';
import { askToMerge } from '../merging/wishes.ts';
import { usePart } from '../writing/use-part.ts';
import { AssignMany } from './assign-many.tsx';
import { BatchLines } from './batch-lines.tsx';
import { useBegin } from './batches.ts';
import { select, selectNone, useSelection, wholeView, type Selection } from './selection.ts';
import { SnoozeMany } from './snooze-many.tsx';
import { SureDialog } from './sure-dialog.tsx';
import { TagMany } from './tag-many.tsx';

/** More than so many are asked about first. */
const unasked = 50;
const mostMerged = 20;

type Doing = { readonly action: BatchAction; readonly said: (done: number) => string };
type BarProps = { readonly view: ViewName; readonly rows: ListState['rows'] };

export function ManyBar({ view, rows }: BarProps) {
  const ready = usePart('many');
  const selection = useSelection();
  if (!ready) return null;
  return (
    <div ref={makeRoom}>
      <BatchLines />
      {selection.ids.size > 0 || selection.whole ? <Bar view={view} rows={rows} selection={selection} /> : null}
    </div>
  );
}

/** What is told at the bottom of the page stands above it. */
function makeRoom(box: HTMLElement | null): (() => void) | undefined {
  if (!box) return undefined;
  const page = document.documentElement.style;
  const watching = new ResizeObserver(() => page.setProperty('--beneath-list', `${box.offsetHeight}px`));
  watching.observe(box);
  return () => {
    watching.disconnect();
    page.removeProperty('--beneath-list');
  };
}

function Bar({ view, rows, selection }: BarProps & { readonly selection: Selection }) {
  const { t } = useTranslation('many');
  const desk = useTranslation('desk').t;
  const store = useStore();
  const me = useMe().id;
  const begin = useBegin();
  const all = useCounts()[view] ?? null;
  const [open, setOpen] = useState<'assign' | 'snooze' | 'tag' | null>(null);
  const [asked, setAsked] = useState<Doing | null>(null);
  const { whole, ids } = selection;
  const count = whole ? (all === null ? null : Math.max(all - whole.except.size, 0)) : ids.size;
  const carryOut = ({ action, said }: Doing) => {
    setAsked(null);
    const seen = whole?.seen ?? store.cursor();
    const chosen = whole ? { conditions: { view }, except: [...whole.except] } : { conversations: [...ids] };
    selectNone();
    void begin({ id: newId(), action, seen, ...chosen }, said, t('undone'));
  };
  const wish = (doing: Doing) => (count === null || count > unasked ? setAsked(doing) : carryOut(doing));
  const close = () => wish({ action: { do: 'close', because: 'solved' }, said: (done) => t('done.closed', { count: done }) });
  const spam = () => wish({ action: { do: 'spam' }, said: (done) => t('done.spam', { count: done }) });
  const assign = (action: { readonly agent?: string | null; readonly team?: string | null }, name: string | null) =>
    wish({ action: { do: 'assign', ...action }, said: (done) => (name === null ? t('done.unassigned', { count: done }) : t('done.assigned', { count: done, name })) });
  const mayMerge = whole === null && ids.size > 1 && ids.size <= mostMerged;
  useActionKeys(
    {
      close, spam, assign: () => setOpen('assign'), assignMe: () => assign({ agent: me }, desk('assign.me')), snooze: () => setOpen('snooze'), tag: () => setOpen('tag'),
      merge: mayMerge ? () => askToMerge([...ids]) : null,
    },
    'selection',
  );
  return (
    <div role="toolbar" aria-label={t('bar')} className="border-t border-line bg-raised px-2 py-1.5">
      <div className="flex min-h-7 items-center gap-1 ps-1.5 text-sm">
        <Said view={view} selection={selection} rows={rows} count={count} all={all} />
        <IconButton label={t('none')} side="left" className="ms-auto size-7" onClick={selectNone}>
          <X size={16} />
        </IconButton>
      </div>
      <div className="flex items-center gap-0.5 max-md:justify-between">
        <IconButton label={desk('action.closeConversation')} action="close" side="top" onClick={close}>
          <Archive size={17} />
        </IconButton>
        <AssignMany open={open === 'assign'} onOpen={(on) => setOpen(on ? 'assign' : null)} onAssign={assign} anchor={<IconButton label={desk('assign.title')} action="assign" side="top"><UserRound size={17} /></IconButton>} />
        <SnoozeMany
          open={open === 'snooze'}
          onOpen={(on) => setOpen(on ? 'snooze' : null)}
          onSnooze={(until, when) => wish({ action: { do: 'snooze', until }, said: (done) => t('done.snoozed', { count: done, when }) })}
          anchor={<IconButton label={desk('snooze.title')} action="snooze" side="top"><MoonStar size={17} /></IconButton>}
        />
        <IconButton label={desk('tags.title')} action="tag" side="top" onClick={() => setOpen('tag')}>
          <Tag size={17} />
        </IconButton>
        <IconButton label={t('merge')} action="merge" side="top" disabled={!mayMerge} onClick={() => askToMerge([...ids])}>
          <GitMerge size={17} />
        </IconButton>
        <IconButton label={desk('action.spam')} action="spam" side="top" onClick={spam}>
          <ArchiveX size={17} />
        </IconButton>
      </div>
      {open === 'tag' ? (
        <TagMany
          onClose={() => setOpen(null)}
          onTag={(tag, on) => {
            setOpen(null);
            wish({ action: { do: 'tag', add: on ? [tag] : [], remove: on ? [] : [tag] }, said: (done) => t(on ? 'done.tagged' : 'done.untagged', { count: done, tag }) });
          }}
        />
      ) : null}
      {asked ? <SureDialog count={count} onSure={() => carryOut(asked)} onClose={() => setAsked(null)} said={asked.said} /> : null}
    </div>
  );
}

type SaidProps = BarProps & { readonly selection: Selection; readonly count: number | null; readonly all: number | null };

function Said({ view, rows, selection, count, all }: SaidProps) {
  const { t } = useTranslation('many');
  const desk = useTranslation('desk').t;
  const store = useStore();
  const { ids, whole } = selection;
  const shown = new Set(rows.map((row) => row.id));
  const elsewhere = whole ? 0 : [...ids].filter((id) => !shown.has(id)).length;
  const mayHaveAll = whole === null && all !== null && all > ids.size && rows.every((row) => ids.has(row.id));
  return (
    <p role="status" className="min-w-0 flex-1">
      <span className="font-medium">{whole ? t('whole', { count: count ?? 0, view: desk(`view.${view}`) }) : t('selected', { count: ids.size })}</span>
      {elsewhere > 0 ? <span className="hint block">{t('elsewhere', { count: elsewhere })}</span> : null}
      {mayHaveAll ? (
        <Button small look="quiet" className="-ms-2 block text-accent!" onClick={() => select((now) => wholeView(now, store.cursor()))}>
          {t('all', { count: all, view: desk(`view.${view}`) })}
        </Button>
      ) : null}
    </p>
  );
}
