// What a program may tell, one shape for each type of event (docs/http-inbox.md). Strict: a field that nobody knows is more likely a
// slip of the pen than something that can be left out.
import { z } from 'zod';
import { identityOf } from '../person.ts';

export const mostEvents = 100;
export const mostText = 100_000;
export const mostInline = 1_048_576;
const mostFiles = 20;

/** What a database and another program can take: no NUL, no half of a surrogate pair, both of which JSON lets through. */
export const storable = (text: string): string => text.replaceAll('\0', '').toWellFormed();

const words = (most: number) => z.string().transform(storable).pipe(z.string().max(most));
const id = z.string().transform(storable).pipe(z.string().trim().min(1).max(500));
export const messageId = id;
export const moment = z.iso.datetime({ offset: true }).refine((at) => Date.parse(at) >= 0);

export const personId = z.string().transform((given, context) => {
  const identity = identityOf(given);
  if (identity === null) context.addIssue({ code: 'custom', message: 'unusable' });
  return identity ?? '';
});

const person = z.strictObject({
  id: personId,
  name: words(200).nullish(),
  language: z.string().max(35).regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/).nullish(),
  verified: z.boolean().default(false),
  also: z.array(z.strictObject({
    channel: z.string().max(40).regex(/^[a-z]+(-[a-z]+)*$/).refine((channel) => channel !== 'api'),
    id: words(200).pipe(z.string().trim().min(1)),
  })).max(10).default([]),
}).refine(({ verified, also }) => verified || also.length === 0, { path: ['also'] });
export type Person = z.infer<typeof person>;

const mediaType = z.string().max(200).transform((given) => given.split(';')[0]!.trim().toLowerCase()).pipe(z.string().regex(/^[\w.+-]+\/[\w.+-]+$/));
const link = z.string().max(2_000).refine((given) => {
  const url = URL.parse(given);
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') && url.href.length <= 4_000;
});
const inline = z.base64().refine((given) => Buffer.byteLength(given, 'base64') <= mostInline);

export const file = z.union([
  z.strictObject({ name: words(500), mediaType, base64: inline }),
  z.strictObject({ name: words(500), mediaType, url: link, bytes: z.int().min(0).nullish() }),
]);
export type File = z.infer<typeof file>;

const told = { at: moment.optional() };
/** Such an event has no id of its own; one that is given is passed over. */
const unnamed = { ...told, id: id.optional() };
const named = { ...told, id, from: person };

export const event = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('message'), ...named,
    text: words(mostText).default(''),
    subject: words(500).nullish(),
    attachments: z.array(file).max(mostFiles).default([]),
    thread: z.strictObject({ references: z.array(id).max(100).default([]) }).optional(),
    machineSent: z.boolean().default(false),
  }),
  z.strictObject({ type: z.literal('receipt'), ...unnamed, message: id, state: z.enum(['delivered', 'read', 'failed']), detail: words(2_000).nullish() }),
  z.strictObject({ type: z.literal('read-until'), ...unnamed, from: person, message: id }),
  z.strictObject({ type: z.literal('edit'), ...unnamed, message: id, text: words(mostText) }),
  z.strictObject({ type: z.literal('removal'), ...unnamed, message: id }),
  z.strictObject({ type: z.literal('press'), ...named, message: id.nullish(), button: words(200).pipe(z.string().min(1)) }),
  z.strictObject({ type: z.literal('begun'), ...named, payload: words(500).nullish() }),
  z.strictObject({ type: z.literal('reachable'), ...named, reachable: z.boolean() }),
  z.strictObject({ type: z.literal('typing'), ...unnamed, from: person }),
]);
export type Event = z.infer<typeof event>;
export type MessageEvent = Extract<Event, { readonly type: 'message' }>;
export const knownTypes: ReadonlySet<string> = new Set(event.options.map((option) => option.shape.type.value));
