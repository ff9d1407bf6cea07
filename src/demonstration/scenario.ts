// A scenario: people, inboxes and conversations as somebody wrote them down in demonstration/<name>.yaml. Read and checked as a
// whole; what is wrong is named with its place.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { isMoment } from './moment.ts';

export const scenarioFolder = fileURLToPath(new URL('../../demonstration', import.meta.url));

const key = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be words in small letters with hyphens');
const past = z.string().refine((text) => isMoment(text) && text.startsWith('-'), 'must be a moment in the past such as -35m or "-2d 10:02"');
const ahead = z.string().refine((text) => isMoment(text) && text.startsWith('+'), 'must be a moment to come such as +3h or "+1d 09:00"');
const moment = z.string().refine(isMoment, 'must be a moment such as -35m, "-2d 10:02" or "+1d 09:00"');
const words = z.string().trim().min(1);
const files = z.array(z.string().regex(/^[\w-]+(\.[\w-]+)+$/)).min(1);

const common = { at: past, by: key.optional() };
const failure = z.strictObject({ code: z.string(), detail: z.string().default('') });

const reply = z.strictObject({
  ...common, reply: words, files: files.optional(), copy: z.array(z.email()).optional(), leaves: z.enum(['open', 'waiting', 'closed']).default('waiting'),
  /** What its author confirmed as promised: words of the reply, and until when; without a time, the end of the working day. */
  promises: z.array(z.strictObject({ words, due: moment.optional() })).default([]),
  /** What became of it. Where nothing is said, all that the channel can prove. */
  arrives: z.enum(['accepted', 'delivered', 'read']).optional(), fails: failure.optional(),
});

/** One thing that happens, named by its verb; `by` is an agent's key, or `you` for who fills the desk. */
const forms = {
  customer: z.strictObject({ ...common, customer: words, files: files.optional() }),
  reply,
  note: z.strictObject({ ...common, note: words }),
  assign: z.strictObject({ ...common, assign: key }),
  tag: z.strictObject({ ...common, tag: z.array(words).min(1) }),
  snooze: z.strictObject({ ...common, snooze: ahead }),
  wait: z.strictObject({ ...common, wait: z.enum(['customer', 'third party']) }),
  close: z.strictObject({ ...common, close: z.enum(['solved', 'no answer', 'spam']) }),
  reopen: z.strictObject({ ...common, reopen: z.literal(true) }),
  keep: z.strictObject({ ...common, keep: words }),
} as const;

export type Step = { [Verb in keyof typeof forms]: z.output<(typeof forms)[Verb]> }[keyof typeof forms];

const step = z.record(z.string(), z.unknown()).transform((given, context): Step => {
  const [verb, ...more] = Object.keys(forms).filter((name) => name in given);
  const said = `needs exactly one of ${Object.keys(forms).join(', ')}`;
  if (verb === undefined || more.length > 0) return refuse(context, [{ path: [], message: said }]);
  const read = forms[verb as keyof typeof forms].safeParse(given);
  return read.success ? read.data : refuse(context, read.error.issues);
});

function refuse(context: z.RefinementCtx, issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]): never {
  for (const { path, message } of issues) context.addIssue({ code: 'custom', path: [...path], message });
  return z.NEVER;
}

const conversation = z.strictObject({
  key, contact: key, inbox: key, subject: words.optional(),
  /** Who does what has no `by`. */
  agent: key.default('you'),
  steps: z.array(step).min(1),
});

const shape = z.strictObject({
  says: words,
  agents: z.record(key, z.strictObject({ name: words, role: z.enum(['administrator', 'lead', 'agent']).default('agent'), language: words })).default({}),
  teams: z.record(key, z.strictObject({ name: words, members: z.array(key) })).default({}),
  inboxes: z.record(key, z.strictObject({ channel: words, name: words, teams: z.array(key).default([]), settings: z.record(z.string(), z.unknown()).default({}), sender: z.strictObject({ name: words, address: z.email(), signature: z.string().default('') }).optional() })),
  contacts: z.record(key, z.strictObject({ name: words.optional(), address: z.email().optional(), language: words })),
  conversations: z.array(conversation).min(1),
});

type Shape = z.output<typeof shape>;
export type PlayedConversation = Shape['conversations'][number];
export type Scenario = Shape & { readonly name: string };

export class WrongScenario extends Error {}

export function scenarioNames(folder = scenarioFolder): readonly string[] {
  return readdirSync(folder).filter((file) => file.endsWith('.yaml')).map((file) => file.slice(0, -5)).sort();
}

export function readScenario(name: string, folder = scenarioFolder): Scenario {
  return parseScenario(name, readFileSync(join(folder, `${name}.yaml`), 'utf8'));
}

export function parseScenario(name: string, text: string): Scenario {
  const read = shape.safeParse(parseYaml(name, text));
  if (!read.success) throw new WrongScenario(`demonstration/${name}.yaml: ${read.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`).join('; ')}`);
  const mistakes = unknownNames(read.data);
  if (mistakes.length > 0) throw new WrongScenario(`demonstration/${name}.yaml: ${mistakes.join('; ')}`);
  return { name, ...read.data };
}

function parseYaml(name: string, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new WrongScenario(`demonstration/${name}.yaml: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Everything that is named must be described. */
function unknownNames(scenario: Shape): readonly string[] {
  const agents = new Set(['you', ...Object.keys(scenario.agents)]);
  const unknown = (what: string, named: string | undefined, known: ReadonlySet<string> | object): string[] =>
    named === undefined || (known instanceof Set ? known.has(named) : Object.hasOwn(known, named)) ? [] : [`${what}: nobody described "${named}"`];
  return [
    ...Object.entries(scenario.teams).flatMap(([team, { members }]) => members.flatMap((one) => unknown(`teams.${team}`, one, agents))),
    ...Object.entries(scenario.inboxes).flatMap(([inbox, { teams }]) => teams.flatMap((one) => unknown(`inboxes.${inbox}`, one, scenario.teams))),
    ...scenario.conversations.flatMap((one) => [
      ...unknown(one.key, one.contact, scenario.contacts), ...unknown(one.key, one.inbox, scenario.inboxes), ...unknown(one.key, one.agent, agents),
      ...one.steps.flatMap((step) => [...unknown(one.key, step.by, agents), ...('assign' in step ? unknown(one.key, step.assign, new Set([...agents, 'nobody', ...Object.keys(scenario.teams)])) : [])]),
    ]),
  ];
}
