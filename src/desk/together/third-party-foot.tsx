// Beneath a third party's message: that one may answer them, which is another thing than answering the customer.
import { Reply } from 'lucide-react';
import type { MessageView } from '../../contract/views.ts';
import { Button } from '../kit/button.tsx';
import { useDesk } from '../live/use-desk.ts';
import { askToForward } from './wishes.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function ThirdPartyFoot({ message }: { readonly message: MessageView }) {
  const { t } = useTranslation();
  const toCustomer = useDesk((state) => {
    const identities = state.contacts[state.conversations[message.conversation]?.contact.id ?? '']?.identities ?? [];
    const addresses = new Set([...message.recipients.to, ...message.recipients.copy].map((one) => one.address.toLowerCase()));
    return identities.some((identity) => addresses.has(identity.externalId.toLowerCase()));
  });
  return (
    <>
      {toCustomer ? <p className="mt-2 text-sm text-warn">{t('message.copyToCustomer')}</p> : null}
      <p className="mt-2">
        <Button small onClick={() => askToForward({ conversation: message.conversation, answers: message.id })}>
          <Reply size={15} aria-hidden="true" />
          {t('message.answerThird')}
        </Button>
      </p>
    </>
  );
}
