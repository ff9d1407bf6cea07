// What a macro will do here, step by step, before it does it.
import { Ban, Check, Dot } from 'lucide-react';
import { useMemo } from 'react';
import type { MacroStep } from '../../contract/macro.ts';
import type { ConversationView } from '../../contract/views.ts';
import { forecast, type Effect } from '../../domain/macro/forecast.ts';
import { useMessages } from '../conversation/use-conversation.ts';
import { useNow } from '../kit/moment.tsx';
import { useDesk, useMe } from '../live/use-desk.ts';
import { useCustomerLanguage } from './customer-language.ts';
import { useStepWords } from './step-words.ts';
import { useTemplates } from './use-templates.ts';
import { useFilling } from './use-values.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function useForecast(conversation: ConversationView, steps: readonly MacroStep[]): readonly Effect[] {
  const me = useMe().id;
  const now = useNow();
  const { agents, teams, timeZone, archived, blocked } = useDeskFacts(conversation);
  const { templates } = useTemplates();
  return useMemo(
    () => forecast(steps, {
      now: new Date(now).toISOString(), timeZone, me, state: conversation.state, assignee: conversation.assignee, team: conversation.team, tags: conversation.tags, inboxArchived: archived, contactBlocked: blocked,
      agent: (id) => agents[id] ?? null, hasTeam: (id) => teams[id] !== undefined,
      // Until they are loaded nobody says that one is gone.
      hasTemplate: (id) => templates === null || templates.some((one) => one.id === id),
    }),
    [agents, archived, blocked, conversation, me, now, steps, teams, templates, timeZone],
  );
}

function useDeskFacts(conversation: ConversationView) {
  return {
    agents: useDesk((state) => state.agents),
    teams: useDesk((state) => state.teams),
    timeZone: useDesk((state) => state.workspace?.timeZone) ?? 'UTC',
    archived: useDesk((state) => state.inboxes[conversation.inbox]?.archivedAt != null),
    blocked: useDesk((state) => state.contacts[conversation.contact.id]?.blockedAt != null),
  };
}

type EffectsProps = { readonly conversation: ConversationView; readonly steps: readonly MacroStep[]; readonly effects: readonly Effect[] };

export function Effects({ conversation, steps, effects }: EffectsProps) {
  const { t } = useTranslation('writing');
  const { t: refusal } = useTranslation('refusals');
  const says = useStepWords();
  const filled = useFilled(conversation);
  return (
    <ol aria-label={t('macro.preview')} className="space-y-1 text-sm">
      {steps.map((step, index) => {
        const effect = effects[index];
        if (!effect) return null;
        const { obstacle, already } = effect;
        return (
          <li key={index} className={`flex gap-1.5 ${obstacle ? 'text-danger' : already ? 'text-ink-faint' : ''}`}>
            {obstacle ? <Ban size={15} aria-hidden="true" className="mt-0.5 shrink-0" /> : already ? <Check size={15} aria-hidden="true" className="mt-0.5 shrink-0" /> : <Dot size={15} aria-hidden="true" className="mt-0.5 shrink-0" />}
            <span className="min-w-0 break-words" dir="auto">
              {obstacle ? refusal(`${obstacle.code}.sentence`, obstacle.values) : says(filled(step), effect)}
              {already && !obstacle ? <span className="text-ink-faint"> — {t('macro.already')}</span> : null}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

/** Words as they will stand there, with what is known of this customer. */
function useFilled(conversation: ConversationView): (step: MacroStep) => MacroStep {
  const { forms } = useTemplates();
  const fill = useFilling(conversation, useMessages(conversation.id), forms);
  const language = useCustomerLanguage(conversation);
  return (step) => ('text' in step ? { ...step, text: fill({ language, text: step.text }).text } : step);
}
