import { Plus, X } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import type { WorkspaceView } from '../../contract/views.ts';
import { weekdays, type Weekday } from '../../domain/time/working-time.ts';
import { timeZoneChoices } from '../entrance/time-zones.ts';
import { SelectField, TextField } from '../kit/field.tsx';
import { useDesk, useStore } from '../live/use-desk.ts';
import { interfaceLanguages, languageNames } from '../wording/interface.ts';
import { useFieldMistakes } from '../wording/refusal-words.ts';
import { mistakeIn, nextInterval, savedHours, typedHours, type TypedHours } from './hours.ts';
import { AdministratorsOnly, Page, SaveRow } from './parts.tsx';
import { changeWorkspace } from './settings-api.ts';
import { useSave } from './use-save.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function WorkspacePage() {
  const { t } = useTranslation('settings');
  const workspace = useDesk((state) => state.workspace);
  return (
    <AdministratorsOnly>
      <Page title={t('place.workspace')}>{workspace ? <WorkspaceForm key={workspace.id} workspace={workspace} /> : null}</Page>
    </AdministratorsOnly>
  );
}

function WorkspaceForm({ workspace }: { readonly workspace: WorkspaceView }) {
  const { t } = useTranslation('settings');
  const store = useStore();
  const [typed, setTyped] = useState({ name: workspace.name, language: workspace.language, timeZone: workspace.timeZone });
  const [hours, setHours] = useState<TypedHours>(() => typedHours(workspace.workingHours));
  const save = useSave();
  const mistake = useFieldMistakes(save.error);
  const wrong = weekdays.some((day) => mistakeIn(hours[day]) !== null);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (wrong) return;
    void save.run(async () => {
      const asked = store.cursor();
      store.take({ workspace: await changeWorkspace({ ...typed, name: typed.name.trim(), workingHours: savedHours(hours) }) }, asked);
    });
  };
  return (
    <form className="space-y-6" onSubmit={onSubmit}>
      <TextField
        label={t('workspace.name')}
        hint={t('workspace.nameHint')}
        required
        maxLength={200}
        value={typed.name}
        mistake={mistake('name')}
        onChange={(event) => setTyped({ ...typed, name: event.target.value })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label={t('workspace.language')}
          value={typed.language}
          choices={interfaceLanguages.map((code) => ({ value: code, label: languageNames[code] }))}
          onChange={(event) => setTyped({ ...typed, language: event.target.value })}
        />
        <SelectField
          label={t('workspace.timeZone')}
          value={typed.timeZone}
          choices={timeZoneChoices(typed.timeZone)}
          mistake={mistake('timeZone')}
          onChange={(event) => setTyped({ ...typed, timeZone: event.target.value })}
        />
      </div>
      <fieldset>
        <legend className="label">{t('workspace.hours')}</legend>
        <p className="hint">{t('workspace.hoursHint')}</p>
        <div className="mt-3 divide-y divide-line border-y border-line">
          {weekdays.map((day) => (
            <Day key={day} day={day} intervals={hours[day]} onChange={(intervals) => setHours({ ...hours, [day]: intervals })} />
          ))}
        </div>
      </fieldset>
      <SaveRow {...save} />
    </form>
  );
}

type Intervals = TypedHours[Weekday];

function Day({ day, intervals, onChange }: { readonly day: Weekday; readonly intervals: Intervals; onChange(intervals: Intervals): void }) {
  const { t, language } = useTranslation('settings');
  const name = weekdayName(day, language);
  const mistake = mistakeIn(intervals);
  const set = (index: number, side: 0 | 1, value: string) =>
    onChange(intervals.map((interval, at): readonly [string, string] => (at !== index ? interval : side === 0 ? [value, interval[1]] : [interval[0], value])));
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2">
      <span className="w-full first-letter:uppercase sm:w-28">{name}</span>
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 gap-y-2 sm:gap-x-4">
        {intervals.length === 0 ? <span className="text-ink-faint">{t('workspace.dayOff')}</span> : null}
        {intervals.map(([from, to], index) => (
          <span key={index} className="flex items-center gap-1">
            <input
              type="time"
              className="field w-auto! px-2!"
              aria-label={t('workspace.from', { day: name })}
              value={from}
              onChange={(event) => set(index, 0, event.target.value)}
            />
            <span aria-hidden="true">–</span>
            <input
              type="time"
              className="field w-auto! px-2!"
              aria-label={t('workspace.to', { day: name })}
              value={to}
              onChange={(event) => set(index, 1, event.target.value)}
            />
            <button
              type="button"
              aria-label={t('workspace.removeInterval', { day: name, from, to })}
              onClick={() => onChange(intervals.filter((_, at) => at !== index))}
              className="inline-flex size-8 items-center justify-center rounded-md text-ink-faint hover:bg-sunken hover:text-ink"
            >
              <X size={15} aria-hidden="true" />
            </button>
          </span>
        ))}
        <button
          type="button"
          aria-label={t('workspace.addInterval', { day: name })}
          onClick={() => onChange([...intervals, nextInterval(intervals)])}
          className="inline-flex size-8 items-center justify-center rounded-md text-ink-faint hover:bg-sunken hover:text-ink"
        >
          <Plus size={16} aria-hidden="true" />
        </button>
      </div>
      {mistake ? (
        <p role="alert" className="w-full text-sm text-danger">
          {t(`workspace.${mistake}`)}
        </p>
      ) : null}
    </div>
  );
}

/** 5 January 2026 was a Monday. */
function weekdayName(day: Weekday, language: string): string {
  return new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, 0, 5 + weekdays.indexOf(day)));
}
