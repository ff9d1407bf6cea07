// An operator's message centre and the phones behind it: the desk speaks SMPP 3.4 with it, and a page plays the phones.
// Numbers that end in 0003 to 0008 meet what is in receipts.ts.
import { openBook } from '../book.ts';
import type { Emulator, Running, Start } from '../emulator.ts';
import { dice, noFaults, type Faults } from '../faults.ts';
import { host } from '../host.ts';
import { Bringer } from './bringing.ts';
import { openCentre, type Account, type Centre } from './centre.ts';
import { openNetwork, type Dialect } from './network.ts';
import type { Bringing } from './units.ts';

export type SmsStart = Start & { readonly dialect?: Partial<Dialect>; readonly account?: Partial<Account> };
export type RunningSms = Running & { readonly centre: Centre; /** Anything at all, as the centre brings it. */ bring(what: Bringing): void; /** Nothing is on its way to the desk. */ quiet(): boolean };

const usual: Account = { systemId: 'desk', password: 'open-sms', senders: ['+390612345678', 'Desk', '4455'], sessions: 8, perSecond: 200 };

export async function startSms({ port, seed, pace, dialect, account: given }: SmsStart): Promise<RunningSms> {
  const spoken: Dialect = { ids: 'same', receipts: 'text', long: 'header', ...dialect };
  const account = { ...usual, ...given };
  const faults: Faults = { ...noFaults };
  const chance = dice(seed);
  const book = openBook();
  const bringer = new Bringer(faults, chance, pace);
  const network = openNetwork({ book, bringer, chance, faults, spoken, seed });
  const centre = await openCentre(port === 0 ? 0 : port + 100, { account, faults, chance, pace, bringer, take: network.take });
  const running: { current: RunningSms | null } = { current: null };
  const page = await host(port, () => Promise.resolve(null), () => running.current!);
  running.current = {
    name: 'sms',
    address: `smpp://127.0.0.1:${centre.port}`,
    page: `${page.address}/_emulator`,
    book, faults, centre,
    customers: network.customers,
    settings: { host: '127.0.0.1', port: centre.port, systemId: account.systemId, password: account.password, sourceAddress: account.senders[0], pricePerPart: '0.045', currency: 'EUR' },
    bring: (what) => bringer.bring(what),
    quiet: () => bringer.quiet(),
    stop: async () => {
      network.stop();
      bringer.stop();
      await Promise.all([centre.stop(), page.stop()]);
    },
  };
  return running.current;
}

export const sms: Emulator = { name: 'sms', title: 'SMS (SMPP 3.4)', usualPort: 9105, start: startSms };
