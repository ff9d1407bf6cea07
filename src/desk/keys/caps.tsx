import { Fragment } from 'react';
import { Key } from '../kit/button.tsx';
import { isMac } from '../kit/platform.ts';
import type { ActionId } from './action-table.ts';
import { capsOf } from './key-caps.ts';
import { otherLayout } from './other-layout.ts';
import { useCaps, useLayout } from './own-keys.ts';
import { useTranslation } from '../wording/use-translation.ts';

/** Every way to do it, key by key. */
export function Caps({ action, none, most = 2 }: { readonly action: ActionId; readonly none?: string; readonly most?: number }) {
  const { t } = useTranslation('keys');
  const ways = useCaps(action).slice(0, most);
  if (ways.length === 0) return none ? <span className="text-xs text-ink-faint">{none}</span> : null;
  return ways.map((caps, place) => (
    <Fragment key={caps.join(' ')}>
      {place > 0 ? <span className="mx-1 text-xs text-ink-faint">{t('or')}</span> : null}
      <Row caps={caps} />
    </Fragment>
  ));
}

export function BindingCaps({ binding }: { readonly binding: string }) {
  return <Row caps={capsOf(binding, useLayout(), isMac)} />;
}

function Row({ caps }: { readonly caps: readonly string[] }) {
  const { language } = useTranslation();
  return caps.map((cap, index) => (
    <Key key={index}>
      {cap}
      {language === 'ru' ? <Cyrillic cap={cap} /> : null}
    </Key>
  ));
}

/** A Russian keyboard has both letters on the key, and it is the other one that its owner knows. */
function Cyrillic({ cap }: { readonly cap: string }) {
  const letter = /^[A-Z]$/.test(cap) ? otherLayout(cap)?.toUpperCase() : undefined;
  return letter ? <span className="ms-0.5 text-ink-faint">{letter}</span> : null;
}
