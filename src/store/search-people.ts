// Who a message is from and to, as far as that says anything: our own addresses stand in almost every mail, and would find them all.
import { sql } from 'kysely';

/** Of a row of `message`; each a `{ name, address }`. */
export function othersOf(workspace: string) {
  const ours = sql`all (array(select lower(own->>'address') from inbox, jsonb_array_elements(inbox.senders) as own where inbox.workspace = ${workspace}))`;
  return sql<readonly { readonly name: string | null; readonly address: string }[]>`
    array(select person from jsonb_path_query(jsonb_build_array(message.sender) || jsonb_path_query_array(message.recipients, '$.*[*]'), '$[*] ? (@ != null)') as person
      where lower(person->>'address') <> ${ours} and regexp_replace(lower(person->>'address'), '\\+[^@]*@', '@') <> ${ours} limit 100)`;
}
