// Who asks, on a visitor's request: which inbox, from which page, and as which visitor.
import type { FastifyRequest } from 'fastify';
import { webChat } from '../../channels/registry.ts';
import { visitorTokenHeader } from '../../contract/visitor.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { AccountBook } from '../../operations/inbox-account.ts';
import type { InboxRow } from '../../store/inbox.ts';
import type { VisitorScope } from '../../store/visitor.ts';

export type ChatConfig = ReturnType<typeof webChat.readConfig>;
export type ChatAccount = { readonly row: InboxRow; readonly config: ChatConfig };
export type KnownVisitor = ChatAccount & { readonly visitor: string; readonly token: string; readonly scope: VisitorScope };

/** The chat inbox of this token, if the page that asks may use it. */
export async function findChat(accounts: AccountBook, token: string, request: Pick<FastifyRequest, 'headers' | 'host' | 'protocol'>): Promise<ChatAccount> {
  const account = await accounts.findByToken(token);
  if (!account || account.channel.name !== webChat.name) throw new Refusal('not-found');
  const config = account.config as ChatConfig;
  const { origin } = request.headers;
  // A program sends no Origin; browsers do, and cannot be made to lie about it. The desk's own demonstration page may always.
  const allowed = origin === undefined || config.allowedOrigins.length === 0 || config.allowedOrigins.includes(origin) || origin === `${request.protocol}://${request.host}`;
  if (!allowed) throw new Refusal('origin-not-allowed');
  return { row: account.row, config };
}

export function knownVisitor({ row, config }: ChatAccount, token: string | undefined): KnownVisitor {
  const visitor = webChat.visitorOf(token, config);
  if (!visitor || token === undefined) throw new Refusal('visitor-unknown');
  return { row, config, visitor: visitor.id, token, scope: { workspace: row.workspace, inbox: row.id, channel: webChat.name, visitor: visitor.id } };
}

export async function findVisitor(accounts: AccountBook, params: Readonly<Record<string, string>>, request: FastifyRequest): Promise<KnownVisitor> {
  const given = request.headers[visitorTokenHeader];
  return knownVisitor(await findChat(accounts, params['inboxToken'] ?? '', request), typeof given === 'string' ? given : undefined);
}
