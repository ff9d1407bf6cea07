// What a process holds in memory, and how large the built screens are when they travel.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Proportional set size of a process and its children, in MiB: shared pages are counted once among those who share them. */
export function memoryOf(pid: number): number {
  return [pid, ...childrenOf(pid)].reduce((sum, one) => sum + proportional(one), 0) / 1_024;
}

function childrenOf(pid: number): readonly number[] {
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((one) => parentOf(one) === pid);
  return children.flatMap((child) => [child, ...childrenOf(child)]);
}

function parentOf(pid: number): number | null {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]);
  } catch {
    return null;
  }
}

function proportional(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** The process that keeps the embedded database of a data folder. */
export function postmasterOf(data: string): number | null {
  const file = join(data, 'postgres', 'cluster', 'postmaster.pid');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : null;
}

/** Bytes, gzipped, of what the page loads before it can be used. */
export function firstLoad(build: string, page: string): number {
  const html = readFileSync(join(build, page), 'utf8');
  const files = [...html.matchAll(/(?:src|href)="\/?((?:assets\/)[^"]+\.(?:js|css))"/g)].map((match) => match[1]!);
  return [...new Set(files)].reduce((sum, file) => sum + zipped(join(build, file)), Buffer.byteLength(gzipSync(html)));
}

export function zipped(file: string): number {
  return gzipSync(readFileSync(file), { level: 9 }).byteLength;
}
