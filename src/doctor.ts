// `npm run doctor`: what is wrong with this installation and how to mend it. Changes nothing, and works with or without a running desk.
import { examineDataFolder, examineKey, folderExists } from './doctor/data-folder.ts';
import { examineDatabase, reachDatabase } from './doctor/database.ts';
import type { Finding } from './doctor/finding.ts';
import { linesOf } from './doctor/finding.ts';
import { examineLanguages } from './doctor/languages.ts';
import { examineMachine } from './doctor/machine.ts';
import { readSettings } from './doctor/settings.ts';
import { examineWeb } from './doctor/web.ts';
import { examineInboxes, examineWork } from './doctor/work.ts';
import type { Config } from './config.ts';
import { printLine } from './print-line.ts';
import { productVersion } from './version.ts';

type Environment = Readonly<Record<string, string | undefined>>;
type Print = (line: string) => void;
type Section = (title: string, findings: readonly Finding[]) => void;

/** @returns 1 where something is wrong, otherwise 0 */
export async function examine(environment: Environment, print: Print = printLine): Promise<number> {
  const all: Finding[] = [];
  const section: Section = (title, findings) => {
    if (findings.length === 0) return;
    all.push(...findings);
    print(title);
    for (const finding of findings) for (const line of linesOf(finding)) print(line);
  };
  print(`Attune ${productVersion}`);
  const { config, findings } = readSettings(environment);
  section('Settings', findings);
  section('Machine', examineMachine(config?.databaseUrl === null));
  if (config) await examineInstallation(config, environment, section);
  const [wrong, careful] = [count(all, 'wrong'), count(all, 'careful')];
  print('');
  print(wrong + careful === 0 ? 'Everything is as it should be.' : `${wrong} wrong, ${careful} to look at.`);
  return wrong === 0 ? 0 : 1;
}

async function examineInstallation(config: Config, environment: Environment, section: Section): Promise<void> {
  const { key, findings } = await examineKey(config.data, environment['ATTUNE_KEY']);
  const there = await folderExists(config.data);
  section('Data', [...(await examineDataFolder(config.data)), ...(there || environment['ATTUNE_KEY'] ? findings : [])]);
  const reached = await reachDatabase(config);
  try {
    const { database } = reached;
    const examined = database ? await examineDatabase(database, config) : { findings: [], migrated: false };
    section('Database', [...reached.findings, ...examined.findings]);
    if (database && examined.migrated) {
      section('Inboxes', await examineInboxes(database.db, key, Date.now()));
      section('Work', await examineWork(database.db, config.data, Date.now()));
    }
  } finally {
    await reached.close();
  }
  section('Web', await examineWeb(config, environment));
  section('Languages', examineLanguages(config.data));
}

function count(findings: readonly Finding[], sign: Finding['sign']): number {
  return findings.filter((finding) => finding.sign === sign).length;
}
