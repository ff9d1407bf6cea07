// Finding: by what lists and searches are narrowed and ordered, what a search answers, and the views that people keep.
import { z } from 'zod';
import { directions } from '../domain/conversation/message.ts';
import { emotions, intents, motives, urgencies } from '../language/reading/reading.ts';
import { conversationView, id, instant } from './views.ts';

/** Several values with commas between them; any of them fits. */
const someOf = <Value extends string>(values: readonly [Value, ...Value[]]) =>
  z.string().max(300).transform((text) => text.split(',')).pipe(z.array(z.enum(values)).min(1).max(20))
    .meta({ description: `One or more of ${values.join(', ')}, with commas between them.` });

const yes = z.enum(['yes', 'true', '1']).transform(() => true as const).meta({ description: 'yes: only those that have it' });

export const stateNames = ['open', 'waiting', 'snoozed', 'closed', 'spam'] as const;
export const sorts = ['newest', 'waiting', 'urgency'] as const;
export const waitedFor = ['us', 'customer', 'third party'] as const;

/** Conditions of lists and searches; all of them hold together. */
export const filterQuery = {
  state: someOf(stateNames).optional(),
  inbox: id.optional(),
  channel: z.string().max(50).optional(),
  team: id.optional(),
  /** `none`: nobody's; `me`: of whoever asks. */
  assignee: z.union([id, z.enum(['none', 'me'])]).optional(),
  tag: z.string().max(100).optional(),
  mood: someOf([...emotions, 'neutral']).optional(),
  urgency: someOf(urgencies).optional(),
  /** What the customer's messages were read to want. */
  intent: someOf(intents).optional(),
  /** A complaint was read, for any motive or for one of these. */
  complaint: someOf(['any', ...motives]).optional(),
  language: z.string().max(35).optional(),
  /** Who is waited for: `us`, since the customer has written and nobody has answered. */
  waiting: z.enum(waitedFor).optional(),
  contact: id.optional(),
  /** Of a list: when something was last said. Of a search: when the words were said. */
  from: instant.optional(),
  /** Not included. */
  to: instant.optional(),
  attachment: yes.optional(),
  promise: yes.optional(),
};

export const orderQuery = {
  /** `waiting`: who waits longest comes first. `urgency`: what is urgent comes first. Within that, the newest. */
  sort: z.enum(sorts).default('newest'),
};

const pageQuery = {
  /** Opaque; from the previous page's `next`. */
  cursor: z.string().max(300).optional(),
};

export const searchQuery = z.object({
  /** Words, "words in this order", -without, beginnings while typing, #number. docs/searching.md */
  q: z.string().max(300),
  ...filterQuery,
  ...orderQuery,
  ...pageQuery,
  limit: z.coerce.number().int().min(1).max(50).default(20),
});

const snippet = z.object({
  text: z.string(),
  /** Offsets into `text`, in UTF-16 units. */
  highlights: z.array(z.object({ start: z.int(), end: z.int() })),
  cutBefore: z.boolean(),
  cutAfter: z.boolean(),
});

export const searchHit = z.object({
  /** Where the words are: what was said, the subject, a file's name, the people of a message. */
  in: z.enum(['text', 'subject', 'attachment', 'people']),
  message: id.nullable(),
  attachment: id.nullable(),
  direction: z.enum(directions).nullable(),
  author: z.string().nullable(),
  at: instant,
  snippet,
}).meta({ id: 'SearchHit' });

export const searchResult = z.object({
  conversation: conversationView,
  /** The newest three; `count` messages have the words. */
  hits: z.array(searchHit),
  count: z.int(),
}).meta({ id: 'SearchResult' });

export const searchContact = z.object({
  id,
  name: z.string().nullable(),
  /** What of them was found. */
  found: z.array(z.object({ kind: z.enum(['name', 'identity', 'attribute']), label: z.string().nullable(), snippet })),
}).meta({ id: 'SearchContact' });

export const searchReply = z.object({
  /** The conversation whose number the query is. */
  numbered: conversationView.nullable(),
  results: z.array(searchResult),
  /** At most ten; on the first page only. */
  contacts: z.array(searchContact),
  next: z.string().nullable(),
  /** What was there before searching was possible is still being read: `done` of `total` messages, the newest first. */
  reading: z.object({ done: z.int(), total: z.int() }).nullable(),
});

/** Everything that makes a list or a search, as its address has it. */
export const viewQuery = z.object({
  q: z.string().max(300).optional(),
  ...filterQuery,
  sort: z.enum(sorts).optional(),
});
const kept = z.record(z.string().max(30), z.string().max(300));

export const savedView = z.object({
  id,
  name: z.string(),
  shared: z.boolean(),
  /** The filters as they are given in an address; `q` makes it a search. */
  query: kept,
  /** Whether its number is kept (and told by /api/views/counts): where every condition is one that is counted. */
  counted: z.boolean(),
  version: z.int(),
}).meta({ id: 'SavedView' });

export const saveViewBody = z.object({ id, name: z.string().trim().min(1).max(100), shared: z.boolean().default(false), query: kept });
export const changeViewBody = z.object({ name: z.string().trim().min(1).max(100).optional(), query: kept.optional(), shared: z.boolean().optional() });
export const viewsReply = z.object({ views: z.array(savedView) });
/** By the id of the view; only those that are counted. */
export const viewCountsReply = z.record(z.string(), z.int());

export type FilterQuery = Partial<z.output<z.ZodObject<typeof filterQuery>>>;
export type Sort = (typeof sorts)[number];
export type SearchQuery = z.output<typeof searchQuery>;
export type SearchReply = z.infer<typeof searchReply>;
export type SearchResult = z.infer<typeof searchResult>;
export type SearchHit = z.infer<typeof searchHit>;
export type SearchContact = z.infer<typeof searchContact>;
export type SavedView = z.infer<typeof savedView>;
export type ViewQuery = z.output<typeof viewQuery>;
