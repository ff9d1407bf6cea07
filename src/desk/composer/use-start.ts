// A conversation that the agent begins: what is typed, what is wrong with it, and sending it once.
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newId } from '../kit/new-id.ts';
import { conversations as api } from '../live/desk-api.ts';
import { withOpened } from '../live/store.ts';
import { useStore } from '../live/use-desk.ts';
import { readAddresses } from './addresses.ts';

const empty = { to: '', copy: '', subject: '', text: '' };
type Field = keyof typeof empty;

export function useStart(inbox: string, onClose: () => void) {
  const { t } = useTranslation();
  const store = useStore();
  const navigate = useNavigate();
  const [typed, setTyped] = useState(empty);
  const [tried, setTried] = useState(false);
  const [error, setError] = useState<unknown>(null);
  // Made once: the same letter sent twice after a lost answer is one conversation.
  const ids = useMemo(() => ({ id: newId(), message: newId() }), []);
  const to = readAddresses(typed.to);
  const copy = readAddresses(typed.copy);
  const mistakes: Readonly<Record<Field, string | undefined>> = {
    to: to.addresses.length !== 1 || to.wrong.length > 0 ? t('start.oneRecipient') : undefined,
    copy: copy.wrong.length > 0 ? t('composer.wrongAddress', { address: copy.wrong.join(', ') }) : undefined,
    subject: undefined,
    text: typed.text.trim() === '' ? t('start.noText') : undefined,
  };
  const [recipient] = to.addresses;

  return {
    error,
    field: (name: Field) => ({
      value: typed[name],
      mistake: tried ? mistakes[name] : undefined,
      onChange: (event: { readonly target: { readonly value: string } }) => setTyped({ ...typed, [name]: event.target.value }),
    }),
    send: async () => {
      setTried(true);
      if (!recipient || Object.values(mistakes).some((mistake) => mistake !== undefined)) return;
      const asked = store.cursor();
      try {
        const body = { ...ids, inbox, to: recipient, copy: [...copy.addresses], subject: typed.subject.trim() || null, text: typed.text.trim() };
        const reply = await api.start(body);
        const { conversation, contact, messages, commitments } = reply;
        const views = { conversations: [conversation], contacts: [contact], messages, commitments };
        store.replace((state) => withOpened(state, reply, views), Math.max(asked, reply.cursor));
        onClose();
        await navigate({ to: '/inbox/$view/$conversation', params: { view: 'all', conversation: conversation.id } });
      } catch (problem) {
        setError(problem);
      }
    },
  };
}
