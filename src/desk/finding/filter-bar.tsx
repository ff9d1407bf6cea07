// What the list is narrowed by, each with its way out; another condition; the order; and keeping it under a name.
import { ArrowDownWideNarrow, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../kit/button.tsx';
import { Menu, MenuItem } from '../kit/menu.tsx';
import { conditionNames, withCondition, type Asked } from './asked.ts';
import { useConditionWords } from './condition-values.ts';
import { FilterMenu } from './filter-menu.tsx';
import { TimeDialog } from './time-dialog.tsx';
import { useTranslation } from '../wording/use-translation.ts';

const sorts = ['newest', 'waiting', 'urgency'] as const;

type FilterBarProps = { readonly asked: Asked; readonly contactName: string | undefined; onAsk(asked: Asked): void };

export function FilterBar({ asked, contactName, onAsk }: FilterBarProps) {
  const { t } = useTranslation('finding');
  const words = useConditionWords();
  const [time, setTime] = useState(false);
  const shown = conditionNames.filter((name) => asked[name] !== undefined);
  return (
    <div role="group" aria-label={t('filter.title')} className="flex flex-wrap items-center gap-1.5 px-3 pb-2">
      {shown.map((name) => {
        const label = words.label(asked, name, contactName);
        return (
          <button
            key={name}
            type="button"
            aria-label={t('chip.remove', { what: label })}
            onClick={() => onAsk(withCondition(asked, name, null))}
            className="inline-flex min-h-7 max-w-full items-center gap-1 rounded-full border border-accent/40 bg-accent-wash px-2.5 text-xs text-ink hover:border-accent pointer-coarse:min-h-9"
          >
            <span className="truncate" dir="auto">
              {label}
            </span>
            <X size={13} className="shrink-0 text-ink-soft" aria-hidden="true" />
          </button>
        );
      })}
      <FilterMenu asked={asked} onAsk={onAsk} onCustomTime={() => setTime(true)} />
      <SortMenu asked={asked} onAsk={onAsk} />
      {time ? <TimeDialog asked={asked} onAsk={onAsk} onClose={() => setTime(false)} /> : null}
    </div>
  );
}

function SortMenu({ asked, onAsk }: { readonly asked: Asked; onAsk(asked: Asked): void }) {
  const { t } = useTranslation('finding');
  const [open, setOpen] = useState(false);
  const sort = sorts.find((one) => one === asked.sort) ?? 'newest';
  const anchor = (
    <Button small look="plain" aria-label={t('sort.label', { order: t(`sort.${sort}`) })}>
      <ArrowDownWideNarrow size={14} aria-hidden="true" />
      {t(`sort.${sort}`)}
    </Button>
  );
  return (
    <Menu open={open} anchor={anchor} onOpen={setOpen}>
      {sorts.map((one) => (
        <MenuItem key={one} chosen={one === sort} onChoose={() => onAsk(withCondition(asked, 'sort', one === 'newest' ? null : one))}>
          {t(`sort.${one}`)}
        </MenuItem>
      ))}
    </Menu>
  );
}
