// From a stored raw input to what happened, by the channel's own conversion. Decides nothing; keeps the reason where it cannot.
import type { Incoming } from '../channels/channel.ts';
import { InvalidConfig, UnreadableInput } from '../channels/channel.ts';
import { isDatabaseLost } from '../store/failure.ts';
import type { RawInputRow } from '../store/raw-input.ts';
import { rawRequest } from './accept-raw.ts';
import type { Desk } from './desk.ts';
import type { InboxAccount } from './inbox-account.ts';
import { accountBook } from './inbox-account.ts';

export type Interpreted = { readonly row: RawInputRow; readonly account: InboxAccount; readonly incoming: readonly Incoming[] };
export type Uninterpreted = { readonly row: RawInputRow; readonly code: string; readonly detail: string; readonly again: boolean };

export async function interpretRaw(desk: Desk, rows: readonly RawInputRow[]): Promise<{ readonly interpreted: readonly Interpreted[]; readonly failed: readonly Uninterpreted[] }> {
  const accounts = accountBook(desk);
  const interpreted: Interpreted[] = [];
  const failed: Uninterpreted[] = [];
  for (const row of rows) {
    try {
      const account = await accounts.get(row.workspace, row.inbox);
      interpreted.push({ row, account, incoming: await account.channel.receive(await rawRequest(desk, row), account.config) });
    } catch (error) {
      if (isDatabaseLost(error)) throw error;
      failed.push({ row, ...reasonOf(error) });
    }
  }
  return { interpreted, failed };
}

function reasonOf(error: unknown): { readonly code: string; readonly detail: string; readonly again: boolean } {
  if (error instanceof UnreadableInput) return { code: error.code, detail: error.message, again: false };
  if (error instanceof InvalidConfig) return { code: 'inbox-settings-wrong', detail: error.message, again: true };
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { code: 'raw-bytes-missing', detail: 'the stored bytes of this input are not in the blob store', again: true };
  return { code: 'conversion-failed', detail: error instanceof Error ? error.message : String(error), again: true };
}
