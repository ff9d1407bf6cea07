// On the page of one's own: tokens with which programs act as oneself.
import { useQuery } from '@tanstack/react-query';
import { Skeleton, Trouble } from '../kit/state.tsx';
import { Block } from '../settings/parts.tsx';
import { usePart } from '../writing/use-part.ts';
import { personalTokens } from './machines-api.ts';
import { TokenForm } from './token-form.tsx';
import { TokenList } from './token-list.tsx';
import { useTranslation } from '../wording/use-translation.ts';

export function PersonalTokens() {
  const { t } = useTranslation('machines');
  const ready = usePart('machines');
  const query = useQuery({ queryKey: ['personal-tokens'], queryFn: personalTokens.list });
  if (!ready) return <Skeleton className="h-12" />;
  const inForce = query.data?.tokens.filter((token) => token.withdrawnAt === null) ?? [];
  return (
    <Block title={t('personal.title')} about={t('personal.about')}>
      {query.isPending ? <Skeleton className="h-12" /> : null}
      {query.error ? <Trouble error={query.error} onRetry={() => void query.refetch()} /> : null}
      {inForce.length > 0 ? <TokenList tokens={inForce} onWithdraw={(token) => personalTokens.withdraw(token).then(() => query.refetch())} /> : null}
      <TokenForm
        withRole={false}
        onCreate={async ({ role: _role, ...token }) => {
          const { value } = await personalTokens.create(token);
          void query.refetch();
          return value;
        }}
      />
    </Block>
  );
}
