// Says what will happen before it happens, and then does it.
import type { HeldDeliveryView } from '../../contract/held.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Trouble } from '../kit/state.tsx';
import { useSave } from '../settings/use-save.ts';
import { held as api, type Decision } from './held-api.ts';
import { nameOf } from './held-row.tsx';
import { useTranslation } from '../wording/use-translation.ts';

/** `only` null: all of them, those on later pages too. */
export type Asked = { readonly decision: Decision; readonly only: readonly HeldDeliveryView[] | null; readonly count: number };

/** As many as one request may name. */
const together = 100;

export function DecisionDialog({ asked, onDone, onClose }: { readonly asked: Asked; onDone(sentence: string): void; onClose(): void }) {
  const { t } = useTranslation('held');
  const { t: desk } = useTranslation();
  const save = useSave();
  const { decision, only, count } = asked;
  const label = t(`confirm.${decision}`, { count });
  const [one] = only ?? [];
  const name = one && count === 1 ? nameOf(one, desk('contact.nameless')) : null;
  const title = name === null ? label : t(`${decision}One`, { name });
  const about = name === null ? t(`what.${decision}`) : decision === 'send' ? t('what.sendOne', { name }) : t('what.dropOne');
  const settle = async () => {
    const settled = await settleAll(decision, only);
    const others = only === null ? 0 : Math.max(count - settled, 0);
    onDone([...(settled > 0 ? [t(`done.${decision}`, { count: settled })] : []), ...(others > 0 ? [t('meanwhile', { count: others })] : [])].join(' '));
  };
  return (
    <Dialog title={title} about={about} onClose={onClose}>
      {save.error ? (
        <div className="mb-3">
          <Trouble error={save.error} />
        </div>
      ) : null}
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="quiet" onClick={onClose}>
          {desk('action.cancel')}
        </Button>
        <Button look={decision === 'drop' ? 'danger' : 'main'} disabled={save.busy} onClick={() => void save.run(settle)}>
          {label}
        </Button>
      </div>
    </Dialog>
  );
}

async function settleAll(decision: Decision, only: Asked['only']): Promise<number> {
  if (only === null) return (await api.settle(decision, null)).settled;
  let settled = 0;
  for (let from = 0; from < only.length; from += together) settled += (await api.settle(decision, only.slice(from, from + together).map(({ id }) => id))).settled;
  return settled;
}
