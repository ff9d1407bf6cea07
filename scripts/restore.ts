// npm run restore -- <file.tar>: a backup into an empty database, embedded or server, and its files into the data folder.
// npm run restore -- --held=send|drop: decides about the replies that were still waiting in it.
import { openInstallation } from '../src/installation.ts';
import { openJobs } from '../src/jobs/open.ts';
import { automation } from '../src/operations/change.ts';
import { holdRestored } from '../src/operations/hold-restored.ts';
import { settleHeld } from '../src/operations/settle-held.ts';
import { folderBlobs } from '../src/store/blobs.ts';
import { silentLog } from '../src/store/connection.ts';
import { DatabaseProblem } from '../src/store/failure.ts';
import { restore } from '../src/store/restore.ts';
import type { RestoreResult } from '../src/store/restore.ts';
import { listWorkspaceIds } from '../src/store/workspace.ts';
import { jobTable, keyMarkOf, openSource, showProgress, tell } from './data-source.ts';

const usage = 'Say which backup: npm run restore -- desk.tar';

await tell(async () => {
  const [given] = process.argv.slice(2);
  if (given === undefined) throw new DatabaseProblem('bad-backup', usage);
  const [, decision] = /^--held=(.*)$/.exec(given) ?? [];
  if (decision === 'send' || decision === 'drop') return decide(decision);
  if (given.startsWith('--')) throw new DatabaseProblem('bad-backup', `There is no option "${given}". ${usage}, or --held=send or --held=drop for the replies that were waiting in it.`);
  return restoreFrom(given);
});

async function restoreFrom(file: string): Promise<void> {
  const source = await openSource({ alone: true });
  const progress = showProgress();
  try {
    const { config, url } = source;
    const done = await restore({
      url,
      file,
      blobs: folderBlobs(config.data),
      keyMark: keyMarkOf(config),
      besides: {
        prepare: async () => {
          const jobs = await openJobs({ url, log: silentLog, applicationName: 'attune restore' });
          await jobs.close();
        },
        keep: { [jobTable]: 'name IN (SELECT name FROM job.queue)' },
      },
      onProgress: progress.show,
    });
    progress.end();
    report(done);
  } finally {
    progress.end();
    await source.close();
  }
}

function report(done: RestoreResult): void {
  console.log(`Restored and compared: ${done.rows.toLocaleString('en')} rows and ${done.blobs.toLocaleString('en')} files.`);
  if (done.migrated.length > 0) console.log(`The database was then migrated by ${done.migrated.length} ${done.migrated.length === 1 ? 'step' : 'steps'} to this version.`);
  if (done.missing.length > 0) console.log(`${done.missing.length} files were missing already when the backup was made.`);
  if (done.leftOut > 0) console.log(`${done.leftOut} waiting jobs are unknown to this version and were left out.`);
  if (done.otherKey) console.log('This desk has another key than the one that was saved: copy the old data/key (or set ATTUNE_KEY) before the first start, or enter the passwords of your channels again.');
  if (done.held > 0) {
    console.log(`${done.held} ${done.held === 1 ? 'reply was' : 'replies were'} still waiting to be sent when the backup was made and may have been sent since. They are held; nothing leaves by itself.`);
    console.log('Their authors decide about each in its conversation. For all at once: npm run restore -- --held=send, or --held=drop.');
  }
}

/** Beside a running desk as well, whose worker then sends them. */
async function decide(decision: 'send' | 'drop'): Promise<void> {
  const source = await openSource({ alone: false });
  try {
    const installation = await openInstallation({ config: { ...source.config, databaseUrl: source.url }, log: silentLog });
    try {
      const { desk } = installation;
      await holdRestored(desk);
      let settled = 0;
      for (const workspace of await listWorkspaceIds(desk.db)) settled += await settleHeld(desk, { workspace, actor: automation }, decision);
      console.log(settled === 0 ? 'No reply is held.' : decision === 'send' ? `${settled} held replies go out when a desk with the role "worker" runs.` : `${settled} held replies were dropped; they stay in their conversations, marked as not sent.`);
    } finally {
      await installation.close();
    }
  } finally {
    await source.close();
  }
}
