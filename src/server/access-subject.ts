// Whether the viewer may see the thing a path names. Not existing and not allowed to see are one answer, so that
// nobody learns from the difference.
import { hasRole, maySeeConversation, maySeeInbox } from '../domain/access/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Desk } from '../operations/desk.ts';
import {
  existsContact, existsInbox, findContactConversations, findConversationOf, findInboxOfRawInput, findMergeSurvivor, findUploader, listConversationAccess, listInboxTeams,
} from '../store/access.ts';
import { findContactMergedInto } from '../store/contact.ts';
import { findMergedInto } from '../store/conversation.ts';
import type { SignedIn, Subject } from './route.ts';

type Seeing = Pick<SignedIn, 'workspace' | 'viewer'>;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export async function accessSubject(desk: Desk, signedIn: Seeing, subject: Subject, params: Readonly<Record<string, string>>): Promise<void> {
  const id = params[subject] ?? '';
  if (uuid.test(id) && (await sees(desk, signedIn, subject, id))) return;
  if (uuid.test(id)) await tellWhereItIs(desk, signedIn, subject, id);
  throw new Refusal('not-found');
}

/** Who may see what something was merged into is told where to go on. */
async function tellWhereItIs(desk: Desk, signedIn: Seeing, subject: Subject, id: string): Promise<void> {
  if (subject === 'conversation') {
    const into = await findMergedInto(desk.db, signedIn.workspace, id);
    if (into && (await seesAny(desk, signedIn, [into.id]))) throw new Refusal('conversation-merged', { conversation: into.id, number: into.number });
  }
  if (subject === 'contact') {
    const into = await findContactMergedInto(desk.db, signedIn.workspace, id);
    if (into !== null && (await seesContact(desk, signedIn, into))) throw new Refusal('contact-merged', { contact: into });
  }
}

async function sees(desk: Desk, signedIn: Seeing, subject: Subject, id: string): Promise<boolean> {
  const { workspace, viewer } = signedIn;
  switch (subject) {
    case 'conversation':
      return seesAny(desk, signedIn, [id]);
    case 'message':
    case 'delivery':
    case 'commitment':
      return seesAny(desk, signedIn, one(await findConversationOf(desk.db, workspace, subject, id)));
    case 'attachment': {
      const conversation = await findConversationOf(desk.db, workspace, 'attachment', id);
      return conversation ? seesAny(desk, signedIn, [conversation]) : (await findUploader(desk.db, workspace, id)) === viewer.id;
    }
    case 'merge': {
      const found = await findMergeSurvivor(desk.db, workspace, id);
      if (found?.kind === 'contacts') return seesContact(desk, signedIn, (await findContactMergedInto(desk.db, workspace, found.survivor)) ?? found.survivor);
      return found !== null && seesAny(desk, signedIn, [(await findMergedInto(desk.db, workspace, found.survivor))?.id ?? found.survivor]);
    }
    case 'contact':
      return (await findContactMergedInto(desk.db, workspace, id)) === null && seesContact(desk, signedIn, id);
    case 'inbox':
      return (await existsInbox(desk.db, workspace, id)) && maySeeInbox(viewer, (await listInboxTeams(desk.db, workspace)).get(id) ?? []);
    case 'rawInput':
      return (await findInboxOfRawInput(desk.db, workspace, id)) !== null;
  }
}

function one(conversation: string | null): readonly string[] {
  return conversation === null ? [] : [conversation];
}

async function seesAny(desk: Desk, { workspace, viewer }: Seeing, conversations: readonly string[]): Promise<boolean> {
  const access = await listConversationAccess(desk.db, workspace, conversations);
  return access.some((conversation) => maySeeConversation(viewer, conversation));
}

/** A contact is seen by whoever sees one of their conversations; leads and administrators see all. */
async function seesContact(desk: Desk, signedIn: Seeing, contact: string): Promise<boolean> {
  if (!(await existsContact(desk.db, signedIn.workspace, contact))) return false;
  if (hasRole(signedIn.viewer, 'lead')) return true;
  return seesAny(desk, signedIn, await findContactConversations(desk.db, signedIn.workspace, contact));
}
