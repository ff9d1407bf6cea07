// The built screens: the desk, the widget and the demonstration page. Hashed files are kept by browsers for ever, pages never.
import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import files from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

export const buildFolder = resolve(fileURLToPath(import.meta.url), '../../../build');

/** Scripts and styles come from here only; frames are for mail, which may show pictures that a reader asked for. */
const policy = "default-src 'self'; img-src 'self' data: blob: https:; style-src 'self' 'unsafe-inline'; font-src 'self' data:; connect-src 'self' ws: wss:; frame-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; worker-src 'self' blob:";

export async function addScreens(app: FastifyInstance, build: string = buildFolder): Promise<void> {
  const desk = join(build, 'desk');
  const widget = join(build, 'widget');
  // The folder is looked into at each request: screens that are built anew are served without a restart.
  mkdirSync(join(desk, 'assets'), { recursive: true });
  await app.register(files, { root: join(desk, 'assets'), prefix: '/assets/', decorateReply: false, immutable: true, maxAge: '365d' });
  app.get('/widget.js', { schema: { hide: true } }, async (_request, answer) => send(answer, join(widget, 'widget.js'), 'text/javascript; charset=utf-8', { 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' }));
  app.get('/demo', { schema: { hide: true } }, async (_request, answer) => send(answer, join(widget, 'demo.html'), 'text/html; charset=utf-8', { 'cache-control': 'no-cache' }));
  app.get('/push-worker.js', { schema: { hide: true } }, async (_request, answer) => send(answer, join(desk, 'push-worker.js'), 'text/javascript; charset=utf-8', { 'cache-control': 'no-cache' }));
  const page = async (_request: unknown, answer: FastifyReply) => send(answer, join(desk, 'index.html'), 'text/html; charset=utf-8', { 'cache-control': 'no-cache', 'content-security-policy': policy });
  app.get('/', { schema: { hide: true } }, page);
  // Every other address of a person is a place inside the desk; machines' addresses keep their own answers.
  app.get('/*', { schema: { hide: true } }, async (request, answer) => (/^\/(api|chat|hooks|health|assets)(\/|$)/.test(request.url) ? answer.callNotFound() : page(request, answer)));
}

async function send(answer: FastifyReply, file: string, type: string, headers: Readonly<Record<string, string>>): Promise<FastifyReply> {
  const content = await readFile(file).catch(() => null);
  if (content === null) return answer.status(503).type('text/plain; charset=utf-8').send('The screens are not built yet. `npm start` builds them; give it a moment and load again.');
  return answer.headers(headers).type(type).send(content);
}
