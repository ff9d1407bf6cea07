// Somebody else keeps it from now on, and is told.
import { useState } from 'react';
import type { CommitmentView } from '../../contract/views.ts';
import { DialogEnd } from '../kit/dialog-end.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { SelectField } from '../kit/field.tsx';
import { tell } from '../kit/notices.ts';
import { Trouble } from '../kit/state.tsx';
import { sameList, useDesk, useStore } from '../live/use-desk.ts';
import { useFieldMistakes } from '../wording/refusal-words.ts';
import { promises as api } from './promises-api.ts';
import { useTranslation } from '../wording/use-translation.ts';

const settles = /^commitment-(?:kept|waived|missed|renewed)$/;

export function HandOverDialog({ commitment, onClose }: { readonly commitment: CommitmentView; onClose(): void }) {
  const { t } = useTranslation('promises');
  const store = useStore();
  const people = useDesk(
    (state) =>
      Object.values(state.agents)
        .filter((agent) => agent.active && agent.id !== commitment.agent)
        .sort((one, other) => one.name.localeCompare(other.name)),
    sameList,
  );
  const [agent, setAgent] = useState('');
  const [tried, setTried] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const wrong = useFieldMistakes(error)('agent');
  const save = async () => {
    setTried(true);
    if (agent === '') return;
    const asked = store.cursor();
    try {
      const next = await api.handOver(commitment.id, agent);
      store.take({ commitments: [next] }, asked);
      const before = commitment.agent;
      tell({
        text: t('handOver.done', { name: store.state().agents[agent]?.name ?? '' }),
        undo: async () => store.take({ commitments: [await api.handOver(commitment.id, before)] }),
        stands: ({ event }) => event === null || event.data['commitment'] !== commitment.id || !(settles.test(event.kind) || (event.kind === 'commitment-handed-over' && event.data['keeper'] !== agent)),
      });
      onClose();
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <Dialog title={t('handOver.title')} about={commitment.promise} onClose={onClose}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <SelectField
          label={t('handOver.who')}
          autoFocus
          value={agent}
          choices={[{ value: '', label: t('handOver.choose') }, ...people.map((one) => ({ value: one.id, label: one.name }))]}
          mistake={wrong ?? (tried && agent === '' ? t('handOver.missing') : undefined)}
          onChange={(event) => {
            setError(null);
            setAgent(event.target.value);
          }}
        />
        {error ? <Trouble error={error} /> : null}
        <DialogEnd label={t('action.handOver')} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
