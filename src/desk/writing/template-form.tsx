// One template to be written or changed, with the words as an example customer would read them.
import { useMemo, useState, type FormEvent } from 'react';
import type { TemplateBody, TemplateView } from '../../contract/writing.ts';
import type { AddressForms } from '../../domain/template/address-forms.ts';
import { fillTemplate, unknownPlaces } from '../../domain/template/fill.ts';
import { formsOf } from '../../domain/template/library.ts';
import { situations, variables, type Situation } from '../../domain/template/template.ts';
import { valuesOf } from '../../domain/template/values.ts';
import { usualWorkingHours } from '../../domain/time/working-time.ts';
import { Button } from '../kit/button.tsx';
import { AreaField, SelectField, TextField } from '../kit/field.tsx';
import { Trouble } from '../kit/state.tsx';
import { useMe } from '../live/use-desk.ts';
import { SaveRow, SureButton } from '../settings/parts.tsx';
import { useSave, type Save } from '../settings/use-save.ts';
import { useFieldMistakes } from '../wording/refusal-words.ts';
import { FilledText } from './template-picker.tsx';
import { useLanguageName } from './language-name.ts';
import { templates as api } from './writing-api.ts';
import { useTranslation } from '../wording/use-translation.ts';

export type FormProps = {
  /** null: a new one. */
  readonly template: TemplateView | null;
  readonly language: string;
  readonly forms: Readonly<Record<string, AddressForms>>;
  onDone(): void;
};

type Typed = Omit<TemplateBody, 'topic'> & { readonly topic: string };
const places = variables.map((name) => `{${name}}`).join(' ');

export function TemplateForm({ template, language, forms, onDone }: FormProps) {
  const { t } = useTranslation('writing');
  const me = useMe();
  const save = useSave();
  const keeps = me.role !== 'agent';
  const [typed, setTyped] = useState<Typed>(() => ({
    language, name: template?.name ?? '', shortcut: template?.shortcut ?? '', situation: template?.situation ?? null, topic: template?.topic ?? '', text: template?.text ?? '{greeting}\n\n', shared: template ? template.owner === null : keeps,
  }));
  const change = (part: Partial<Typed>) => setTyped((before) => ({ ...before, ...part }));
  const mayChange = template === null || template.owner !== null || keeps;
  const wrong = unknownPlaces(typed.text)[0];
  const body = (): TemplateBody => ({ ...typed, topic: typed.topic.trim() === '' ? null : typed.topic });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (wrong !== undefined) return;
    const { shared: _shared, ...words } = body();
    void save.run(() => (template ? api.change(template.id, { ...words, version: template.version }) : api.create(body()))).then((done) => done && onDone());
  };
  const copy = () => void save.run(() => api.create({ ...body(), shared: false })).then((done) => done && onDone());
  return (
    <form onSubmit={onSubmit} className="my-3 space-y-4 rounded-md border border-line bg-raised p-4">
      {mayChange ? null : <p className="hint">{t('templates.readOnly')}</p>}
      <fieldset disabled={!mayChange} className="space-y-4">
        <Fields typed={typed} isNew={template === null} keeps={keeps} languages={Object.keys(forms)} save={save} wrong={wrong} onChange={change} />
      </fieldset>
      <Example text={typed.text} forms={formsOf(forms, typed.language)} />
      {mayChange ? <SaveRow busy={save.busy} saved={false} error={save.error} label={t('templates.save')} /> : null}
      <div className="flex flex-wrap items-center gap-3">
        {template && template.owner === null ? (
          <Button small disabled={save.busy} onClick={copy}>
            {t('templates.copy')}
          </Button>
        ) : null}
        {template && mayChange ? <SureButton label={t('templates.remove')} question={t('templates.sure')} onSure={() => void save.run(() => api.remove(template.id)).then((done) => done && onDone())} /> : null}
      </div>
      {mayChange || !save.error ? null : <Trouble error={save.error} />}
    </form>
  );
}

type FieldsProps = {
  readonly typed: Typed; readonly isNew: boolean; readonly keeps: boolean; readonly languages: readonly string[]; readonly save: Save; readonly wrong: string | undefined;
  onChange(part: Partial<Typed>): void;
};

function Fields({ typed, isNew, keeps, languages, save, wrong, onChange }: FieldsProps) {
  const { t } = useTranslation('writing');
  const nameOf = useLanguageName();
  const mistake = useFieldMistakes(save.error);
  const choice = (event: { readonly target: { readonly value: string } }) => event.target.value;
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label={t('templates.name')} required maxLength={200} value={typed.name} mistake={mistake('name')} onChange={(event) => onChange({ name: choice(event) })} />
        <TextField label={t('templates.shortcut')} hint={t('templates.shortcutAbout')} maxLength={50} value={typed.shortcut} mistake={mistake('shortcut')} onChange={(event) => onChange({ shortcut: choice(event) })} />
        <SelectField label={t('templates.language')} value={typed.language} choices={[...new Set([...languages, typed.language])].map((code) => ({ value: code, label: nameOf(code) }))} onChange={(event) => onChange({ language: choice(event) })} />
        <SelectField
          label={t('templates.situation')}
          value={typed.situation ?? ''}
          choices={[{ value: '', label: t('templates.situationNone') }, ...situations.map((one) => ({ value: one, label: t(`situation.${one}`) }))]}
          onChange={(event) => onChange({ situation: choice(event) === '' ? null : (choice(event) as Situation) })}
        />
        <TextField label={t('templates.topic')} maxLength={100} value={typed.topic} mistake={mistake('topic')} onChange={(event) => onChange({ topic: choice(event) })} />
        {isNew && keeps ? (
          <SelectField
            label={t('templates.for')}
            value={typed.shared ? 'shared' : 'own'}
            choices={[{ value: 'shared', label: t('templates.shared') }, { value: 'own', label: t('templates.own') }]}
            onChange={(event) => onChange({ shared: choice(event) === 'shared' })}
          />
        ) : null}
      </div>
      <AreaField
        label={t('templates.text')}
        hint={t('templates.textAbout', { places })}
        rows={9}
        required
        maxLength={20_000}
        dir="auto"
        lang={typed.language}
        value={typed.text}
        mistake={wrong === undefined ? mistake('text') : t('templates.unknownPlace', { place: `{${wrong}}` })}
        onChange={(event) => onChange({ text: choice(event) })}
      />
    </>
  );
}

/** As it would stand in a letter; what cannot be known in general shows as a gap. */
function Example({ text, forms }: { readonly text: string; readonly forms: AddressForms }) {
  const { t } = useTranslation('writing');
  const me = useMe();
  const [now] = useState(() => new Date().toISOString());
  const filled = useMemo(
    () => fillTemplate(text, valuesOf({
      forms, contact: { name: forms.example, timeZone: null, attributes: {} }, agent: me.name, number: 1042, facts: [{ kind: 'order', value: '77104', text: '77104' }], due: null, now, timeZone: 'UTC', workingHours: usualWorkingHours,
    })),
    [forms, me.name, now, text],
  );
  return (
    <div className="border-s-2 border-line ps-3">
      <p className="text-xs font-medium text-ink-faint">{t('templates.preview')}</p>
      <p lang={forms.language} dir="auto" className="mt-1 text-sm whitespace-pre-wrap">
        <FilledText filled={filled} />
      </p>
    </div>
  );
}
