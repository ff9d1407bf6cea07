// `npm run seed -- <scenario>`: plays scenarios into the first workspace of this installation, making one where there is none,
// and prints where to look. Beside a running desk it uses that desk's database.
import { randomBytes } from 'node:crypto';
import type { Config } from '../config.ts';
import { openInstallation } from '../installation.ts';
import type { Desk } from '../operations/desk.ts';
import { printLine } from '../print-line.ts';
import { setUpFromEnvironment } from '../server/set-up-from-environment.ts';
import { listAgents } from '../store/agent.ts';
import type { Log } from '../store/connection.ts';
import { attachEmbedded } from '../store/embedded.ts';
import { findFirstWorkspace } from '../store/workspace.ts';
import type { Played } from './play.ts';
import { playScenario } from './play.ts';
import type { Scenario } from './scenario.ts';
import { readScenario, scenarioNames, WrongScenario } from './scenario.ts';

type Print = (line: string) => void;

export async function seedScenarios(config: Config, log: Log, names: readonly string[], print: Print = printLine): Promise<void> {
  try {
    await (names.length === 0 ? list(print) : seed(config, log, names, print));
  } catch (error) {
    if (!(error instanceof WrongScenario)) throw error;
    print(error.message);
    process.exitCode = 1;
  }
}

async function seed(config: Config, log: Log, names: readonly string[], print: Print): Promise<void> {
  const scenarios = names.map((name) => known(name));
  const beside = config.databaseUrl === null ? await attachEmbedded({ folder: config.data }) : null;
  const installation = await openInstallation({ config: beside ? { ...config, databaseUrl: beside.url } : config, log });
  try {
    const { workspace, administrator } = await ensureWorkspace(installation.desk, config, print);
    for (const scenario of scenarios) report(config, scenario, await playScenario(installation.desk, workspace, administrator, scenario), print);
  } finally {
    await installation.close();
  }
}

function list(print: Print): void {
  const names = scenarioNames();
  const width = Math.max(...names.map((name) => name.length));
  print('Scenarios (npm run seed -- <name> …):');
  for (const name of names) print(`  ${name.padEnd(width)}  ${readScenario(name).says}`);
}

function known(name: string): Scenario {
  if (scenarioNames().includes(name)) return readScenario(name);
  throw new WrongScenario(`There is no scenario "${name}". There are: ${scenarioNames().join(', ')}.`);
}

/** An administrator who signs in is needed: the demonstration gives some conversations to them. */
async function ensureWorkspace(desk: Desk, config: Config, print: Print): Promise<{ readonly workspace: string; readonly administrator: string }> {
  if (!(await findFirstWorkspace(desk.db))) {
    const administrator = config.administrator ?? { email: 'admin@example.org', password: randomBytes(9).toString('base64url') };
    await setUpFromEnvironment(desk, { administrator, apiToken: null });
    print(`Made a workspace. Sign in as ${administrator.email}${config.administrator ? '' : ` with the password ${administrator.password}`}`);
  }
  const workspace = (await findFirstWorkspace(desk.db))!.id;
  const agents = await listAgents(desk.db, workspace);
  const administrator = agents.find((agent) => agent.role === 'administrator' && agent.active && agent.sign_in !== null);
  if (!administrator) throw new WrongScenario('The workspace has no active administrator who could sign in; there is nobody to show a demonstration to.');
  return { workspace, administrator: administrator.id };
}

function report(config: Config, scenario: Scenario, played: readonly Played[], print: Print): void {
  const scenes = played.reduce((sum, one) => sum + one.scenes, 0);
  print(scenes === 0 ? `${scenario.name}: is there already, nothing was changed.` : `${scenario.name}: ${played.length} conversations.`);
  for (const { conversation, described } of played) {
    const { name, address } = scenario.contacts[described.contact]!;
    print(`  ${config.publicAddress}/inbox/all/${conversation}  ${name ?? address ?? described.contact}${described.subject ? `: ${described.subject}` : ''}`);
  }
}
