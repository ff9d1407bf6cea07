// How something that cannot be done is told to the caller: one body for every error, worded from the catalogue.
import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { InvalidConfig } from '../channels/channel.ts';
import type { RefusalBody } from '../contract/refusals.ts';
import { refusals } from '../contract/refusals.ts';
import { Refusal } from '../domain/refusal.ts';
import { TooLarge } from '../store/blobs.ts';
import { isDatabaseLost, isDiskFull } from '../store/failure.ts';

export function refusalBody(refusal: Refusal): RefusalBody {
  const meaning = refusals[refusal.code];
  return { code: refusal.code, message: fill(meaning.sentence, refusal.values), whatToDo: fill(meaning.whatToDo, refusal.values), values: refusal.values };
}

function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

export function answerRefusal(error: unknown, request: FastifyRequest, answer: FastifyReply): void {
  const refusal = asRefusal(error) ?? fault(error, request);
  const { status } = refusals[refusal.code];
  if (status === 429 || refusal.code === 'request-running') void answer.header('retry-after', String(refusal.values['seconds'] ?? 60));
  // A disk is not freed in a moment; a database that restarts is back in one.
  if (status === 503) void answer.header('retry-after', refusal.code === 'disk-full' ? '15' : '2');
  void answer.status(status).type('application/json').send(JSON.stringify(refusalBody(refusal)));
}

function asRefusal(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  if (error instanceof TooLarge) return new Refusal('attachment-too-large', { most: error.most });
  if (error instanceof InvalidConfig) return new Refusal('inbox-settings-wrong', error.problems);
  if (hasZodFastifySchemaValidationErrors(error)) return inputWrong(error.validation);
  if (isDiskFull(error)) return new Refusal('disk-full');
  if (isDatabaseLost(error)) return new Refusal('database-away');
  if (typeof error !== 'object' || error === null) return null;
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  // PostgreSQL's text cannot hold the character U+0000: https://www.postgresql.org/docs/current/datatype-character.html
  if (code === '22021' || code === '22P05') return new Refusal('input-wrong', { body: 'A text holds the character U+0000.' });
  if (statusCode === 413) return new Refusal('too-large', { most: 1_048_576 });
  if (statusCode === 400 || statusCode === 415) return new Refusal('input-wrong', { body: (error as unknown as Error).message });
  return null;
}

function inputWrong(problems: readonly { readonly instancePath: string; readonly message?: string | undefined }[]): Refusal {
  return new Refusal('input-wrong', Object.fromEntries(problems.map((problem) => [problem.instancePath.replace(/^\//, '').replaceAll('/', '.') || 'body', problem.message ?? 'wrong'])));
}

/** Ours: logged with a number that the person can pass on; the log holds the stack, never the request's body. */
function fault(error: unknown, request: FastifyRequest): Refusal {
  const number = randomUUID().slice(0, 8);
  request.log.error({ fault: number, stack: error instanceof Error ? error.stack : String(error), route: request.routeOptions.url }, 'fault');
  return new Refusal('fault', { fault: number });
}
