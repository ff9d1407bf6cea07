// Webhooks of channels: checked, stored as they came, and only then answered. What they mean is found out later.
import { z } from 'zod';
import { Refusal } from '../../domain/refusal.ts';
import { acceptRaw } from '../../operations/accept-raw.ts';
import type { AccountBook } from '../../operations/inbox-account.ts';
import { recordWebhook } from '../../operations/record-health.ts';
import { bytesOf } from '../request-body.ts';
import { route } from '../route.ts';

/** Vendors' webhooks are small; media is fetched separately. */
const mostBytes = 5 * 1_048_576;
const refused = { code: 'webhook-refused', detail: '' } as const;

export function hookRoutes(accounts: AccountBook) {
  return [
    route({
      method: 'POST', path: '/hooks/{inboxToken}', noun: 'hooks', who: 'outside', rawBody: true,
      summary: 'Takes a webhook of an inbox\'s channel. 202 means: stored.',
      reply: z.object({ stored: z.literal(true) }), status: 202, refuses: ['not-found', 'not-allowed', 'too-large'],
      handle: async ({ desk, params, request }) => {
        const account = await accounts.findByToken(params['inboxToken'] ?? '');
        if (!account?.channel.takesWebhooks) throw new Refusal('not-found');
        const body = await readAll(request.body);
        const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
        const raw = { kind: 'webhook', headers, body, receivedAt: desk.now(), key: null };
        if (!account.channel.authentic(raw, account.config)) {
          await recordWebhook(desk, account.row, refused);
          throw new Refusal('not-allowed');
        }
        await acceptRaw(desk, account.row, [raw]);
        await recordWebhook(desk, account.row, null);
        return { stored: true as const };
      },
    }),
  ];
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
