// Until when, told from the moment in which the macro is run.
import type { Moment } from '../../domain/macro/macro.ts';
import { SelectField, TextField } from '../kit/field.tsx';
import { useTranslation } from '../wording/use-translation.ts';

type Kind = 'hours' | 'days' | 'weekday';

const firsts: Readonly<Record<Kind, Moment>> = { hours: { hours: 4 }, days: { days: 1, at: '09:00' }, weekday: { weekday: 1, at: '09:00' } };

export function MomentFields({ moment, onChange }: { readonly moment: Moment; onChange(moment: Moment): void }) {
  const { t, language } = useTranslation('writing');
  const kind: Kind = 'hours' in moment ? 'hours' : 'days' in moment ? 'days' : 'weekday';
  const dayName = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  const number = (name: 'hours' | 'days', most: number) => ({
    type: 'number', min: 1, max: most, required: true,
    onChange: (event: { readonly target: { readonly value: string } }) => {
      const value = Math.min(Math.max(Math.trunc(Number(event.target.value)) || 0, 0), most);
      onChange(name === 'hours' ? { hours: value } : { days: value, at: 'at' in moment ? moment.at : '09:00' });
    },
  });
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      <SelectField label={t('macro.until')} value={kind} choices={(['hours', 'days', 'weekday'] as const).map((value) => ({ value, label: t(`macro.moment.${value}`) }))} onChange={(event) => onChange(firsts[event.target.value as Kind])} />
      {'hours' in moment ? <TextField label={t('macro.hours')} value={moment.hours || ''} {...number('hours', 8_760)} /> : null}
      {'days' in moment ? <TextField label={t('macro.days')} value={moment.days || ''} {...number('days', 365)} /> : null}
      {'weekday' in moment ? (
        <SelectField
          label={t('macro.day')}
          value={String(moment.weekday)}
          // The first of January 2024 was a Monday.
          choices={[1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), label: dayName.format(new Date(Date.UTC(2024, 0, day))) }))}
          onChange={(event) => onChange({ weekday: Number(event.target.value), at: moment.at })}
        />
      ) : null}
      {'at' in moment ? <TextField label={t('macro.at')} type="time" required value={moment.at} onChange={(event) => onChange({ ...moment, at: event.target.value })} /> : null}
    </div>
  );
}
