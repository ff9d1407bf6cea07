// The sentence that an agent reads for a finding, in the agent's language whatever the language of the draft.
import { meaningOf } from '../pack/shape.ts';
import type { Finding } from './advice.ts';

export type Wording = Readonly<Record<string, string>>;

/** Long quotations make a hint unreadable. */
const longest = 80;

const shorten = (text: string): string => {
  const plain = text.replaceAll(/\s+/g, ' ').trim();
  if (plain.length <= longest) return plain;
  const cut = plain.slice(0, longest);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), longest - 20)).trimEnd()}…`;
};

/** A pack's own line first, then the rule's id: a missing wording is shown as what it is rather than hidden. */
export const tell = (finding: Pick<Finding, 'rule' | 'values'>, wording: Wording): string => {
  const text = wording[finding.rule] ?? wording[meaningOf(finding.rule)] ?? meaningOf(finding.rule);
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = finding.values[name];
    return value === undefined ? whole : (wording[`${name}:${value}`] ?? shorten(value));
  });
};
