// After the first of two keys, for whoever hesitates: where the second one leads.
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { isMac } from '../kit/platform.ts';
import { Key } from '../kit/button.tsx';
import { usePart } from '../writing/use-part.ts';
import { actions } from './action-table.ts';
import { keysOf } from './bindings.ts';
import { Caps } from './caps.tsx';
import { pendingKeys, onPendingKeys, possible } from './dispatcher.ts';
import { capsOf } from './key-caps.ts';
import { useLayout, useOwnKeys } from './own-keys.ts';

const hesitationMs = 450;

export function PendingKeys() {
  const { t } = useTranslation('keys');
  const ready = usePart('keys');
  const own = useOwnKeys();
  const layout = useLayout();
  const pending = useSyncExternalStore(onPendingKeys, pendingKeys);
  const [shown, setShown] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setShown(pending), pending === null ? 0 : hesitationMs);
    return () => clearTimeout(timer);
  }, [pending]);
  if (!ready || shown === null || pending !== shown) return null;
  const can = new Set(possible().map(({ action }) => action));
  const following = actions.filter((action) => can.has(action.id) && keysOf(action, own).some((binding) => binding.startsWith(`${shown} `)));
  return (
    <div aria-hidden="true" className="floating pointer-events-none fixed end-4 bottom-4 z-40 max-h-[80vh] overflow-hidden px-4 py-3 max-md:hidden">
      <p className="mb-1 text-xs text-ink-faint">
        {capsOf(shown, layout, isMac).map((cap) => (
          <Key key={cap} className="ms-0!">
            {cap}
          </Key>
        ))}
      </p>
      <ul className="text-sm">
        {following.map(({ id }) => (
          <li key={id} className="flex min-h-7 items-center justify-between gap-6">
            {t(`action.${id}`)}
            <span>
              <Caps action={id} most={1} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
