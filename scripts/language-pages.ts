// docs/rules-<language>.md: what a pack finds, in the words of the catalogue and with the rule's own examples.
import { meaningOf } from '../src/language/pack/shape.ts';
import type { Compiled } from '../src/language/pack/compile.ts';
import type { Finding } from '../src/language/pack/catalogue.ts';
import type { SourceRule } from '../src/language/pack/rules.ts';

const cell = (text: string): string => text.replaceAll('|', String.raw`\|`).replaceAll(/\s*\n\s*/g, ' ');

const grade = (finding: Finding | undefined): string => {
  if (finding === undefined) return '';
  if (finding.sets) return `${finding.sets.what}: ${finding.sets.value}`;
  return finding.family === null ? 'part of a reply' : `${finding.family}, ${finding.level}`;
};

const row = (rule: SourceRule, finding: Finding | undefined): string =>
  `| \`${rule.rule.id}\` | ${cell(grade(finding))} | ${cell(finding?.means ?? '')} | ${rule.rule.find} | ${cell(rule.catches[0]?.text ?? '')} | ${cell(rule.spares[0]?.text ?? '')} |`;

const table = (rules: readonly SourceRule[], { source }: Compiled): string[] => [
  '| rule | says | means | kind | finds | leaves alone |',
  '|---|---|---|---|---|---|',
  ...rules.map((rule) => row(rule, source.catalogue.findings.get(meaningOf(rule.rule.id)))),
];

const fromTicket = ({ source }: Compiled): string[] =>
  [...source.catalogue.findings.values()].filter((finding) => finding.fromTicket).map((finding) => `| \`${finding.id}\` | ${grade(finding)} | ${cell(finding.means)} | ${cell(source.wording.get(finding.id)?.text ?? '')} |`);

export const rulesPage = (compiled: Compiled): string => {
  const { pack, source } = compiled;
  const side = (which: 'reading' | 'reply') => source.rules.filter((rule) => rule.side === which);
  return `${[
    `# Rules for ${pack.name} (\`${pack.language}\`)`,
    '',
    'Written by `npm run languages -- write` from `languages/`; change the rules there. The words in [ ] are what is found.',
    '',
    '## Messages of customers',
    '',
    ...table(side('reading'), compiled),
    '',
    '## Replies of agents',
    '',
    ...table(side('reply'), compiled),
    '',
    '## Found from the conversation',
    '',
    '| finding | says | means | told as |',
    '|---|---|---|---|',
    ...fromTicket(compiled),
  ].join('\n')}\n`;
};
