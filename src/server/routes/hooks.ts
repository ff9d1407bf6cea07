// Webhooks of channels: checked, stored as they came, and only then answered. What they mean is found out later.
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Refusal } from '../../domain/refusal.ts';
import { acceptRaw } from '../../operations/accept-raw.ts';
import type { AccountBook, InboxAccount } from '../../operations/inbox-account.ts';
import { recordWebhook } from '../../operations/record-health.ts';
import { bytesOf } from '../request-body.ts';
import { route } from '../route.ts';

/** Vendors' webhooks are small; media is fetched separately. */
const mostBytes = 5 * 1_048_576;
const refused = { code: 'webhook-refused', detail: '' } as const;
/** A vendor speaks for all customers from a few addresses: what slows down a guesser of passwords must not slow it down. */
const perMinute = 60_000;

const about = { noun: 'hooks', who: 'outside', reply: 'stream', answers: 'What the vendor expects to read.', answersAs: 'text/plain', limit: perMinute } as const;

export function hookRoutes(accounts: AccountBook) {
  const accountOf = async (token: string | undefined): Promise<InboxAccount> => {
    const account = await accounts.findByToken(token ?? '');
    if (!account?.channel.takesWebhooks) throw new Refusal('not-found');
    return account;
  };
  return [
    route({
      method: 'GET', path: '/hooks/{inboxToken}', ...about, query: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
      summary: 'A vendor asks whether this address is ours.', refuses: ['not-found', 'not-allowed'],
      handle: async ({ params, query, answer }) => {
        const { channel, config } = await accountOf(params['inboxToken']);
        const asked = Object.fromEntries(Object.entries(query).map(([name, value]) => [name, Array.isArray(value) ? (value[0] ?? '') : value]));
        const told = channel.handshake?.({ method: 'GET', query: asked, body: new Uint8Array() }, config) ?? null;
        if (told === null) throw new Refusal(channel.handshake ? 'not-allowed' : 'not-found');
        return say(answer, told);
      },
    }),
    route({
      method: 'POST', path: '/hooks/{inboxToken}', ...about, rawBody: true,
      summary: 'Takes a webhook of an inbox\'s channel. 200 means: stored.', refuses: ['not-found', 'not-allowed', 'too-large'],
      handle: async ({ desk, params, request, answer }) => {
        const account = await accountOf(params['inboxToken']);
        const body = await readAll(request.body);
        const told = account.channel.handshake?.({ method: 'POST', query: {}, body }, account.config) ?? null;
        if (told !== null) return say(answer, told);
        const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
        const raw = { kind: 'webhook', headers, body, receivedAt: desk.now(), key: account.channel.keyOf?.({ headers, body }) ?? null };
        if (!account.channel.authentic(raw, account.config)) {
          await recordWebhook(desk, account.row, refused);
          throw new Refusal('not-allowed');
        }
        const kept = ['content-type', ...(account.channel.keptHeaders ?? [])].flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]] as const]));
        await acceptRaw(desk, account.row, [{ ...raw, headers: Object.fromEntries(kept) }]);
        await recordWebhook(desk, account.row, null);
        return say(answer, account.channel.acknowledgement ?? 'ok');
      },
    }),
  ];
}

function say(answer: FastifyReply, text: string): FastifyReply {
  return answer.type('text/plain; charset=utf-8').header('cache-control', 'no-store').header('x-content-type-options', 'nosniff').send(text);
}

async function readAll(body: unknown): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of bytesOf(body)) {
    bytes += piece.byteLength;
    if (bytes > mostBytes) throw new Refusal('too-large', { most: mostBytes });
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
