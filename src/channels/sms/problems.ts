// The SMS channel's part of the error catalogue: every code it uses, in the words of the screens.
import { bouncing } from './problems/bouncing.ts';
import { connection } from './problems/connection.ts';
import { receiving } from './problems/receiving.ts';
import { sending } from './problems/sending.ts';

export const problems = { ...connection, ...sending, ...bouncing, ...receiving };
