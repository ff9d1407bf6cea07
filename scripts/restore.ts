// npm run restore -- <file.tar>: a backup into an empty database, embedded or server, and its files into the data folder.
import { openJobs } from '../src/jobs/open.ts';
import { folderBlobs } from '../src/store/blobs.ts';
import { silentLog } from '../src/store/connection.ts';
import { DatabaseProblem } from '../src/store/failure.ts';
import { restore } from '../src/store/restore.ts';
import { jobTable, keyMarkOf, openSource, showProgress, tell } from './data-source.ts';

await tell(async () => {
  const file = process.argv[2];
  if (file === undefined) throw new DatabaseProblem('bad-backup', 'Say which backup: npm run restore -- desk.tar');
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
    console.log(`Restored and compared: ${done.rows.toLocaleString('en')} rows and ${done.blobs.toLocaleString('en')} files.`);
    if (done.migrated.length > 0) console.log(`The database was then migrated by ${done.migrated.length} ${done.migrated.length === 1 ? 'step' : 'steps'} to this version.`);
    if (done.missing.length > 0) console.log(`${done.missing.length} files were missing already when the backup was made.`);
    if (done.leftOut > 0) console.log(`${done.leftOut} waiting jobs are unknown to this version and were left out.`);
    if (done.otherKey) console.log('This desk has another key than the one that was saved: copy the old data/key (or set ATTUNE_KEY) before the first start, or enter the passwords of your channels again.');
  } finally {
    progress.end();
    await source.close();
  }
});
