// Asks the desk over HTTP as a page of its own would. Every answer is held against the desk's own description of its API.
import { checkAnswer } from './answer-check.ts';

export type Answer = { readonly status: number; readonly body: Record<string, unknown>; readonly headers: Headers };

/** A browser: keeps cookies, says where its requests come from. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly #address: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(address: string, headers: Readonly<Record<string, string>> = {}) {
    this.#address = address;
    this.#headers = headers;
  }

  async ask(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const response = await fetch(`${this.#address}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.cookies.size > 0 ? { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') } : {}),
        'sec-fetch-site': 'same-origin', ...this.#headers, ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    const text = await response.text();
    await checkAnswer(this.#address, method, path, { status: response.status, type: response.headers.get('content-type'), text });
    return { status: response.status, headers: response.headers, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
  }

  get = (path: string): Promise<Answer> => this.ask('GET', path);
  post = (path: string, body: unknown = {}): Promise<Answer> => this.ask('POST', path, body);
  patch = (path: string, body: unknown): Promise<Answer> => this.ask('PATCH', path, body);
  remove = (path: string, body?: unknown): Promise<Answer> => this.ask('DELETE', path, body);

  #keep(line: string): void {
    const [pair = ''] = line.split(';');
    const name = pair.slice(0, pair.indexOf('='));
    const value = pair.slice(pair.indexOf('=') + 1);
    if (value === '' || /max-age=0/i.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

/** Of requests that were sent at once, in no order. */
export function statuses(answers: readonly Answer[]): readonly number[] {
  return answers.map(({ status }) => status).toSorted((one, other) => one - other);
}
