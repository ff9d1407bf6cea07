// Tokens in force, with what each may do, when it was last used and when it ends.
import type { PersonalTokenView } from '../../contract/token.ts';
import type { AgentView } from '../../contract/views.ts';
import { Button } from '../kit/button.tsx';
import { Moment, useNow } from '../kit/moment.tsx';
import { Trouble } from '../kit/state.tsx';
import { useSave } from '../settings/use-save.ts';
import { useTranslation } from '../wording/use-translation.ts';

type Token = PersonalTokenView & { readonly role?: AgentView['role'] };

export function TokenList({ tokens, onWithdraw }: { readonly tokens: readonly Token[]; onWithdraw(token: string): Promise<unknown> }) {
  return (
    <ul className="divide-y divide-line border-y border-line">
      {tokens.map((token) => (
        <Line key={token.id} token={token} onWithdraw={onWithdraw} />
      ))}
    </ul>
  );
}

function Line({ token, onWithdraw }: { readonly token: Token; onWithdraw(token: string): Promise<unknown> }) {
  const { t } = useTranslation('settings');
  const { t: m } = useTranslation('machines');
  const save = useSave();
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2 text-sm">
      <div className="min-w-0 flex-1 basis-56">
        <p className="truncate font-medium" dir="auto">
          {token.name}
        </p>
        <p className="text-ink-soft">{[...(token.role ? [t(`role.${token.role}`)] : []), ...token.scopes.map((scope) => m(`scope.${scope}`))].join(' · ')}</p>
        <p className="text-ink-faint">
          {token.lastUsedAt ? (
            <>
              {t('tokens.used')} <Moment at={token.lastUsedAt} ago />
            </>
          ) : (
            t('tokens.unused')
          )}
          {token.expiresAt ? <End at={token.expiresAt} /> : null}
        </p>
      </div>
      <Button
        small
        look="quiet"
        className="text-danger!"
        disabled={save.busy}
        aria-label={`${t('tokens.withdraw')}: ${token.name}`}
        onClick={() => void save.run(() => onWithdraw(token.id))}
      >
        {t('tokens.withdraw')}
      </Button>
      {save.error ? <Trouble error={save.error} /> : null}
    </li>
  );
}

function End({ at }: { readonly at: string }) {
  const { t } = useTranslation('machines');
  const over = Date.parse(at) <= useNow();
  return (
    <>
      {' · '}
      {over ? <span className="text-danger">{t('token.ended')}</span> : <>{t('token.ends')} <Moment at={at} clock /></>}
    </>
  );
}
