// The Graph interface of the account: who may call, what it offers, and the faults that any call can meet.
import { createHmac } from 'node:crypto';
import type { Dice, Faults } from '../faults.ts';
import type { Answer } from '../host.ts';
import { accessToken, appId, appSecret, businessAccountId, displayNumber, phoneNumberId, templates } from './account.ts';
import { noObject, noToken, type Refusal, refusal, refused } from './errors.ts';
import type { Hooks } from './hooks.ts';
import type { Store } from './media.ts';
import { type Asked, isRefusal, record, word } from './rules.ts';

export type Api = {
  readonly faults: Faults; readonly chance: Dice; readonly hooks: Hooks; readonly store: Store;
  readonly address: () => string;
  readonly send: (asked: Asked) => Response | Refusal;
  readonly seen: (id: string) => Response | Refusal;
};

type Call = { readonly request: Request; readonly url: URL; readonly id: string; readonly edge: string; readonly asked: () => Promise<Asked> };

export async function answer(request: Request, url: URL, api: Api): Promise<Answer> {
  if (url.pathname === '/' && request.method === 'GET') return dashboard();
  if (url.pathname === '/whatsapp_business/attachments/') return mayCall(request) ? (api.store.behind(url) ?? new Response('URL signature expired', { status: 404 })) : new Response('', { status: 401 });
  const route = /^\/(v\d{1,2}\.\d)\/([^/]+)(?:\/([a-z_]+))?\/?$/.exec(url.pathname);
  if (!route) return refused(refusal(400, 2500, 'Unknown path components'));
  const [, version, id, edge = ''] = route;
  if (Number(version!.slice(1)) < 20) return refused(refusal(400, 2635, 'You are calling a deprecated version of the API. Please update to the latest version.'));
  const call: Call = { request, url, id: id!, edge, asked: () => bodyOf(request) };
  // The app's own page, where an administrator types the webhook: no fault of the interface for messages touches it.
  if (edge === 'subscriptions') return finished(await subscribe(call, api));
  if (!mayCall(request)) return refused(noToken);
  const fault = faultFor(api);
  if (fault) return fault;
  const lost = api.chance.falls(api.faults.answerLost);
  const answered = finished(await carryOut(call, api));
  return lost ? 'cut' : answered;
}

const finished = (result: Response | Refusal): Response => (isRefusal(result) ? refused(result) : result);

const mayCall = (request: Request): boolean => request.headers.get('authorization') === `Bearer ${accessToken}`;

function faultFor({ faults, chance }: Api): Response | null {
  if (chance.falls(faults.tooMany)) {
    const usage = { [businessAccountId]: [{ type: 'whatsapp', call_count: 100, total_cputime: 25, total_time: 25, estimated_time_to_regain_access: Math.ceil(faults.retryAfterSeconds / 60) }] };
    return refused(refusal(400, 130429, 'Rate limit hit', 'Message failed to send because there were too many messages sent from this phone number in a short period of time'), { 'retry-after': String(faults.retryAfterSeconds), 'x-business-use-case-usage': JSON.stringify(usage) });
  }
  if (!chance.falls(faults.broken)) return null;
  return refused(chance.falls(0.5) ? refusal(500, 131000, 'Something went wrong') : refusal(503, 131016, 'Service unavailable'));
}

async function bodyOf(request: Request): Promise<Asked> {
  const type = request.headers.get('content-type') ?? '';
  if (type.startsWith('application/json')) return record(await request.json().catch(() => null));
  if (type.startsWith('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(await request.text()));
  return {};
}

async function carryOut(call: Call, api: Api): Promise<Response | Refusal> {
  if (call.id === phoneNumberId) return ofNumber(call, api);
  if (call.id === businessAccountId) return ofAccount(call, api);
  return call.edge === '' ? ofFile(call, api) : noObject(call.id, call.request.method);
}

async function ofNumber(call: Call, api: Api): Promise<Response | Refusal> {
  const { request, url, id, edge } = call;
  const post = request.method === 'POST';
  if (edge === '') return post ? override(await call.asked(), api) : describeNumber(url);
  if (edge === 'messages' && post) return sendOrSee(await call.asked(), api);
  if (edge !== 'media' || !post) return noObject(id, request.method);
  const held = await api.store.upload(request);
  return isRefusal(held) ? held : Response.json({ id: held.id });
}

async function ofAccount(call: Call, api: Api): Promise<Response | Refusal> {
  if (call.edge === 'subscribed_apps') return subscribedApps(call, api);
  return call.edge === 'message_templates' && call.request.method === 'GET' ? templatePage(call.url) : noObject(call.id, call.request.method);
}

function ofFile({ request, url, id }: Call, { store, address }: Api): Response | Refusal {
  if (request.method === 'DELETE') return store.remove(id);
  return request.method !== 'GET' || ofOtherNumber(url) ? noObject(id, request.method) : store.describe(id, address());
}

const ofOtherNumber = (url: URL): boolean => ![null, phoneNumberId].includes(url.searchParams.get('phone_number_id'));

function sendOrSee(asked: Asked, api: Api): Response | Refusal {
  return asked['status'] === 'read' ? api.seen(word(asked['message_id'])) : api.send(asked);
}

function describeNumber(url: URL): Response | Refusal {
  const proof = url.searchParams.get('appsecret_proof');
  if (proof !== null && proof !== createHmac('sha256', appSecret).update(accessToken).digest('hex')) return { status: 400, code: 100, type: 'GraphMethodException', message: 'Invalid appsecret_proof provided in the API argument' };
  return Response.json({ verified_name: 'Emulated Shop', display_phone_number: `+${displayNumber}`, quality_rating: 'GREEN', id: phoneNumberId });
}

async function override(asked: Asked, { hooks }: Api): Promise<Response | Refusal> {
  const { override_callback_uri: address, verify_token: token } = record(asked['webhook_configuration']);
  return (await hooks.connect(address, token)) ?? Response.json({ success: true });
}

async function subscribedApps(call: Call, { hooks }: Api): Promise<Response | Refusal> {
  if (call.request.method === 'GET') return Response.json({ data: hooks.connected ? [{ whatsapp_business_api_data: { id: appId, name: 'Emulated app', link: 'https://www.facebook.com/games/?app_id=670843887433847' } }] : [] });
  const { override_callback_uri: address, verify_token: token } = await call.asked();
  return address === undefined ? Response.json({ success: true }) : ((await hooks.connect(address, token)) ?? Response.json({ success: true }));
}

/** `POST /<APP_ID>/subscriptions`, called with the app's own token: its id and secret. */
async function subscribe(call: Call, { hooks }: Api): Promise<Response | Refusal> {
  const asked = await call.asked();
  if (call.id !== appId || call.request.method !== 'POST') return noObject(call.id, call.request.method);
  if (asked['access_token'] !== `${appId}|${appSecret}`) return noToken;
  if (asked['object'] !== 'whatsapp_business_account') return refusal(400, 100, 'Param object must be one of the subscribable objects.');
  return (await hooks.connect(asked['callback_url'], asked['verify_token'])) ?? Response.json({ success: true });
}

function templatePage(url: URL): Response {
  const limit = Math.max(1, Number(url.searchParams.get('limit') ?? 25));
  const from = Number(url.searchParams.get('after') ?? 0);
  const data = templates.slice(from, from + limit).map(({ name, language, status, category, body, ttlSeconds, buttons }, place) => ({
    name, language, status, category, id: String(594_425_479_261_596 + from + place),
    components: [{ type: 'BODY', text: body }, ...(buttons.length > 0 ? [{ type: 'BUTTONS', buttons: buttons.map((text) => ({ type: 'QUICK_REPLY', text })) }] : [])],
    ...(ttlSeconds === null ? {} : { message_send_ttl_seconds: ttlSeconds }),
  }));
  const end = from + data.length;
  return Response.json({ data, paging: { cursors: { before: String(from), after: String(end) }, ...(end < templates.length ? { next: `${url.origin}${url.pathname}?after=${end}` } : {}) } });
}

/** What the app's page at Meta offers: where webhooks go. */
function dashboard(): Response {
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>App dashboard</title><style>body{font:16px/1.5 system-ui;max-width:34rem;margin:2rem auto;padding:0 1rem}label{display:block;margin:.6rem 0}input{font:inherit;width:100%}</style>
<h1>WhatsApp &rarr; Configuration</h1><form method="post" action="/v25.0/${appId}/subscriptions"><input type="hidden" name="access_token" value="${appId}|${appSecret}"><input type="hidden" name="object" value="whatsapp_business_account">
<label>Callback URL <input name="callback_url" required></label><label>Verify token <input name="verify_token" required></label><button>Verify and save</button></form>
<p><a href="/_emulator">Play the customers</a></p></html>`;
  return new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8' } });
}
