// The list that opens above the text after a slash, with the words as they would stand there. The caret stays in the text:
// what is typed narrows the list, arrows move in it, Enter puts the words in.
import { clsx } from 'clsx';
import { Zap } from 'lucide-react';
import { useEffect, useImperativeHandle, useMemo, useRef, type ReactNode } from 'react';
import type { MacroView } from '../../contract/macro.ts';
import type { ConversationView, MessageView } from '../../contract/views.ts';
import type { TemplateView } from '../../contract/writing.ts';
import type { Filled } from '../../domain/template/fill.ts';
import { situationOf, type Situation } from '../../domain/template/template.ts';
import { Skeleton, Trouble } from '../kit/state.tsx';
import { useDesk } from '../live/use-desk.ts';
import { useCustomerLanguage } from './customer-language.ts';
import { findMacros } from './find-macros.ts';
import { findTemplates } from './find-templates.ts';
import { Effects, useForecast } from './macro-effects.tsx';
import { useMacros } from './use-macros.ts';
import { useRunMacro } from './use-run-macro.ts';
import { useFilling, useLetterFilling, type Filling } from './use-values.ts';
import { usePart } from './use-part.ts';
import type { SlashSearch } from './use-slash.ts';
import { useTemplates } from './use-templates.ts';
import { useTranslation } from '../wording/use-translation.ts';

export const pickerId = 'template-picker';
export const optionId = (template: string): string => `${pickerId}-${template}`;

export type PickerProps = { readonly conversation: ConversationView; readonly messages: readonly MessageView[]; readonly slash: SlashSearch };

/** In an open conversation: its macros too. */
export function TemplatePicker({ conversation, messages, slash }: PickerProps) {
  const { templates, forms, failed, retry } = useTemplates();
  const { value: macros } = useMacros();
  const fill = useFilling(conversation, messages, forms);
  const language = useCustomerLanguage(conversation);
  const run = useRunMacro();
  const runHere = (macro: MacroView) => {
    slash.insert({ text: '', gaps: [], hints: [] });
    void run(conversation.id, macro);
  };
  if (templates === null) return <Waiting failed={failed} onRetry={retry} />;
  return <Found slash={slash} templates={templates} language={language} situation={situationOf(conversation.mood)} fill={fill} macros={macros ?? none} onMacro={runHere} here={conversation} />;
}

/** In a letter that begins a conversation. */
export function LetterPicker({ person, slash }: { readonly person: { readonly name: string | null; readonly language: string | null }; readonly slash: SlashSearch }) {
  const { templates, forms, failed, retry } = useTemplates();
  const workspace = useDesk((state) => state.workspace?.language);
  const fill = useLetterFilling(useMemo(() => ({ name: person.name, timeZone: null, attributes: {} }), [person.name]), forms);
  if (templates === null) return <Waiting failed={failed} onRetry={retry} />;
  return <Found slash={slash} templates={templates} language={person.language ?? workspace ?? ''} situation={null} fill={fill} macros={none} />;
}

const none: readonly never[] = [];

function Waiting({ failed, onRetry }: { readonly failed: unknown; onRetry(): void }) {
  return (
    <Panel>
      {failed ? (
        <div className="p-2">
          <Trouble error={failed} onRetry={onRetry} />
        </div>
      ) : (
        <div className="space-y-2 p-3">
          <Skeleton className="h-5 w-48" />
          <Skeleton className="h-5 w-64" />
          <Skeleton className="h-5 w-40" />
        </div>
      )}
    </Panel>
  );
}

type FoundProps = {
  readonly slash: SlashSearch;
  readonly templates: readonly TemplateView[];
  readonly language: string;
  readonly situation: Situation | null;
  readonly fill: Filling;
  readonly macros: readonly MacroView[];
  readonly onMacro?: (macro: MacroView) => void;
  /** Where macros are run. */
  readonly here?: ConversationView;
};

function Found(props: FoundProps) {
  const { slash, templates, language, fill, macros, onMacro, here } = props;
  const ready = usePart('writing');
  const { t } = useTranslation('writing');
  const found = useFound(props);
  const { active, setActive, handle } = slash;
  const index = Math.max(found.findIndex(({ id }) => id === active), 0);
  const chosen = found[index];
  const choose = (one: Choice) => (one.template ? slash.insert(fill(one.template)) : onMacro?.(one.macro));
  useEffect(() => setActive(chosen?.id ?? null), [chosen?.id, setActive]);
  useImperativeHandle(handle, () => ({
    move: (step) => setActive(found[(index + step + found.length) % found.length]?.id ?? null),
    choose: () => {
      if (!chosen) return false;
      choose(chosen);
      return true;
    },
  }));
  if (!ready) return null;
  return (
    <Panel>
      <div className="grid max-h-[min(22rem,50vh)] min-h-0 md:grid-cols-[2fr_3fr]">
        <div id={pickerId} role="listbox" tabIndex={0} aria-label={t('picker.title')} className="max-h-[min(22rem,50vh)] overflow-y-auto p-1">
          {found.map((one) => (
            <Option key={one.id} one={one} language={language} chosen={one === chosen} onPoint={() => setActive(one.id)} onChoose={() => choose(one)} />
          ))}
          {found.length === 0 ? <p className="px-2 py-3 text-sm text-ink-soft">{t(templates.length + macros.length === 0 ? 'picker.none' : slash.words === '' ? 'picker.noneHere' : 'picker.nothing')}</p> : null}
        </div>
        {chosen?.template ? <Preview filled={fill(chosen.template)} language={chosen.template.language} /> : null}
        {chosen?.macro && here ? <HereEffects conversation={here} macro={chosen.macro} /> : null}
      </div>
      <p role="status" className="sr-only">
        {t('picker.count', { count: found.length })}
      </p>
    </Panel>
  );
}

type Choice = { readonly id: string; readonly template: TemplateView; readonly macro: null } | { readonly id: string; readonly template: null; readonly macro: MacroView };

/** Words come first; steps behind them, unless what was typed is the word for one. */
function useFound({ slash: { words }, templates, language, situation, macros }: FoundProps): readonly Choice[] {
  const { t } = useTranslation('writing');
  return useMemo(() => {
    const texts = findTemplates(templates, { words, language, situation, situationName: (name) => t(`situation.${name}`) }).map((template): Choice => ({ id: template.id, template, macro: null }));
    const steps = findMacros(macros, words).map((macro): Choice => ({ id: `macro-${macro.id}`, template: null, macro }));
    const named = words.trim() !== '' && steps[0]?.macro?.shortcut !== '' && steps[0]?.macro?.shortcut.toLowerCase() === words.trim().toLowerCase();
    return named ? [...steps, ...texts] : [...texts, ...steps];
  }, [language, macros, situation, t, templates, words]);
}

function HereEffects({ conversation, macro }: { readonly conversation: ConversationView; readonly macro: MacroView }) {
  const { t } = useTranslation('writing');
  usePart('refusals');
  const effects = useForecast(conversation, macro.steps);
  return (
    <div className="max-h-[min(22rem,50vh)] overflow-y-auto border-line px-3 py-2 max-md:hidden md:border-s">
      <p className="mb-1 text-xs font-medium text-ink-faint">{t('macro.preview')}</p>
      <Effects conversation={conversation} steps={macro.steps} effects={effects} />
    </div>
  );
}

function Panel({ children }: { readonly children: ReactNode }) {
  // The caret must not leave the text.
  return <div onMouseDown={(event) => event.preventDefault()} className="floating appear absolute inset-x-0 bottom-full z-30 mb-1 overflow-hidden">{children}</div>;
}

type OptionProps = { readonly one: Choice; readonly language: string; readonly chosen: boolean; onPoint(): void; onChoose(): void };

function Option({ one, language, chosen, onPoint, onChoose }: OptionProps) {
  const { t } = useTranslation('writing');
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen) element.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const { template, macro } = one;
  const name = template ? template.name : macro.name;
  const owner = (template ?? macro).owner;
  const about = [template?.situation ? t(`situation.${template.situation}`) : null, template?.topic ?? null, macro ? t('macro.steps', { count: macro.steps.length }) : null, owner ? t('picker.own') : null].filter((word) => word !== null);
  return (
    <div
      ref={element}
      id={optionId(one.id)}
      role="option"
      aria-selected={chosen}
      onPointerMove={chosen ? undefined : onPoint}
      onClick={onChoose}
      className={clsx('cursor-pointer rounded-md px-2 py-1.5', chosen && 'bg-sunken')}
    >
      <p className="flex items-baseline gap-2 text-sm">
        <span className="min-w-0 truncate" dir="auto">
          {macro ? <Zap size={13} aria-hidden="true" className="me-1 inline text-ink-faint" /> : null}
          {name}
        </span>
        {!template || template.language === language ? null : <span className="ms-auto text-xs text-ink-faint uppercase">{template.language}</span>}
      </p>
      {about.length > 0 ? <p className="truncate text-xs text-ink-faint">{about.join(' · ')}</p> : null}
    </div>
  );
}

function Preview({ filled, language }: { readonly filled: Filled; readonly language: string }) {
  const { t } = useTranslation('writing');
  return (
    <div className="max-h-[min(22rem,50vh)] overflow-y-auto border-line px-3 py-2 max-md:hidden md:border-s">
      <p className="mb-1 text-xs font-medium text-ink-faint">{t('picker.preview')}</p>
      <p lang={language} dir="auto" className="text-sm whitespace-pre-wrap">
        <FilledText filled={filled} />
      </p>
      <Hints filled={filled} />
    </div>
  );
}

/** Gaps stand out by a frame, not by colour alone. */
export function FilledText({ filled }: { readonly filled: Filled }) {
  const pieces: ReactNode[] = [];
  let read = 0;
  for (const gap of filled.gaps) {
    pieces.push(filled.text.slice(read, gap.start), <mark key={gap.start} className="rounded-sm border border-dashed border-mark bg-transparent px-0.5 text-warn">{filled.text.slice(gap.start, gap.end)}</mark>);
    read = gap.end;
  }
  return [...pieces, filled.text.slice(read)];
}

export function Hints({ filled }: { readonly filled: Filled }) {
  const { t } = useTranslation('writing');
  if (filled.hints.length === 0 && filled.gaps.length === 0) return null;
  return (
    <ul className="mt-2 space-y-0.5 border-t border-line pt-1.5 text-xs text-ink-soft">
      {filled.hints.map(({ variable, hint }) => (
        <li key={`${variable}${hint}`}>{t(`hint.${hint}`)}</li>
      ))}
      {filled.gaps.length > 0 ? <li>{t('hint.gaps', { count: filled.gaps.length })}</li> : null}
    </ul>
  );
}
