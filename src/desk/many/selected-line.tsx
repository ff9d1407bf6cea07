// How many are selected, and the way from what is loaded to all of it.
import { Button } from '../kit/button.tsx';
import { useStore } from '../live/use-desk.ts';
import type { Scope } from './scope.ts';
import { select, wholeView, type Selection } from './selection.ts';
import type { Total } from './use-total.ts';
import { useTranslation } from '../wording/use-translation.ts';

type LineProps = { readonly scope: Scope; readonly selection: Selection; readonly total: Total };

export function SelectedLine({ scope, selection, total }: LineProps) {
  const { t } = useTranslation('many');
  const store = useStore();
  const { ids, whole } = selection;
  const { rows } = scope;
  const shown = new Set(rows.map((row) => row.id));
  const elsewhere = whole ? 0 : [...ids].filter((id) => !shown.has(id)).length;
  const mayHaveAll = whole === null && rows.length > 0 && rows.every((row) => ids.has(row.id)) && (scope.found ? scope.more : total.all !== null && total.all > ids.size);
  return (
    <p role="status" className="min-w-0 flex-1">
      <Selected {...{ scope, selection, total }} />
      {elsewhere > 0 ? <span className="hint block">{t('elsewhere', { count: elsewhere })}</span> : null}
      {mayHaveAll ? (
        <span className="-ms-2 block">
          <Button small look="quiet" className="text-accent!" onClick={() => select((now) => wholeView(now, store.cursor()))}>
            <All scope={scope} all={total.all ?? 0} />
          </Button>
        </span>
      ) : null}
    </p>
  );
}

function Selected({ scope: { conditions, found }, selection: { whole, ids }, total: { count, tooMany } }: LineProps) {
  const { t } = useTranslation('many');
  const desk = useTranslation('desk').t;
  const said = whole === null ? t('selected', { count: ids.size }) : !found ? t('whole', { count: count ?? 0, view: desk(`view.${conditions.view}`) }) : count === null || tooMany ? t('wholeFoundUncounted') : t('wholeFound', { count });
  return <span className="font-medium">{said}</span>;
}

function All({ scope: { conditions, found }, all }: { readonly scope: Scope; readonly all: number }) {
  const { t } = useTranslation('many');
  const desk = useTranslation('desk').t;
  return <>{found ? t('allFound') : t('all', { count: all, view: desk(`view.${conditions.view}`) })}</>;
}
