// Reads templates/<language>.yaml: how people are addressed, and the templates that a new workspace begins with.
// A mistake in a file is told with its place when the desk starts, and by the test that reads them all.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AddressForms, RecapForms } from './domain/template/address-forms.ts';
import { recapParts } from './domain/template/address-forms.ts';
import { unknownPlaces } from './domain/template/fill.ts';
import type { WritingLibrary } from './domain/template/library.ts';
import type { ShippedTemplate, Situation } from './domain/template/template.ts';
import { situations } from './domain/template/template.ts';
import type { Entry, Problem } from './language/pack/source.ts';
import { readYaml } from './language/pack/source.ts';

export const productTemplates = fileURLToPath(new URL('../templates', import.meta.url));

/** A shipped template with the customer's words that it answers: those are for its test. */
export type ReadTemplate = ShippedTemplate & { readonly customer: string };
export type ReadLibrary = Omit<WritingLibrary, 'templates'> & { readonly templates: readonly ReadTemplate[]; readonly problems: readonly Problem[] };

export function readWritingLibrary(folder: string = productTemplates): ReadLibrary {
  const problems: Problem[] = [];
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml')).sort();
  const read = files.map((file) => {
    const language = file.replace(/\.yaml$/, '');
    const top = readYaml(file, readFileSync(join(folder, file), 'utf8'), problems).map?.entries ?? new Map<string, Entry>();
    return { language, forms: readForms(language, entriesOf(top.get('address'))), templates: readTemplates(language, top.get('templates'), problems) };
  });
  return { forms: Object.fromEntries(read.map(({ language, forms }) => [language, forms])), templates: read.flatMap(({ templates }) => templates), problems };
}

export function loadWritingLibrary(folder: string = productTemplates): WritingLibrary {
  const { forms, templates, problems } = readWritingLibrary(folder);
  const [first] = problems;
  if (first) throw new Error(`templates/${first.file}, line ${first.line}: ${first.message}`);
  return { forms, templates: templates.map(({ customer: _customer, ...template }) => template) };
}

type Entries = ReadonlyMap<string, Entry>;

function entriesOf(entry: Entry | undefined): Entries {
  return entry?.map?.entries ?? new Map<string, Entry>();
}

function text(entries: Entries, name: string): string {
  return String(entries.get(name)?.scalar ?? '');
}

function linesOf(entries: Entries, name: string): string[] {
  return (entries.get(name)?.lines ?? []).map((line) => line.text);
}

function words(entries: Entries, name: string): string[] {
  return text(entries, name).split(/\s+/).filter((word) => word !== '');
}

function readForms(language: string, address: Entries): AddressForms {
  const [greeting, times, given, surnames, recap] = ['greeting', 'times', 'given', 'surname-first', 'recap'].map((name) => entriesOf(address.get(name))) as [Entries, Entries, Entries, Entries, Entries];
  return {
    language,
    example: text(address, 'example'),
    greeting: { named: text(greeting, 'named'), unnamed: text(greeting, 'unnamed') },
    informal: entriesOf(address.get('informal')).size === 0 ? null : { greeting: text(entriesOf(address.get('informal')), 'greeting'), forms: linesOf(entriesOf(address.get('informal')), 'forms') },
    forms: linesOf(address, 'forms'),
    surnameFirst: surnames.size === 0 ? null : { script: text(surnames, 'script'), compound: words(surnames, 'compound') },
    titles: pairs(address, 'titles'),
    patronymics: words(address, 'patronymics'),
    given: Object.fromEntries((['f', 'm'] as const).flatMap((gender) => words(given, gender).map((name) => [name, gender]))),
    cases: words(address, 'cases'),
    declension: (address.get('declension')?.lines ?? []).map((line) => {
      const [ending = '', gender, ...forms] = line.text.split(/\s+/);
      return { ending: ending.replace(/^=/, ''), whole: ending.startsWith('='), gender: gender === 'f' ? 'f' : 'm', forms };
    }),
    missing: pairs(address, 'missing'),
    times: {
      today: text(times, 'today'), tomorrow: text(times, 'tomorrow'), weekday: text(times, 'weekday'), date: text(times, 'date'),
      weekdays: words(address, 'weekdays').map((word) => word.replaceAll('_', ' ')),
    },
    recap: Object.fromEntries(recapParts.map((part) => [part, text(recap, part)])) as RecapForms,
  };
}

/** A word, and after a space what stands for it. */
function pairs(entries: Entries, name: string): Record<string, string> {
  return Object.fromEntries((entries.get(name)?.lines ?? []).map((line) => {
    const at = line.text.indexOf(' ');
    return [line.text.slice(0, at).toLowerCase(), line.text.slice(at + 1).trim()];
  }));
}

function readTemplates(language: string, entry: Entry | undefined, problems: Problem[]): ReadTemplate[] {
  return (entry?.items ?? []).map(({ entries, place }) => {
    const situation = text(entries, 'situation');
    const template = {
      language, key: text(entries, 'key'), name: text(entries, 'name'), shortcut: text(entries, 'shortcut'), customer: text(entries, 'customer'),
      situation: isSituation(situation) ? situation : null, topic: text(entries, 'topic') || null, text: text(entries, 'text').trim(),
    };
    const missing = (['key', 'name', 'shortcut', 'customer', 'text'] as const).filter((name) => template[name] === '');
    if (missing.length > 0) problems.push({ ...place, message: `a template needs ${missing.join(', ')}` });
    if (situation !== '' && !isSituation(situation)) problems.push({ ...place, message: `"${situation}" is none of ${situations.join(', ')}` });
    for (const name of unknownPlaces(template.text)) problems.push({ ...place, message: `{${name}} is nothing that can be filled in` });
    return template;
  });
}

function isSituation(text: string): text is Situation {
  return (situations as readonly string[]).includes(text);
}
