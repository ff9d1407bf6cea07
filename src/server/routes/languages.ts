// Language packs for the browser: the same rules that the server reads with advise while an agent types.
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { Refusal } from '../../domain/refusal.ts';
import type { CompiledPack } from '../../language/pack/shape.ts';
import { route } from '../route.ts';

export function languageRoutes(packs: readonly CompiledPack[]) {
  const texts = new Map(packs.map((pack) => [pack.language, pack] as const));
  const made = new Map<string, { readonly text: string; readonly packed: Buffer; readonly tag: string }>();
  const textOf = (code: string) => {
    const pack = texts.get(code);
    if (!pack) throw new Refusal('not-found');
    const known = made.get(code);
    if (known) return known;
    // Only what was learned looks for concepts, and it stays on the server.
    const text = JSON.stringify({ ...pack, concepts: {} } satisfies CompiledPack);
    const fresh = { text, packed: gzipSync(text), tag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"` };
    made.set(code, fresh);
    return fresh;
  };
  return [
    route({
      method: 'GET', path: '/api/languages/{code}/why', noun: 'languages', who: 'agent',
      summary: 'Why messages are read as they are: a sentence for each rule of a reading, in a language of the interface', reply: z.object({ rules: z.record(z.string(), z.string()) }), refuses: ['not-found'],
      handle: async ({ params, answer }) => {
        const pack = texts.get(params['code']!);
        if (!pack) throw new Refusal('not-found');
        void answer.header('cache-control', 'private, max-age=3600');
        return { rules: { ...pack.why } };
      },
    }),
    route({
      method: 'GET', path: '/api/languages/{code}/pack', noun: 'languages', who: 'agent',
      summary: 'A compiled language pack, as the browser\'s engine opens it', reply: 'stream', answersAs: 'application/json', answers: 'The pack as JSON; 304 where the caller has it already.', refuses: ['not-found'],
      handle: async ({ params, request, answer }) => {
        const { text, packed, tag } = textOf(params['code']!);
        void answer.header('etag', tag).header('cache-control', 'private, no-cache').header('vary', 'accept-encoding');
        if (request.headers['if-none-match'] === tag) return answer.status(304).send();
        void answer.type('application/json; charset=utf-8');
        return /\bgzip\b/.test(request.headers['accept-encoding'] ?? '') ? answer.header('content-encoding', 'gzip').send(packed) : answer.send(text);
      },
    }),
  ];
}
