// Below /_emulator: the page on which a person plays the customer, and the same deeds for tests.
import { readFile } from 'node:fs/promises';
import type { Entry } from './book.ts';
import type { Customers, Running, Upload } from './emulator.ts';
import { readFaults } from './faults.ts';

const bad = (problem: string): Response => Response.json({ problem }, { status: 400 });

export async function playing(request: Request, url: URL, running: Running): Promise<Response> {
  const what = url.pathname.slice('/_emulator'.length).replace(/^\//, '');
  if (request.method === 'GET' && what === '') return new Response(await readFile(new URL('page.html', import.meta.url)), { headers: { 'content-type': 'text/html; charset=utf-8' } });
  if (request.method === 'GET' && what === 'about') return Response.json({ name: running.name, settings: running.settings, faults: running.faults, deeds: Object.keys(running.customers) });
  if (request.method === 'GET' && what === 'book') return Response.json(running.book.entries);
  if (request.method === 'GET' && what === 'changes') return changes(running, request.signal);
  if (request.method === 'POST' && what === 'faults') return changeFaults(await json(request), running);
  if (request.method === 'POST' && what.startsWith('customers/')) return doDeed(what.slice('customers/'.length), await json(request), running.customers);
  return new Response('not found', { status: 404 });
}

async function json(request: Request): Promise<unknown> {
  return request.json().catch(() => null);
}

function changeFaults(wanted: unknown, running: Running): Response {
  const read = readFaults(wanted);
  if (!read.ok) return bad(read.problem);
  Object.assign(running.faults, read.faults);
  return Response.json(running.faults);
}

/** What was sent with a deed, as far as it can be used; `undefined` where it is missing or something else. */
type Deed = { readonly customer?: string; readonly message?: string; readonly text?: string; readonly payload?: string; readonly button?: string; readonly files?: readonly Upload[] };

function readDeed(wanted: unknown): Deed {
  if (typeof wanted !== 'object' || wanted === null) return {};
  const texts = ['customer', 'message', 'text', 'payload', 'button'].flatMap((name) => {
    const value = (wanted as Record<string, unknown>)[name];
    return typeof value === 'string' && (name !== 'customer' || value.trim() !== '') ? [[name, name === 'customer' ? value.trim() : value]] : [];
  });
  const files = uploads((wanted as { readonly files?: unknown }).files);
  return { ...Object.fromEntries(texts), ...(files === null ? {} : { files }) };
}

/** Each deed does what it can with what was sent, or says what is missing. */
const deeds: { readonly [Name in keyof Customers]-?: (customers: Customers, deed: Deed) => Entry | string | void } = {
  write: (customers, { customer, text, files }) => (customer === undefined || text === undefined || files === undefined ? 'Which customer, and what do they write?' : customers.write(customer, { text, files })),
  edit: (customers, { message, text }) => (message === undefined || text === undefined ? 'Which message, and what does it say now?' : customers.edit?.(message, text)),
  remove: (customers, { message }) => (message === undefined ? 'Which message?' : customers.remove?.(message)),
  press: (customers, { customer, message, button }) => (customer === undefined || message === undefined || button === undefined ? 'Who, and which button of which message?' : customers.press?.(customer, message, button)),
  begin: (customers, { customer, payload }) => (customer === undefined ? 'Which customer?' : customers.begin?.(customer, payload ?? null)),
  read: (customers, { customer }) => (customer === undefined ? 'Which customer?' : customers.read?.(customer)),
  block: (customers, { customer }) => (customer === undefined ? 'Which customer?' : customers.block?.(customer)),
  unblock: (customers, { customer }) => (customer === undefined ? 'Which customer?' : customers.unblock?.(customer)),
};

function doDeed(name: string, wanted: unknown, customers: Customers): Response {
  if (!Object.hasOwn(deeds, name) || !(name in customers)) return bad(`Customers of this vendor cannot do “${name}”.`);
  const done = deeds[name as keyof Customers](customers, readDeed(wanted));
  return typeof done === 'string' ? bad(done) : Response.json(done ?? {});
}

/** `[{name, mediaType, base64}]`; null where it is something else. */
function uploads(given: unknown): readonly Upload[] | null {
  if (given === undefined) return [];
  if (!Array.isArray(given)) return null;
  const read = given.map((one: { readonly name?: unknown; readonly mediaType?: unknown; readonly base64?: unknown }): Upload | null =>
    (typeof one?.name === 'string' && typeof one.mediaType === 'string' && typeof one.base64 === 'string' ? { name: one.name, mediaType: one.mediaType, content: Buffer.from(one.base64, 'base64') } : null));
  return read.includes(null) ? null : (read as Upload[]);
}

/** Server-sent events: the page reads the book again whenever one comes. */
function changes(running: Running, signal: AbortSignal): Response {
  const encoder = new TextEncoder();
  let forget = (): void => undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const tell = (): void => {
        try {
          controller.enqueue(encoder.encode('data: look\n\n'));
        } catch {
          forget();
        }
      };
      forget = running.book.watch(tell);
      signal.addEventListener('abort', () => forget());
      tell();
    },
    cancel: () => forget(),
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' } });
}
