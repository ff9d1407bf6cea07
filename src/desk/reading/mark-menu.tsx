// What hangs from a word of a reading: why it stands there, and one click that says how it is instead.
import type { ReactNode } from 'react';
import type { MessageView } from '../../contract/views.ts';
import type { ComplaintThere, Correction, FeltThere } from '../../domain/reading/correction.ts';
import { saidBy } from '../../domain/reading/correction.ts';
import { emotions, motives, urgencies, type Emotion, type Intent, type Motive, type Risk } from '../../language/reading/reading.ts';
import { dotsOf, strengthOf, type Mark } from '../conversation/reading-marks.ts';
import { Menu, MenuItem, MenuLabel, MenuLine } from '../kit/menu.tsx';
import { usePart } from '../writing/use-part.ts';
import { useCorrect } from './use-correct.ts';
import { useTranslation } from '../wording/use-translation.ts';

export type MarkMenuProps = {
  readonly message: MessageView;
  readonly mark: Mark;
  readonly why: ReactNode;
  readonly anchor: ReactNode;
  readonly open: boolean;
  onOpen(open: boolean): void;
  onMore(): void;
};

export const strengths = { 1: 0.3, 2: 0.6, 3: 0.9 } as const;

export function MarkMenu({ message, mark, why, anchor, open, onOpen, onMore }: MarkMenuProps) {
  const { t } = useTranslation('reading');
  const { correct, takeBack } = useCorrect();
  const loaded = usePart('reading');
  if (!loaded || !message.reading) return anchor;
  const say = (correction: Correction) => correct(message, [correction]);
  const { corrected } = mark;
  return (
    <Menu open={open} onOpen={onOpen} anchor={anchor}>
      <div className="max-w-80 px-2 pt-1.5 pb-1 text-sm text-ink-soft">{why}</div>
      <MenuLine />
      <Choices message={message} mark={mark} onSay={say} />
      {corrected ? <MenuItem onChoose={() => takeBack(message, corrected)}>{t('takeBack')}</MenuItem> : null}
      <MenuItem onChoose={onMore}>{t('more')}</MenuItem>
    </Menu>
  );
}

type ChoicesProps = { readonly message: MessageView; readonly mark: Mark; onSay(correction: Correction): void };

function Choices(props: ChoicesProps) {
  const { t } = useTranslation('reading');
  const { mark, message, onSay } = props;
  const said = saidBy(message.reading!);
  if (mark.kind === 'emotion') return <EmotionChoices {...props} />;
  if (mark.kind === 'complaint') return <ComplaintChoices {...props} there={said.complaint} />;
  if (mark.kind === 'urgency')
    return urgencies.map((urgency) => (
      <MenuItem key={urgency} chosen={said.urgency === urgency} onChoose={() => onSay({ field: 'urgency', value: urgency })}>
        {t(`urgency.${urgency}`)}
      </MenuItem>
    ));
  const without: Partial<Record<Mark['kind'], Correction>> = {
    intent: { field: 'intents', value: said.intents.filter((intent) => intent !== (mark.value as Intent)) },
    risk: { field: 'risks', value: said.risks.filter((risk) => risk !== (mark.value as Risk)) },
    'wants-human': { field: 'human', value: false },
  };
  const correction = without[mark.kind];
  return correction ? <MenuItem onChoose={() => onSay(correction)}>{t(mark.kind === 'wants-human' ? 'notAsked' : 'notThere')}</MenuItem> : null;
}

/** What is felt besides stays as it is; where nothing was sure enough to be the mood, this is the first. */
function EmotionChoices({ message, mark, onSay }: ChoicesProps) {
  const { t } = useTranslation('reading');
  const { t: desk } = useTranslation();
  const emotion = mark.value as Emotion;
  const read = message.reading!;
  const felt: readonly FeltThere[] = read.mood === 'neutral' ? read.emotions.filter(({ value }) => value === emotion) : saidBy(read).emotions;
  const intensity = felt.find(({ value }) => value === emotion)?.intensity ?? strengths[2];
  const put = (one: FeltThere | null) =>
    onSay({ field: 'emotions', value: felt.flatMap((known) => (known.value === emotion ? (one ? [one] : []) : known.value === one?.value ? [] : [{ value: known.value, intensity: known.intensity }])) });
  return (
    <>
      <MenuLabel>{t('strength.title', { emotion: desk(`reading.emotion.${emotion}`) })}</MenuLabel>
      {([1, 2, 3] as const).map((strength) => (
        <MenuItem key={strength} hint={dotsOf(strength)} chosen={strengthOf(intensity) === strength} onChoose={() => put({ value: emotion, intensity: strengths[strength] })}>
          {t(`strength.${strength}`)}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuLabel>{t('rather')}</MenuLabel>
      {emotions
        .filter((other) => other !== emotion)
        .map((other) => (
          <MenuItem key={other} onChoose={() => put({ value: other, intensity })}>
            {desk(`reading.emotion.${other}`)}
          </MenuItem>
        ))}
      <MenuItem onChoose={() => put(null)}>{t('notFelt', { emotion: desk(`reading.emotion.${emotion}`) })}</MenuItem>
      <MenuLine />
    </>
  );
}

function ComplaintChoices({ there, onSay }: ChoicesProps & { readonly there: ComplaintThere }) {
  const { t } = useTranslation('reading');
  const { is, motive, trigger } = there;
  const about = (wanted: Motive) => onSay({ field: 'complaint', value: { is: is === 'none' ? 'plain' : is, motive: wanted, trigger } });
  return (
    <>
      {(['plain', 'latent', 'none'] as const).map((one) => (
        <MenuItem key={one} chosen={is === one} onChoose={() => onSay({ field: 'complaint', value: one === 'none' ? { is: one, motive: null, trigger: null } : { is: one, motive, trigger } })}>
          {t(`complaint.${one}`)}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuLabel>{t('motive.title')}</MenuLabel>
      {motives.map((one) => (
        <MenuItem key={one} chosen={is !== 'none' && motive === one} onChoose={() => about(one)}>
          {t(`motive.${one}`)}
        </MenuItem>
      ))}
      <MenuLine />
    </>
  );
}
