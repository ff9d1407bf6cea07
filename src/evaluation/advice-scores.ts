// How well drafts were advised on, against their labels: findings by level and family, empathy, answers, promises.
import { overlaps, pairUp, touches } from './spans.ts';
import { add, f1, nothing, precision, recall } from './tally.ts';
import { families, levels } from '../language/advice/advice.ts';
import type { GoldAdvice, GoldFinding } from './gold.ts';
import type { Score } from './reading-scores.ts';
import type { Tally } from './tally.ts';
import type { Advice, Finding } from '../language/advice/advice.ts';

export type AdvicePair = { readonly gold: GoldAdvice; readonly said: Advice };

const line = (field: string, value: string, tally: Tally): Score => ({ field, value, count: tally.right + tally.missed, precision: precision(tally), recall: recall(tally), f1: f1(tally) });

/** The same family at the same place, or anywhere where one of both speaks of what is missing. */
const meets = (gold: GoldFinding, said: Finding): boolean => gold.family === said.family && (gold.place === null || touches(gold.place, said));

/** A finding is right where some label meets it, and a label is found where some finding meets it: one place may be marked by two rules of a family. */
const tallyFindings = (pairs: readonly AdvicePair[], counted: (finding: { readonly family: string; readonly level: string | null }) => boolean): Tally =>
  pairs
    .map(({ gold, said }) => {
      const wanted = gold.findings ?? [];
      const found = said.findings.filter(counted);
      const right = found.filter((one) => wanted.some((label) => meets(label, one))).length;
      return { right, wrong: found.length - right, missed: wanted.filter((label) => counted(label) && !said.findings.some((one) => meets(label, one))).length };
    })
    .reduce(add, nothing);

const findings = (all: readonly AdvicePair[]): Score[] => {
  const pairs = all.filter(({ gold }) => gold.findings !== undefined);
  if (pairs.length === 0) return [];
  const said = (tally: Tally): boolean => tally.right + tally.wrong + tally.missed > 0;
  const rows = [
    ...levels.map((level) => ['advice by level', level, tallyFindings(pairs, (finding) => finding.level === level)] as const),
    ...families.map((family) => ['advice', family, tallyFindings(pairs, (finding) => finding.family === family)] as const),
  ];
  return rows.filter(([, , tally]) => said(tally)).map(([field, value, tally]) => line(field, value, tally));
};

const kinds = ['cognitive', 'emotional', 'practical'] as const;

/** Right where the level is the very one, `null` included. */
const empathy = (pairs: readonly AdvicePair[]): Score[] =>
  kinds.flatMap((kind) => {
    const rated = pairs.flatMap(({ gold, said }) => (gold.empathy === undefined ? [] : [gold.empathy[kind] === said.empathy[kind].level]));
    const right = rated.filter(Boolean).length;
    return rated.length === 0 ? [] : [line('empathy', kind, { right, wrong: rated.length - right, missed: rated.length - right })];
  });

type Asked = NonNullable<GoldAdvice['questions']>[number];

const questions = (all: readonly AdvicePair[]): Score[] => {
  const pairs = all.flatMap(({ gold, said }) => (gold.questions === undefined ? [] : [{ gold: gold.questions, said: said.questions }]));
  if (pairs.length === 0) return [];
  const matched = pairs.map(({ gold, said }) => pairUp<Asked, Advice['questions'][number]>(gold, said, (one, other) => one.customer === other.customer && overlaps(one, other)));
  const found: Tally = pairs.map(({ gold, said }, index) => ({ right: matched[index]!.length, wrong: said.length - matched[index]!.length, missed: gold.length - matched[index]!.length })).reduce(add, nothing);
  const open = matched.flat().map(([gold, said]) => ({ is: gold.answer === null, said: said.answer === null }));
  const unanswered: Tally = { right: open.filter(({ is, said }) => is && said).length, wrong: open.filter(({ is, said }) => !is && said).length, missed: open.filter(({ is, said }) => is && !said).length };
  return [line('questions', 'found', found), line('questions', 'unanswered', unanswered)];
};

/** A day without a time ends at 23:59 of that day. */
const minute = (due: string): string => (due.length === 10 ? `${due}T23:59` : due.slice(0, 16));

const promises = (all: readonly AdvicePair[]): Score[] => {
  const pairs = all.flatMap(({ gold, said }) => (gold.commitments === undefined ? [] : [{ gold: gold.commitments, said: said.commitments }]));
  if (pairs.length === 0) return [];
  const matched = pairs.map(({ gold, said }) => pairUp(gold, said));
  const found: Tally = pairs.map(({ gold, said }, index) => ({ right: matched[index]!.length, wrong: said.length - matched[index]!.length, missed: gold.length - matched[index]!.length })).reduce(add, nothing);
  const timed = matched.flat().filter(([gold]) => gold.due !== null);
  const right = timed.filter(([gold, said]) => said.due !== null && minute(said.due) === minute(gold.due!)).length;
  return [line('promises', 'found', found), ...(timed.length === 0 ? [] : [line('promises', 'due time', { right, wrong: timed.length - right, missed: timed.length - right })])];
};

export const scoreAdvice = (pairs: readonly AdvicePair[]): Score[] => [...findings(pairs), ...empathy(pairs), ...questions(pairs), ...promises(pairs)];
