// After the first of two keys, for whoever hesitates: where the second one leads.
import { useEffect, useState, useSyncExternalStore } from 'react';
import { usePart } from '../writing/use-part.ts';
import { actions } from './action-table.ts';
import { keysOf } from './bindings.ts';
import { BindingCaps } from './caps.tsx';
import { pendingKeys, onPendingKeys, possible } from './dispatcher.ts';
import { useOwnKeys } from './own-keys.ts';
import { useTranslation } from '../wording/use-translation.ts';

const hesitationMs = 450;

export function PendingKeys() {
  const { t } = useTranslation('keys');
  const ready = usePart('keys');
  const own = useOwnKeys();
  const pending = useSyncExternalStore(onPendingKeys, pendingKeys);
  const [shown, setShown] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setShown(pending), pending === null ? 0 : hesitationMs);
    return () => clearTimeout(timer);
  }, [pending]);
  if (!ready || shown === null || pending !== shown) return null;
  const can = new Set(possible().map(({ action }) => action));
  const following = actions.filter(({ id }) => can.has(id)).flatMap((action) => keysOf(action, own).filter((binding) => binding.startsWith(`${shown} `)).map((binding) => ({ id: action.id, rest: binding.slice(shown.length + 1) })));
  return (
    <div aria-hidden="true" className="floating pointer-events-none fixed end-4 bottom-4 z-40 max-h-[80vh] overflow-hidden px-4 py-3 max-md:hidden">
      <p className="mb-1 text-xs text-ink-faint">
        <BindingCaps binding={shown} />
      </p>
      <ul className="text-sm">
        {following.map(({ id, rest }) => (
          <li key={`${id} ${rest}`} className="flex min-h-7 items-center justify-between gap-6">
            {t(`action.${id}`)}
            <span>
              <BindingCaps binding={rest} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
