// Who wrote, with every id that the webhook gives for the same person.
import type { Sender } from '../../channel.ts';
import { dialled, identityOf, isScoped } from '../identity.ts';
import { line, text, type Thing, thing } from './payload.ts';

/** null: the message names nobody. `contacts` stand beside the messages of a webhook, one for each person. */
export function senderOf(message: Thing, contacts: readonly Thing[]): Sender | null {
  const from = identityOf(text(message['from']));
  const scoped = identityOf(text(message['from_user_id']));
  const contact = contactOf([from, scoped], contacts);
  const known = [scoped, identityOf(text(contact['user_id'])), from, identityOf(text(contact['wa_id']))].filter((one) => one !== null);
  const identity = known.find(isScoped) ?? known[0];
  return identity === undefined ? null : { externalId: identity, name: nameOf(contact), verified: true, ...alsoOf(identity, known) };
}

/** The one whose ids fit, or the only one. */
function contactOf(ids: readonly (string | null)[], contacts: readonly Thing[]): Thing {
  const fits = contacts.find((one) => [one['user_id'], one['wa_id']].some((id) => ids.includes(identityOf(text(id)) ?? 'nobody')));
  return fits ?? (contacts.length === 1 ? contacts[0]! : {});
}

function nameOf(contact: Thing): string | null {
  const profile = thing(contact['profile']);
  const username = line(profile['username'], 200) || line(contact['username'], 200);
  return line(profile['name'], 200) || (username === '' ? null : `@${username}`);
}

/** Meta has made sure of the number when the account was made, and that both ids are one person's. */
function alsoOf(identity: string, known: readonly string[]): Pick<Sender, 'also'> {
  const others = [...new Set(known)].filter((one) => one !== identity);
  const number = known.find((one) => !isScoped(one));
  const phone = number === undefined ? null : dialled(number);
  const also = [...others.map((externalId) => ({ channel: 'whatsapp', externalId })), ...(phone === null ? [] : [{ channel: 'sms', externalId: phone }])];
  return also.length === 0 ? {} : { also };
}
