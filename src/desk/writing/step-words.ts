// What a step of a macro does, as a sentence.
import type { Translate } from '../wording/interface.ts';
import { useCallback } from 'react';
import type { MacroStep } from '../../contract/macro.ts';
import type { Effect } from '../../domain/macro/forecast.ts';
import { momentFrom } from '../../domain/macro/macro.ts';
import { useDueTime, useNow } from '../kit/moment.tsx';
import { useDesk } from '../live/use-desk.ts';
import { useTemplates } from './use-templates.ts';
import { useTranslation } from '../wording/use-translation.ts';

const longest = 90;

type Known = {
  readonly t: Translate<'writing'>;
  agent(id: string): string;
  team(id: string): string;
  template(id: string): string;
  when(step: Extract<MacroStep, { do: 'snooze' }>, effect: Effect | undefined): string;
};

/** With an effect: as it will be here, with the tags that are really added and the person who really gets it. */
export function useStepWords(): (step: MacroStep, effect?: Effect) => string {
  const { t } = useTranslation('writing');
  const agents = useDesk((state) => state.agents);
  const teams = useDesk((state) => state.teams);
  const timeZone = useDesk((state) => state.workspace?.timeZone) ?? 'UTC';
  const { templates } = useTemplates();
  const due = useDueTime();
  const now = useNow();
  return useCallback(
    (step, effect) => tell(step, effect, {
      t,
      agent: (id) => agents[id]?.name ?? '—',
      team: (id) => teams[id]?.name ?? '—',
      template: (id) => templates?.find((one) => one.id === id)?.name ?? '—',
      when: ({ until }, known) => due(known?.until ?? momentFrom(until, new Date(now).toISOString(), timeZone)),
    }),
    [agents, due, now, t, teams, templates, timeZone],
  );
}

function tell(step: MacroStep, effect: Effect | undefined, known: Known): string {
  const { t } = known;
  switch (step.do) {
    case 'insert-text':
      return t('macro.says.text', { text: shortened(step.text) });
    case 'insert-template':
      return t('macro.says.template', { name: known.template(step.template) });
    case 'add-tags':
      return t('macro.says.addTags', { tags: tagsOf(step.tags, effect) });
    case 'remove-tags':
      return t('macro.says.removeTags', { tags: tagsOf(step.tags, effect) });
    case 'assign':
      return tellAssign(step.agent, effect !== undefined, known);
    case 'assign-team':
      return step.team === null ? t('macro.says.noTeam') : t('macro.says.team', { name: known.team(step.team) });
    case 'note':
      return t('macro.says.note', { text: shortened(step.text) });
    case 'open':
      return t('macro.says.open');
    case 'wait':
      return t(step.for === 'customer' ? 'macro.says.waitCustomer' : 'macro.says.waitThird');
    case 'snooze':
      return t('macro.says.snooze', { when: known.when(step, effect) });
    case 'close':
      return t(step.because === 'solved' ? 'macro.says.close' : 'macro.says.closeUnanswered');
  }
}

function tellAssign(agent: string | null, here: boolean, { t, agent: nameOf }: Known): string {
  if (agent === 'me') return t(here ? 'macro.says.toYou' : 'macro.says.toRunner');
  return agent === null ? t('macro.says.toNobody') : t('macro.says.assign', { name: nameOf(agent) });
}

const tagsOf = (tags: readonly string[], effect: Effect | undefined): string => (effect?.tags?.length ? effect.tags : tags).join(', ');

function shortened(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  return line.length <= longest ? line : `${line.slice(0, longest).trimEnd()}…`;
}
