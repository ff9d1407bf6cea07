// For a colleague who lost the app and the backup codes: what removing their second factor means is said before it happens.
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { AgentView } from '../../contract/views.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { tell, usualStay } from '../kit/notices.ts';
import { Trouble } from '../kit/state.tsx';
import { useStore } from '../live/use-desk.ts';
import { people as api } from './settings-api.ts';
import { useSave } from './use-save.ts';
import { useTranslation } from '../wording/use-translation.ts';

/** Who has one, and whether the desk can tell them by mail; asked anew when somebody is changed. */
export function useSecondFactors() {
  const store = useStore();
  const query = useQuery({ queryKey: ['second-factors'], queryFn: api.secondFactors });
  const { refetch } = query;
  useEffect(() => store.hear((event) => void (event.kind === 'agent-changed' && refetch())), [store, refetch]);
  return query.data ?? { agents: [], mailed: false };
}

export function SecondFactorRemoval({ agent, mailed, onClose }: { readonly agent: AgentView; readonly mailed: boolean; onClose(): void }) {
  const { t } = useTranslation('settings');
  const save = useSave();
  const { name } = agent;
  const remove = async () => {
    await api.removeSecondFactor(agent.id);
    onClose();
    tell({ text: t('factor.removed', { name }), until: Date.now() + usualStay });
  };
  const happens = [t('factor.removeSignIn', { name }), t('factor.removeSessions', { name }), t(mailed ? 'factor.removeTold' : 'factor.removeUntold', { name })];
  return (
    <Dialog title={t('factor.removeTitle', { name })} about={t('factor.removeAbout', { name })} onClose={onClose}>
      <ul className="mb-4 list-disc space-y-1 ps-5 text-sm text-ink-soft marker:text-ink-faint">
        {happens.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {save.error ? (
        <div className="mb-3">
          <Trouble error={save.error} />
        </div>
      ) : null}
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="quiet" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button look="danger" disabled={save.busy} onClick={() => void save.run(remove)}>
          {t('factor.remove')}
        </Button>
      </div>
    </Dialog>
  );
}
