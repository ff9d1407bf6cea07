// One action in the settings of keys: its keys, and how to give it another, take it away or have the usual one back.
import { RotateCcw, X } from 'lucide-react';
import { useState } from 'react';
import type { KeysView } from '../../contract/keys.ts';
import { Button, IconButton } from '../kit/button.tsx';
import { isMac } from '../kit/platform.ts';
import type { Action } from './action-table.ts';
import { chosenKeys } from './bindings.ts';
import { BindingCaps } from './caps.tsx';
import { conflictsOf, taking, withKeys, type Conflict } from './conflicts.ts';
import { capsOf } from './key-caps.ts';
import { useLayout } from './own-keys.ts';
import { Recorder } from './recorder.tsx';
import { useTranslation } from '../wording/use-translation.ts';

type LineProps = { readonly action: Action; readonly own: KeysView; readonly clashes: readonly Conflict[]; onChange(own: KeysView): void };

export function ActionLine({ action, own, clashes, onChange }: LineProps) {
  const { t } = useTranslation('keys');
  const [recording, setRecording] = useState(false);
  const [asked, setAsked] = useState<string | null>(null);
  const name = t(`action.${action.id}`);
  const keys = chosenKeys(action, own);
  const record = (binding: string) => {
    setRecording(false);
    if (conflictsOf(action.id, binding, own).length > 0) setAsked(binding);
    else onChange(withKeys(own, action.id, [binding]));
  };
  return (
    <li className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-1 text-sm last:border-0">
      <span className="w-full sm:w-auto sm:min-w-48 sm:flex-1">
        {name}
        {clashes.map(({ action: other, binding }) => (
          <span key={`${other.id} ${binding}`} className="block text-xs text-warn">
            {t('change.clash', { action: t(`action.${other.id}`) })}
          </span>
        ))}
      </span>
      <span className="shrink-0">
        {keys.length === 0 ? <span className="text-xs text-ink-faint">{t('none')}</span> : null}
        {keys.map((binding, place) => (
          <span key={binding}>
            {place > 0 ? <span className="mx-1 text-xs text-ink-faint">{t('or')}</span> : null}
            <BindingCaps binding={binding} />
          </span>
        ))}
      </span>
      {action.fixed ? <span className="ms-auto text-end text-xs text-ink-faint sm:ms-0 sm:w-44">{t('change.fixed')}</span> : <Buttons action={action} name={name} own={own} onRecord={() => setRecording(true)} onChange={onChange} />}
      {recording ? <Recorder label={t('change.change', { action: name })} onRecorded={record} onCancel={() => setRecording(false)} /> : null}
      {asked ? (
        <Asked
          conflicts={conflictsOf(action.id, asked, own)}
          binding={asked}
          onLeave={() => setAsked(null)}
          onMove={() => {
            setAsked(null);
            onChange(taking(own, action.id, [asked]));
          }}
          onAgain={() => {
            setAsked(null);
            setRecording(true);
          }}
        />
      ) : null}
    </li>
  );
}

function Buttons({ action, name, own, onRecord, onChange }: Omit<LineProps, 'clashes'> & { readonly name: string; onRecord(): void }) {
  const { t } = useTranslation('keys');
  const changed = own.changed[action.id] !== undefined;
  const keys = chosenKeys(action, own);
  return (
    <span className="ms-auto flex shrink-0 items-center justify-end gap-0.5 sm:ms-0 sm:w-44">
      {changed ? (
        <IconButton label={t('change.usualOf', { action: name })} side="left" onClick={() => onChange(taking(own, action.id, action.keys))}>
          <RotateCcw size={15} />
        </IconButton>
      ) : null}
      {keys.length > 0 ? (
        <IconButton label={t('change.takeOf', { action: name })} side="left" onClick={() => onChange(withKeys(own, action.id, []))}>
          <X size={15} />
        </IconButton>
      ) : null}
      <Button small aria-label={t(keys.length > 0 ? 'change.change' : 'change.giveOf', { action: name })} onClick={onRecord}>
        {t(keys.length > 0 ? 'change.changeShort' : 'change.give')}
      </Button>
    </span>
  );
}

type AskedProps = { readonly conflicts: readonly Conflict[]; readonly binding: string; onMove(): void; onLeave(): void; onAgain(): void };

/** What the key does already, and whose it is to be. */
function Asked({ conflicts, binding, onMove, onLeave, onAgain }: AskedProps) {
  const { t } = useTranslation('keys');
  const layout = useLayout();
  const said = (one: string) => capsOf(one, layout, isMac).join(' ');
  const fixed = conflicts.find(({ action }) => action.fixed);
  const sentence = ({ action, binding: other }: Conflict) => {
    const words = { key: said(binding), action: t(`action.${action.id}`) };
    return other === binding ? t('change.same', words) : t('change.begins', { ...words, other: said(other) });
  };
  return (
    <div role="alert" className="w-full rounded-md border border-line bg-warn-wash px-3 py-2 text-warn">
      {fixed ? <p>{t('change.sameFixed', { key: said(binding), action: t(`action.${fixed.action.id}`) })}</p> : conflicts.map((one) => <p key={`${one.action.id} ${one.binding}`}>{sentence(one)}</p>)}
      <div className="mt-2 flex flex-wrap gap-2">
        {fixed ? (
          <Button small autoFocus onClick={onAgain}>
            {t('change.changeShort')}
          </Button>
        ) : (
          <Button small autoFocus onClick={onMove}>
            {t('change.move')}
          </Button>
        )}
        <Button small look="quiet" onClick={onLeave}>
          {t('change.leave')}
        </Button>
      </div>
    </div>
  );
}
