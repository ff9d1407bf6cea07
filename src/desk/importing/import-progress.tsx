// A table that is being taken in, or was: how far it is, what became of its lines, what was left out, and the way back.
import type { ContactImportView } from '../../contract/contact-import.ts';
import { Button } from '../kit/button.tsx';
import { Trouble } from '../kit/state.tsx';
import { SureButton } from '../settings/parts.tsx';
import { useSave } from '../settings/use-save.ts';
import { imports as api } from './importing-api.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function ImportProgress({ found, onChanged }: { readonly found: ContactImportView; onChanged(): void }) {
  const { t } = useTranslation('importing');
  const save = useSave();
  const { state, lines, made, changed, same, conflicting, refused, undone, kept } = found;
  const back = state === 'undoing' || state === 'undone';
  const at = back ? undone + kept : made + changed + same + conflicting + refused;
  const of = back ? made + changed : lines;
  const left = conflicting + refused + kept;
  const run = (call: () => Promise<unknown>) => void save.run(call).then(onChanged);
  return (
    <div className="space-y-4">
      <p role="status" className="font-medium">
        {t(`state.${state}`)} <span className="figures font-normal text-ink-soft">{t('progress', { at, of })}</span>
      </p>
      {state === 'running' || state === 'undoing' ? <progress className="block h-1.5 w-full" aria-label={t(`state.${state}`)} value={at} max={Math.max(of, 1)} /> : null}
      <ul className="figures space-y-1 text-sm">
        {made > 0 ? <li>{t('outcome.made', { count: made })}</li> : null}
        {changed > 0 ? <li>{t('outcome.changed', { count: changed })}</li> : null}
        {same > 0 ? <li>{t('outcome.same', { count: same })}</li> : null}
        {conflicting > 0 ? <li>{t('outcome.conflict', { count: conflicting })}</li> : null}
        {refused > 0 ? <li>{t('outcome.refused', { count: refused })}</li> : null}
        {undone > 0 ? <li>{t('undone', { count: undone })}</li> : null}
        {kept > 0 ? <li>{t('kept', { count: kept })}</li> : null}
      </ul>
      {left > 0 && state !== 'running' ? (
        <a href={api.reportAddress(found.id)} download className="inline-flex min-h-9 items-center rounded-md border border-line bg-raised px-3 text-sm font-medium hover:border-line-strong">
          {t('report')}
        </a>
      ) : null}
      {save.error ? <Trouble error={save.error} /> : null}
      {state === 'running' ? (
        <div>
          <Button disabled={save.busy} onClick={() => run(() => api.stop(found.id))}>
            {t('stop')}
          </Button>
        </div>
      ) : null}
      {(state === 'done' || state === 'stopped') && made + changed > 0 ? <SureButton label={t('undo')} question={t('undoSure')} onSure={() => run(() => api.undo(found.id))} /> : null}
    </div>
  );
}
