// Contacts as a table, page by page as they are read, so that it costs the same memory however many they are.
import { stringify } from 'csv-stringify/sync';
import type { ExportQuery } from '../contract/contact-import.ts';
import { delimiterNames } from '../contract/contact-import.ts';
import type { Desk } from '../operations/desk.ts';
import type { ContactRow, IdentityRow } from '../store/contact.ts';
import { findContacts } from '../store/contact.ts';
import { findExportColumns, listContactIds } from '../store/contact-export.ts';

const together = 1_000;
type Columns = Awaited<ReturnType<typeof findExportColumns>>;

export async function* contactsAsTable(desk: Desk, workspace: string, query: ExportQuery): AsyncGenerator<string> {
  const columns = await findExportColumns(desk.db, workspace, query);
  const write = (rows: readonly (readonly string[])[]) => tableText(rows, query.delimiter);
  yield (query.mark === 'yes' ? '\uFEFF' : '') + write([headerOf(columns)]);
  for (let after: string | null = null; ; ) {
    const ids = await listContactIds(desk.db, workspace, query, after, together);
    if (ids.length === 0) return;
    const { contacts, identities } = await findContacts(desk.db, workspace, ids);
    const byContact = Map.groupBy(identities, (identity) => identity.contact);
    const order = new Map(ids.map((id, place) => [id, place]));
    yield write(contacts.toSorted((one, other) => order.get(one.id)! - order.get(other.id)!).map((contact) => rowOf(contact, byContact.get(contact.id) ?? [], columns)));
    after = ids.at(-1)!;
  }
}

/** What a spreadsheet would take for a formula is given an apostrophe, which our own import takes away again. https://owasp.org/www-community/attacks/CSV_Injection */
export function tableText(rows: readonly (readonly string[])[], delimiter: ExportQuery['delimiter']): string {
  return stringify(rows as string[][], { delimiter: delimiterNames[delimiter], escape_formulas: true, record_delimiter: 'windows', quoted_match: /^\s|\s$|[\r\n]/ });
}

function headerOf({ identities, attributes }: Columns): readonly string[] {
  const numbered = identities.flatMap(({ channel, most }) => Array.from({ length: most }, (_one, place) => (place === 0 ? channel : `${channel} ${place + 1}`)));
  return ['contact id', 'name', 'language', 'time zone', ...numbered, ...attributes.map((name) => `attribute: ${name}`), 'blocked', 'created'];
}

function rowOf(contact: ContactRow, own: readonly IdentityRow[], { identities, attributes }: Columns): readonly string[] {
  const known = contact.attributes as Readonly<Record<string, string>>;
  const addresses = identities.flatMap(({ channel, most }) => {
    const ofChannel = own.filter((identity) => identity.channel === channel).map((identity) => identity.external_id);
    return Array.from({ length: most }, (_one, place) => ofChannel[place] ?? '');
  });
  return [
    contact.id, contact.name ?? '', contact.language ?? '', contact.time_zone ?? '', ...addresses, ...attributes.map((name) => known[name] ?? ''),
    contact.blocked_at?.toISOString() ?? '', contact.created_at.toISOString(),
  ];
}
