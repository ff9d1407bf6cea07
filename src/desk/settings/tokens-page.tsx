import { useQuery } from '@tanstack/react-query';
import { Skeleton, Trouble } from '../kit/state.tsx';
import { serviceTokens } from '../machines/machines-api.ts';
import { TokenForm } from '../machines/token-form.tsx';
import { TokenList } from '../machines/token-list.tsx';
import { usePart } from '../writing/use-part.ts';
import { AdministratorsOnly, Block, Page } from './parts.tsx';
import { useTranslation } from '../wording/use-translation.ts';

export function TokensPage() {
  const { t } = useTranslation('settings');
  return (
    <AdministratorsOnly>
      <Page title={t('place.tokens')} about={t('tokens.about')}>
        <Tokens />
      </Page>
    </AdministratorsOnly>
  );
}

function Tokens() {
  const { t } = useTranslation('settings');
  const ready = usePart('machines');
  const query = useQuery({ queryKey: ['service-tokens'], queryFn: serviceTokens.list });
  if (!ready) return <Skeleton className="h-12" />;
  const inForce = query.data?.tokens.filter((token) => token.withdrawnAt === null) ?? [];
  return (
    <>
      {query.isPending ? <Skeleton className="h-12" /> : null}
      {query.error ? <Trouble error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.data && inForce.length === 0 ? <p className="hint">{t('tokens.none')}</p> : null}
      {inForce.length > 0 ? <TokenList tokens={inForce} onWithdraw={(token) => serviceTokens.withdraw(token).then(() => query.refetch())} /> : null}
      <Block title={t('tokens.new')}>
        <TokenForm
          withRole
          onCreate={async (token) => {
            const { value } = await serviceTokens.create(token);
            void query.refetch();
            return value;
          }}
        />
      </Block>
    </>
  );
}
