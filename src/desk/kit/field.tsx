// A form field with its label, hint and mistake tied to it for eyes and for screen readers.
import { clsx } from 'clsx';
import { useId, type ComponentProps, type ReactElement, type ReactNode } from 'react';
import { useUnfit } from './use-unfit.ts';

type Told = { readonly label: string; readonly hint?: ReactNode; readonly mistake?: string | undefined; readonly optional?: string };

export function TextField({ label, hint, mistake, optional, className, ...input }: Told & ComponentProps<'input'>) {
  return (
    <Frame told={{ label, hint, mistake, ...(optional ? { optional } : {}) }} className={className}>
      {(tied) => <input className="field" {...tied} {...input} />}
    </Frame>
  );
}

export function AreaField({ label, hint, mistake, optional, className, ...area }: Told & ComponentProps<'textarea'>) {
  return (
    <Frame told={{ label, hint, mistake, ...(optional ? { optional } : {}) }} className={className}>
      {(tied) => <textarea className="field" rows={4} {...tied} {...area} />}
    </Frame>
  );
}

export type Choice = { readonly value: string; readonly label: string };

export function SelectField({
  label,
  hint,
  mistake,
  optional,
  className,
  choices,
  ...select
}: Told & ComponentProps<'select'> & { readonly choices: readonly Choice[] }) {
  return (
    <Frame told={{ label, hint, mistake, ...(optional ? { optional } : {}) }} className={className}>
      {(tied) => (
        <select className="field" {...tied} {...select}>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Frame>
  );
}

export function CheckField({ label, hint, className, ...input }: { readonly label: string; readonly hint?: ReactNode } & ComponentProps<'input'>) {
  const hintId = useId();
  return (
    <div className={className}>
      <label className="flex items-start gap-2.5">
        <input type="checkbox" className="mt-1 size-4 accent-accent" aria-describedby={hint ? hintId : undefined} {...input} />
        <span>{label}</span>
      </label>
      {hint ? (
        <p id={hintId} className="hint mt-0.5 ml-6.5">
          {hint}
        </p>
      ) : null}
    </div>
  );
}

type Tied = { readonly id: string; readonly 'aria-describedby': string | undefined; readonly 'aria-invalid': true | undefined } & ReturnType<typeof useUnfit>['hearing'];

function Frame({
  told,
  className,
  children,
}: {
  readonly told: Told;
  readonly className: string | undefined;
  readonly children: (tied: Tied) => ReactElement;
}) {
  const id = useId();
  const { label, hint, optional } = told;
  const unfit = useUnfit();
  const mistake = told.mistake ?? unfit.mistake;
  const described = [hint ? `${id}-hint` : '', mistake ? `${id}-mistake` : ''].filter((part) => part !== '').join(' ');
  return (
    <div className={clsx('min-w-0', className)}>
      <label className="label" htmlFor={id}>
        {label}
        {optional ? <span className="ml-1.5 font-normal text-ink-faint">{optional}</span> : null}
      </label>
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': mistake ? true : undefined, ...unfit.hearing })}
      {hint ? (
        <p id={`${id}-hint`} className="hint mt-1">
          {hint}
        </p>
      ) : null}
      {mistake ? (
        <p id={`${id}-mistake`} className="mt-1 text-sm text-danger">
          {mistake}
        </p>
      ) : null}
    </div>
  );
}
