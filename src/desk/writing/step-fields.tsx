// The fields of one step of a macro.
import type { MacroStep } from '../../contract/macro.ts';
import { variables } from '../../domain/template/template.ts';
import { AreaField, SelectField } from '../kit/field.tsx';
import { sameList, useDesk } from '../live/use-desk.ts';
import { MomentFields } from './moment-fields.tsx';
import { TagsField } from './tags-field.tsx';
import { useTemplates } from './use-templates.ts';
import { useTranslation } from '../wording/use-translation.ts';

/** A step as it begins, to be filled in. */
export function firstOf(kind: MacroStep['do']): MacroStep {
  switch (kind) {
    case 'insert-text':
    case 'note':
      return { do: kind, text: '' };
    case 'insert-template':
      return { do: kind, template: '' };
    case 'add-tags':
    case 'remove-tags':
      return { do: kind, tags: [] };
    case 'assign':
      return { do: kind, agent: 'me' };
    case 'assign-team':
      return { do: kind, team: null };
    case 'open':
      return { do: kind };
    case 'wait':
      return { do: kind, for: 'customer' };
    case 'snooze':
      return { do: kind, until: { days: 1, at: '09:00' } };
    case 'close':
      return { do: kind, because: 'solved' };
  }
}

/** Whether all of it is filled in. */
export function isWhole(step: MacroStep): boolean {
  if ('text' in step) return step.text.trim() !== '';
  if ('template' in step) return step.template !== '';
  if ('tags' in step) return step.tags.length > 0;
  return step.do !== 'snooze' || ('hours' in step.until ? step.until.hours >= 1 : /^\d\d:\d\d$/.test(step.until.at) && (!('days' in step.until) || step.until.days >= 1));
}

type FieldsProps<Step extends MacroStep = MacroStep> = { readonly step: Step; onChange(step: MacroStep): void };
const places = variables.map((name) => `{${name}}`).join(' ');

export function StepFields({ step, onChange }: FieldsProps) {
  const { t } = useTranslation('writing');
  switch (step.do) {
    case 'insert-text':
      return <AreaField label={t('templates.text')} hint={t('macro.textAbout', { places })} rows={4} dir="auto" maxLength={20_000} value={step.text} onChange={(event) => onChange({ ...step, text: event.target.value })} />;
    case 'note':
      return <AreaField label={t('macro.noteText')} rows={3} dir="auto" maxLength={20_000} value={step.text} onChange={(event) => onChange({ ...step, text: event.target.value })} />;
    case 'insert-template':
      return <TemplateField step={step} onChange={onChange} />;
    case 'add-tags':
    case 'remove-tags':
      return <TagsField tags={step.tags} onChange={(tags) => onChange({ ...step, tags: [...tags] })} />;
    case 'assign':
      return <AgentField step={step} onChange={onChange} />;
    case 'assign-team':
      return <TeamField step={step} onChange={onChange} />;
    case 'wait':
      return (
        <SelectField
          label={t('macro.waitFor')}
          value={step.for}
          choices={[{ value: 'customer', label: t('macro.theCustomer') }, { value: 'third party', label: t('macro.somebodyElse') }]}
          onChange={(event) => onChange({ ...step, for: event.target.value === 'customer' ? 'customer' : 'third party' })}
        />
      );
    case 'snooze':
      return <MomentFields moment={step.until} onChange={(until) => onChange({ ...step, until })} />;
    case 'close':
      return (
        <SelectField
          label={t('macro.because')}
          value={step.because}
          choices={[{ value: 'solved', label: t('macro.solved') }, { value: 'no answer', label: t('macro.noAnswer') }]}
          onChange={(event) => onChange({ ...step, because: event.target.value === 'solved' ? 'solved' : 'no answer' })}
        />
      );
    case 'open':
      return null;
  }
}

const byName = (one: { readonly name: string }, other: { readonly name: string }) => one.name.localeCompare(other.name);

function TemplateField({ step, onChange }: FieldsProps<Extract<MacroStep, { do: 'insert-template' }>>) {
  const { t } = useTranslation('writing');
  const { templates } = useTemplates();
  const choices = [...(templates ?? [])].sort(byName).map((one) => ({ value: one.id, label: `${one.name} (${one.language.toUpperCase()})` }));
  const gone = step.template !== '' && templates !== null && !templates.some((one) => one.id === step.template);
  return (
    <SelectField
      label={t('macro.template')}
      value={gone ? '' : step.template}
      mistake={gone ? t('macro.templateGone') : undefined}
      choices={[{ value: '', label: '—' }, ...choices]}
      onChange={(event) => onChange({ ...step, template: event.target.value })}
    />
  );
}

function AgentField({ step, onChange }: FieldsProps<Extract<MacroStep, { do: 'assign' }>>) {
  const { t } = useTranslation('writing');
  const agents = useDesk((state) => Object.values(state.agents).filter((agent) => agent.active || agent.id === step.agent).sort(byName), sameList);
  return (
    <SelectField
      label={t('macro.who')}
      value={step.agent ?? ''}
      choices={[
        { value: 'me', label: t('macro.runner') },
        { value: '', label: t('macro.nobody') },
        ...agents.map((agent) => ({ value: agent.id, label: agent.active ? agent.name : t('macro.switchedOff', { name: agent.name }) })),
      ]}
      onChange={(event) => onChange({ ...step, agent: event.target.value === '' ? null : event.target.value })}
    />
  );
}

function TeamField({ step, onChange }: FieldsProps<Extract<MacroStep, { do: 'assign-team' }>>) {
  const { t } = useTranslation('writing');
  const teams = useDesk((state) => Object.values(state.teams).sort(byName), sameList);
  return (
    <SelectField
      label={t('macro.team')}
      value={step.team ?? ''}
      choices={[{ value: '', label: t('macro.noTeam') }, ...teams.map((team) => ({ value: team.id, label: team.name }))]}
      onChange={(event) => onChange({ ...step, team: event.target.value === '' ? null : event.target.value })}
    />
  );
}
