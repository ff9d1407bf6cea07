// All that helps with writing one draft: findings in the agent's language, promises, and the customer's questions.
import { useMemo, useState } from 'react';
import type { ContactView, ConversationView, MessageView } from '../../contract/views.ts';
import { awaitsAnswer, messagesToAnswer, ourAnswers, ownText } from './answered-since.ts';
import type { AskLine } from './asks-line.tsx';
import type { Draft } from './drafts.ts';
import { useAdviceMode } from './advice-mode.ts';
import { shownFindings, type ToldFinding } from './findings.ts';
import { promiseLines, type Decisions } from './promises.ts';
import { useAdvice, type Advised } from './use-advice.ts';

type Asked = {
  readonly conversation: ConversationView;
  readonly messages: readonly MessageView[];
  readonly contact: ContactView | undefined;
  readonly draft: Draft;
  change(change: Partial<Draft>): void;
};

const none: readonly never[] = [];

export function useHelp({ conversation, messages, contact, draft, change }: Asked) {
  const mode = useAdviceMode();
  const notHere = draft.notHere ?? none;
  const [decisions, setDecisions] = useState<Decisions>({});
  const wanted = draft.kind === 'reply';
  const questions = useMemo(() => messagesToAnswer(messages), [messages]);
  const situation = useMemo(
    () => ({
      customer: questions.map(ownText),
      thread: ourAnswers(messages),
      fault: 'unknown' as const,
      card: { name: contact?.name ?? null, known: { ...contact?.attributes, ...knownFacts(messages) }, address: contact?.preferences.address === 'informal' ? ('familiar' as const) : (contact?.preferences.address ?? null) },
      authority: null,
    }),
    [contact, messages, questions],
  );
  const textLanguage = conversation.language ?? contact?.language ?? 'und';
  const advised = useAdvice({ draft: draft.text, situation, textLanguage, wanted });
  const current = advised?.draft === draft.text && wanted ? advised : null;

  const findings = useMemo<readonly ToldFinding[]>(
    () => current?.answer.advice.findings.map((finding, index) => ({ ...finding, told: current.answer.told[index] ?? '' })) ?? none,
    [current],
  );
  const { shown, more } = useMemo(() => shownFindings(findings, draft.text, notHere, mode), [draft.text, findings, mode, notHere]);
  const promises = useMemo(() => promiseLines(current?.answer.advice.commitments ?? none, decisions), [current, decisions]);
  const asked = wanted && (awaitsAnswer(messages) || draft.text.trim() !== '');
  const asks = useMemo(() => (asked ? askLines(questions, advised) : none), [advised, asked, questions]);

  const decide = (key: string, decision: Decisions[string]) => setDecisions((known) => ({ ...known, [key]: { ...known[key], ...decision } }));
  return {
    shown,
    more,
    promises,
    asks,
    decide,
    /** False while the words are newer than the advice about them. */
    ready: current !== null,
    keepAll: () => {
      for (const line of promises) if (!line.dropped) decide(line.key, { confirmed: true });
    },
    /** For this draft and no longer: what one answer did without says nothing about the next, and nothing about its author. */
    dismiss: ({ rule }: ToldFinding) => change({ notHere: [...new Set([...notHere, rule])] }),
  };
}

/** What the customer has told already: nobody should ask for it again. */
function knownFacts(messages: readonly MessageView[]): Record<string, string> {
  return Object.fromEntries(messages.flatMap((message) => message.reading?.facts.map((fact) => [fact.kind, fact.value] as const) ?? []));
}

function askLines(questions: readonly MessageView[], advised: Advised | null): AskLine[] {
  if (advised) {
    return unlike(
      advised.answer.advice.questions.flatMap(({ customer, start, end, answer }) => {
        const message = questions[customer];
        const text = message ? ownText(message).slice(start, end).trim() : '';
        return text === '' ? [] : [{ key: `${customer} ${start}`, text, answered: answer !== null }];
      }),
    );
  }
  return unlike(
    questions.flatMap((message) =>
      (message.reading?.asks ?? []).map((ask) => ({ key: `${message.id} ${ask.start}`, text: message.text.slice(ask.start, ask.end).trim(), answered: false })),
    ),
  );
}

/** The same question asked three times is one question. */
function unlike(asks: readonly AskLine[]): AskLine[] {
  return [...new Map(asks.map((ask) => [ask.text.toLocaleLowerCase(), ask])).values()];
}
