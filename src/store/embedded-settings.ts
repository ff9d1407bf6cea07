// How the embedded PostgreSQL is set up for a desk: small at rest, durable, and silent about what people wrote.
import { createHash } from 'node:crypto';
import { totalmem } from 'node:os';

/** The name the server carries changes with its settings and programs, so that one left from another version is recognised. */
export function serverName(release: string, settings: readonly string[]): string {
  return `attune-${createHash('sha256').update([release, ...settings].join('\n')).digest('hex').slice(0, 12)}`;
}

export function settings(socketFolder: string): readonly string[] {
  return [...reachedBy(socketFolder), ...durable, ...memory(), ...quietLog].map(([name, value]) => `${name}=${value}`);
}

type Setting = readonly [name: string, value: string];

const reachedBy = (socketFolder: string): Setting[] => [
  ['listen_addresses', ''],
  ['unix_socket_directories', socketFolder],
  ['unix_socket_permissions', '0700'],
  ['max_connections', '80'],
  ['password_encryption', 'scram-sha-256'],
];

const durable: readonly Setting[] = [
  ['fsync', 'on'],
  ['synchronous_commit', 'on'],
  ['full_page_writes', 'on'],
  // No replica can be attached to an embedded database, so the log need only serve recovery.
  ['wal_level', 'minimal'],
  ['max_wal_senders', '0'],
  ['max_logical_replication_workers', '0'],
  ['max_wal_size', '512MB'],
  ['min_wal_size', '64MB'],
  ['checkpoint_timeout', '10min'],
];

const megabyte = 1024 * 1024;

// Untouched shared buffers cost nothing: they become resident only as the data grows.
const memory = (): Setting[] => [
  ['shared_buffers', `${Math.round(Math.min(512, Math.max(64, totalmem() / megabyte / 12)))}MB`],
  ['huge_pages', 'off'],
  ['work_mem', '8MB'],
  ['maintenance_work_mem', '64MB'],
  ['jit', 'off'],
  // "worker" (the default of 18) keeps three more processes alive at rest.
  ['io_method', 'sync'],
  // Containers give /dev/shm 64 MB, which parallel hash joins exhaust.
  ['max_parallel_workers_per_gather', '0'],
  ['autovacuum_max_workers', '2'],
  ['timezone', 'UTC'],
];

// Statements, parameters and the DETAIL of an error can hold what a customer wrote: the application reports its errors itself.
const quietLog: readonly Setting[] = [
  ['logging_collector', 'on'],
  ['log_directory', 'log'],
  ['log_filename', 'postgres-%a.log'],
  ['log_rotation_age', '1d'],
  ['log_rotation_size', '0'],
  ['log_truncate_on_rotation', 'on'],
  ['log_timezone', 'UTC'],
  ['log_min_messages', 'log'],
  ['log_min_error_statement', 'panic'],
  ['log_error_verbosity', 'terse'],
  ['log_parameter_max_length', '0'],
  ['log_parameter_max_length_on_error', '0'],
  ['log_statement', 'none'],
  ['log_min_duration_statement', '-1'],
  ['log_checkpoints', 'off'],
  ['log_autovacuum_min_duration', '-1'],
  ['checkpoint_warning', '0'],
];
