// WhatsApp's Cloud API, as Meta's documentation describes it, for one business number on this machine.
import { createHash } from 'node:crypto';
import { type Book, openBook } from '../book.ts';
import type { Emulator, Running } from '../emulator.ts';
import { dice, type Faults, noFaults } from '../faults.ts';
import { host } from '../host.ts';
import { accessToken, appSecret, businessAccountId, displayNumber, phoneNumberId, templates } from './account.ts';
import { openCustomers } from './customers.ts';
import { type Deliveries, openDeliveries } from './delivery.ts';
import { type Refusal, refusal, undelivered } from './errors.ts';
import { type Api, answer } from './graph.ts';
import { openHooks } from './hooks.ts';
import { openStore, type Store } from './media.ts';
import { openPaceKeeper, type PaceKeeper } from './pace-keeper.ts';
import { openPeople, type People, type Person } from './people.ts';
import { type Asked, contentOf, frameProblem, isRefusal, word } from './rules.ts';

const windowMs = 86_400_000;

export const whatsapp: Emulator = {
  name: 'whatsapp',
  title: 'WhatsApp Cloud API',
  usualPort: 9102,
  async start({ port, seed, pace }) {
    const now = (): number => Date.now();
    const faults: Faults = { ...noFaults };
    const chance = dice(seed);
    const book = openBook(now);
    const people = openPeople();
    const store = openStore(pace, now);
    let changed = (): void => undefined;
    const hooks = openHooks(faults, chance, pace, () => changed());
    const deliveries = openDeliveries({ book, faults, chance, hooks, people, pace, now });
    const newId = idMaker(seed);
    // A change of what is told is a change of the book: whoever looks at it looks again.
    changed = () => book.note('', 'told');
    const customers = openCustomers({ book, hooks, store, people, deliveries, newId, now });
    const desk: Desk = { book, people, store, deliveries, keeper: openPaceKeeper(now), newId, windowMs: windowMs * pace, now };
    let running: Running;
    const api: Api = { faults, chance, hooks, store, address: () => running.address, send: (asked) => take(asked, desk), seen: (id) => seen(id, book) };
    const { address, stop } = await host(port, (request, url) => answer(request, url, api), () => running);
    running = {
      name: 'whatsapp', address, page: `${address}/_emulator`, book, faults, customers,
      settings: { phoneNumberId, accessToken, appSecret, businessAccountId, apiAddress: address, templates: templates.filter(({ status }) => status === 'APPROVED').map(asTyped) },
      stop: async () => {
        deliveries.stop();
        hooks.stop();
        await stop();
      },
    };
    return running;
  },
};

const asTyped = ({ name, language, category, ttlSeconds, body }: (typeof templates)[number]): string => [name, language, category.toLowerCase(), ttlSeconds ?? '', body].join(' | ');

type Desk = {
  readonly book: Book; readonly people: People; readonly store: Store; readonly deliveries: Deliveries; readonly keeper: PaceKeeper;
  readonly newId: (person: Person) => string; readonly windowMs: number; readonly now: () => number;
};

/** One message to one person: every rule in the order in which Meta seems to look. */
function take(asked: Asked, desk: Desk): Response | Refusal {
  const framed = frameProblem(asked);
  if (framed) return framed;
  const content = contentOf(asked, desk.store);
  if (isRefusal(content)) return content;
  const to = recipientOf(asked, desk.people);
  if (isRefusal(to)) return to;
  const { person, byNumber } = to;
  if (!byNumber && content.template?.category === 'AUTHENTICATION') return refusal(400, 131062, 'Recipient not supported', 'Authentication templates cannot be sent to business-scoped user IDs.');
  const tooMany = desk.keeper.refuses(person.scopedId);
  if (tooMany === 130429) return refusal(400, 130429, 'Rate limit hit', 'Cloud API message throughput has been reached.');
  if (tooMany === 131056) return refusal(400, 131056, '(Business Account, Consumer Account) pair rate limit hit', 'Message failed to send because there were too many messages sent from this phone number to the same phone number in a short period of time.');
  // Of somebody who never wrote it says so at once; where the window has closed since, the answer comes later as a status.
  if (content.template === null && person.wroteAt === null) return refusal(400, 131047, undelivered[131047]!.title, undelivered[131047]!.details);
  const open = content.template !== null || desk.now() - person.wroteAt! < desk.windowMs;
  const entry = desk.book.add({ id: desk.newId(person), customer: person.customer, direction: 'to customer', text: content.text, files: content.files, buttons: content.buttons });
  const mark = asked['biz_opaque_callback_data'];
  const accepted = Response.json({
    messaging_product: 'whatsapp',
    contacts: [{ input: word(asked['to'] ?? asked['recipient']), ...(byNumber ? { wa_id: person.number } : { user_id: person.scopedId }) }],
    messages: [{ id: entry.id, ...(content.template === null ? {} : { message_status: 'accepted' }) }],
  });
  if (to.lost) desk.book.note(entry.id, 'accepted', 'a scoped id stood in "to": nobody gets this');
  else desk.deliveries.accept({ entry, person, byNumber, mark: typeof mark === 'string' ? mark : null, content }, open);
  return accepted;
}

/** `to` wins over `recipient`. What is left of a scoped id in `to` is taken for a number: accepted, and never delivered. */
function recipientOf({ to, recipient }: Asked, people: People): { readonly person: Person; readonly byNumber: boolean; readonly lost: boolean } | Refusal {
  if (to !== undefined && to !== null) {
    const number = word(to).replaceAll(/\D/g, '');
    if (number.length < 5) return refusal(400, 131009, 'Parameter value is not valid', 'Param to is not a valid phone number.');
    if (number === displayNumber) return refusal(400, 131021, 'Recipient cannot be sender', 'Sender and recipient phone number is the same.');
    const lost = /^[A-Za-z]{2}\./.test(word(to));
    return { person: lost ? { ...people.called('nobody'), wroteAt: Date.now() } : people.at(number), byNumber: true, lost };
  }
  if (typeof recipient !== 'string' || !/^[A-Z]{2}(\.ENT)?\.[0-9A-Za-z]{1,128}$/.test(recipient)) return refusal(400, 131009, 'Parameter value is not valid', 'Param recipient is not a business-scoped user ID.');
  const person = people.withScopedId(recipient);
  return person ? { person, byNumber: false, lost: false } : refusal(400, 131026, undelivered[131026]!.title, undelivered[131026]!.details);
}

/** Two blue ticks on the customer's phone. */
function seen(id: string, book: Book): Response | Refusal {
  if (book.find(id)?.direction !== 'from customer') return refusal(400, 131009, 'Parameter value is not valid', 'message_id is not the id of a message from a customer.');
  book.note(id, 'seen by the business');
  return Response.json({ success: true });
}

/** As Meta's: the number, encoded, and something that nobody else has. */
function idMaker(seed: number): (person: Person) => string {
  let made = 0;
  return ({ number }) => {
    made += 1;
    const own = createHash('sha256').update(`${seed} ${made}`).digest('hex').slice(0, 20).toUpperCase();
    return `wamid.${Buffer.from(`\u001d\u000b${number}\u0015\u0002\u0011\u0018${own}\0`).toString('base64')}`;
  };
}
