// The list that opens above the text after a slash, with the words as they would stand there. The caret stays in the text:
// what is typed narrows the list, arrows move in it, Enter puts the words in.
import { clsx } from 'clsx';
import { useEffect, useImperativeHandle, useMemo, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationView, MessageView } from '../../contract/views.ts';
import type { TemplateView } from '../../contract/writing.ts';
import type { Filled } from '../../domain/template/fill.ts';
import { situationOf } from '../../domain/template/template.ts';
import { Skeleton, Trouble } from '../kit/state.tsx';
import { useDesk } from '../live/use-desk.ts';
import { findTemplates } from './find-templates.ts';
import { useFilling } from './use-values.ts';
import { usePart } from './use-part.ts';
import type { SlashSearch } from './use-slash.ts';
import { useTemplates } from './use-templates.ts';

export const pickerId = 'template-picker';
export const optionId = (template: string): string => `${pickerId}-${template}`;

export type PickerProps = { readonly conversation: ConversationView; readonly messages: readonly MessageView[]; readonly slash: SlashSearch };

export function TemplatePicker({ conversation, messages, slash }: PickerProps) {
  const ready = usePart('writing');
  const { templates, forms, failed, retry } = useTemplates();
  if (failed && templates === null) {
    return (
      <Panel>
        <div className="p-2">
          <Trouble error={failed} onRetry={retry} />
        </div>
      </Panel>
    );
  }
  if (!ready || templates === null) {
    return (
      <Panel>
        <div className="space-y-2 p-3">
          <Skeleton className="h-5 w-48" />
          <Skeleton className="h-5 w-64" />
          <Skeleton className="h-5 w-40" />
        </div>
      </Panel>
    );
  }
  return <Found conversation={conversation} messages={messages} slash={slash} templates={templates} forms={forms} />;
}

type FoundProps = PickerProps & Pick<ReturnType<typeof useTemplates>, 'forms'> & { readonly templates: readonly TemplateView[] };

function Found({ conversation, messages, slash, templates, forms }: FoundProps) {
  const { t } = useTranslation('writing');
  const fill = useFilling(conversation, messages, forms);
  const language = useLanguage(conversation);
  const found = useMemo(
    () => findTemplates(templates, { words: slash.words, language, situation: situationOf(conversation.mood), situationName: (situation) => t(`situation.${situation}`) }),
    [conversation.mood, language, slash.words, t, templates],
  );
  const { active, setActive, handle } = slash;
  const index = Math.max(found.findIndex((one) => one.id === active), 0);
  const chosen = found[index];
  useEffect(() => setActive(chosen?.id ?? null), [chosen?.id, setActive]);
  useImperativeHandle(handle, () => ({
    move: (step) => setActive(found[(index + step + found.length) % found.length]?.id ?? null),
    choose: () => {
      if (!chosen) return false;
      slash.insert(fill(chosen));
      return true;
    },
  }));
  return (
    <Panel>
      <div className="grid max-h-[min(22rem,50vh)] min-h-0 md:grid-cols-[2fr_3fr]">
        <div id={pickerId} role="listbox" tabIndex={0} aria-label={t('picker.title')} className="max-h-[min(22rem,50vh)] overflow-y-auto p-1">
          {found.map((template) => (
            <Option key={template.id} template={template} language={language} chosen={template === chosen} onPoint={() => setActive(template.id)} onChoose={() => slash.insert(fill(template))} />
          ))}
          {found.length === 0 ? <p className="px-2 py-3 text-sm text-ink-soft">{t(templates.length === 0 ? 'picker.none' : slash.words === '' ? 'picker.noneHere' : 'picker.nothing')}</p> : null}
        </div>
        {chosen ? <Preview filled={fill(chosen)} language={chosen.language} /> : null}
      </div>
      <p role="status" className="sr-only">
        {t('picker.count', { count: found.length })}
      </p>
    </Panel>
  );
}

/** The customer's language, or else the one this workspace works in. */
function useLanguage(conversation: ConversationView): string {
  const contact = useDesk((state) => state.contacts[conversation.contact.id]?.language);
  const workspace = useDesk((state) => state.workspace?.language);
  return conversation.language ?? contact ?? workspace ?? '';
}

function Panel({ children }: { readonly children: ReactNode }) {
  // The caret must not leave the text.
  return <div onMouseDown={(event) => event.preventDefault()} className="floating appear absolute inset-x-0 bottom-full z-30 mb-1 overflow-hidden">{children}</div>;
}

type OptionProps = { readonly template: TemplateView; readonly language: string; readonly chosen: boolean; onPoint(): void; onChoose(): void };

function Option({ template, language, chosen, onPoint, onChoose }: OptionProps) {
  const { t } = useTranslation('writing');
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen) element.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const about = [template.situation ? t(`situation.${template.situation}`) : null, template.topic, template.owner ? t('picker.own') : null].filter((word) => word !== null);
  return (
    <div
      ref={element}
      id={optionId(template.id)}
      role="option"
      aria-selected={chosen}
      onPointerMove={chosen ? undefined : onPoint}
      onClick={onChoose}
      className={clsx('cursor-pointer rounded-md px-2 py-1.5', chosen && 'bg-sunken')}
    >
      <p className="flex items-baseline gap-2 text-sm">
        <span className="min-w-0 truncate" dir="auto">
          {template.name}
        </span>
        {template.language === language ? null : <span className="ms-auto text-xs text-ink-faint uppercase">{template.language}</span>}
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
