// Giving a conversation to a colleague with the story so far: prefilled from what was read and promised, changed by who knows it.
import { useState } from 'react';
import type { CommitmentView, ConversationView, MessageView } from '../../contract/views.ts';
import { findMentions } from '../../domain/conversation/mention.ts';
import { keyPointsOf } from '../../domain/key-points/key-points.ts';
import { factText } from '../conversation/fact-words.ts';
import { stillSo } from '../conversation/still-so.ts';
import { DialogEnd } from '../kit/dialog-end.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { AreaField, CheckField, SelectField } from '../kit/field.tsx';
import { useDueTime, useNow } from '../kit/moment.tsx';
import { newId } from '../kit/new-id.ts';
import { tell } from '../kit/notices.ts';
import { Skeleton, Trouble } from '../kit/state.tsx';
import { conversations } from '../live/desk-api.ts';
import type { Store } from '../live/store.ts';
import { sameList, useDesk, useMe, useStore } from '../live/use-desk.ts';
import { promises as promiseApi } from '../promises/promises-api.ts';
import { useLocale } from '../wording/locale.ts';
import { usePart } from '../writing/use-part.ts';
import { storyOf } from './story.ts';
import { together } from './together-api.ts';
import { useTranslation } from '../wording/use-translation.ts';

const isUnsettled = ({ state }: CommitmentView): boolean => state.is === 'open' || state.is === 'missed';

type HandOverProps = { readonly conversation: ConversationView; readonly messages: readonly MessageView[]; onClose(): void };

export function HandOverDialog(props: HandOverProps) {
  const ready = usePart('together');
  if (!ready)
    return (
      <Dialog wide title="…" onClose={props.onClose}>
        <Skeleton className="h-64 w-full" />
      </Dialog>
    );
  return <Story {...props} />;
}

function Story({ conversation, messages, onClose }: HandOverProps) {
  const { t } = useTranslation('together');
  const me = useMe().id;
  const others = useDesk((state) => Object.values(state.agents).filter((agent) => agent.active && agent.id !== me).sort((one, other) => one.name.localeCompare(other.name)), sameList);
  const teams = useDesk((state) => Object.values(state.teams), sameList);
  const commitments = useDesk((state) => Object.values(state.commitments).filter((one) => one.conversation === conversation.id), sameList);
  const story = useStory(messages, commitments);
  const [id] = useState(newId);
  const [agent, setAgent] = useState<string | null>(null);
  const [written, setWritten] = useState<string | null>(null);
  const [promises, setPromises] = useState(true);
  const [tried, setTried] = useState(false);
  const { send, busy, error } = useHandingOver(conversation, onClose);
  const chosen = others.find((one) => one.id === agent);
  const text = written ?? story;
  const open = commitments.filter((one) => isUnsettled(one) && one.agent !== agent).length;
  const submit = () => {
    setTried(true);
    if (!chosen || text.trim() === '') return;
    const called = text.includes(`@${chosen.name}`) ? text.trim() : `@${chosen.name}\n${text.trim()}`;
    void send({ id, agent: chosen.id, text: called, mentions: [...findMentions(called, others, teams, new Map([[chosen.name, chosen.id]]))], promises: promises && open > 0 }, chosen.name);
  };
  if (others.length === 0)
    return (
      <Dialog title={t('handOver.title')} onClose={onClose}>
        <p>{t('handOver.nobody')}</p>
      </Dialog>
    );
  return (
    <Dialog wide title={t('handOver.title')} about={t('handOver.about')} onClose={onClose}>
      <form
        className="space-y-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          submit();
        }}
      >
        <SelectField
          label={t('handOver.to')}
          autoFocus
          value={agent ?? ''}
          mistake={tried && !chosen ? t('handOver.pick') : undefined}
          choices={[{ value: '', label: t('handOver.pick') }, ...others.map((one) => ({ value: one.id, label: one.id === conversation.assignee ? t('handOver.hasIt', { name: one.name }) : one.name }))]}
          onChange={(event) => setAgent(event.target.value || null)}
        />
        <AreaField label={t('handOver.story')} rows={10} dir="auto" value={text} mistake={tried && text.trim() === '' ? t('handOver.noText') : undefined} onChange={(event) => setWritten(event.target.value)} />
        {open > 0 ? <CheckField label={t('handOver.promises', { count: open })} checked={promises} onChange={(event) => setPromises(event.target.checked)} /> : null}
        {error ? <Trouble error={error} /> : null}
        <DialogEnd label={t('handOver.confirm')} disabled={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

function useStory(messages: readonly MessageView[], commitments: Parameters<typeof keyPointsOf>[0]['commitments']): string {
  const { t } = useTranslation('together');
  const { t: desk } = useTranslation();
  const when = useDueTime();
  const points = keyPointsOf({ messages, commitments });
  const mood = points.mood && points.mood.value !== 'neutral' ? desk(`reading.emotion.${points.mood.value}`) : null;
  const locale = useLocale();
  const now = useNow();
  // "Today" says nothing tomorrow: a day is written as the day it is.
  const fact = ({ kind, value, text }: (typeof points)['facts'][number]) => desk('reading.factWord', { kind: desk(`reading.fact.${kind}`), value: factText(kind, value, text, locale, now) });
  return storyOf(points, t, { mood, when, fact });
}

/** Gives conversation and promises back to who had them. The note stays: it was read perhaps, and what it tells is true. */
async function takeBack(store: Store, { id, assignee }: ConversationView, kept: readonly CommitmentView[]): Promise<void> {
  try {
    const asked = store.cursor();
    store.take({ conversations: [await conversations.assign(id, { agent: assignee })] }, asked);
    for (const { id: promise, agent } of kept) store.take({ commitments: [await promiseApi.handOver(promise, agent)] });
  } catch (trouble) {
    tell({ text: '', trouble });
  }
}

function useHandingOver(conversation: ConversationView, onClose: () => void) {
  const { t } = useTranslation('together');
  const store = useStore();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const send = async (body: Parameters<typeof together.handOver>[1], name: string) => {
    if (busy) return;
    setBusy(true);
    setError(null);
    const asked = store.cursor();
    const given = body.promises ? Object.values(store.state().commitments).filter((one) => one.conversation === conversation.id && isUnsettled(one) && one.agent !== body.agent) : [];
    try {
      const now = await together.handOver(conversation.id, body);
      store.take({ conversations: [now] }, asked);
      onClose();
      const still = stillSo(conversation.id, (held) => held.assignee === body.agent);
      still.answered(now);
      tell({ text: t('handOver.done', { name }), undo: () => takeBack(store, conversation, given), stands: still.stands });
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return { send, busy, error };
}
