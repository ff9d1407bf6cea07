// Beneath the list: how many are selected and what can be done to them; above it, what is being done to many, and what came of it.
import { Archive, ArchiveX, GitMerge, MoonStar, Tag, UserRound, X } from 'lucide-react';
import type { TFunction } from 'i18next';
import { useState, type ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import type { BatchAction } from '../../contract/batch.ts';
import { SnoozeTimes } from '../conversation/menus/snooze-menu.tsx';
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
  const store = useStore();
  const begin = useBegin();
  const all = useCounts()[view] ?? null;
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
  return (
    <div role="toolbar" aria-label={t('bar')} className="border-t border-line bg-raised px-2 py-1.5">
      <div className="flex min-h-7 items-center gap-1 ps-1.5 text-sm">
        <Said view={view} selection={selection} rows={rows} count={count} all={all} />
        <IconButton label={t('none')} side="left" className="ms-auto size-7" onClick={selectNone}>
          <X size={16} />
        </IconButton>
      </div>
      <Tools selection={selection} onWish={(doing) => (count === null || count > unasked ? setAsked(doing) : carryOut(doing))} />
      {asked ? <SureDialog count={count} onSure={() => carryOut(asked)} onClose={() => setAsked(null)} said={asked.said} /> : null}
    </div>
  );
}

/** What can be done, each by the key that does it to one conversation. */
function Tools({ selection: { whole, ids }, onWish }: { readonly selection: Selection; onWish(doing: Doing): void }) {
  const { t } = useTranslation('many');
  const desk = useTranslation('desk').t;
  const me = useMe().id;
  const [open, setOpen] = useState<'assign' | 'snooze' | 'tag' | null>(null);
  const mayMerge = whole === null && ids.size > 1 && ids.size <= mostMerged;
  const wishes = wishesOf(t, onWish);
  const merge = () => askToMerge([...ids]);
  useActionKeys(
    {
      close: wishes.close, spam: wishes.spam, assign: () => setOpen('assign'), assignMe: () => wishes.assign({ agent: me }, desk('assign.me')), snooze: () => setOpen('snooze'), tag: () => setOpen('tag'),
      merge: mayMerge ? merge : null,
    },
    'selection',
  );
  const opener = (name: 'assign' | 'snooze') => ({ open: open === name, onOpen: (on: boolean) => setOpen(on ? name : null) });
  return (
    <div className="flex items-center gap-0.5 max-md:justify-between">
      <Sign label={desk('action.closeConversation')} action="close" icon={Archive} onClick={wishes.close} />
      <AssignMany {...opener('assign')} onAssign={wishes.assign} anchor={<Sign label={desk('assign.title')} action="assign" icon={UserRound} />} />
      <SnoozeTimes {...opener('snooze')} onSnooze={wishes.snooze} anchor={<Sign label={desk('snooze.title')} action="snooze" icon={MoonStar} />} />
      <Sign label={desk('tags.title')} action="tag" icon={Tag} onClick={() => setOpen('tag')} />
      <Sign label={t('merge')} action="merge" icon={GitMerge} disabled={!mayMerge} onClick={merge} />
      <Sign label={desk('action.spam')} action="spam" icon={ArchiveX} onClick={wishes.spam} />
      {open === 'tag' ? (
        <TagMany
          onClose={() => setOpen(null)}
          onTag={(tag, on) => {
            setOpen(null);
            wishes.tag(tag, on);
          }}
        />
      ) : null}
    </div>
  );
}

function Sign({ icon: Icon, ...button }: Omit<ComponentProps<typeof IconButton>, 'children' | 'side'> & { readonly icon: typeof Archive }) {
  return (
    <IconButton side="top" {...button}>
      <Icon size={17} />
    </IconButton>
  );
}

function wishesOf(t: TFunction<'many'>, onWish: (doing: Doing) => void) {
  return {
    close: () => onWish({ action: { do: 'close', because: 'solved' }, said: (done) => t('done.closed', { count: done }) }),
    spam: () => onWish({ action: { do: 'spam' }, said: (done) => t('done.spam', { count: done }) }),
    assign: (action: { readonly agent?: string | null; readonly team?: string | null }, name: string | null) =>
      onWish({ action: { do: 'assign', ...action }, said: (done) => (name === null ? t('done.unassigned', { count: done }) : t('done.assigned', { count: done, name })) }),
    snooze: (until: string, when: string) => onWish({ action: { do: 'snooze', until }, said: (done) => t('done.snoozed', { count: done, when }) }),
    tag: (tag: string, on: boolean) =>
      onWish({ action: { do: 'tag', add: on ? [tag] : [], remove: on ? [] : [tag] }, said: (done) => t(on ? 'done.tagged' : 'done.untagged', { count: done, tag }) }),
  };
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
