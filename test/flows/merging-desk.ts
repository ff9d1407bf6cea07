// What the tests of joining and parting share: mails, and a picture of every conversation as people see it.
import type { OpenReply } from '../../src/contract/requests.ts';
import type { ContactView, ConversationView } from '../../src/contract/views.ts';
import type { Browser } from '../setup/client.ts';
import { list, open } from './agents-desk.ts';

export type Letter = { readonly from: string; readonly subject: string; readonly text: string; readonly id: string; readonly headers?: Readonly<Record<string, string>> };

export function mailOf({ from, subject, text, id, headers = {} }: Letter): string {
  const lines = { From: from, To: 'help@lumen.example', Subject: subject, 'Message-ID': id, Date: new Date().toUTCString(), 'Content-Type': 'text/plain; charset=utf-8', ...headers };
  return `${Object.entries(lines).map(([name, value]) => `${name}: ${value}`).join('\n')}\n\n${text}\n`;
}

export type Pictured = Readonly<Record<string, { readonly conversation: Omit<ConversationView, 'version'>; readonly contact: Omit<ContactView, 'version'>; readonly rest: unknown }>>;

/** Everything of every conversation, without the numbers that only count changes and the lines that tell of joining and parting. */
export async function picture(browser: Browser): Promise<Pictured> {
  const all = await list(browser, { view: 'all', limit: '100' });
  const opened: OpenReply[] = [];
  for (const { id } of all) opened.push(await open(browser, id));
  return Object.fromEntries(opened.map(({ conversation: { version: _version, ...conversation }, contact: { version: _known, ...contact }, messages, commitments, history }) => [conversation.id, {
    conversation, contact, rest: { messages, commitments, history: history.entries.filter((entry) => !/merge|split/.test(entry.kind)) },
  }]));
}
