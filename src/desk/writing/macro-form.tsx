// One macro to be made or changed: its name, its steps in order, and what they will do.
import { useState, type FormEvent } from 'react';
import type { MacroBody, MacroStep, MacroView } from '../../contract/macro.ts';
import { quarrelIn } from '../../domain/macro/macro.ts';
import { unknownPlaces } from '../../domain/template/fill.ts';
import { Button } from '../kit/button.tsx';
import { SelectField, TextField } from '../kit/field.tsx';
import { Trouble } from '../kit/state.tsx';
import { useMe } from '../live/use-desk.ts';
import { SaveRow, SureButton } from '../settings/parts.tsx';
import { useSave } from '../settings/use-save.ts';
import { useFieldMistakes } from '../wording/refusal-words.ts';
import { isWhole } from './step-fields.tsx';
import { Steps, type TypedStep } from './step-list.tsx';
import { useStepWords } from './step-words.ts';
import { macros as api } from './writing-api.ts';
import { useTranslation } from '../wording/use-translation.ts';

type Typed = Omit<MacroBody, 'steps'> & { readonly steps: readonly TypedStep[] };

export function MacroForm({ macro, onDone }: { readonly macro: MacroView | null; onDone(): void }) {
  const { t } = useTranslation('writing');
  const me = useMe();
  const save = useSave();
  const keeps = me.role !== 'agent';
  const [typed, setTyped] = useState<Typed>(() => ({
    name: macro?.name ?? '', shortcut: macro?.shortcut ?? '', shared: macro ? macro.owner === null : keeps, steps: (macro?.steps ?? []).map((step, key) => ({ key, step })),
  }));
  const [tried, setTried] = useState(false);
  const mayChange = macro === null || macro.owner !== null || keeps;
  const steps = typed.steps.map(({ step }) => step);
  const wrong = useWrong(steps);
  const body = (): MacroBody => ({ name: typed.name, shortcut: typed.shortcut, shared: typed.shared, steps });
  const saving = (call: () => Promise<unknown>) => {
    setTried(true);
    if (wrong.size === 0) void save.run(call).then((done) => done && onDone());
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const { shared: _shared, ...words } = body();
    saving(() => (macro ? api.change(macro.id, { ...words, version: macro.version }) : api.create(body())));
  };
  return (
    <form onSubmit={onSubmit} className="my-3 space-y-4 rounded-md border border-line bg-raised p-4">
      {mayChange ? null : <p className="hint">{t('macro.readOnly')}</p>}
      <fieldset disabled={!mayChange} className="space-y-4">
        <Head typed={typed} isNew={macro === null} keeps={keeps} error={save.error} onChange={(part) => setTyped((before) => ({ ...before, ...part }))} />
        <Steps steps={typed.steps} wrong={tried ? wrong : none} error={tried ? wrong.get(-1) : undefined} onChange={(next) => setTyped((before) => ({ ...before, steps: next }))} />
      </fieldset>
      <Preview steps={steps.filter(isWhole)} />
      {mayChange ? <SaveRow busy={save.busy} saved={false} error={save.error} label={t('macro.save')} /> : null}
      <div className="flex flex-wrap items-center gap-3">
        {macro?.owner === null ? (
          <Button small disabled={save.busy} onClick={() => saving(() => api.create({ ...body(), shared: false }))}>
            {t('templates.copy')}
          </Button>
        ) : null}
        {macro && mayChange ? <SureButton label={t('templates.remove')} question={t('templates.sure')} onSure={() => void save.run(() => api.remove(macro.id)).then((done) => done && onDone())} /> : null}
      </div>
      {mayChange || !save.error ? null : <Trouble error={save.error} />}
    </form>
  );
}

const none: ReadonlyMap<number, string> = new Map();

/** By the place of the step; -1: of all of them. */
function useWrong(steps: readonly MacroStep[]): ReadonlyMap<number, string> {
  const { t } = useTranslation('writing');
  const wrong = new Map<number, string>();
  if (steps.length === 0) wrong.set(-1, t('macro.noSteps'));
  for (const [index, step] of steps.entries()) {
    const unknown = step.do === 'insert-text' || step.do === 'note' ? unknownPlaces(step.text)[0] : undefined;
    if (!isWhole(step)) wrong.set(index, t('macro.notWhole'));
    else if (unknown !== undefined) wrong.set(index, t('templates.unknownPlace', { place: `{${unknown}}` }));
  }
  const quarrel = quarrelIn(steps);
  if (quarrel) wrong.set(quarrel.step, t('macro.quarrel', { number: quarrel.with + 1 }));
  return wrong;
}

type HeadProps = { readonly typed: Typed; readonly isNew: boolean; readonly keeps: boolean; readonly error: unknown; onChange(part: Partial<Typed>): void };

function Head({ typed, isNew, keeps, error, onChange }: HeadProps) {
  const { t } = useTranslation('writing');
  const mistake = useFieldMistakes(error);
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField label={t('templates.name')} required maxLength={200} dir="auto" value={typed.name} mistake={mistake('name')} onChange={(event) => onChange({ name: event.target.value })} />
      <TextField label={t('templates.shortcut')} hint={t('templates.shortcutAbout')} maxLength={50} dir="auto" value={typed.shortcut} mistake={mistake('shortcut')} onChange={(event) => onChange({ shortcut: event.target.value })} />
      {isNew && keeps ? (
        <SelectField
          label={t('templates.for')}
          value={typed.shared ? 'shared' : 'own'}
          choices={[{ value: 'shared', label: t('templates.shared') }, { value: 'own', label: t('templates.own') }]}
          onChange={(event) => onChange({ shared: event.target.value === 'shared' })}
        />
      ) : null}
    </div>
  );
}

function Preview({ steps }: { readonly steps: readonly MacroStep[] }) {
  const { t } = useTranslation('writing');
  const says = useStepWords();
  if (steps.length === 0) return null;
  return (
    <div className="border-s-2 border-line ps-3">
      <p className="text-xs font-medium text-ink-faint">{t('macro.preview')}</p>
      <ol aria-label={t('macro.preview')} className="mt-1 list-decimal ps-5 text-sm">
        {steps.map((step, index) => (
          <li key={index} className="break-words" dir="auto">
            {says(step)}
          </li>
        ))}
      </ol>
      <p className="hint mt-1">{t('macro.neverSent')}</p>
    </div>
  );
}
