// Why a word stands under a message: the customer's words, the rule in one sentence each, or who said so and what had been read.
import type { CorrectionView } from '../../contract/correction.ts';
import type { MessageView } from '../../contract/views.ts';
import { useDueTime } from '../kit/moment.tsx';
import { useDesk } from '../live/use-desk.ts';
import { useRuleWords } from '../reading/rule-words.ts';
import { dotsOf, quotesOf, reasonsOf, strengthOf, type Mark } from './reading-marks.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function Why({ message: { text, editedAt }, mark, asked }: { readonly message: Pick<MessageView, 'text' | 'editedAt'>; readonly mark: Mark; readonly asked: boolean }) {
  const { t } = useTranslation();
  const sentences = useRuleWords(asked);
  const reasons = reasonsOf(text, mark.causes, sentences);
  const quoted = (quotes: readonly string[]) => quotes.map((quote) => t('reading.quote', { quote })).join(', ');
  const { corrected } = mark;
  return (
    <>
      {corrected ? <WhoSaid correction={corrected} earlier={editedAt !== null && corrected.at < editedAt} /> : null}
      {mark.kind === 'said' || corrected ? null : (
        <span className="block text-ink">
          {mark.strength ? `${t(`reading.strength.${mark.strength}`)} ` : null}
          {t(`reading.why.${mark.kind}`)}
        </span>
      )}
      {reasons.length > 0 ? (
        reasons.map(({ sentence, quotes }) => (
          <span key={sentence} className="mt-0.5 block" dir="auto">
            {quoted(quotes)}
            {sentence === '' ? null : <span className="block ps-3 text-ink">{sentence}</span>}
          </span>
        ))
      ) : mark.spans.length > 0 ? (
        <span className="mt-0.5 block" dir="auto">
          {quoted(quotesOf(text, mark.spans))}
        </span>
      ) : null}
    </>
  );
}

/** `earlier`: of words that the customer has changed since. */
function WhoSaid({ correction, earlier }: { readonly correction: CorrectionView; readonly earlier: boolean }) {
  const { t } = useTranslation();
  const when = useDueTime();
  const name = useDesk((state) => state.agents[correction.by.id]?.name);
  const before = useBefore(correction);
  return (
    <span className="mb-0.5 block text-ink">
      {t('reading.saidBy', { name: name ?? t(correction.by.kind === 'service' ? 'history.program' : 'message.formerAgent'), when: when(correction.at) })}
      {earlier ? <span className="block text-ink-soft">{t('reading.saidEarlier')}</span> : null}
      {before ? <span className="block text-ink-soft">{t('reading.before', { what: before })}</span> : null}
    </span>
  );
}

/** What had been read, in the words under messages; null where it is not said in a word. */
function useBefore(correction: CorrectionView): string | null {
  const { t } = useTranslation();
  if (correction.field === 'emotions') {
    return correction.before.length === 0 ? t('reading.said.emotions') : correction.before.map(({ value, intensity }) => `${t(`reading.emotion.${value}`)} ${dotsOf(strengthOf(intensity))}`).join(', ');
  }
  if (correction.field === 'urgency') return correction.before === 'none' ? t('reading.said.urgency') : t(`reading.urgency.${correction.before}`);
  if (correction.field === 'complaint') return correction.before.is === 'none' ? t('reading.said.complaint') : t(`reading.complaint.${correction.before.is}`);
  if (correction.field === 'risks') return correction.before.length === 0 ? t('reading.said.risks') : correction.before.map((risk) => t(`reading.risk.${risk}`)).join(', ');
  if (correction.field === 'human') return correction.before ? t('reading.human.yes') : t('reading.said.human');
  if (correction.field === 'asks') return t('reading.asks', { count: correction.before.length });
  return correction.field === 'language' ? correction.before : null;
}
