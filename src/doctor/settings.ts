// The settings, as this process would use them. Secrets are never shown.
import type { Settings } from '../config.ts';
import { readSettings, settings } from '../config.ts';
import type { Finding } from './finding.ts';
import { careful, well, wrong } from './finding.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Looking makes no key and no folder. */
export function examineSettings(environment: Environment): { readonly settings: Settings | null; readonly findings: readonly Finding[] } {
  const { settings: read, problems } = readSettings(environment);
  if (problems.length > 0) return { settings: null, findings: problems.map((problem) => wrong(problem, 'Correct it in the environment and start again; the meaning of every setting is in README.md.')) };
  return { settings: read, findings: [well(shown(environment)), ...misspelled(environment)] };
}

/** A name that nothing reads was meant for one that something does. */
function misspelled(environment: Environment): readonly Finding[] {
  const known = new Set(settings.map(({ name }) => name));
  return Object.keys(environment).filter((name) => name.startsWith('ATTUNE_') && !known.has(name) && !name.startsWith('ATTUNE_TEST_')).toSorted()
    .map((name) => careful(`There is no setting ${name}; nothing reads it.`, `Was one of these meant: ${[...known].filter((one) => one.startsWith('ATTUNE_')).join(', ')}?`));
}

function shown(environment: Environment): string {
  const given = settings.flatMap((setting) => {
    const value = environment[setting.name]?.trim();
    return value ? [`${setting.name}=${setting.secret ? masked(value) : value}`] : [];
  });
  return given.length === 0 ? 'every setting has its default' : given.join('\n');
}

/** Of an address its place is shown, never the user's password; of other secrets only that they are there. */
function masked(value: string): string {
  if (!URL.canParse(value)) return '•••';
  const url = new URL(value);
  return `${url.protocol}//${url.username ? '•••@' : ''}${url.host}${url.pathname}`;
}
