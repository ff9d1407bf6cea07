// MAX, a messenger, as its bots see it: the bots' interface by version 0.0.33 of the vendor's published schema, and the storage of files
// beside it. Everything is on one address here. What the vendor has and no desk needs (groups, channels, comments, changing what was
// sent, the resumable upload) is not emulated and answers 404.
import { openBook } from '../book.ts';
import type { Emulator, Running } from '../emulator.ts';
import { dice, noFaults } from '../faults.ts';
import { host, type Answer } from '../host.ts';
import { customersOf } from './customers.ts';
import { download, openUpload, takeUpload, videoDetails, watch } from './files.ts';
import { getMessage, listMessages, openAnswers, sendMessage } from './messages.ts';
import { isRefused, refuse } from './rules.ts';
import { openTelling, type Telling } from './telling.ts';
import { botView, openVendor, type Refused, type Vendor } from './vendor.ts';

const mostPerSecond = 30;

export const max: Emulator = {
  name: 'max',
  title: 'MAX',
  usualPort: 9103,
  start: async ({ port, seed, pace }) => {
    const vendor = openVendor({ book: openBook(), faults: { ...noFaults }, chance: dice(seed), pace }, seed);
    const telling = openTelling(vendor);
    vendor.announce = telling.announce;
    const answer = answers(vendor, telling);
    const running: Partial<Running> = {};
    const { address, stop } = await host(port, answer, () => running as Running);
    vendor.address = address;
    return Object.assign(running, {
      name: 'max', address, page: `${address}/_emulator`, book: vendor.book, faults: vendor.faults, customers: customersOf(vendor),
      settings: { accessToken: vendor.bot.token, botName: vendor.bot.username, receiveBy: 'polling', apiAddress: address },
      stop: async () => {
        telling.stop();
        await stop();
      },
    });
  },
};

function answers(vendor: Vendor, telling: Telling): (request: Request, url: URL) => Promise<Answer> {
  const call = methods(vendor, telling);
  const tooFast = limiter(mostPerSecond);
  return async (request, url) => {
    if (url.pathname === '/i' || url.pathname === '/download') return download(vendor, url);
    if (url.pathname.startsWith('/watch/')) return watch();
    const { faults, chance } = vendor;
    if (chance.falls(faults.broken)) return told(refuse(503, 'service.unavailable', 'Service unavailable'));
    if (url.pathname === '/upload.do' && request.method === 'POST') return lost(vendor, await takeUpload(vendor, request, url));
    const stranger = wrongToken(vendor, request, url);
    if (stranger) return told(stranger);
    if (tooFast()) return told(refuse(429, 'too.many.requests', `Too many requests. Limit is: ${mostPerSecond} calls per second.`));
    if (chance.falls(faults.tooMany)) return told(refuse(429, 'too.many.requests', 'Too many requests.'), { 'retry-after': String(faults.retryAfterSeconds) });
    const done = await call(request, url);
    return lost(vendor, isRefused(done) ? told(done) : Response.json(done));
  };
}

const lost = ({ chance, faults }: Vendor, response: Response): Answer => (chance.falls(faults.answerLost) ? 'cut' : response);

function told({ status, code, message }: Refused, headers: Record<string, string> = {}): Response {
  return Response.json({ code, message }, { status, headers });
}

/** The token as it is, without a word before it, and never in the address. */
function wrongToken({ bot }: Vendor, request: Request, url: URL): Refused | null {
  const given = request.headers.get('authorization');
  const unauthorised = (message: string): Refused => refuse(401, 'verify.token', message);
  if (url.searchParams.has('access_token')) return unauthorised('Tokens in the query are not supported, use the Authorization header');
  if (given === null || given === '') return unauthorised('No access_token provided');
  if (given.includes(' ')) return unauthorised('Malformed access token');
  return given === bot.token ? null : unauthorised('Invalid access_token');
}

/** In real time, whatever the pace: it is what a caller must keep to. */
function limiter(most: number): () => boolean {
  let lately: number[] = [];
  return () => {
    const now = Date.now();
    lately = lately.filter((at) => at > now - 1000);
    if (lately.length >= most) return true;
    lately.push(now);
    return false;
  };
}

type Method = (request: Request, url: URL) => Promise<Record<string, unknown> | Refused>;

function methods(vendor: Vendor, telling: Telling): Method {
  const answerPress = openAnswers(vendor);
  const body = (request: Request): Promise<unknown> => request.json().catch(() => null);
  const success = (refused: Refused | null): Record<string, unknown> | Refused => refused ?? { success: true };
  const known: Readonly<Record<string, Readonly<Record<string, Method>>>> = {
    '/me': { GET: async () => ({ ...botView(vendor), description: null, commands: [] }) },
    '/messages': {
      GET: async (_request, url) => listMessages(vendor, url),
      POST: async (request, url) => sendMessage(vendor, url, await body(request)),
    },
    '/answers': { POST: async (request, url) => answerPress(url, await body(request)) },
    '/uploads': { POST: async (_request, url) => openUpload(vendor, url.searchParams.get('type')) },
    '/updates': { GET: async (_request, url) => telling.updates(url) },
    '/subscriptions': {
      GET: async () => ({ subscriptions: telling.subscriptions() }),
      POST: async (request) => success(telling.subscribe(await body(request))),
      DELETE: async (_request, url) => success(telling.unsubscribe(url.searchParams.get('url'))),
    },
  };
  return async (request, url) => {
    const [, first, last, ...more] = url.pathname.split('/');
    if (last !== undefined && last !== '' && more.length === 0 && request.method === 'GET') {
      if (first === 'messages') return getMessage(vendor, decodeURIComponent(last));
      if (first === 'videos') return videoDetails(vendor, decodeURIComponent(last));
    }
    const here = Object.hasOwn(known, url.pathname) ? known[url.pathname]! : null;
    if (!here) return refuse(404, 'not.found', 'Path not found');
    const method = here[request.method];
    return method ? method(request, url) : refuse(405, 'method.not.allowed', 'Method is not allowed');
  };
}
