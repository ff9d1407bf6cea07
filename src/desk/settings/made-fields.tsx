// Fields of a channel that says itself what it asks for: made from its form, so that a new channel needs no screen of its own.
import { AreaField, CheckField, SelectField, TextField } from '../kit/field.tsx';
import { useTranslation } from '../wording/use-translation.ts';
import type { ChannelField, ChannelForm } from './channel-forms.ts';
import type { Fields } from './email-fields.tsx';

export function MadeFields({ form, ...fields }: Fields & { readonly form: ChannelForm }) {
  const { t } = useTranslation('settings');
  const first = form.fields.filter(({ more }) => !more);
  const more = form.fields.filter((field) => field.more);
  // A mistake in what is folded away would not be seen.
  const wrongInside = more.some(({ path }) => fields.mistake(path) !== undefined);
  return (
    <>
      <Steps steps={form.before} title={t('made.before')} />
      {first.map((field) => (
        <MadeField key={field.path} field={field} {...fields} />
      ))}
      {more.length > 0 ? (
        <details open={wrongInside || undefined} className="rounded-md border border-line px-3 py-2">
          <summary className="text-sm font-medium">{t('email.more')}</summary>
          <div className="mt-3 space-y-4 pb-2">
            {more.map((field) => (
              <MadeField key={field.path} field={field} {...fields} />
            ))}
          </div>
        </details>
      ) : null}
    </>
  );
}

/** What is to be done at the vendor, in its order. */
export function Steps({ title, steps }: { readonly title: string; readonly steps: readonly string[] }) {
  if (steps.length === 0) return null;
  return (
    <section aria-label={title} className="rounded-md bg-sunken px-4 py-3 text-sm">
      <p className="font-medium">{title}</p>
      <ol className="mt-1.5 list-decimal space-y-1 ps-5">
        {steps.map((step) => (
          <li key={step} className="wrap-anywhere">
            {step}
          </li>
        ))}
      </ol>
    </section>
  );
}

function MadeField({ field, values, mistake, secretSet, set }: Fields & { readonly field: ChannelField }) {
  const { t } = useTranslation('settings');
  const { path, kind, label } = field;
  const told = { label, ...(field.hint === null ? {} : { hint: field.hint }), ...(field.optional ? { optional: t('optional') } : {}) };
  const value = values[path] ?? '';
  const put = (event: { readonly target: { readonly value: string } }) => set(path, event.target.value);
  if (kind === 'switch')
    return <CheckField label={label} hint={field.hint} checked={value === 'yes'} onChange={(event) => set(path, event.target.checked ? 'yes' : 'no')} />;
  if (kind === 'choice') return <SelectField {...told} value={value} mistake={mistake(path)} choices={field.optional ? [{ value: '', label: '–' }, ...field.choices] : field.choices} onChange={put} />;
  if (kind === 'lines') {
    const lines = value.split('\n').map((_, line) => mistake(`${path}.${line}`));
    return <AreaField {...told} rows={2} spellCheck={false} value={value} mistake={mistake(path) ?? lines.find((one) => one !== undefined)} onChange={put} />;
  }
  return (
    <TextField
      {...told}
      {...(kind === 'secret' ? { type: 'password', autoComplete: 'new-password' } : { autoComplete: 'off' })}
      {...(kind === 'number' ? { inputMode: 'decimal', className: 'max-w-xs' } : {})}
      spellCheck={false}
      placeholder={kind === 'secret' && secretSet(path) ? t('secretKept') : (field.example ?? undefined)}
      value={value}
      mistake={mistake(path)}
      onChange={put}
    />
  );
}
