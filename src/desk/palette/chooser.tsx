// The line and its list: a combobox whose list is always open (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/). The focus stays
// in the line; the line says which option is meant.
import { clsx } from 'clsx';
import { ChevronLeft, Search } from 'lucide-react';
import { useEffect, useId, useState, type KeyboardEvent } from 'react';
import { composes } from '../keys/dispatcher.ts';
import { isMac } from '../kit/platform.ts';
import { IconButton, Key } from '../kit/button.tsx';
import type { Entry, Source, Step } from './entry.ts';
import { Option } from './option.tsx';
import { recentlyChosen } from './recent.ts';
import { sectionsOf, type Section } from './results.ts';
import { useTranslation } from '../wording/use-translation.ts';

type ChooserProps = { readonly sources: readonly Source[]; readonly step: Step | null; onChoose(entry: Entry): void; onBack(): void; onClose(): void };

const page = 8;

/** Names of tags have spaces; an id has none. */
const optionId = (list: string, entry: Entry) => `${list}-${encodeURIComponent(entry.id)}`;

export function Chooser({ sources, step, onChoose, onBack, onClose }: ChooserProps) {
  const { t } = useTranslation('keys');
  const list = useId();
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState<string | null>(null);
  const [recent] = useState(recentlyChosen);
  // oxlint-disable-next-line react/rules-of-hooks -- the sources of one chooser never change: it has its step as its key
  const offered = sources.map((useSource) => useSource(typed));
  const sections = sectionsOf(offered, typed, recent, step !== null);
  const entries = sections.flatMap((section) => section.entries);
  const index = Math.max(entries.findIndex((entry) => entry.id === active), 0);
  const chosen = entries[index];
  const activeId = chosen ? optionId(list, chosen) : null;
  useInSight(activeId);
  const move = (to: number) => setActive(entries[Math.min(Math.max(to, 0), entries.length - 1)]?.id ?? null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (composes(event.nativeEvent)) return;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: index === entries.length - 1 ? 0 : index + 1, ArrowUp: index === 0 ? entries.length - 1 : index - 1, PageDown: index + page, PageUp: index - page,
    };
    const to = steps[event.key];
    if (to !== undefined) move(to);
    else if (event.key === 'Enter' && chosen) onChoose(chosen);
    else if (event.key === 'Backspace' && typed === '' && step) onBack();
    else if (event.code === 'KeyK' && (isMac ? event.metaKey : event.ctrlKey)) onClose();
    else return;
    event.preventDefault();
  };
  const change = (next: string) => {
    setTyped(next);
    setActive(null);
  };
  return (
    <>
      <Line list={list} typed={typed} step={step} active={activeId} open={entries.length > 0} onChange={change} onBack={onBack} onKeyDown={onKeyDown} />
      <Sections list={list} sections={sections} chosen={chosen} label={step?.title ?? t('palette.title')} onPoint={setActive} onChoose={onChoose} />
      <div className="px-1.5">
        {entries.length === 0 && !offered.some((one) => one.waiting) ? <p className="px-2.5 py-4 text-sm text-ink-soft">{t('palette.nothing')}</p> : null}
        {offered.some((one) => one.failed) ? <p className="px-2.5 py-2 text-sm text-warn">{t('palette.failed')}</p> : null}
      </div>
      <Foot waiting={offered.some((one) => one.waiting)} count={entries.length} deeper={step !== null} />
    </>
  );
}

type LineProps = {
  readonly list: string;
  readonly typed: string;
  readonly step: Step | null;
  readonly active: string | null;
  readonly open: boolean;
  onChange(typed: string): void;
  onBack(): void;
  onKeyDown(event: KeyboardEvent): void;
};

function Line({ list, typed, step, active, open, onChange, onBack, onKeyDown }: LineProps) {
  const { t } = useTranslation('keys');
  return (
    <div className="flex items-center gap-2 border-b border-line px-3">
      {step ? (
        <IconButton label={t('palette.back')} onClick={onBack} className="-ms-1.5">
          <ChevronLeft size={18} />
        </IconButton>
      ) : (
        <Search size={17} className="shrink-0 text-ink-faint" aria-hidden="true" />
      )}
      {step ? <span className="shrink-0 rounded-md bg-accent-wash px-2 py-0.5 text-sm font-medium text-accent">{step.title}</span> : null}
      <input
        className="min-h-12 w-full min-w-0 bg-transparent outline-none"
        role="combobox"
        aria-expanded={open}
        aria-controls={list}
        aria-autocomplete="list"
        aria-label={step?.title ?? t('palette.line')}
        {...(active ? { 'aria-activedescendant': active } : {})}
        placeholder={step ? '' : t('palette.line')}
        value={typed}
        maxLength={300}
        dir="auto"
        autoFocus
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}

function useInSight(id: string | null): void {
  useEffect(() => {
    const option = id === null ? null : document.getElementById(id);
    const before = option?.previousElementSibling;
    // The first one of a kind shows what it belongs to.
    if (before && before.role !== 'option') before.scrollIntoView({ block: 'nearest' });
    option?.scrollIntoView({ block: 'nearest' });
  }, [id]);
}

type SectionsProps = { readonly list: string; readonly sections: readonly Section[]; readonly chosen: Entry | undefined; readonly label: string; onPoint(id: string): void; onChoose(entry: Entry): void };

function Sections({ list, sections, chosen, label, onPoint, onChoose }: SectionsProps) {
  const { t } = useTranslation('keys');
  return (
    <div id={list} role="listbox" aria-label={label} className={clsx('min-h-0 flex-1 overflow-y-auto', sections.length > 0 && 'p-1.5')}>
      {sections.map((section) => (
        <div key={section.group} role="group" aria-labelledby={`${list}-group-${section.group}`} className="pb-1">
          <p id={`${list}-group-${section.group}`} role="presentation" className="px-2.5 pt-2 pb-1 text-xs font-medium text-ink-faint">
            {t(`palette.${section.group}`)}
          </p>
          {section.entries.map((entry) => (
            <Option key={entry.id} id={optionId(list, entry)} entry={entry} chosen={entry === chosen} onPoint={() => onPoint(entry.id)} onChoose={() => onChoose(entry)} />
          ))}
        </div>
      ))}
    </div>
  );
}

function Foot({ waiting, count, deeper }: { readonly waiting: boolean; readonly count: number; readonly deeper: boolean }) {
  const { t } = useTranslation('keys');
  return (
    <div className={clsx('flex min-h-9 items-center gap-4 border-t border-line px-3 text-xs text-ink-faint', !waiting && 'pointer-coarse:sr-only')}>
      <span role="status" className="min-w-0 flex-1 truncate">
        {waiting ? t('palette.waiting') : <span className="sr-only">{t('palette.count', { count })}</span>}
      </span>
      <span aria-hidden="true" className="pointer-coarse:hidden">
        <Key className="ms-0!">Enter</Key> {t('palette.choose')}
      </span>
      <span aria-hidden="true" className="pointer-coarse:hidden">
        <Key className="ms-0!">Esc</Key> {t(deeper ? 'palette.back' : 'palette.leave')}
      </span>
    </div>
  );
}
