// How the vendor says no.
export class Refusal extends Error {
  readonly code: number;
  readonly retryAfter: number | null;
  constructor(code: number, description: string, retryAfter: number | null = null) {
    super(description);
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

export const badRequest = (why: string): Refusal => new Refusal(400, `Bad Request: ${why}`);
export const forbidden = (why: string): Refusal => new Refusal(403, `Forbidden: ${why}`);
export const conflict = (why: string): Refusal => new Refusal(409, `Conflict: ${why}`);
export const tooMany = (seconds: number): Refusal => new Refusal(429, `Too Many Requests: retry after ${seconds}`, seconds);

export function answerOf(refusal: Refusal): Response {
  const parameters = refusal.retryAfter === null ? {} : { parameters: { retry_after: refusal.retryAfter } };
  return Response.json({ ok: false, error_code: refusal.code, description: refusal.message, ...parameters }, { status: refusal.code, ...(refusal.retryAfter === null ? {} : { headers: { 'retry-after': String(refusal.retryAfter) } }) });
}
