// Says that something of a reading is otherwise. It shows at once, is said at the bottom with an undo, and goes back by itself when
// the server refuses.
import { useCallback } from 'react';
import type { DeskEvent } from '../../contract/event.ts';
import type { CorrectionView } from '../../contract/correction.ts';
import type { MessageView } from '../../contract/views.ts';
import { correctedReading } from '../../domain/reading/corrected.ts';
import type { Correction } from '../../domain/reading/correction.ts';
import { saidBy } from '../../domain/reading/correction.ts';
import { newId } from '../kit/new-id.ts';
import { tell, withdraw } from '../kit/notices.ts';
import { inTurn } from '../live/in-turn.ts';
import { request } from '../live/request.ts';
import type { Store } from '../live/store.ts';
import { useMe, useStore } from '../live/use-desk.ts';
import { useTranslation } from '../wording/use-translation.ts';

const pathOf = (message: string, correction = '') => `/messages/${message}/corrections${correction}`;

export type Correct = (message: MessageView, corrections: readonly Correction[]) => void;

export function useCorrect(): { readonly correct: Correct; readonly takeBack: (message: MessageView, correction: CorrectionView) => void } {
  const store = useStore();
  const me = useMe().id;
  const { t } = useTranslation('reading');
  const correct = useCallback<Correct>(
    (message, corrections) => {
      const made = corrections.map((correction) => ({ id: newId(), correction }));
      if (made.length === 0) return;
      const undo = async () => {
        for (const { id } of made.toReversed()) await run(store, message, () => request('DELETE', pathOf(message.id, `/${id}`)));
      };
      const notice = tell({ text: t('done.corrected'), undo, stands: ({ event }) => !changesAnew(event, message, made) });
      void (async () => {
        for (const { id, correction } of made) {
          const guess = (held: MessageView) => withCorrection(held, { ...correction, id, by: { kind: 'agent', id: me }, at: new Date().toISOString() } as CorrectionView);
          const went = await run(store, message, () => request('POST', pathOf(message.id), { id, correction }), guess);
          if (!went) return withdraw(notice);
        }
      })();
    },
    [me, store, t],
  );
  const takeBack = useCallback(
    (message: MessageView, correction: CorrectionView) => {
      const { field, value } = correction;
      // Somebody may have said meanwhile what it really is.
      tell({ text: t('done.takenBack'), undo: () => correct(message, [{ field, value } as Correction]), stands: ({ event }) => !changesAnew(event, message, [{ id: '', correction: { field } }]) });
      void run(store, message, () => request('DELETE', pathOf(message.id, `/${correction.id}`)));
    },
    [correct, store, t],
  );
  return { correct, takeBack };
}

/** Somebody took it back, or says of the same that it is something else. */
function changesAnew(event: DeskEvent | null, message: MessageView, made: readonly { readonly id: string; readonly correction: Pick<Correction, 'field'> }[]): boolean {
  if (event === null || event.data['message'] !== message.id) return false;
  const own = made.some(({ id }) => id === event.data['correction']);
  return event.kind === 'correction-withdrawn' ? own : event.kind === 'reading-corrected' && !own && made.some(({ correction }) => correction.field === event.data['field']);
}

async function run(store: Store, { id }: MessageView, call: () => Promise<MessageView>, guess?: (message: MessageView) => MessageView): Promise<boolean> {
  const asked = store.cursor();
  const underway = store.begin((state) => {
    const held = state.messages[id];
    return guess && held ? { ...state, messages: { ...state.messages, [id]: guess(held) } } : state;
  });
  try {
    underway.settle({ messages: [await inTurn(id, call)] }, asked);
    return true;
  } catch (error) {
    underway.undo();
    tell({ text: '', trouble: error });
    return false;
  }
}

/** Another language is only read by the server; until then the old reading stands under its name. */
function withCorrection(message: MessageView, correction: CorrectionView): MessageView {
  if (!message.reading) return message;
  const reading = message.reading as Parameters<typeof correctedReading>[0];
  const before = message.corrections.find(({ field }) => field === correction.field)?.before ?? saidBy(reading)[correction.field];
  const corrected = correctedReading(reading, [correction], () => reading) as unknown as MessageView['reading'];
  return { ...message, reading: corrected, corrections: [...message.corrections.filter(({ field }) => field !== correction.field), { ...correction, before } as CorrectionView] };
}
