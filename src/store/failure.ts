// What can go wrong with the database, told apart so that callers can decide: a person's mistake, a lost server, a lost race.

/** A condition of the installation that a person must mend. The message is written for that person. */
export class DatabaseProblem extends Error {
  override readonly name = 'DatabaseProblem';
  readonly reason: DatabaseProblemReason;

  constructor(reason: DatabaseProblemReason, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.reason = reason;
  }
}

export type DatabaseProblemReason =
  | 'unsupported-machine'
  | 'in-use'
  | 'not-ours'
  | 'disk-full'
  | 'cannot-start'
  | 'other-version'
  | 'unreachable'
  | 'too-old'
  | 'wrong-encoding'
  | 'migration-changed'
  | 'migration-failed'
  | 'newer-database'
  | 'not-empty'
  | 'bad-backup';

const lostSystemCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOENT']);
// 57P01 admin shutdown, 57P02 crash shutdown, 57P03 starting up or shutting down, 53300 too many connections; class 08 connection.
const lostStates = new Set(['57P01', '57P02', '57P03', '53300']);
// pg gives these conditions no code: https://github.com/brianc/node-postgres (client.js, pg-pool/index.js)
const lostWords = /connection terminated|connection ended|not queryable|timeout exceeded when trying to connect|client has encountered a connection error/i;

export function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The server could not be reached or went away: nothing is known to be wrong with the statement; try again later. */
export function isDatabaseLost(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(isDatabaseLost);
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  if (code !== null && /^[0-9A-Z]{5}$/.test(code) && !lostSystemCodes.has(code)) return lostStates.has(code) || code.startsWith('08');
  // ENOENT is a missing unix socket only when it comes from connect().
  if (code === 'ENOENT') return 'syscall' in error && error.syscall === 'connect';
  return (code !== null && lostSystemCodes.has(code)) || lostWords.test(error.message);
}

/** With `constraint`, only a violation of that constraint or unique index. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  return codeOf(error) === '23505' && (constraint === undefined || constraintOf(error) === constraint);
}

/** Two transactions met: the whole transaction may be tried again. */
export function isSerializationFailure(error: unknown): boolean {
  const code = codeOf(error);
  return code === '40001' || code === '40P01';
}

const fullSystemCodes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
// PostgreSQL has a code for a full disk only; a used-up quota or size limit is an internal error to it:
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/utils/error/elog.c (errcode_for_file_access)
const fullWords = /could not (?:extend|write)\b.*: (?:No space left on device|Disk quota exceeded|File too large)/i;

/** No room, on the database's disk or on the one that holds files: nothing is wrong with what was to be stored. */
export function isDiskFull(error: unknown): boolean {
  const code = codeOf(error);
  return code === '53100' || (code !== null && fullSystemCodes.has(code)) || (code === 'XX000' && fullWords.test(messageOf(error)));
}

function constraintOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('constraint' in error)) return null;
  return typeof error.constraint === 'string' ? error.constraint : null;
}
