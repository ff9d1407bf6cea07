// The command of an installation: `start` (with --roles=web,worker), `migrate`, `seed <scenario>`,
// `recover <address>`, `doctor`.
import { pino } from 'pino';
import { readConfig, WrongSettings } from './config.ts';
import type { Config } from './config.ts';
import type { FlowStep } from './operations/desk.ts';
import type { Log } from './store/connection.ts';
import { DatabaseProblem, isDatabaseLost } from './store/failure.ts';

const commands = ['start', 'migrate', 'seed', 'recover', 'doctor'] as const;
type Command = (typeof commands)[number];

async function main(args: readonly string[]): Promise<void> {
  const [named = 'start', ...rest] = args;
  if (!commands.includes(named as Command)) throw new WrongSettings([`There is no command "${named}"; the commands are ${commands.join(', ')}.`]);
  const command = named as Command;
  if (command === 'doctor') {
    const { examine } = await import('./doctor.ts');
    process.exitCode = await examine(process.env);
    return;
  }
  const flags = rest.filter((one) => one.startsWith('--'));
  const names = rest.filter((one) => !one.startsWith('--'));
  if (command !== 'seed' && command !== 'recover' && names.length > 0) throw new WrongSettings([`"${command}" takes no further words; "${names.join(' ')}" means nothing to it.`]);
  const config = readConfig(process.env, flags);
  const log = pino({ level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ dest: 2, sync: false }));
  if (command === 'migrate') return migrateOnly(config, log);
  if (command === 'seed') return seed(config, log, names);
  if (command === 'recover') return recoverSignIn(config, log, names);
  await start(config, log);
}

const stoppingMs = 60_000;

async function start(config: Config, log: Log): Promise<void> {
  const began = performance.now();
  surviveBrokenConnections(log);
  const { run } = await import('./run.ts');
  const running = await run({ config, log, passing: killPoint(process.env['ATTUNE_KILL_AT']), onOutdated: () => process.kill(process.pid, 'SIGTERM') });
  const seconds = (performance.now() - began) / 1_000;
  console.log(`Attune is ready after ${seconds.toFixed(1)} s${running.address === '' ? ' (worker)' : `: ${running.address}`}`);
  const stop = (): void => {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
    console.log('Attune is stopping …');
    setTimeout(() => {
      console.error('Something did not stop in time, so Attune ends without it. Nothing is lost: what was under way is taken up at the next start.');
      process.exit(1);
    }, stoppingMs).unref();
    void running.stop().then(() => process.exit(0), () => process.exit(1));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

/**
 * The queue's library stops listening to a connection before it has closed it; where the database ends at that moment, the
 * failure reaches nobody and would end the process: https://github.com/timgit/pg-boss (db.ts, listen).
 */
function surviveBrokenConnections(log: Log): void {
  process.on('uncaughtException', (error) => {
    if (isDatabaseLost(error)) return log.warn({ error: error.message }, 'A database connection broke that nobody waited for.');
    console.error(error.stack ?? error.message);
    return process.exit(1);
  });
}

/**
 * For the fault test only: `in-5:3` ends this process with SIGKILL, as a power cut would, when it passes step 5 of the
 * inbound flow for the third time.
 */
function killPoint(given: string | undefined): (step: FlowStep) => void {
  const [step, times = '1'] = (given ?? '').split(':');
  if (!step) return () => undefined;
  let left = Number(times);
  return (passed) => {
    if (passed !== step) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  };
}

async function migrateOnly(config: Config, log: Log): Promise<void> {
  const { openInstallation } = await import('./installation.ts');
  const installation = await openInstallation({ config, log });
  await installation.close();
  console.log('The database is up to date.');
}

async function recoverSignIn(config: Config, log: Log, names: readonly string[]): Promise<void> {
  const { recover } = await import('./recover.ts');
  await recover(config, log, names);
}

async function seed(config: Config, log: Log, names: readonly string[]): Promise<void> {
  const { seedScenarios } = await import('./demonstration/seed.ts');
  await seedScenarios(config, log, names);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  if (error instanceof WrongSettings || error instanceof DatabaseProblem) console.error(error.message);
  else console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exit(1);
});
