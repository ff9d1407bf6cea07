// How VK refuses: HTTP 200 with an error in the body, its number from the vendor's list, and the caller's parameters repeated.
export class Refusal extends Error {
  readonly code: number;
  constructor(code: number, said: string) {
    super(said);
    this.name = 'Refusal';
    this.code = code;
  }
}

export type Parameters = Readonly<Record<string, string>>;

export function refusalBody({ code, message }: Refusal, method: string, parameters: Parameters): unknown {
  const repeated = Object.entries({ ...parameters, method, oauth: '1' }).filter(([name]) => name !== 'access_token').map(([key, value]) => ({ key, value }));
  return { error: { error_code: code, error_msg: message, request_params: repeated } };
}

export const wrong = (what: string): Refusal => new Refusal(100, `One of the parameters specified was missing or invalid: ${what}`);
export const unauthorised = (why: string): Refusal => new Refusal(5, `User authorization failed: ${why}.`);
export const tooMany = (): Refusal => new Refusal(6, 'Too many requests per second');
export const denied = (why = ''): Refusal => new Refusal(15, `Access denied${why === '' ? '' : `: ${why}`}`);

/** What VK says for a recipient, by the number. */
export const toRecipient: Readonly<Record<number, string>> = {
  18: 'User was deleted or banned',
  900: "Can't send messages for users from blacklist",
  901: "Can't send messages for users without permission",
  902: "Can't send messages to this user due to their privacy settings",
};
export const recipientRefusal = (code: number): Refusal => new Refusal(code, toRecipient[code] ?? 'Internal server error');
