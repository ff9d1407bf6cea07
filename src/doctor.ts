// `npm run doctor`: what is wrong with this installation and how to mend it. Changes nothing, and works with or without a running desk.
import { examineDataFolder, examineKey, folderExists } from './doctor/data-folder.ts';
import { examineDatabase, reachDatabase } from './doctor/database.ts';
import type { Finding } from './doctor/finding.ts';
import { linesOf, reasonOf, wrong } from './doctor/finding.ts';
import { examineLanguages } from './doctor/languages.ts';
import { examineMachine } from './doctor/machine.ts';
import { examineSettings } from './doctor/settings.ts';
import { examineWeb } from './doctor/web.ts';
import { examineInboxes, examineWork } from './doctor/work.ts';
import type { Settings } from './config.ts';
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
  const { settings, findings } = examineSettings(environment);
  section('Settings', findings);
  section('Machine', examineMachine(settings?.databaseUrl === null));
  if (settings) await examineInstallation(settings, environment, section);
  const [faults, doubts] = [count(all, 'wrong'), count(all, 'careful')];
  print('');
  print(faults + doubts === 0 ? 'Everything is as it should be.' : `${faults} wrong, ${doubts} to look at.`);
  return faults === 0 ? 0 : 1;
}

async function examineInstallation(config: Settings, environment: Environment, section: Section): Promise<void> {
  const { key, findings } = await examineKey(config.data, environment['ATTUNE_KEY']);
  const there = await folderExists(config.data);
  section('Data', await examined(async () => [...(await examineDataFolder(config.data)), ...(there || environment['ATTUNE_KEY'] ? findings : [])]));
  const reached = await reachDatabase(config);
  try {
    const { database } = reached;
    let migrated = false;
    section('Database', [...reached.findings, ...(database ? await examined(async () => {
      const looked = await examineDatabase(database, config);
      migrated = looked.migrated;
      return looked.findings;
    }) : [])]);
    if (database && migrated) {
      section('Inboxes', await examined(async () => examineInboxes(database.db, key, Date.now())));
      section('Work', await examined(async () => examineWork(database.db, config.data, Date.now())));
    }
  } finally {
    await reached.close();
  }
  section('Web', await examined(async () => examineWeb(config, environment)));
  section('Languages', await examined(async () => examineLanguages(config.data)));
}

/** Whatever is broken, the rest is still looked at. */
async function examined(look: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (error) {
    return [wrong(`This could not be examined: ${reasonOf(error)}`, 'Mend what else is named here first, then look again.')];
  }
}

function count(findings: readonly Finding[], sign: Finding['sign']): number {
  return findings.filter((finding) => finding.sign === sign).length;
}
