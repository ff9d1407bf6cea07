// What reading costs at least on this machine, with this database and these clients: answers of the same size, each one row read by its
// key (bare-server.ts). What a desk takes is told beside it, since both move with the machine.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Client } from 'pg';
import { DeskClient } from './desk-client.ts';
import type { LaneTimes } from './finding.ts';
import { lanesOf } from './finding.ts';
import { timed } from './measure.ts';

/** @param answers what the desk answers; each is stored as it is and asked for again and again by eight clients */
export async function rawReading(url: string, answers: readonly string[]): Promise<readonly LaneTimes[]> {
  const connection = new Client({ connectionString: url });
  await connection.connect();
  await connection.query('create table if not exists bench_answer (id int primary key, body text not null)');
  await connection.query('truncate bench_answer');
  for (const [id, body] of answers.entries()) await connection.query('insert into bench_answer (id, body) values ($1, $2)', [id, body]);
  const server = fork(new URL('bare-server.ts', import.meta.url).pathname, [url]);
  try {
    const [port] = (await once(server, 'message')) as [number];
    const client = DeskClient.at(`http://127.0.0.1:${port}`);
    const found: LaneTimes[] = [];
    for (const id of answers.keys()) {
      await timed(300, () => client.fetch(`/${id}`));
      found.push(await lanesOf(client, () => `/${id}`, 8));
    }
    return found;
  } finally {
    server.kill();
    await connection.query('drop table bench_answer');
    await connection.end();
  }
}
