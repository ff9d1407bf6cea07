// Settings: the agent's own keys. Each change is kept at once, here and on the agent's other machines.
import { useState } from 'react';
import type { KeysView } from '../../contract/keys.ts';
import { Skeleton, Trouble } from '../kit/state.tsx';
import { TextField } from '../kit/field.tsx';
import { me as api } from '../live/desk-api.ts';
import { isMac } from '../kit/platform.ts';
import { questionOf, rank } from '../palette/match.ts';
import { Page, SureButton } from '../settings/parts.tsx';
import { usePart } from '../writing/use-part.ts';
import { ActionLine } from './action-line.tsx';
import { actions, groups, type Action } from './action-table.ts';
import { chosenKeys } from './bindings.ts';
import { allConflicts } from './conflicts.ts';
import { capsOf } from './key-caps.ts';
import { takeKeys, useKeyText, useLayout, useOwnKeys } from './own-keys.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function KeysPage() {
  const ready = usePart('keys');
  return ready ? <Keys /> : <Skeleton className="h-96" />;
}

function Keys() {
  const { t } = useTranslation('keys');
  const own = useOwnKeys();
  const { failed, save } = useSaving();
  const [typed, setTyped] = useState('');
  const fitting = useFitting(typed, own);
  const clashes = allConflicts(own);
  const changed = Object.keys(own.changed).length > 0;
  return (
    <Page title={t('change.title')} about={t('change.about')} {...(changed ? { action: <SureButton label={t('change.all')} question={t('change.allSure')} onSure={() => void save({ ...own, changed: {} })} /> } : {})}>
      {failed ? <Trouble error={failed} /> : null}
      <Single own={own} onChange={(next) => void save(next)} />
      <TextField label={t('change.find')} type="search" value={typed} dir="auto" onChange={(event) => setTyped(event.target.value)} />
      {fitting.length === 0 ? <p className="hint">{t('change.nothing')}</p> : null}
      {groups.map((group) => {
        const lines = fitting.filter((action) => action.group === group);
        return lines.length === 0 ? null : (
          <section key={group}>
            <h3 className="mb-1 font-semibold">{t(`group.${group}`)}</h3>
            <ul>
              {lines.map((action) => (
                <ActionLine key={action.id} action={action} own={own} clashes={clashes.get(action.id) ?? []} onChange={(next) => void save(next)} />
              ))}
            </ul>
          </section>
        );
      })}
    </Page>
  );
}

/** Shown at once; taken back when the server does not keep it. */
function useSaving() {
  const [failed, setFailed] = useState<unknown>(null);
  const own = useOwnKeys();
  const save = async (next: KeysView) => {
    setFailed(null);
    takeKeys(next);
    try {
      takeKeys(await api.giveKeys(next));
    } catch (error) {
      takeKeys(own);
      setFailed(error);
    }
  };
  return { failed, save };
}

/** By the action's name, or by what is printed on its keys. */
function useFitting(typed: string, own: KeysView): readonly Action[] {
  const { t } = useTranslation('keys');
  const layout = useLayout();
  const question = questionOf(typed);
  const said = typed.trim().toLowerCase();
  return actions.filter((action) => {
    const printed = chosenKeys(action, own).map((binding) => capsOf(binding, layout, isMac).join(' ').toLowerCase());
    return printed.includes(said) || rank(question, { label: t(`action.${action.id}`), also: t(`also.${action.id}`) }) !== null;
  });
}

function Single({ own, onChange }: { readonly own: KeysView; onChange(own: KeysView): void }) {
  const { t } = useTranslation('keys');
  const palette = useKeyText('palette') ?? t('none');
  return (
    <div>
      <label className="flex items-start gap-2.5">
        <input type="checkbox" className="mt-1 size-4 accent-accent" checked={own.singleKeys} aria-describedby="single-keys-hint" onChange={(event) => onChange({ ...own, singleKeys: event.target.checked })} />
        <span>{t('change.single')}</span>
      </label>
      <p id="single-keys-hint" className="hint mt-0.5 ps-6.5">
        {t('change.singleHint', { key: palette })}
      </p>
    </div>
  );
}
