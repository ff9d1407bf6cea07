// The WhatsApp channel's part of the error catalogue: every code it uses, in the words of the screens.
import { account } from './problems/account.ts';
import { receiving } from './problems/receiving.ts';
import { refusing } from './problems/refusing.ts';
import { sending } from './problems/sending.ts';

export const problems = { ...account, ...sending, ...refusing, ...receiving };
