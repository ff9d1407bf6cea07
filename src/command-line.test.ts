import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { localIso, runCommandLine } from './command-line.ts';

const now = '2026-03-11T10:30:00+03:00';

type Outcome = { readonly code: number; readonly out: string; readonly complaint: string };

const run = async (options: readonly string[], input: string | readonly string[]): Promise<Outcome> => {
  let out = '';
  let complaint = '';
  const code = await runCommandLine(options, {
    input: (async function* () {
      for (const chunk of typeof input === 'string' ? [input] : input) yield chunk;
    })(),
    write: (text) => void (out += text),
    complain: (text) => void (complaint += text),
    clock: () => now,
  });
  return { code, out, complaint };
};

const lines = (outcome: Outcome): Record<string, unknown>[] => outcome.out.split('\n').filter(Boolean).map((line) => JSON.parse(line) as Record<string, unknown>);
const jsonl = (...values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join('\n');

describe('attune read', () => {
  it('answers each line in its order, in the shape of the contract', async () => {
    const text = 'Я в бешенстве! Верните 490 руб. до 13 марта, иначе подам в суд. Когда ответите?';
    const outcome = await run(['read'], jsonl({ id: 'm1', text, now: '2026-03-11T09:00:00+03:00', extra: { passed: 'over' } }, { id: 2, text: 'ok' }));
    expect(outcome.code).toBe(0);
    const [first, second] = lines(outcome);
    expect(Object.keys(first!)).toEqual(['id', 'language', 'mood', 'valence', 'emotions', 'intents', 'complaint', 'urgency', 'risks', 'wantsHuman', 'formality', 'asks', 'facts', 'problem', 'ownWords', 'engine']);
    expect(first).toMatchObject({
      id: 'm1',
      language: { code: 'ru' },
      mood: 'anger',
      emotions: [{ value: 'anger', because: expect.arrayContaining([expect.objectContaining({ start: 2, end: 13, part: 'rule' }), expect.objectContaining({ part: 'learned' })]) }],
      complaint: { motive: { value: 'rights' }, latent: false },
      urgency: { value: 'soon' },
      risks: [{ value: 'legal' }],
      wantsHuman: { value: false },
      formality: 'polite',
      facts: [{ kind: 'money', value: '490 RUB' }, { kind: 'date', value: '2026-03-13' }],
      ownWords: [{ start: 0, end: text.length }],
    });
    expect(second).toMatchObject({ id: 2, mood: 'neutral' });
  });

  it('takes the clock where a line names no time, and a language where it names one', async () => {
    const [today, given] = lines(await run(['read'], jsonl({ id: 1, text: 'I called yesterday' }, { id: 2, text: 'ok', language: 'it' })));
    expect(today).toMatchObject({ facts: [{ value: '2026-03-10' }] });
    expect(given).toMatchObject({ language: { code: 'it', confidence: 1 } });
  });

  it('answers a bad line in its place and does the rest', async () => {
    const bad = ['{"id":"a","text":"one"}', '{half', '[]', 'null', '7', '{"id":"b"}', '{"id":"c","text":5}', '{"id":"d","text":"x","now":"soon"}', '{"id":"e","text":"x","language":{}}', '{"id":{"deep":[1]},"text":"x"}', '', '   ', '{"id":"z","text":""}'];
    const outcome = await run(['read'], bad.join('\n'));
    expect(outcome.code).toBe(1);
    const answers = lines(outcome);
    expect(answers.map(({ id, line, error }) => [id, line, typeof error])).toEqual([
      ['a', undefined, 'undefined'],
      [null, 2, 'string'],
      [null, 3, 'string'],
      [null, 4, 'string'],
      [null, 5, 'string'],
      ['b', undefined, 'string'],
      ['c', undefined, 'string'],
      ['d', undefined, 'string'],
      ['e', undefined, 'string'],
      [{ deep: [1] }, undefined, 'undefined'],
      ['z', undefined, 'undefined'],
    ]);
    expect(outcome.out.replaceAll(String.raw`\"`, '"')).toMatch(/not JSON[\s\S]*must be a JSON object[\s\S]*"text" must be a text, and is missing[\s\S]*ISO 8601 with an offset/);
  });

  it('cuts lines at line ends alone, however the bytes arrive', async () => {
    const one = JSON.stringify({ id: 1, text: 'a\u2028b\u2029c\rd' }).replace('\\u2028', '\u2028').replace('\\u2029', '\u2029');
    const input = `\ufeff${one}\r\n${JSON.stringify({ id: 2, text: 'x' })}`;
    for (const chunks of [[input], [...input], [input.slice(0, 5), input.slice(5)]]) expect(lines(await run(['read'], chunks)).map(({ id }) => id)).toEqual([1, 2]);
  });

  it('survives what no keyboard writes', async () => {
    const hostile = ['\ud800', '\u202e\u200b\u0000', 'РРРpayр', '\u0301'.repeat(500), '👨‍👩‍👧‍👦'.repeat(50), 'a'.repeat(300_000), '{"a":'.repeat(1_000), 'İẞﬁ'];
    const outcome = await run(['read'], jsonl(...hostile.map((text, id) => ({ id, text }))));
    expect(outcome.code).toBe(0);
    expect(lines(outcome)).toHaveLength(hostile.length);
  });

  it('of nothing answers nothing', async () => expect(await run(['read'], '')).toEqual({ code: 0, out: '', complaint: '' }));
});

describe('attune advise', () => {
  it('answers in the shape of the contract, told in the language asked for', async () => {
    const line = { id: 'r1', draft: 'Dear customer, please provide your order number. I will write to you tomorrow by 12:00.', customer: ['Where is my order 1182?'], fault: 'company', card: { name: 'Tom', known: { order: 1182 } }, thread: [], now, agentLanguage: 'it' };
    const [answer] = lines(await run(['advise'], jsonl(line)));
    expect(Object.keys(answer!)).toEqual(['id', 'findings', 'empathy', 'questions', 'commitments']);
    expect(answer).toMatchObject({
      id: 'r1',
      findings: expect.arrayContaining([
        { rule: 'impersonal-salutation', family: 'name', level: 'confirm', start: 0, end: 13, message: '«Dear customer»: usi il nome, o saluti senza.', fix: null },
        expect.objectContaining({ rule: 'asks-known', message: "Ce l'ha già: il numero d'ordine, 1182. Non lo faccia ripetere." }),
        expect.objectContaining({ rule: 'apology-missing' }),
      ]),
      empathy: { emotional: { level: 0, because: [] }, practical: { level: 1 } },
      questions: [{ customer: 0, start: 0, end: 23 }],
      commitments: [{ text: 'I will write to you tomorrow by 12:00', due: '2026-03-12T12:00:00+03:00', stated: true }],
    });
  });

  it('asks for no more than a draft', async () => expect(lines(await run(['advise'], jsonl({ draft: 'We will reply soon.' })))).toMatchObject([{ id: null, findings: [{ rule: 'vague-time', message: expect.stringContaining('“soon”') }] }]));

  it.each([
    [{ id: 1 }, /"draft" must be a text/],
    [{ id: 1, draft: 'x', customer: 'y' }, /"customer" must be a list of texts/],
    [{ id: 1, draft: 'x', thread: [1] }, /"thread" must be a list of texts/],
    [{ id: 1, draft: 'x', fault: 'mine' }, /"fault" must be one of company, rule, customer, unknown/],
    [{ id: 1, draft: 'x', card: [] }, /"card" must be/],
    [{ id: 1, draft: 'x', card: { known: 'x' } }, /"card.known" must be/],
    [{ id: 1, draft: 'x', now: '11.03.2026' }, /"now" must be ISO 8601/],
  ])('%j is answered with what is wrong', async (line, message) => {
    const outcome = await run(['advise'], jsonl(line));
    expect(outcome.code).toBe(1);
    expect(lines(outcome)).toMatchObject([{ id: 1, error: expect.stringMatching(message) }]);
  });
});

describe('for people', () => {
  const input = jsonl({ id: '=1+1', text: 'Я в ярости, где заказ № 1182?' }, { id: 'b', text: 'Hello' }) + '\n{bad';
  it('a table, with columns that stand under each other', async () => {
    const { out, code } = await run(['read', '--table'], input);
    expect(code).toBe(1);
    const [heading, rule, first] = out.split('\n');
    expect(heading).toMatch(/^id\s+language\s+mood/);
    expect(rule).toMatch(/^─+ {2}─+/);
    expect(first!.indexOf('ru')).toBe(heading!.indexOf('language'));
    expect(out).toContain('this line is not JSON');
  });
  it('a CSV that no spreadsheet runs', async () => {
    const { out } = await run(['read', '--csv'], input);
    const rows = out.split('\r\n');
    expect(rows[0]).toBe('id,language,mood,valence,intents,urgency,risks,person wanted,asks,facts,error');
    expect(rows[1]).toMatch(/^"'=1\+1",ru,anger,-\d\.\d+,question complaint,none,,,1,order 1182,$/);
    expect(rows).toHaveLength(5);
  });
  it('both for advice', async () => {
    const draft = jsonl({ id: 1, draft: 'I will call you tomorrow.', now });
    expect((await run(['advise', '--table'], draft)).out).toContain('I will call you tomorrow (2026-03-12T23:59:00+0…');
    expect((await run(['advise', '--csv'], draft)).out).toContain('1,,,,,0,I will call you tomorrow (2026-03-12T23:59:00+03:00),');
  });
});

describe('the command', () => {
  it.each([[[]], [['write']], [['read', '--json']], [['__proto__']], [['toString']]])('%j is not understood', async (options) => {
    const { code, out, complaint } = await run(options, '');
    expect([code, out]).toEqual([2, '']);
    expect(complaint).toContain('attune read');
  });
  it('explains itself', async () => expect(await run(['--help'], '')).toMatchObject({ code: 0, out: expect.stringContaining('attune advise') }));
  it('writes local time with its offset', () => expect(localIso(new Date())).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/));

  it('runs as a program, in a pipe that may close early', () => {
    const program = join(import.meta.dirname, '../bin/attune.mjs');
    const whole = spawnSync(process.execPath, [program, 'read'], { input: '{"id":"m","text":"Where is my order?"}\n', encoding: 'utf8' });
    expect([whole.status, whole.stderr]).toEqual([0, '']);
    expect(JSON.parse(whole.stdout)).toMatchObject({ id: 'm', intents: [{ value: 'question' }] });
    const input = '{"id":"m","text":"Where is my order?"}\n'.repeat(3_000);
    const closed = spawnSync('sh', ['-c', `"${process.execPath}" "${program}" read | head -n 1`], { input, encoding: 'utf8' });
    expect(closed.stderr).toBe('');
    expect(closed.stdout.split('\n')).toHaveLength(2);
  });
});

describe('attune evaluate', () => {
  const folderWith = (files: Readonly<Record<string, string>>): string => {
    const folder = mkdtempSync(join(tmpdir(), 'attune-evaluate-'));
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(folder, dirname(name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return folder;
  };
  const labelled = jsonl(
    { id: 'm1', text: 'I am furious. Where is my order 4711?', now, gold: { language: 'en', mood: 'anger', asks: ['Where is my order 4711?'] } },
    { id: 'm2', text: 'Спасибо большое, вы очень помогли!', now, gold: { language: 'ru', mood: 'gratitude' } },
  );

  it('tells by language how right the engine was, keeps it, and says what fell', async () => {
    const folder = folderWith({ 'messages.jsonl': labelled });
    const first = await run(['evaluate', folder], '');
    expect(first.code).toBe(0);
    expect(first.out).toMatch(/messages\.jsonl +en +mood +macro +1 +100\.0/);
    expect(first.out).toMatch(/messages\.jsonl +ru +mood +macro +1 +100\.0/);
    expect((await run(['evaluate', folder, '--keep'], '')).code).toBe(0);
    expect((await run(['evaluate', folder], '')).code).toBe(0);
    writeFileSync(join(folder, 'messages.jsonl'), labelled.replace('I am furious.', 'Hello.'));
    const fallen = await run(['evaluate', folder], '');
    expect(fallen.code).toBe(1);
    expect(fallen.complaint).toContain('worse than the baseline: messages.jsonl en: mood macro');
  });

  it('says where a line cannot be used, and does the rest', async () => {
    const folder = folderWith({ 'deep/replies.jsonl': `{half\n${jsonl({ id: 1, draft: 'I will write to you tomorrow.', customer: ['When?'], now, gold: { commitments: [{ text: 'I will write to you tomorrow', due: '2026-03-12' }] } }, { id: 2, draft: 'x', customer: [], gold: { empathy: {} } })}` });
    const outcome = await run(['evaluate', folder, '--csv'], '');
    expect(outcome.code).toBe(1);
    expect(outcome.complaint).toContain('deep/replies.jsonl:1  a line must be a JSON object');
    expect(outcome.complaint).toContain('deep/replies.jsonl:3  "empathy" levels are 0, 1, 2 or null');
    expect(outcome.out).toContain('deep/replies.jsonl,en,promises,due time,1,100.0,100.0,100.0');
  });

  it('knows public sets by the name of their folder', async () => {
    const outcome = await run(['evaluate', folderWith({ 'ru/brighter-rus/train.tsv': 'anger\tЯ в бешенстве\njoy,fear\tмне страшно\n', 'en/unheard-of/train.tsv': 'x\ty\n' }), '--all'], '');
    expect(outcome.out).toMatch(/ru\/brighter-rus\/train\.tsv +ru +emotion +anger +1 +100\.0 +100\.0/);
    expect(outcome.complaint).toContain('no labels of "unheard-of" are known');
  });

  it('says what it needs', async () => {
    expect(await run(['evaluate'], '')).toMatchObject({ code: 2, complaint: expect.stringContaining('"" is not a folder') });
    expect(await run(['evaluate', '.', '--loud'], '')).toMatchObject({ code: 2, complaint: expect.stringContaining('"--loud" is not an option') });
  });
});
