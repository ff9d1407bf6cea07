// docs/errors.md as text, from the two catalogues: refusals of the API, and problems of inboxes, inputs, deliveries and settings.
import { problems } from '../src/channels/problems.ts';
import { refusals } from '../src/contract/refusals.ts';

export function errorsText(): string {
  const ofApi = Object.entries(refusals).toSorted(byCode).map(([code, { status, sentence, whatToDo }]) => `| \`${code}\` | ${status} | ${cell(sentence)} | ${cell(whatToDo)} |`);
  const ofInboxes = Object.entries(problems).toSorted(byCode).map(([code, { en }]) => `| \`${code}\` | ${cell(en.happened)} | ${cell(en.whatToDo)} |`);
  return [
    '<!-- Written by scripts/write-errors.ts; change the catalogues it names, not this file. -->',
    '# Errors', '',
    'Whatever a person can be told has a code, a sentence and a way on. Anything else is a fault of ours: it is answered with status 500 and',
    'a number that the log holds too.', '',
    '## Refusals', '',
    'Answers of the API that are no success. The body is `{ "code", "message", "whatToDo", "values" }`; `values` fills the words in braces,',
    'and for `input-wrong` and `inbox-settings-wrong` names each wrong field and what is wrong with it.',
    'From `src/contract/refusals.ts`; the screens say them in four languages.', '',
    '| code | status | what happened | what to do |', '|---|---|---|---|', ...ofApi, '',
    '## Problems', '',
    'What an inbox, an input that could not be taken in, a delivery or a setting reports, with what the other side said as `detail`.',
    'From `src/channels/problems.ts` and the channels\' own `problems.ts`; `GET /api/problems?language=` gives them in the four languages.', '',
    '| code | what happened | what to do |', '|---|---|---|', ...ofInboxes, '',
  ].join('\n');
}

function byCode([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
