// npm run backup -- <file.tar | folder>: everything of the desk into one file, while it runs or while it rests.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { backUp } from '../src/store/backup.ts';
import { DatabaseProblem } from '../src/store/failure.ts';
import { productVersion } from '../src/version.ts';
import { jobTable, keyMarkOf, openSource, showProgress, tell } from './data-source.ts';

async function fileFrom(target: string | undefined): Promise<string> {
  if (target === undefined) throw new DatabaseProblem('bad-backup', 'Say where the backup should go: npm run backup -- desk.tar, or a folder, in which it gets a name with the date.');
  const isFolder = await stat(target).then((info) => info.isDirectory(), () => target.endsWith('/'));
  return isFolder ? join(target, `attune-${new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')}.tar`) : target;
}

await tell(async () => {
  const file = await fileFrom(process.argv[2]);
  const source = await openSource({ alone: false });
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => interrupted.abort(new DatabaseProblem('bad-backup', 'The backup was interrupted. Its unfinished file was removed; the desk is untouched.')));
  }
  const progress = showProgress();
  try {
    const { config, url } = source;
    const made = await backUp({ url, file, data: config.data, product: productVersion, keyMark: keyMarkOf(config), besides: [jobTable], onProgress: progress.show, signal: interrupted.signal });
    progress.end();
    console.log(`${made.file}: ${made.rows.toLocaleString('en')} rows and ${made.blobs.toLocaleString('en')} files, ${Math.ceil(made.bytes / 1024).toLocaleString('en')} kB.`);
    if (made.missing.length > 0) console.log(`${made.missing.length} files named by messages were missing from the data folder already; their names are in the backup.`);
    console.log('The key that opens channel passwords is not in it (data/key or ATTUNE_KEY): keep that one in another place.');
  } finally {
    progress.end();
    await source.close();
  }
});
