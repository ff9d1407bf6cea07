// Beneath the list: how many are selected and what can be done to them; above it, what is being done to many, and what came of it.
import { X } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../kit/button.tsx';
import { newId } from '../kit/new-id.ts';
import { useStore } from '../live/use-desk.ts';
import { usePart } from '../writing/use-part.ts';
import { BarTools } from './bar-tools.tsx';
import { BatchLines } from './batch-lines.tsx';
import { follow, useBegin } from './batches.ts';
import { EarlierDialog } from './earlier-dialog.tsx';
import { MacroMany } from './macro-many.tsx';
import type { Chosen } from './many-api.ts';
import type { Scope } from './scope.ts';
import { SelectedLine } from './selected-line.tsx';
import { isAnySelected, selectNone, useSelection, type Selection } from './selection.ts';
import { SureDialog } from './sure-dialog.tsx';
import { useTotal } from './use-total.ts';
import type { Deed } from './wishes.ts';
import { useTranslation } from '../wording/use-translation.ts';

/** More than so many are asked about first. */
const unasked = 50;

type BarProps = {
  readonly scope: Scope;
  /** A line stands here from now on, whether or not anything is selected. */
  onFollow(): void;
};

export function ManyBar({ scope, onFollow }: BarProps) {
  const ready = usePart('many');
  const selection = useSelection();
  if (!ready) return null;
  return (
    <div ref={makeRoom}>
      <BatchLines />
      {isAnySelected(selection) ? <Bar scope={scope} selection={selection} onFollow={onFollow} /> : null}
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

function Bar({ scope, selection, onFollow }: BarProps & { readonly selection: Selection }) {
  const { t } = useTranslation('many');
  const store = useStore();
  const begin = useBegin(scope.rows);
  const total = useTotal(scope, selection);
  const [asked, setAsked] = useState<Deed | 'macro' | 'earlier' | null>(null);
  const { whole, ids } = selection;
  const chosen: Chosen = whole ? { conditions: scope.conditions, except: [...whole.except] } : { conversations: [...ids] };
  const carryOut = ({ action, said }: Deed) => {
    setAsked(null);
    const seen = whole?.seen ?? store.cursor();
    selectNone();
    const name = action.do === 'macro' ? action.name : '';
    const begun = (count: number) => t('begun', { what: t(`action.${action.do}`, { name }), count });
    void begin({ id: newId(), action, seen, ...chosen }, { said, begun, undone: t('undone') });
  };
  return (
    <div role="toolbar" aria-label={t('bar')} className="border-t border-line bg-raised px-2 py-1.5">
      <div className="flex min-h-7 items-center gap-1 ps-1.5 text-sm">
        <SelectedLine scope={scope} selection={selection} total={total} />
        <IconButton label={t('none')} side="left" className="ms-auto size-7" onClick={selectNone}>
          <X size={16} />
        </IconButton>
      </div>
      <BarTools selection={selection} onMacro={() => setAsked('macro')} onEarlier={() => setAsked('earlier')} onWish={(deed) => (total.count === null || total.tooMany || total.count > unasked ? setAsked(deed) : carryOut(deed))} />
      {asked === null ? null : asked === 'macro' ? (
        <MacroMany chosen={chosen} onGo={carryOut} onClose={() => setAsked(null)} />
      ) : asked === 'earlier' ? (
        <EarlierDialog
          onClose={() => setAsked(null)}
          onShow={(batch) => {
            setAsked(null);
            onFollow();
            follow(batch);
          }}
        />
      ) : (
        <SureDialog total={total} found={whole !== null && scope.found} onSure={() => carryOut(asked)} onClose={() => setAsked(null)} said={asked.said} />
      )}
    </div>
  );
}
