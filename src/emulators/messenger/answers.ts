// What the desk can ask of the messenger: whether it is there, to carry a message, and for a file that somebody sent.
import { createHash } from 'node:crypto';
import type { Answer } from '../host.ts';
import { connectionPage, type Telling } from './telling.ts';
import { isRefused, type Message, readMessage, type Refused, whyNot } from './rules.ts';
import { whatIsWrong } from './signing.ts';
import { bookedFile, type World } from './world.ts';

export function answers(world: World, telling: Telling): (request: Request, url: URL) => Promise<Answer> {
  return async (request, url) => {
    if (url.pathname === '/desk') return request.method === 'POST' ? atTheDoor(world, telling, request) : refused({ status: 405, error: 'POST only' });
    if (url.pathname.startsWith('/files/') && request.method === 'GET') return giveFile(world, request, url);
    if (url.pathname === '/' && request.method === 'GET') return connectionPage(telling.hook());
    if (url.pathname === '/connection' && request.method === 'POST') return connect(telling, request);
    return null;
  };
}

const refused = ({ status, error }: Refused, headers: Readonly<Record<string, string>> = {}): Response => Response.json({ error }, { status, headers });

/** The faults that any call can meet; null: none of them. */
function misfortune({ chance, faults }: World): Response | null {
  if (chance.falls(faults.broken)) return refused({ status: 500, error: 'Something broke.' });
  if (chance.falls(faults.tooMany)) return refused({ status: 429, error: 'Slower, please.' }, { 'retry-after': String(faults.retryAfterSeconds) });
  return null;
}

async function atTheDoor(world: World, telling: Telling, request: Request): Promise<Answer> {
  const unlucky = misfortune(world);
  if (unlucky) return unlucky;
  const body = Buffer.from(await request.arrayBuffer());
  const strange = whatIsWrong(world.secret, request.headers, body);
  if (strange !== null) return refused({ status: 401, error: strange });
  if (!(request.headers.get('content-type') ?? '').startsWith('application/json')) return refused({ status: 415, error: 'JSON only' });
  const asked = parsed(body);
  if (asked?.['type'] === 'ping') return Response.json({});
  if (asked?.['type'] !== 'message') return refused({ status: 400, error: asked === null ? 'not JSON' : 'type: message or ping' });
  const message = readMessage(asked, request.headers.get('webhook-id') ?? '');
  const done = isRefused(message) ? message : take(world, telling, message);
  // Carried out, and nobody hears of it.
  if (world.chance.falls(world.faults.answerLost)) return 'cut';
  return 'error' in done ? refused(done) : Response.json(done);
}

function parsed(body: Buffer): Readonly<Record<string, unknown>> | null {
  try {
    const read: unknown = JSON.parse(body.toString('utf8'));
    return typeof read === 'object' && read !== null ? (read as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}

function take(world: World, telling: Telling, message: Message): { readonly id: string } | Refused {
  const said = createHash('sha256').update(JSON.stringify([message.to, message.text, message.attachments.map(bookedFile), message.buttons])).digest('hex');
  const before = world.taken.get(message.id);
  if (before) return before.said === said ? { id: before.id } : { status: 409, error: 'Another message had this id.' };
  const why = whyNot(world, message.to);
  if (why) return why;
  const id = world.next('out');
  world.taken.set(message.id, { id, said });
  world.book.add({ id, customer: message.to, direction: 'to customer', text: message.text, files: message.attachments.map(bookedFile), buttons: message.buttons, key: message.id });
  world.book.note(id, 'accepted');
  telling.deliver(id);
  return { id };
}

/** Only for who has the token: what customers send is not for everybody. */
function giveFile(world: World, request: Request, url: URL): Response {
  if (request.headers.get('authorization') !== `Bearer ${world.fileToken}`) return refused({ status: 401, error: 'The token for files is needed.' });
  const unlucky = misfortune(world);
  if (unlucky) return unlucky;
  const file = world.files.get(decodeURIComponent(url.pathname.slice('/files/'.length)));
  if (!file) return refused({ status: 404, error: 'There is no such file.' });
  return new Response(Buffer.from(file.content), { headers: { 'content-type': file.mediaType, 'content-length': String(file.bytes) } });
}

/** What whoever runs the program would write into its settings: where the desk takes what happens. */
async function connect(telling: Telling, request: Request): Promise<Response> {
  const given = await request.text();
  const typed = (request.headers.get('content-type') ?? '').startsWith('application/json') ? parsed(Buffer.from(given))?.['hook'] : new URLSearchParams(given).get('hook');
  const hook = typeof typed === 'string' ? URL.parse(typed.trim()) : null;
  if (hook === null || !/^https?:$/.test(hook.protocol)) return refused({ status: 400, error: 'hook: the address of the inbox, https://…/hooks/…' });
  telling.connect(hook.href);
  return connectionPage(hook.href);
}
