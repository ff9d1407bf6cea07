// The steps of a macro in their order: added at the end, moved, removed.
import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { useId, useRef } from 'react';
import type { MacroStep } from '../../contract/macro.ts';
import { mostSteps, stepKinds } from '../../domain/macro/macro.ts';
import { IconButton } from '../kit/button.tsx';
import { SelectField } from '../kit/field.tsx';
import { firstOf, StepFields } from './step-fields.tsx';
import { useTranslation } from '../wording/use-translation.ts';

/** Steps keep their fields when one above them is moved or removed. */
export type TypedStep = { readonly key: number; readonly step: MacroStep };

type StepsProps = { readonly steps: readonly TypedStep[]; readonly wrong: ReadonlyMap<number, string>; readonly error: string | undefined; onChange(steps: readonly TypedStep[]): void };

export function Steps({ steps, wrong, error, onChange }: StepsProps) {
  const { t } = useTranslation('writing');
  const next = useRef(steps.length);
  const add = (kind: MacroStep['do']) => {
    next.current += 1;
    onChange([...steps, { key: next.current, step: firstOf(kind) }]);
  };
  const move = (index: number, by: number) => {
    const moved = [...steps];
    const [one] = moved.splice(index, 1);
    if (one) moved.splice(index + by, 0, one);
    onChange(moved);
  };
  return (
    <div className="space-y-3">
      <ol aria-label={t('macro.stepList')} className="space-y-3">
        {steps.map(({ key, step }, index) => (
          <Row
            key={key}
            number={index + 1}
            last={index === steps.length - 1}
            step={step}
            wrong={wrong.get(index)}
            onChange={(changed) => onChange(steps.map((one) => (one.key === key ? { key, step: changed } : one)))}
            onMove={(by) => move(index, by)}
            onRemove={() => onChange(steps.filter((one) => one.key !== key))}
          />
        ))}
      </ol>
      {steps.length < mostSteps ? (
        <SelectField
          label={t('macro.addStep')}
          value=""
          mistake={error}
          choices={[{ value: '', label: t('macro.chooseStep') }, ...stepKinds.map((kind) => ({ value: kind, label: t(`macro.kind.${kind}`) }))]}
          onChange={(event) => {
            if (event.target.value !== '') add(event.target.value as MacroStep['do']);
          }}
        />
      ) : null}
    </div>
  );
}

type RowProps = { readonly number: number; readonly last: boolean; readonly step: MacroStep; readonly wrong: string | undefined; onChange(step: MacroStep): void; onMove(by: number): void; onRemove(): void };

function Row({ number, last, step, wrong, onChange, onMove, onRemove }: RowProps) {
  const { t } = useTranslation('writing');
  const id = useId();
  return (
    <li className="rounded-md border border-line p-3">
      <div role="group" aria-labelledby={id} {...(wrong ? { 'aria-describedby': `${id}-wrong` } : {})}>
        <div className="mb-2 flex items-center gap-1">
          <p id={id} className="text-sm font-medium">
            {number}. {t(`macro.kind.${step.do}`)}
          </p>
          <span className="ms-auto flex">
            <IconButton label={t('macro.up', { number })} disabled={number === 1} onClick={() => onMove(-1)}>
              <ArrowUp size={15} />
            </IconButton>
            <IconButton label={t('macro.down', { number })} disabled={last} onClick={() => onMove(1)}>
              <ArrowDown size={15} />
            </IconButton>
            <IconButton label={t('macro.removeStep', { number })} side="left" onClick={onRemove}>
              <X size={15} />
            </IconButton>
          </span>
        </div>
        <StepFields step={step} onChange={onChange} />
        {wrong ? (
          <p id={`${id}-wrong`} role="alert" className="mt-1 text-sm text-danger">
            {wrong}
          </p>
        ) : null}
      </div>
    </li>
  );
}
