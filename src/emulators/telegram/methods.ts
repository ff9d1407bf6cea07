// The methods of the Bot API that a desk calls, and the vendor's answers.
import type { Answer } from '../host.ts';
import type { Dice, Faults } from '../faults.ts';
import { flagAt, type Parameters, readParameters, textAt, valueAt, wholeAt } from './call-parameters.ts';
import { answerOf, badRequest, Refusal, tooMany } from './refusal.ts';
import { sendMethods } from './sending.ts';
import type { Updates } from './updates.ts';
import { botOf, type World } from './world.ts';

export type Vendor = { readonly world: World; readonly updates: Updates; readonly faults: Faults; readonly chance: Dice; readonly limit: (chat: number) => void };
type Method = (vendor: Vendor, given: Parameters) => unknown;

const mostDownload = 20 * 1_048_576;

const methods: Readonly<Record<string, Method>> = {
  getme: ({ world }) => ({ ...botOf(world), can_join_groups: true, can_read_all_group_messages: false, supports_inline_queries: false }),
  getupdates: ({ updates }, given) => {
    updates.allow(kindsIn(given));
    return updates.ask({ offset: wholeAt(given, 'offset') ?? 0, limit: wholeAt(given, 'limit') ?? 100, timeout: wholeAt(given, 'timeout') ?? 0 });
  },
  setwebhook: ({ updates }, given) => {
    const url = textAt(given, 'url');
    if (url === '') updates.dropHook();
    else updates.setHook({ url, secret: textAt(given, 'secret_token'), together: Math.min(Math.max(wholeAt(given, 'max_connections') ?? 40, 1), 100) });
    updates.allow(kindsIn(given));
    if (flagAt(given, 'drop_pending_updates')) updates.dropAll();
    return true;
  },
  deletewebhook: ({ updates }, given) => {
    updates.dropHook();
    if (flagAt(given, 'drop_pending_updates')) updates.dropAll();
    return true;
  },
  getwebhookinfo: ({ updates }) => updates.about(),
  getfile: ({ world }, given) => {
    const id = textAt(given, 'file_id');
    if (id === '') throw badRequest('file_id not specified');
    const file = world.files.get(id) ?? world.files.get(id.replace(/s$/, ''));
    if (!file) throw badRequest('wrong file_id or the file is temporarily unavailable');
    if (file.content.byteLength > mostDownload) throw badRequest('file is too big');
    return { file_id: id, file_unique_id: file.uniqueId, file_size: file.content.byteLength, file_path: file.path };
  },
  answercallbackquery: ({ world }, given) => {
    const id = textAt(given, 'callback_query_id');
    const until = world.presses.get(id);
    if (until === undefined || until < performance.now()) throw badRequest('query is too old and response timeout expired or query ID is invalid');
    world.presses.delete(id);
    return true;
  },
};

function kindsIn(given: Parameters): readonly string[] | undefined {
  const kinds = valueAt(given, 'allowed_updates');
  return Array.isArray(kinds) ? kinds.filter((kind) => typeof kind === 'string') : undefined;
}

/** `/bot<token>/<method>` and `/file/bot<token>/<path>`: anything else is not found. */
export async function answer(vendor: Vendor, request: Request, url: URL): Promise<Answer> {
  const [, isFile, token, name] = /^(\/file)?\/bot([^/]+)\/(.+)$/.exec(url.pathname) ?? [];
  if (token === undefined || name === undefined) return answerOf(new Refusal(404, 'Not Found'));
  try {
    checkToken(vendor, decodeURIComponent(token));
    if (isFile !== undefined) return download(vendor, decodeURIComponent(name));
    const { faults, chance } = vendor;
    if (chance.falls(faults.tooMany)) throw tooMany(faults.retryAfterSeconds);
    if (chance.falls(faults.broken)) throw new Refusal(500, 'Internal Server Error');
    const result = await carryOut(vendor, name.toLowerCase(), await readParameters(request, url));
    return chance.falls(faults.answerLost) ? 'cut' : Response.json({ ok: true, result });
  } catch (error) {
    if (error instanceof Refusal) return answerOf(error);
    throw error;
  }
}

function checkToken({ world }: Vendor, token: string): void {
  if (!/^[1-9]\d*:/.test(token) || token.length > 80) throw new Refusal(401, 'Unauthorized: invalid token specified');
  if (token !== world.bot.token) throw new Refusal(401, 'Unauthorized');
}

function carryOut(vendor: Vendor, name: string, given: Parameters): unknown {
  const send = Object.hasOwn(sendMethods, name) ? sendMethods[name] : undefined;
  if (send) return send(vendor.world, given, vendor.limit);
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (!method) throw new Refusal(404, 'Not Found: method not found');
  return method(vendor, given);
}

function download({ world }: Vendor, path: string): Response {
  const file = [...world.files.values()].find((one) => one.path === path);
  if (!file) throw new Refusal(404, 'Not Found');
  return new Response(Buffer.from(file.content), { headers: { 'content-type': 'application/octet-stream', 'content-length': String(file.content.byteLength) } });
}
