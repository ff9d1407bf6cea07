// The settings, as this process would use them. Secrets are never shown.
import type { Config } from '../config.ts';
import { readConfig, settings, WrongSettings } from '../config.ts';
import type { Finding } from './finding.ts';
import { well, wrong } from './finding.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads settings without touching the data folder: looking makes no key and no folder. */
export function readSettings(environment: Environment): { readonly config: Config | null; readonly findings: readonly Finding[] } {
  const stand = environment['ATTUNE_KEY']?.trim() ? {} : { ATTUNE_KEY: '0'.repeat(64) };
  try {
    return { config: readConfig({ ...environment, ...stand }), findings: [well(shown(environment))] };
  } catch (error) {
    if (!(error instanceof WrongSettings)) throw error;
    return { config: null, findings: error.problems.map((problem) => wrong(problem, 'Correct it in the environment and start again; the meaning of every setting is in README.md.')) };
  }
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
