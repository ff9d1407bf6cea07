// Promises of which something became, the newest first.
import { Link, useNavigate } from '@tanstack/react-router';
import type { CommitmentView } from '../../contract/views.ts';
import { Button } from '../kit/button.tsx';
import { Empty, Skeleton, Trouble } from '../kit/state.tsx';
import { useDesk } from '../live/use-desk.ts';
import { outcomes, type Outcome as OutcomeName } from './asked.ts';
import { Outcome } from './outcome.tsx';
import { Customer } from './promise-row.tsx';
import type { Scope } from './use-promises.ts';
import { useSettled } from './use-settled.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function SettledPromises({ scope, outcome }: { readonly scope: Scope; readonly outcome: OutcomeName | undefined }) {
  const { t } = useTranslation('promises');
  const whose = scope.of === 'mine' ? { agent: 'me' } : scope.of === 'all' ? { agent: 'all' } : { team: scope.team };
  const { commitments, words, replacements, done, error, more, retry } = useSettled({ ...whose, ...(outcome ? { outcome } : {}) });
  return (
    <section aria-label={t('settled.title')}>
      <OutcomeChoice outcome={outcome} />
      {error ? <Trouble error={error} onRetry={retry} /> : null}
      {!done ? (
        <div aria-hidden="true" className="space-y-4">
          {[0, 1, 2].map((line) => (
            <Skeleton key={line} className="h-14 w-full" />
          ))}
        </div>
      ) : null}
      {done && !error && commitments.length === 0 ? <Empty title={t(outcome ? 'settled.noneOf' : 'settled.none')}>{t('settled.noneAbout')}</Empty> : null}
      <ul>
        {commitments.map((commitment) => (
          <Row
            key={commitment.id}
            given={commitment}
            words={words.find((one) => commitment.state.is === 'kept' && one.message === commitment.state.by)?.text}
            replacement={replacements.find((one) => commitment.state.is === 'renewed' && one.id === commitment.state.by)}
            showKeeper={scope.of !== 'mine'}
          />
        ))}
      </ul>
      {more ? (
        <p className="mt-4">
          <Button onClick={more}>{t('more')}</Button>
        </p>
      ) : null}
    </section>
  );
}

function OutcomeChoice({ outcome }: { readonly outcome: OutcomeName | undefined }) {
  const { t } = useTranslation('promises');
  const navigate = useNavigate();
  return (
    <p className="mb-3">
      <select
        aria-label={t('settled.outcome')}
        className="field w-auto! max-w-full"
        value={outcome ?? 'all'}
        onChange={({ target: { value } }) => void navigate({ to: '/promises', search: { show: 'settled', ...(value === 'all' ? {} : { outcome: value as OutcomeName }) }, replace: true })}
      >
        <option value="all">{t('settled.all')}</option>
        {outcomes.map((one) => (
          <option key={one} value={one}>
            {t(`settled.choice.${one}`)}
          </option>
        ))}
      </select>
    </p>
  );
}

type RowProps = { readonly given: CommitmentView; readonly words: string | undefined; readonly replacement: CommitmentView | undefined; readonly showKeeper: boolean };

function Row({ given, words, replacement, showKeeper }: RowProps) {
  const { t } = useTranslation('promises');
  // As it is by now: kept late, or taken back.
  const commitment = useDesk((state) => state.commitments[given.id]) ?? given;
  const conversation = useDesk((state) => state.conversations[commitment.conversation]);
  const keeper = useDesk((state) => state.agents[commitment.agent]?.name);
  return (
    <li className="grid gap-x-6 gap-y-1 border-b border-line py-2.5 last:border-b-0 sm:grid-cols-2">
      <Link to="/inbox/$view/$conversation" params={{ view: 'all', conversation: commitment.conversation }} className="-mx-2 min-w-0 rounded-md px-2 py-0.5 hover:bg-sunken">
        <span className="block break-words" dir="auto">
          {commitment.promise}
        </span>
        <span className="mt-0.5 flex flex-wrap gap-x-2 text-sm text-ink-faint">
          {conversation ? <Customer conversation={conversation} /> : null}
          {showKeeper && keeper ? <span dir="auto">{t('settled.promisedBy', { name: keeper })}</span> : null}
        </span>
      </Link>
      <div className="min-w-0 sm:pt-1">
        <Outcome commitment={commitment} words={words} replacement={replacement} />
      </div>
    </li>
  );
}
