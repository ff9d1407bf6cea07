// A language nobody thought of when the engine was written, added as data alone: test/language-fixtures/de, a small German pack.
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compilePack, languagesIn } from './compile.ts';
import { checkExamples } from './examples.ts';
import { coverageOf } from '../../../scripts/language-coverage.ts';
import { loadLanguagePacks, productLanguages, readPackFiles } from '../../language-packs.ts';
import { createEngine } from '../engine.ts';
import type { Situation } from '../advice/advice.ts';
import type { Span } from '../text/span.ts';

const product = readPackFiles(productLanguages);
const added = readPackFiles(resolve(import.meta.dirname, '../../../test/language-fixtures'));
const fifth = compilePack('de', { ...product, ...added });
const shipped = languagesIn(product);
const engine = createEngine({ packs: [...shipped.map((language) => compilePack(language, product).pack), fifth.pack] });

// A Wednesday.
const now = '2026-03-11T10:30:00+01:00';
const read = (text: string) => engine.read(text, { now });
const cut = (text: string, spans: readonly Span[]): string[] => spans.map(({ start, end }) => text.slice(start, end));
const told = (text: string): string[] => read(text).facts.map(({ kind, value }) => `${kind} ${value}`);

describe('a fifth language as data only', () => {
  it('is a few YAML files and nothing else', () => {
    const folder = resolve(import.meta.dirname, '../../../test/language-fixtures');
    const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => name);
    expect(names.filter((name) => !name.endsWith('.yaml'))).toEqual([]);
    expect(Object.keys(added)).toHaveLength(names.length);
    expect(languagesIn(added)).toEqual(['de']);
  });

  it('is right in every example', () => expect(checkExamples(fifth).map(({ file, line, message }) => `${file}:${line} ${message}`)).toEqual([]));

  it('is right as a site would add it for itself, beside what ships', () => {
    const own = compilePack('de', product, added);
    expect(checkExamples(own)).toEqual([]);
    expect(own.pack.reading).toEqual(fifth.pack.reading);
  });

  it('is not shipped by lying among the tests', () => {
    expect(shipped).not.toContain('de');
    expect(loadLanguagePacks().map(({ language }) => language)).toEqual(shipped);
  });

  it('is listed as not ready, with what is missing, while the others stay ready', () => {
    expect(engine.languages.map(({ code, name, ready }) => `${code} ${name} ${ready ? 'ready' : 'not ready'}`)).toEqual(['en English ready', 'it Italiano ready', 'ru Русский ready', 'zh 中文 ready', 'de Deutsch not ready']);
    const { missing, untold, unexplained } = coverageOf(fifth.source);
    expect(missing).toEqual(expect.arrayContaining(['cancellation', 'risk-self-harm', 'bare-refusal', 'asks-for-order']));
    expect(missing).not.toContain('anger');
    expect(untold).toContain('bare-refusal');
    expect(untold).not.toContain('vague-time');
    expect(unexplained).toContain('risk-self-harm');
    expect(unexplained).not.toContain('risk-legal');
  });

  it('is named nowhere in the code of the engine', () => {
    const folder = resolve(import.meta.dirname, '..');
    const sources = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts')).map((entry) => join(entry.parentPath, entry.name));
    expect([...sources, join(folder, '../language-packs.ts')].filter((file) => /['"`](?:de|German|Deutsch)['"`]/.test(readFileSync(file, 'utf8')))).toEqual([]);
  });
});

// None of these stands among the examples of the pack.
const late = 'Guten Tag, gestern kam statt der grünen Gardine eine graue. Ich bin ehrlich enttäuscht. Könnten Sie mir die richtige bis Freitag schicken?';
const lawyer = 'So eine Frechheit, dreimal wurde der Termin verschoben! Mein Anwalt schreibt Ihnen, wenn ich die 49,90 € nicht zurückbekomme.';
const heating = 'Guten Morgen, unser Heizkessel ist ausgefallen, es ist dringend. Kann ein Techniker morgen um 10 kommen?';
const paid = 'Auf die Auftragsnummer 7730915 habe ich am 2. März 1.250,00 € überwiesen. Wann wird geliefert und was kostet der Aufbau?';
const tuesday = 'Nächsten Dienstag um 15 Uhr wäre ich zu Hause, davor leider nicht.';
const reminder = 'Ich verstehe diese dritte Mahnung von Ihnen nicht und mache mir inzwischen große Sorgen.';
const glad = 'Die Kollegin am Telefon war großartig, ich bin begeistert. Herzlichen Dank!';
const calm = 'Ich bin gar nicht wütend, ich wüsste nur gern, wo meine Sendung RX-771044 bleibt.';
const person = 'Das ist Abzocke. Ich möchte mit einem Menschen sprechen, sonst gehe ich zur Verbraucherzentrale.';
const silence = 'Vor drei Tagen habe ich Ihnen geschrieben, bis heute kam nichts. Bitte melden Sie sich innerhalb von zwei Werktagen.';
const german = [late, lawyer, heating, paid, tuesday, reminder, glad, calm, person, silence];

describe('messages in it', () => {
  it.each(german)('are recognised: %s', (text) => {
    const { language, engine: by } = read(text);
    expect(language.code).toBe('de');
    expect(language.confidence).toBeGreaterThan(0.85);
    expect(by.pack).toBe(fifth.pack.hash);
  });

  it.each([
    ['en', 'Hello, my order 1182 has still not come and I am really worried. Could you tell me where it is?'],
    ['en', 'The bin is in the hall, so what was wrong? It will be fine.'],
    ['it', 'Buongiorno, il mio ordine non è ancora arrivato e sono molto preoccupata. Potete dirmi dove si trova?'],
    ['ru', 'Здравствуйте, заказ всё ещё не пришёл, я очень волнуюсь. Где он?'],
    ['zh', '您好，我的订单还没到，我很担心，请问在哪里？'],
  ])('and those in %s stay what they are', (language, text) => expect(read(text).language.code).toBe(language));

  it('show feelings, also where a negation stands behind its verb', () => {
    expect(german.map((text) => read(text).mood)).toEqual(['disappointment', 'anger', 'neutral', 'neutral', 'neutral', 'anxiety', 'joy', 'neutral', 'anger', 'neutral']);
    const { emotions } = read(reminder);
    expect(emotions.map(({ value, because }) => [value, cut(reminder, because)])).toEqual([
      ['anxiety', ['mache mir inzwischen große Sorgen']],
      ['confusion', ['Ich verstehe diese dritte Mahnung von Ihnen nicht']],
    ]);
    expect(emotions.every(({ because }) => because.every(({ part }) => part === 'rule'))).toBe(true);
  });

  it('ask', () => {
    const asks = (text: string): string[] => cut(text, read(text).asks);
    expect(asks(paid)).toEqual(['Wann wird geliefert', 'was kostet der Aufbau?']);
    expect(asks(late)).toEqual(['Könnten Sie mir die richtige bis Freitag schicken?']);
    expect(asks(calm)).toEqual(['ich wüsste nur gern, wo meine Sendung RX-771044 bleibt.']);
    expect(asks(glad)).toEqual([]);
  });

  it('name days and hours, counted from now', () => {
    expect(told(late)).toContain('date 2026-03-13');
    expect(told(heating)).toEqual(['date 2026-03-12T10:00']);
    expect(told(tuesday)).toEqual(['date 2026-03-17T15:00']);
    expect(told(silence)).toEqual(['date 2026-03-08', 'date 2026-03-13']);
    expect(read(late).urgency).toMatchObject({ value: 'soon', because: [{ rule: 'deadline' }] });
    expect(read(heating).urgency.value).toBe('now');
    expect(read(silence).urgency.value).not.toBe('now');
  });

  it('name orders and sums', () => {
    expect(told(paid)).toEqual(['order 7730915', 'date 2026-03-02', 'money 1250 EUR']);
    expect(told(lawyer)).toEqual(['money 49.90 EUR']);
    expect(told(calm)).toEqual(['order RX-771044']);
  });

  it('show what is at risk', () => {
    const risks = (text: string): string[] => read(text).risks.map(({ value }) => value).sort();
    expect(risks(lawyer)).toEqual(['legal']);
    expect(risks(person)).toEqual(['fraud', 'regulator']);
    expect(read(person).wantsHuman.value).toBe(true);
    expect(german.filter((text) => risks(text).length > 0)).toEqual([lawyer, person]);
  });

  it('are judged by who speaks and by what is said of it', () => {
    const refund = 'Wo ist meine Rückzahlung? Laut Buchung 88213044 sollten 19,99 Euro vor zwei Wochen da sein. Ich bin sauer.';
    expect(read(refund).mood).toBe('anger');
    expect(told(refund)).toEqual(['order 88213044', 'money 19.99 EUR', 'date 2026-02-25']);
    const husband = 'Mein Mann sagt, es sei eine Frechheit, ich selbst finde es halb so schlimm. Was kostet die Reparatur?';
    expect(read(husband)).toMatchObject({ mood: 'neutral', emotions: [], asks: [{ end: husband.length }] });
    expect(read('Seit dem Umzug nervt die Leitung, ich werde kündigen und den Anbieter wechseln.').risks.map(({ value }) => value)).toEqual(['churn']);
  });

  it('are read without signature and without what they answer', () => {
    const letter = 'Ja, der Donnerstag passt.\n\nMit freundlichen Grüßen\nJana Vogt\nVogt Bürobedarf GmbH\nTelefon 030 1234567\n\nAm 3. März 2026 um 14:02 schrieb Service <service@example.com>:\n> Guten Tag, ich bin wütend über die Verzögerung.\n> Passt Ihnen der Termin?\n';
    expect(cut(letter, read(letter).ownWords)).toEqual(['Ja, der Donnerstag passt.']);
    expect(read(letter)).toMatchObject({ language: { code: 'de' }, mood: 'neutral', asks: [] });
    const small = 'Danke, erledigt.\n\nVon meinem iPhone gesendet';
    expect(cut(small, read(small).ownWords)).toEqual(['Danke, erledigt.']);
  });
});

describe('replies in it', () => {
  const situation: Situation = { customer: [lawyer], thread: [], fault: 'company', card: { name: null, known: {} }, now, authority: null };

  it('are advised in the language of the agent', () => {
    const draft = 'Sehr geehrter Kunde, wir bedauern die Unannehmlichkeiten. Zum jetzigen Zeitpunkt prüfen wir alles, Sie hören zeitnah von uns.';
    const { findings } = engine.advise(draft, situation);
    const tellings = new Map(findings.map((finding) => [finding.rule, engine.tell(finding, 'de')]));
    expect(tellings.get('impersonal-salutation')).toBe('„Sehr geehrter Kunde“: Nehmen Sie den Namen, oder grüßen Sie ohne.');
    expect(tellings.get('empty-apology')).toContain('die Unannehmlichkeiten');
    expect(tellings.get('vague-time')).toBe('„zeitnah“ sagt dem, der wartet, nichts. Nennen Sie Tag und Stunde.');
    expect(tellings.get('plainer-word')).toBe('Einfacher: „Jetzt“.');
    expect(tellings.get('apology-missing')).toContain('Der Fehler liegt bei uns');
    const vague = findings.find(({ rule }) => rule === 'vague-time')!;
    expect(engine.tell(vague, 'en')).toContain('zeitnah');
  });

  it('are not advised against what they do well', () => {
    const draft = 'Guten Tag, Frau Vogt, es tut mir leid: Wir haben den Termin dreimal verschoben. Ich erstatte Ihnen die 49,90 € bis morgen um 12 Uhr.';
    const rules = engine.advise(draft, situation).findings.map(({ rule }) => rule);
    for (const rule of ['apology-missing', 'impersonal-salutation', 'vague-time', 'promise-undated', 'next-step-missing', 'empty-apology']) expect(rules).not.toContain(rule);
  });

  it.each<[string, string[]]>([
    ['Ich rufe Sie morgen bis 12 Uhr an.', ['Ich rufe Sie morgen bis 12 Uhr an → 2026-03-12T12:00']],
    ['Nächsten Dienstag um 15 Uhr ruft Sie niemand an, aber heute prüfe ich alles.', ['aber heute prüfe ich alles → 2026-03-11T23:59']],
    ['Ich prüfe die Zahlung heute und schreibe Ihnen bis Freitag.', ['Ich prüfe die Zahlung heute → 2026-03-11T23:59', 'schreibe Ihnen bis Freitag → 2026-03-13T23:59']],
    ['Innerhalb von drei Werktagen erhalten Sie das Geld.', ['Innerhalb von drei Werktagen erhalten Sie das Geld → 2026-03-16T23:59']],
    ['Ich werde mich darum kümmern.', ['Ich werde mich darum kümmern → no time']],
    ['Sobald Sie das Formular schicken, rufe ich Sie morgen an.', []],
    ['Ich rief Sie gestern um 9 Uhr an.', []],
    ['Wann erhalten Sie das Geld?', []],
    ['Ich werde das nicht erstatten.', []],
  ])('promise by a time: %s', (text, expected) => {
    expect(engine.promises(text, { now, language: 'de' }).map((promise) => `${promise.text} → ${promise.due?.slice(0, 16) ?? 'no time'}`)).toEqual(expected);
  });
});
