// One menu for all conditions: first which, then its value. Of those that take several, one after another can be chosen.
import { ChevronLeft, ChevronRight, ListFilter } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Button } from '../kit/button.tsx';
import { Menu, MenuItem, MenuLabel, MenuLine } from '../kit/menu.tsx';
import { toggled, valuesOf, withCondition, type Asked, type ConditionName } from './asked.ts';
import { daysBack, kinds, several, useConditionWords, type Kind, type Words } from './condition-values.ts';
import { useTranslation } from '../wording/use-translation.ts';

type FilterMenuProps = { readonly asked: Asked; onAsk(asked: Asked): void; onCustomTime(): void };

export function FilterMenu({ asked, onAsk, onCustomTime }: FilterMenuProps) {
  const { t } = useTranslation('finding');
  const words = useConditionWords();
  const [kind, setKind] = useState<Kind | null | 'closed'>('closed');
  const [moved, setMoved] = useState(false);
  const go = (to: Kind | null) => {
    setMoved(true);
    setKind(to);
  };
  const anchor = (
    <Button small look="plain">
      <ListFilter size={14} aria-hidden="true" />
      {t('filter.add')}
    </Button>
  );
  return (
    <Menu
      open={kind !== 'closed'}
      anchor={anchor}
      onOpen={(open) => {
        setMoved(false);
        setKind(open ? null : 'closed');
      }}
    >
      <FirstFocused key={kind ?? 'kinds'} focused={moved}>
        {kind === null || kind === 'closed' ? (
          kinds.map((one) => (
            <MenuItem key={one} stays onChoose={() => go(one)}>
              <span className="flex items-center gap-2">
                <span className="flex-1">{t(`kind.${one}`)}</span>
                <ChevronRight size={14} className="text-ink-faint" aria-hidden="true" />
              </span>
            </MenuItem>
          ))
        ) : (
          <>
            <MenuItem stays onChoose={() => go(null)}>
              <span className="flex items-center gap-1.5 text-ink-soft">
                <ChevronLeft size={14} aria-hidden="true" />
                {t(`kind.${kind}`)}
              </span>
            </MenuItem>
            <MenuLine />
            {kind === 'time' ? <Times onAsk={onAsk} asked={asked} onCustomTime={onCustomTime} /> : <Values kind={kind} asked={asked} words={words} onAsk={onAsk} />}
          </>
        )}
      </FirstFocused>
    </Menu>
  );
}

/** What was focused is gone when the menu changes; the first line takes its place. */
function FirstFocused({ focused, children }: { readonly focused: boolean; readonly children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (focused) box.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
  }, [focused]);
  return (
    <div ref={box} role="presentation">
      {children}
    </div>
  );
}

function Values({ kind, asked, words, onAsk }: { readonly kind: Kind; readonly asked: Asked; readonly words: Words; onAsk(asked: Asked): void }) {
  const { t } = useTranslation('finding');
  const groups = words.groups(kind).filter((group) => group.values.length > 0);
  if (groups.length === 0) return <MenuLabel>{t('filter.nothing')}</MenuLabel>;
  return groups.map(({ condition, values }) => (
    <div key={condition} role="group" aria-label={t(`name.${condition}`)}>
      {groups.length > 1 && values.length > 1 ? <MenuLabel>{t(`name.${condition}`)}</MenuLabel> : null}
      {values.map(({ value, label }) => (
        <MenuItem key={value} stays={several.has(condition)} chosen={valuesOf(asked, condition).includes(value)} onChoose={() => onAsk(chosen(asked, condition, value))}>
          {label || ownWord(t, condition, value)}
        </MenuItem>
      ))}
    </div>
  ));
}

function ownWord(t: (key: 'has.attachment' | 'has.promise' | 'whose.me' | 'whose.none') => string, condition: ConditionName, value: string): string {
  if (condition === 'assignee') return t(value === 'me' ? 'whose.me' : 'whose.none');
  return t(condition === 'attachment' ? 'has.attachment' : 'has.promise');
}

function chosen(asked: Asked, condition: ConditionName, value: string): Asked {
  if (several.has(condition)) return toggled(asked, condition, value);
  return withCondition(asked, condition, valuesOf(asked, condition).includes(value) ? null : value);
}

/** The first moment of the day with which so many days begin, today the last of them. */
function since(days: number, now: Date): string {
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() - days + 1);
  return day.toISOString();
}

function Times({ asked, onAsk, onCustomTime }: FilterMenuProps) {
  const { t } = useTranslation('finding');
  return (
    <>
      {daysBack.map((days) => (
        <MenuItem key={days} onChoose={() => onAsk(withCondition(withCondition(asked, 'from', since(days, new Date())), 'to', null))}>
          {days === 1 ? t('time.today') : t('time.days', { count: days })}
        </MenuItem>
      ))}
      <MenuItem onChoose={onCustomTime}>{t('time.custom')}</MenuItem>
    </>
  );
}
