// Contacts: what is known of a customer, and whether they are heard.
import { z } from 'zod';
import type { MoodsReply } from '../../contract/moods.ts';
import { moodsReply } from '../../contract/moods.ts';
import { changeContactBody, contactLinksReply, listReply } from '../../contract/requests.ts';
import type { ContactView } from '../../contract/views.ts';
import { contactView } from '../../contract/views.ts';
import { maySeeConversation, maySeeInbox } from '../../domain/access/permission.ts';
import { Refusal } from '../../domain/refusal.ts';
import { blockContact } from '../../operations/block-contact.ts';
import { changeContact } from '../../operations/change-contact.ts';
import { listContactLinks } from '../../operations/contact-link.ts';
import type { Desk } from '../../operations/desk.ts';
import { unblockContact } from '../../operations/unblock-contact.ts';
import { listConversationAccess, listInboxTeams } from '../../store/access.ts';
import { findContacts } from '../../store/contact.ts';
import { listMoods } from '../../store/mood.ts';
import { seenBy } from '../conversation-filter.ts';
import { iso, presentContact } from '../present/conversation.ts';
import { listConversations } from '../present/conversation-list.ts';
import { route } from '../route.ts';

const mostMoods = 200;
const about = { noun: 'contacts', who: 'agent', sees: 'contact' } as const;

export const contactRoutes = [
  route({
    method: 'GET', path: '/api/contacts/{contact}', ...about, summary: 'A contact with their identities on every channel', reply: contactView,
    handle: async ({ desk, workspace, params }) => showContact(desk, workspace, params['contact']!),
  }),
  route({
    method: 'PATCH', path: '/api/contacts/{contact}', ...about, summary: 'Change what is known of a contact. Attributes are replaced as a whole; what is left out stays.', body: changeContactBody, reply: contactView,
    handle: async ({ desk, workspace, actor, params, body }) => {
      await changeContact(desk, { workspace, actor }, params['contact']!, body);
      return showContact(desk, workspace, params['contact']!);
    },
  }),
  route({
    method: 'POST', path: '/api/contacts/{contact}/block', ...about, summary: 'Keep what they write out of sight, as spam, and answer nothing', reply: contactView,
    handle: async ({ desk, workspace, actor, params }) => {
      await blockContact(desk, { workspace, actor }, params['contact']!);
      return showContact(desk, workspace, params['contact']!);
    },
  }),
  route({
    method: 'POST', path: '/api/contacts/{contact}/unblock', ...about, summary: 'Hear them again from now on', reply: contactView,
    handle: async ({ desk, workspace, actor, params }) => {
      await unblockContact(desk, { workspace, actor }, params['contact']!);
      return showContact(desk, workspace, params['contact']!);
    },
  }),
  route({
    method: 'GET', path: '/api/contacts/{contact}/links', ...about, summary: 'Links by which they open a chat with us on channels that do not know them yet; who opens one is known to be them', reply: contactLinksReply,
    handle: async ({ desk, workspace, viewer, params }) => {
      const [links, teams] = await Promise.all([listContactLinks(desk, workspace, params['contact']!), listInboxTeams(desk.db, workspace)]);
      return { links: links.filter(({ inbox }) => maySeeInbox(viewer, teams.get(inbox) ?? [])) };
    },
  }),
  route({
    method: 'GET', path: '/api/contacts/{contact}/moods', ...about, summary: 'How they felt in what they wrote, the oldest first, as far as the viewer may see it', reply: moodsReply,
    handle: async ({ desk, workspace, viewer, params }) => {
      const rows = await listMoods(desk.db, workspace, params['contact']!, mostMoods);
      const access = await listConversationAccess(desk.db, workspace, [...new Set(rows.map((row) => row.conversation))]);
      const seen = new Set(access.filter((conversation) => maySeeConversation(viewer, conversation)).map((conversation) => conversation.id));
      return { moods: rows.filter((row) => seen.has(row.conversation)).toReversed().map((row) => ({ ...row, at: iso(row.at), mood: row.mood as MoodsReply['moods'][number]['mood'] })) };
    },
  }),
  route({
    method: 'GET', path: '/api/contacts/{contact}/conversations', ...about, summary: 'Their conversations, the newest first, as far as the viewer may see them',
    query: z.object({ cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(100).default(50) }), reply: listReply,
    handle: async ({ desk, workspace, viewer, params, query }) => listConversations(desk, workspace, { contact: params['contact']!, ...(await seenBy(desk, workspace, viewer)) }, query),
  }),
];

async function showContact(desk: Desk, workspace: string, id: string): Promise<ContactView> {
  const { contacts, identities } = await findContacts(desk.db, workspace, [id]);
  if (!contacts[0]) throw new Refusal('not-found');
  return presentContact(contacts[0], identities);
}
