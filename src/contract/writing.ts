// What helps with writing, as it crosses the wire: templates and how people are addressed.
import { z } from 'zod';
import { recapParts } from '../domain/template/address-forms.ts';
import { situations, variables } from '../domain/template/template.ts';
import { id, instant } from './views.ts';

export const templateView = z.object({
  id,
  /** Whose own it is; null: everybody's. */
  owner: id.nullable(),
  language: z.string(),
  name: z.string(),
  shortcut: z.string(),
  situation: z.enum(situations).nullable(),
  topic: z.string().nullable(),
  text: z.string(),
  /** Its name in the set that comes with the product; null: written here. */
  origin: z.string().nullable(),
  version: z.int(),
  changedAt: instant,
}).meta({ id: 'Template' });

const parts = {
  language: z.string().trim().toLowerCase().regex(/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/),
  name: z.string().trim().min(1).max(200),
  /** A word to find it by after the slash. */
  shortcut: z.string().trim().max(50),
  situation: z.enum(situations).nullable(),
  topic: z.string().trim().max(100).nullable(),
  text: z.string().trim().min(1).max(20_000),
};

export const templateBody = z.object({
  ...parts,
  shortcut: parts.shortcut.default(''),
  situation: parts.situation.default(null),
  topic: parts.topic.default(null),
  /** For everybody: leads and administrators. */
  shared: z.boolean().default(false),
});
/** What is absent stays as it is. `version`: the one that was changed; a newer one is not overwritten. */
export const changeTemplateBody = z.object(parts).partial().extend({ version: z.int().optional() });

const addressForms = z.object({
  language: z.string(),
  example: z.string(),
  greeting: z.object({ named: z.string(), unnamed: z.string() }),
  informal: z.object({ greeting: z.string(), forms: z.array(z.string()) }).nullable(),
  forms: z.array(z.string()),
  surnameFirst: z.object({ script: z.string(), compound: z.array(z.string()) }).nullable(),
  titles: z.record(z.string(), z.string()),
  patronymics: z.array(z.string()),
  given: z.record(z.string(), z.enum(['f', 'm'])),
  cases: z.array(z.string()),
  declension: z.array(z.object({ ending: z.string(), gender: z.enum(['f', 'm']), whole: z.boolean(), forms: z.array(z.string()) })),
  missing: z.record(z.string(), z.string()),
  times: z.object({ today: z.string(), tomorrow: z.string(), weekday: z.string(), date: z.string(), weekdays: z.array(z.string()) }),
  recap: z.record(z.enum(recapParts), z.string()),
}).meta({ id: 'AddressForms' });

export const templatesReply = z.object({ templates: z.array(templateView) });
export const addressFormsReply = z.object({ forms: z.record(z.string(), addressForms) });
export const addedTemplatesReply = z.object({ added: z.int(), templates: z.array(templateView) });

/** A template with its places filled. */
export const filledReply = z.object({
  text: z.string(),
  /** Places that somebody still has to fill in. */
  gaps: z.array(z.object({ start: z.int(), end: z.int() })),
  /** What the writer should look at before it goes out. */
  hints: z.array(z.object({ variable: z.enum(variables), hint: z.enum(['name-unknown', 'case-unsafe', 'time-proposed']) })),
}).meta({ id: 'FilledTemplate' });

export type TemplateView = z.infer<typeof templateView>;
export type TemplateBody = z.infer<typeof templateBody>;
export type ChangeTemplateBody = z.infer<typeof changeTemplateBody>;
