// The widget stands on pages of other origins: every answer of the visitor's protocol says that it may be read there,
// refusals too. No cookie takes part, so any origin may be named; which pages may use an inbox is checked with its settings.
import type { FastifyInstance } from 'fastify';
import { fileNameHeader, visitorTokenHeader } from '../../contract/visitor.ts';

const preflightSeconds = '86400';

/** Must be called before the routes are added. */
export function addVisitorOrigins(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, answer) => {
    if (request.url.startsWith('/chat/')) void answer.header('access-control-allow-origin', '*').header('access-control-expose-headers', 'retry-after');
  });
  app.options('/chat/*', { schema: { hide: true } }, async (_request, answer) =>
    answer.status(204)
      .header('access-control-allow-methods', 'GET, POST')
      .header('access-control-allow-headers', `content-type, ${visitorTokenHeader}, ${fileNameHeader}`)
      .header('access-control-max-age', preflightSeconds)
      .send());
}
