// How this person has felt, over everything they wrote to us; each point leads to its message.
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { MoodsReply } from '../../contract/moods.ts';
import { goToMessage } from '../conversation/go-to-message.ts';
import { useDueTime } from '../kit/moment.tsx';
import { MoodLine } from '../kit/mood-line.tsx';
import { contacts } from '../live/desk-api.ts';
import { useDesk, useGeneration } from '../live/use-desk.ts';
import { usePart } from '../writing/use-part.ts';
import { Section } from './section.tsx';
import { useTranslation } from '../wording/use-translation.ts';

/** A line through one point says nothing that the message does not. */
const fewest = 2;

export function Moods({ contact, current }: { readonly contact: string; readonly current: string }) {
  const ready = usePart('promises');
  const { t } = useTranslation('promises');
  const { t: desk } = useTranslation();
  const when = useDueTime();
  const navigate = useNavigate();
  const moods = useMoods(contact, current);
  if (!ready || moods === null || moods.length < fewest) return null;
  const wordOf = (mood: string) => (mood === 'neutral' ? desk('mood.calm') : desk(`reading.emotion.${mood}` as 'reading.emotion.anger'));
  const go = (message: string) => {
    const found = moods.find((one) => one.message === message);
    if (!found) return;
    goToMessage(found.conversation, message);
    if (found.conversation !== current) void navigate({ to: '/inbox/$view/$conversation', params: { view: 'all', conversation: found.conversation } });
  };
  return (
    <Section title={t('contact.moods')} action={<span className="figures text-xs font-normal">{t('contact.moodsAbout', { count: moods.length })}</span>}>
      <MoodLine
        label={t('contact.moods')}
        points={moods.map((one) => ({ key: one.message, at: one.at, kind: 'customer', mood: one.mood, intensity: one.intensity, label: t('contact.moodPoint', { when: when(one.at), mood: wordOf(one.mood) }) }))}
        onPoint={go}
      />
    </Section>
  );
}

/** Asked for anew when something was written in the conversation that is open. Failing here costs a picture at the side. */
function useMoods(contact: string, current: string): MoodsReply['moods'] | null {
  const generation = useGeneration();
  const count = useDesk((state) => state.conversations[current]?.messageCount ?? 0);
  const asked = `${contact} ${generation} ${count}`;
  const [held, setHeld] = useState<{ readonly contact: string; readonly asked: string; readonly moods: MoodsReply['moods'] } | null>(null);
  useEffect(() => {
    let left = false;
    contacts.moods(contact).then(
      ({ moods }) => left || setHeld({ contact, asked, moods }),
      () => undefined,
    );
    return () => {
      left = true;
    };
  }, [asked, contact]);
  return held?.contact === contact ? held.moods : null;
}
