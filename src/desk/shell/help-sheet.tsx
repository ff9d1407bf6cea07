// All keys as the agent has them, by what they are for; and the way to change them.
import { Link } from '@tanstack/react-router';
import { actions, groups, type Action } from '../keys/action-table.ts';
import { Caps } from '../keys/caps.tsx';
import { useOwnKeys } from '../keys/own-keys.ts';
import { Dialog } from '../kit/dialog.tsx';
import { Skeleton } from '../kit/state.tsx';
import { usePart } from '../writing/use-part.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function HelpSheet({ onClose }: { onClose(): void }) {
  const { t } = useTranslation('keys');
  const { t: words } = useTranslation();
  const ready = usePart('keys');
  const { singleKeys } = useOwnKeys();
  return (
    <Dialog wide title={words('help.title')} {...(ready ? { about: t(singleKeys ? 'sheet.about' : 'sheet.off') } : {})} onClose={onClose}>
      {ready ? (
        <>
          <div className="gap-x-10 sm:columns-2">
            {groups.map((group) => (
              <section key={group} className="mb-5 break-inside-avoid">
                <h3 className="mb-1 text-sm font-semibold">{t(`group.${group}`)}</h3>
                <dl>
                  {actions.filter((action) => action.group === group).map((action) => (
                    <Line key={action.id} action={action} />
                  ))}
                </dl>
              </section>
            ))}
          </div>
          <p className="text-sm">
            <Link to="/settings/keys" onClick={onClose} className="font-medium text-accent underline underline-offset-2">
              {t('sheet.change')}
            </Link>
          </p>
        </>
      ) : (
        <Skeleton className="h-96" />
      )}
    </Dialog>
  );
}

function Line({ action }: { readonly action: Action }) {
  const { t } = useTranslation('keys');
  return (
    <div className="flex min-h-7.5 items-center justify-between gap-4 text-sm">
      <dt>{t(`action.${action.id}`)}</dt>
      <dd className="shrink-0">
        <Caps action={action.id} none={t('none')} />
      </dd>
    </div>
  );
}
