// How much the desk says while one writes: the agent's own choice, on this device.
import { keepAdviceMode, keepAsksFirst, useAdviceMode, useAsksFirst } from '../composer/advice-mode.ts';
import { CheckField } from '../kit/field.tsx';
import { usePart } from '../writing/use-part.ts';
import { Block } from './parts.tsx';
import { useTranslation } from '../wording/use-translation.ts';

export function AdvicePart() {
  const { t } = useTranslation('reading');
  const loaded = usePart('reading');
  const mode = useAdviceMode();
  const asksFirst = useAsksFirst();
  if (!loaded) return null;
  return (
    <Block title={t('advice.title')} about={t('advice.about')}>
      <CheckField label={t('advice.quiet')} hint={t('advice.quietHint')} checked={mode === 'hard'} onChange={(event) => keepAdviceMode(event.target.checked ? 'hard' : 'all')} />
      <CheckField label={t('advice.question')} hint={t('advice.questionHint')} checked={asksFirst} onChange={(event) => keepAsksFirst(event.target.checked)} />
    </Block>
  );
}
