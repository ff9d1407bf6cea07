// Tries the settings for real and sends nothing: the token, the app's secret, the number, and with the account's id also whether
// webhooks are switched on and whether the templates are those that Meta has approved.
import { createHmac } from 'node:crypto';
import type { ChannelIo, CheckResult, Problem } from '../channel.ts';
import type { WhatsAppConfig } from './config.ts';
import { line, text, type Thing, things, thing } from './incoming/payload.ts';
import { type Answer, type Graph, openGraph } from './outgoing/graph.ts';
import { failureOf } from './outgoing/outcome.ts';
import { placesOf, type Template } from './templates.ts';

const mostPages = 20;

export async function check(config: WhatsAppConfig, io: ChannelIo, graph: Graph = openGraph(config, io)): Promise<CheckResult> {
  const proof = createHmac('sha256', config.appSecret).update(config.accessToken).digest('hex');
  const number = await graph.get(config.phoneNumberId, { fields: 'display_phone_number,verified_name', appsecret_proof: proof });
  const problems = saysYes(number) ? await accountProblems(config, graph) : [numberProblem(number, config)];
  return problems.length === 0 ? { ok: true } : { ok: false, problems };
}

const saysYes = (answer: Answer): boolean => answer.is === 'answered' && answer.status < 300;

function numberProblem(answer: Answer, config: WhatsAppConfig): Problem {
  const problem = problemOf(answer, config);
  const error = answer.is === 'answered' ? thing(answer.json['error']) : {};
  return text(error['code']) === '100' && /appsecret_proof/i.test(text(error['message'])) ? { ...problem, code: 'whatsapp.app-secret-wrong' } : problem;
}

function problemOf(answer: Answer, config: WhatsAppConfig): Problem {
  const { code, reason } = failureOf(answer, false, config);
  return { code: code === 'whatsapp.message-refused' ? 'whatsapp.number-not-ready' : code, detail: reason };
}

async function accountProblems(config: WhatsAppConfig, graph: Graph): Promise<readonly Problem[]> {
  if (config.businessAccountId === undefined) return [];
  const apps = await graph.get(`${config.businessAccountId}/subscribed_apps`);
  if (!saysYes(apps)) return [problemOf(apps, config)];
  const subscribed = apps.is === 'answered' && things(apps.json['data']).length > 0;
  const templates = config.templates.length === 0 ? [] : await templateProblems(config, graph);
  return [...(subscribed ? [] : [{ code: 'whatsapp.not-subscribed', detail: '' }]), ...templates];
}

async function templateProblems(config: WhatsAppConfig, graph: Graph): Promise<readonly Problem[]> {
  const approved: Thing[] = [];
  let after = '';
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await graph.get(`${config.businessAccountId}/message_templates`, { fields: 'name,language,status,category,components,message_send_ttl_seconds', limit: '250', ...(after === '' ? {} : { after }) });
    if (answer.is !== 'answered' || answer.status >= 300) return [problemOf(answer, config)];
    approved.push(...things(answer.json['data']));
    const paging = thing(answer.json['paging']);
    after = text(thing(paging['cursors'])['after']);
    if (after === '' || text(paging['next']) === '') break;
  }
  return config.templates.flatMap((one) => differenceOf(one, approved));
}

function differenceOf(typed: Template, approved: readonly Thing[]): readonly Problem[] {
  const named = `${typed.name} (${typed.language})`;
  const theirs = approved.find((one) => text(one['name']) === typed.name && text(one['language']) === typed.language);
  if (!theirs) return [{ code: 'whatsapp.template-unusable', detail: `${named}: not there` }];
  if (text(theirs['status']) !== 'APPROVED') return [{ code: 'whatsapp.template-unusable', detail: `${named}: ${line(theirs['status'], 60)}` }];
  const body = text(things(theirs['components']).find((one) => text(one['type']).toUpperCase() === 'BODY')?.['text']);
  const ttl = Number(text(theirs['message_send_ttl_seconds']) || Number.NaN);
  const differs = [
    ...(body.replaceAll(/\s+/g, ' ').trim() === typed.body.replaceAll(/\s+/g, ' ').trim() ? [] : [placesOf(body).join() === placesOf(typed.body).join() ? 'words' : 'places']),
    ...(text(theirs['category']).toLowerCase() === typed.category ? [] : ['category']),
    ...((ttl > 0 ? ttl : null) === typed.ttlSeconds ? [] : ['seconds']),
  ];
  return differs.length === 0 ? [] : [{ code: 'whatsapp.template-differs', detail: `${named}: ${differs.join(', ')}` }];
}
