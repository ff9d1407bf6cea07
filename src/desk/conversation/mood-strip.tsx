// The line of moods of one conversation: from the messages that are held, and, where earlier ones are not, from what the server
// says of those.
import { useEffect, useMemo, useState } from 'react';
import type { MoodsReply } from '../../contract/conversation-moods.ts';
import type { CommitmentView, ConversationView, MessageView } from '../../contract/views.ts';
import { MoodLine, type MoodPoint } from '../kit/mood-line.tsx';
import { useDueTime } from '../kit/moment.tsx';
import { useGeneration } from '../live/use-desk.ts';
import { request } from '../live/request.ts';
import { goToMessage } from './go-to-message.ts';
import { moodMoments, type MoodMoment } from './mood-moments.ts';
import { dotsOf, strengthOf } from './reading-marks.ts';
import { useCommitments, useMessages } from './use-conversation.ts';
import { useTranslation } from '../wording/use-translation.ts';

const promised = 'promise-';

export function MoodStrip({ conversation }: { readonly conversation: ConversationView }) {
  const { t } = useTranslation();
  const messages = useMessages(conversation.id);
  const commitments = useCommitments(conversation.id);
  const earlier = useEarlier(conversation, messages);
  const words = useLabels(commitments);
  const moments = useMemo(() => moodMoments(messages, commitments, earlier), [commitments, earlier, messages]);
  if (moments === null) return null;
  const points = moments.map((moment): MoodPoint => ({ ...moment, label: words(moment) }));
  const felt = moments.filter(({ kind }) => kind === 'customer');
  const word = (moment: MoodMoment | undefined) => (moment && moment.mood !== 'neutral' ? t(`reading.emotion.${moment.mood}` as 'reading.emotion.anger') : t('mood.calm'));
  return (
    <MoodLine
      className="order-last w-full lg:order-none lg:w-52 lg:self-center xl:w-64"
      points={points}
      label={t('mood.title', { first: word(felt[0]), last: word(felt.at(-1)), count: felt.length })}
      onPoint={(key) => {
        const message = key.startsWith(promised) ? commitments.find(({ id }) => key === promised + id)?.message : key;
        if (message) goToMessage(conversation.id, message);
      }}
    />
  );
}

function useLabels(commitments: readonly CommitmentView[]): (moment: MoodMoment) => string {
  const { t } = useTranslation();
  const when = useDueTime();
  return ({ key, kind, at, mood, intensity, words }) => {
    if (kind === 'answer') return t('mood.answer', { when: when(at), words });
    if (kind === 'promise') {
      const commitment = commitments.find(({ id }) => key === promised + id);
      return t('mood.promise', { when: when(at), words: commitment?.promise ?? words });
    }
    const feeling = mood === 'neutral' ? t('mood.calm') : `${t(`reading.emotion.${mood}` as 'reading.emotion.anger')} ${dotsOf(strengthOf(intensity))}`;
    return t('mood.message', { when: when(at), feeling, words });
  };
}

const none: readonly MoodMoment[] = [];

/** Asked for only where there is more than what is held. */
function useEarlier({ id, messageCount }: ConversationView, messages: readonly MessageView[]): readonly MoodMoment[] {
  const generation = useGeneration();
  const [known, setKnown] = useState<readonly MoodMoment[]>(none);
  const missing = messages.length > 0 && messages.length < messageCount;
  useEffect(() => {
    if (!missing || generation === 0) return undefined;
    let wanted = true;
    // Without them the line begins later; nothing else is lost.
    request<MoodsReply>('GET', `/conversations/${id}/moods`).then(
      ({ moments }) => wanted && setKnown(moments.map(({ message, ...moment }) => ({ ...moment, key: message, words: '' }))),
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [generation, id, missing]);
  return missing ? known : none;
}
