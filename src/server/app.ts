// Builds the HTTP server from the table of routes. Everything that all routes share happens here, in one order:
// limit, sign-in, role, sight of the subject, validation, handler, presentation.
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import websocket from '@fastify/websocket';
import type { FastifyInstance, FastifyReply, FastifyRequest, onSendHookHandler, preHandlerAsyncHookHandler } from 'fastify';
import fastify from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject, validatorCompiler } from 'fastify-type-provider-zod';
import type { Role } from '../domain/access/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Desk } from '../operations/desk.ts';
import { answerRefusal } from './answer-refusal.ts';
import { describeApi, describeRoute } from './describe-route.ts';
import { guessWho, readAhead } from './read-ahead.ts';
import { onceByKey } from './repeatable.ts';
import type { Route, SignedIn } from './route.ts';
import type { SignIn } from './sign-in.ts';
import { refuseForeignPage } from './sign-in-origin.ts';
import type { Guard } from './who-may.ts';
import { guardOf } from './who-may.ts';
import { replySerializer } from './write-reply.ts';

export type AppParts = {
  readonly desk: Desk;
  readonly signIn: SignIn;
  readonly routes: readonly Route[];
  readonly trustProxy: boolean;
  readonly version: string;
  /** Adds hooks that hold for every route. */
  readonly prepare?: (app: FastifyInstance) => void;
  /** Adds what is not a JSON route: live connections, screens. */
  readonly extend?: (app: FastifyInstance) => Promise<void>;
};

/** What is under way when the server is told to stop may end by itself; after that it is cut off, so that stopping ends. */
const closingMs = 5_000;

/** Requests a minute from one address: an office of agents behind one address stays far below, a runaway script does not. */
const generalLimit = 12_000;

export async function buildApp(parts: AppParts): Promise<FastifyInstance> {
  const app = fastify({ logger: false, trustProxy: parts.trustProxy, bodyLimit: 1_048_576, routerOptions: { maxParamLength: 500 } });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(replySerializer);
  app.setErrorHandler((error, request, answer) => answerRefusal(error, request, answer));
  app.setNotFoundHandler((request, answer) => answerRefusal(new Refusal('not-found'), request, answer));
  await app.register(helmet, { contentSecurityPolicy: false, crossOriginResourcePolicy: false, crossOriginEmbedderPolicy: false });
  await app.register(cookie);
  await app.register(rateLimit, { global: false, errorResponseBuilder: (_request, context) => new Refusal('too-many-requests', { seconds: Math.ceil(context.ttl / 1_000) }) });
  await app.register(websocket, { options: { maxPayload: 65_536 } });
  await app.register(swagger, {
    openapi: describeApi(parts.version, parts.desk.publicAddress),
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
  app.decorateRequest('signedIn', null);
  app.decorateRequest('guess', null);
  app.addHook('preClose', async () => {
    setTimeout(() => app.server.closeAllConnections(), closingMs).unref();
  });
  parts.prepare?.(app);
  for (const route of parts.routes) await addRoute(app, parts, route);
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  if (parts.extend) await parts.extend(app);
  return app;
}

declare module 'fastify' {
  interface FastifyRequest {
    signedIn: SignedIn | null;
    /** Who asks, most likely; whether they do is found out while what they ask for is read. */
    guess: SignedIn | null;
  }
}

async function addRoute(app: FastifyInstance, parts: AppParts, route: Route): Promise<void> {
  const guard = isGuarded(route) ? guardOf(parts, route) : null;
  await app.register(async (scope) => {
    if (route.rawBody) {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    }
    scope.route({
      method: route.method,
      url: route.path.replace(/\{(\w+)\}/g, ':$1'),
      schema: describeRoute(route),
      config: { rateLimit: { max: route.limit ?? generalLimit, timeWindow: 60_000 } },
      onRequest: (scope as FastifyInstance).rateLimit({ max: route.limit ?? generalLimit, timeWindow: 60_000 }),
      preValidation: whoMay(parts, route, guard),
      // Whoever is guessed is told of wrong input only after it is certain that they may ask at all.
      attachValidation: route.ahead === true,
      ...(route.who === 'outside' ? {} : { onSend: tellTime }),
      handler: async (request, answer) => {
        const reply = await handled(parts, route, guard, request, answer);
        // What one person may see must not lie in a cache for the next one; secrets are told in replies as well.
        if (route.reply !== 'stream') void answer.header('cache-control', 'no-store');
        if (route.status) void answer.status(route.status);
        if (route.reply === null) return answer.status(204).send();
        return answer.sent ? answer : reply;
      },
    });
  });
}

async function handled(parts: AppParts, route: Route, guard: Guard | null, request: FastifyRequest, answer: FastifyReply): Promise<unknown> {
  const params = request.params as Record<string, string>;
  const handle = async (desk: Desk, signedIn: SignedIn | null) => route.handle({ desk, params, query: request.query, body: request.body, request, answer, ...signedIn });
  if (guard && request.guess) return readAhead(parts, guard, request, request.guess, handle);
  if (request.validationError) throw request.validationError;
  return onceByKey(parts.desk, route, request, answer, request.signedIn, async (desk) => handle(desk, request.signedIn));
}

/** How long the answer took here, for browsers' tools, other programs and the bench (w3.org/TR/server-timing). Visitors of a page are not told. */
const tellTime: onSendHookHandler = (_request, answer, payload, done) => {
  void answer.header('server-timing', `desk;dur=${answer.elapsedTime.toFixed(1)}`);
  done(null, payload);
};

function whoMay(parts: AppParts, { who, ahead }: Route, guard: Guard | null): preHandlerAsyncHookHandler {
  const { publicAddress } = parts.desk;
  // Pages that show the chat are foreign by nature.
  if (who === 'outside') return async () => undefined;
  return async (request: FastifyRequest) => {
    refuseForeignPage(request, publicAddress);
    if (guard === null) return;
    request.guess = ahead ? guessWho(parts, guard, request) : null;
    if (request.guess === null) request.signedIn = await guard.admit(request);
  };
}

function isGuarded(route: Route): route is Route & { readonly who: Role } {
  return route.who !== 'outside' && route.who !== 'anyone';
}
