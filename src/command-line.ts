// `attune read` and `attune advise`: JSON lines in, JSON lines out, in the same order; `attune evaluate`: how right both are on
// labelled texts. The engine of the desk, without a desk.
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { adviceColumns, answerAdvise, answerRead, readColumns } from './command-line/answers.ts';
import { evaluateFolder, headings as evaluationHeadings, readBaselines, rowsOf, worse, writeBaselines } from './command-line/evaluate.ts';
import { readLines } from './command-line/lines.ts';
import { csvRow, tableOf } from './command-line/tables.ts';
import { createEngine } from './language/engine.ts';
import { languageCapabilities } from './language-capabilities.ts';
import { loadLanguagePacks } from './language-packs.ts';
import { loadLearnedWeights } from './learned-weights.ts';
import type { Answer, Columns } from './command-line/answers.ts';
import type { Engine } from './language/engine.ts';

const usage = `attune read    < messages.jsonl > readings.jsonl
attune advise  < drafts.jsonl   > advice.jsonl
attune evaluate FOLDER

read    one {"id","text"} a line, with "now" (ISO 8601 with an offset) and "language" where known
advise  one {"id","draft","customer":[…]} a line, with "fault", "card", "thread", "authority", "now",
        "language" and "agentLanguage" where known
evaluate  messages.jsonl and replies.jsonl with "gold" in the shape of the answers, or label<TAB>text files of the sets in
        src/command-line/public-labels.yaml, anywhere in the folder; --all tells every value, --keep writes baseline.json beside them;
        the exit code is 1 where a figure is worse than the baseline that lies there

--table   a table for people instead of JSON lines
--csv     comma-separated values with a heading
--help    this text

Lines come out in the order they came in. A line that cannot be understood is answered by {"id","error"} in its place;
the rest is still done, and the exit code is then 1.`;

type Command = { readonly answer: (line: unknown, engine: Engine, clock: string) => Answer; readonly columns: Columns };

const commands: Readonly<Record<string, Command>> = {
  read: { answer: answerRead, columns: readColumns },
  advise: { answer: answerAdvise, columns: adviceColumns },
};

/** What the process is given and gives back, so that tests need no process. */
export type Streams = {
  readonly input: AsyncIterable<string>;
  write(text: string): void | Promise<void>;
  complain(text: string): void;
  /** The clock, as ISO 8601 with an offset, where a line names no "now". */
  clock(): string;
};

const understood = (text: string): { value: unknown } | { error: string } => {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { error: `this line is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
};

const answerLine = (text: string, line: number, command: Command, engine: Engine, clock: string): Answer => {
  const parsed = understood(text);
  if ('error' in parsed) return { ok: false, body: { id: null, line, error: parsed.error } };
  const answered = command.answer(parsed.value, engine, clock);
  // What has no name is told by its place.
  return answered.ok || answered.body['id'] !== null ? answered : { ok: false, body: { id: null, line, error: answered.body['error'] } };
};

type Form = 'lines' | 'csv' | 'table';

const show = async (answers: AsyncIterable<Answer>, form: Form, columns: Columns, streams: Streams): Promise<boolean> => {
  let failed = false;
  const rows: string[][] = [];
  const headings = columns.map(([heading]) => heading);
  if (form === 'csv') await streams.write(csvRow(headings));
  for await (const answer of answers) {
    failed ||= !answer.ok;
    if (form === 'lines') await streams.write(`${JSON.stringify(answer.body)}\n`);
    else {
      const row = columns.map(([, cell]) => cell(answer));
      if (form === 'csv') await streams.write(csvRow(row));
      else rows.push(row);
    }
  }
  if (form === 'table') await streams.write(tableOf(headings, rows));
  return failed;
};

async function* answersTo(command: Command, streams: Streams): AsyncGenerator<Answer> {
  const engine = newEngine();
  let line = 0;
  for await (const text of readLines(streams.input)) {
    line += 1;
    if (text.trim() !== '') yield answerLine(text, line, command, engine, streams.clock());
  }
}

const newEngine = (): Engine => createEngine({ packs: loadLanguagePacks(), capabilities: languageCapabilities(), weights: loadLearnedWeights() });

const evaluate = async (folder: string | undefined, flags: readonly string[], streams: Streams): Promise<number> => {
  const unknown = flags.find((flag) => !['--table', '--csv', '--all', '--keep'].includes(flag));
  if (folder === undefined || unknown !== undefined || !statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    streams.complain(`${unknown === undefined ? `"${folder ?? ''}" is not a folder.` : `"${unknown}" is not an option.`}\n\n${usage}\n`);
    return 2;
  }
  const evaluation = evaluateFolder(folder, newEngine(), streams.clock(), fileURLToPath(new URL('command-line/public-labels.yaml', import.meta.url)));
  const before = readBaselines(folder);
  const rows = rowsOf(evaluation, before, flags.includes('--all'));
  if (flags.includes('--csv')) for (const row of [evaluationHeadings, ...rows]) await streams.write(csvRow(row));
  else await streams.write(tableOf(evaluationHeadings, rows));
  for (const problem of evaluation.problems) streams.complain(`${problem}\n`);
  const fallen = worse(evaluation, before);
  if (flags.includes('--keep')) writeBaselines(folder, evaluation);
  else for (const figure of fallen) streams.complain(`worse than the baseline: ${figure}\n`);
  return evaluation.problems.length > 0 || (fallen.length > 0 && !flags.includes('--keep')) ? 1 : 0;
};

/** Answers the exit code: 0 when every line was answered, 1 when one was not, 2 when the command itself was not understood. */
export async function runCommandLine(options: readonly string[], streams: Streams): Promise<number> {
  const [name = '', ...flags] = options;
  if (options.includes('--help')) {
    await streams.write(`${usage}\n`);
    return 0;
  }
  if (name === 'evaluate') return evaluate(flags.find((flag) => !flag.startsWith('--')), flags.filter((flag) => flag.startsWith('--')), streams);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  const unknown = flags.find((flag) => !['--table', '--csv'].includes(flag));
  if (command === undefined || unknown !== undefined) {
    streams.complain(`${command === undefined ? `There is no command "${name}".` : `"${unknown}" is not an option.`}\n\n${usage}\n`);
    return 2;
  }
  const form: Form = flags.includes('--csv') ? 'csv' : flags.includes('--table') ? 'table' : 'lines';
  return (await show(answersTo(command, streams), form, command.columns, streams)) ? 1 : 0;
}

/** Local time with its offset, which the reader of a date thinks in. */
export function localIso(at: Date): string {
  const offset = -at.getTimezoneOffset();
  const shifted = new Date(at.getTime() + offset * 60_000).toISOString().slice(0, 19);
  const two = (value: number): string => String(Math.trunc(Math.abs(value))).padStart(2, '0');
  return `${shifted}${offset < 0 ? '-' : '+'}${two(offset / 60)}:${two(offset % 60)}`;
}

export async function main(options: readonly string[]): Promise<void> {
  // Whoever reads our output may stop reading ("| head"): that is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  process.stdin.setEncoding('utf8');
  process.exitCode = await runCommandLine(options, {
    input: process.stdin,
    write: async (text) => {
      if (!process.stdout.write(text)) await once(process.stdout, 'drain');
    },
    complain: (text) => void process.stderr.write(text),
    clock: () => localIso(new Date()),
  });
}
