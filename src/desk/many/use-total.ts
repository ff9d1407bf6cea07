// How many are selected where everything is: counted by the view, or asked for where nobody keeps the number.
import { useEffect, useState } from 'react';
import { useCounts } from '../inbox/use-counts.ts';
import { batches as api } from './many-api.ts';
import type { Scope } from './scope.ts';
import type { Selection } from './selection.ts';

/** `all`: of the list; null: not known yet. `tooMany`: more than can be done at once. */
export type Total = { readonly count: number | null; readonly all: number | null; readonly tooMany: boolean; readonly trouble: unknown };

export function useTotal({ conditions, found, key }: Scope, { ids, whole }: Selection): Total {
  const counted = useCounts()[conditions.view] ?? null;
  const [asked, setAsked] = useState<{ readonly key: string; readonly total: number; readonly tooMany: boolean } | null>(null);
  const [trouble, setTrouble] = useState<unknown>(null);
  const wanted = found && whole !== null;
  useEffect(() => {
    if (!wanted) return undefined;
    let here = true;
    setTrouble(null);
    api.preview({ conditions, except: [] }).then(
      ({ total, tooMany }) => here && setAsked({ key, total, tooMany }),
      (error: unknown) => here && setTrouble(error),
    );
    return () => {
      here = false;
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the key says all that the conditions say
  }, [key, wanted]);
  const known = asked?.key === key ? asked : null;
  const all = found ? (known?.total ?? null) : counted;
  return { count: whole ? (all === null ? null : Math.max(all - whole.except.size, 0)) : ids.size, all, tooMany: wanted && (known?.tooMany ?? false), trouble: wanted ? trouble : null };
}
