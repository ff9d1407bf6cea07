// Nothing but what every answer of a desk costs at least: a request comes, one row is read by its key, its text goes out. Its own
// process, as the desk is. Begun by raw-reading.ts with the database's address.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'pg';

const pool = new Pool({ connectionString: process.argv[2], max: 12 });

const server = createServer((request, answer) => {
  const began = performance.now();
  const id = Number(request.url?.slice(1));
  pool.query<{ body: string }>({ name: 'one', text: 'select body from bench_answer where id = $1', values: [id] }).then(
    ({ rows }) => {
      const body = rows[0]!.body;
      answer.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body), 'server-timing': `desk;dur=${(performance.now() - began).toFixed(1)}` });
      answer.end(body);
    },
    (error: unknown) => answer.writeHead(500).end(String(error)),
  );
});

server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
