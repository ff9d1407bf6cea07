// Everything that was read in a message, to be said otherwise: also what was not seen at all.
import { useState } from 'react';
import type { MessageView } from '../../contract/views.ts';
import type { Correctable, Correction, Field } from '../../domain/reading/correction.ts';
import { correctable, saidBy } from '../../domain/reading/correction.ts';
import { emotions, intents, motives, risks, urgencies, type Emotion, type Motive, type Urgency } from '../../language/reading/reading.ts';
import { strengthOf } from '../conversation/reading-marks.ts';
import { DialogEnd } from '../kit/dialog-end.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { CheckField, SelectField } from '../kit/field.tsx';
import { usePart } from '../writing/use-part.ts';
import { useLocale } from '../wording/locale.ts';
import { sentencesToAsk } from './ask-sentences.ts';
import { strengths } from './mark-menu.tsx';
import { useCorrect } from './use-correct.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function ReadingDialog({ message, onClose }: { readonly message: MessageView; onClose(): void }) {
  const loaded = usePart('reading');
  return loaded && message.reading ? <Form message={message} said={saidBy(message.reading)} onClose={onClose} /> : null;
}

type FormProps = { readonly message: MessageView; readonly said: Correctable; onClose(): void };
type PartProps = { readonly wanted: Correctable; put(change: Partial<Correctable>): void };

function Form({ message, said, onClose }: FormProps) {
  const { t } = useTranslation('reading');
  const { correct } = useCorrect();
  const [wanted, setWanted] = useState(said);
  const part = { wanted, put: (change: Partial<Correctable>) => setWanted((known) => ({ ...known, ...change })) };
  const changed = correctable.filter((field: Field) => JSON.stringify(wanted[field]) !== JSON.stringify(said[field]));
  return (
    <Dialog wide title={t('dialog.title')} about={t('dialog.about')} onClose={onClose}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          correct(message, changed.map((field) => ({ field, value: wanted[field] }) as Correction));
          onClose();
        }}
      >
        <Feeling {...part} />
        <Complaint {...part} />
        <Several {...part} />
        <Asks message={message} {...part} />
        <Language {...part} />
        <DialogEnd label={t('dialog.save')} disabled={changed.length === 0} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

function Feeling({ wanted, put }: PartProps) {
  const { t } = useTranslation('reading');
  const { t: desk } = useTranslation();
  const [first, ...rest] = wanted.emotions;
  const set = (value: string, intensity: number) => put({ emotions: value === '' ? [] : [{ value: value as Emotion, intensity }, ...rest.filter((one) => one.value !== value)] });
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <SelectField
        label={t('dialog.mood')}
        value={first?.value ?? ''}
        onChange={(event) => set(event.target.value, first?.intensity ?? strengths[2])}
        choices={[{ value: '', label: desk('reading.said.emotions') }, ...emotions.map((value) => ({ value, label: desk(`reading.emotion.${value}`) }))]}
      />
      <SelectField
        label={t('dialog.strength')}
        disabled={!first}
        value={first ? String(strengthOf(first.intensity)) : '2'}
        onChange={(event) => set(first?.value ?? '', strengths[Number(event.target.value) as 1 | 2 | 3])}
        choices={([1, 2, 3] as const).map((one) => ({ value: String(one), label: t(`strength.${one}`) }))}
      />
      <SelectField
        label={t('dialog.urgency')}
        value={wanted.urgency}
        onChange={(event) => put({ urgency: event.target.value as Urgency })}
        choices={urgencies.map((value) => ({ value, label: t(`urgency.${value}`) }))}
      />
    </div>
  );
}

function Complaint({ wanted: { complaint }, put }: PartProps) {
  const { t } = useTranslation('reading');
  const { is, motive, trigger } = complaint;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <SelectField
        label={t('dialog.complaint')}
        value={is}
        onChange={(event) => put({ complaint: event.target.value === 'none' ? { is: 'none', motive: null, trigger: null } : { is: event.target.value as 'plain', motive, trigger } })}
        choices={(['none', 'plain', 'latent'] as const).map((value) => ({ value, label: t(`complaint.${value}`) }))}
      />
      <SelectField
        label={t('motive.title')}
        disabled={is === 'none'}
        value={motive ?? ''}
        onChange={(event) => put({ complaint: { is, motive: (event.target.value || null) as Motive | null, trigger } })}
        choices={[{ value: '', label: t('motive.unsaid') }, ...motives.map((value) => ({ value, label: t(`motive.${value}`) }))]}
      />
    </div>
  );
}

function Several({ wanted, put }: PartProps) {
  const { t } = useTranslation('reading');
  const { t: desk } = useTranslation();
  const toggled = <Value extends string>(list: readonly Value[], value: Value, on: boolean): Value[] => (on ? [...list, value] : list.filter((one) => one !== value));
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <fieldset>
        <legend className="label">{t('dialog.intents')}</legend>
        {intents
          .filter((intent) => intent !== 'complaint')
          .map((intent) => (
            <CheckField key={intent} className="py-0.5" label={t(`intent.${intent}`)} checked={wanted.intents.includes(intent)} onChange={(event) => put({ intents: toggled(wanted.intents, intent, event.target.checked) })} />
          ))}
        <CheckField className="py-0.5" label={desk('reading.human.yes')} checked={wanted.human} onChange={(event) => put({ human: event.target.checked })} />
      </fieldset>
      <fieldset>
        <legend className="label">{t('dialog.risks')}</legend>
        {risks.map((risk) => (
          <CheckField key={risk} className="py-0.5" label={desk(`reading.risk.${risk}`)} checked={wanted.risks.includes(risk)} onChange={(event) => put({ risks: toggled(wanted.risks, risk, event.target.checked) })} />
        ))}
      </fieldset>
    </div>
  );
}

/** Each sentence of the customer: those that are ticked want an answer of their own. */
function Asks({ message, wanted, put }: PartProps & { readonly message: MessageView }) {
  const { t } = useTranslation('reading');
  const locale = useLocale();
  const sentences = sentencesToAsk(message.text, message.reading?.ownWords ?? [], saidBy(message.reading!).asks, locale);
  const key = (span: { readonly start: number; readonly end: number }) => `${span.start} ${span.end}`;
  const chosen = new Set(wanted.asks.map(key));
  if (sentences.length === 0) return null;
  return (
    <fieldset>
      <legend className="label">{t('dialog.asks')}</legend>
      <div className="max-h-44 space-y-1 overflow-y-auto rounded-md border border-line p-2">
        {sentences.map((span) => (
          <CheckField
            key={key(span)}
            className="py-0.5"
            label={message.text.slice(span.start, span.end).replace(/\s+/gu, ' ')}
            checked={chosen.has(key(span))}
            onChange={(event) => put({ asks: sentences.filter((one) => (key(one) === key(span) ? event.target.checked : chosen.has(key(one)))) })}
          />
        ))}
      </div>
    </fieldset>
  );
}

const usual = ['en', 'ru', 'it', 'zh', 'de', 'fr', 'es', 'pt', 'uk', 'pl', 'tr', 'ar', 'ja', 'ko'];

function Language({ wanted: { language }, put }: PartProps) {
  const { t } = useTranslation('reading');
  const names = new Intl.DisplayNames([useLocale()], { type: 'language' });
  const codes = [...new Set([...usual, ...(language === 'und' ? [] : [language])])];
  const choices = codes.map((value) => ({ value, label: names.of(value) ?? value })).sort((one, other) => one.label.localeCompare(other.label));
  return (
    <SelectField
      label={t('dialog.language')}
      hint={t('dialog.languageHint')}
      value={language}
      onChange={(event) => put({ language: event.target.value })}
      choices={language === 'und' ? [{ value: 'und', label: t('dialog.noLanguage') }, ...choices] : choices}
    />
  );
}
