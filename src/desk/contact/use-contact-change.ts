import type { ContactView } from '../../contract/views.ts';
import { tell, untilHeard } from '../kit/notices.ts';
import { contacts, type ContactChange } from '../live/desk-api.ts';
import { inTurn } from '../live/in-turn.ts';
import { useStore } from '../live/use-desk.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function useContactChange(contact: ContactView) {
  const store = useStore();
  const { t } = useTranslation();

  async function run(change: Partial<ContactView>, call: () => Promise<ContactView>): Promise<boolean> {
    const asked = store.cursor();
    const underway = store.begin((state) => ({
      ...state,
      contacts: { ...state.contacts, [contact.id]: { ...(state.contacts[contact.id] ?? contact), ...change } },
    }));
    try {
      underway.settle({ contacts: [await inTurn(contact.id, call)] }, asked);
      return true;
    } catch (error) {
      underway.undo();
      tell({ text: '', trouble: error });
      return false;
    }
  }

  const unblock = () => run({ blockedAt: null }, () => contacts.unblock(contact.id));
  const block = () => run({ blockedAt: new Date().toISOString() }, () => contacts.block(contact.id));
  return {
    save: (change: Omit<ContactChange, 'preferences'>) => run(change, () => contacts.change(contact.id, change)),
    unblock,
    block: async () => {
      if (await block()) tell({ text: t('done.blocked'), undo: async () => void (await unblock()), stands: untilHeard(/^contact-unblocked$/, contact.id) });
    },
  };
}
