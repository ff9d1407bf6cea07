// What Meta's error numbers mean for a message: the same numbers come at once as an answer, or later in a webhook.
// https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
export type Cause = {
  readonly code: string;
  readonly retry: 'later' | 'never';
  /** Every message of the inbox meets it. */
  readonly ofInbox?: true;
  /** How long to wait where the answer does not say. */
  readonly waitSeconds?: number;
};

const never = (code: string): Cause => ({ code, retry: 'never' });
const later = (code: string, waitSeconds?: number): Cause => ({ code, retry: 'later', ...(waitSeconds === undefined ? {} : { waitSeconds }) });
const ofInbox = (code: string, waitSeconds?: number): Cause => ({ ...later(code, waitSeconds), ofInbox: true });

const table: Readonly<Record<number, Cause>> = {
  0: ofInbox('whatsapp.token-refused'), 190: ofInbox('whatsapp.token-refused'), 102: ofInbox('whatsapp.token-refused'),
  3: ofInbox('whatsapp.not-permitted'), 10: ofInbox('whatsapp.not-permitted'), 131005: ofInbox('whatsapp.not-permitted'),
  4: later('whatsapp.busy', 60), 80007: later('whatsapp.busy', 60), 130429: later('whatsapp.busy', 5), 131056: later('whatsapp.busy', 10), 133016: later('whatsapp.busy', 600),
  1: later('whatsapp.broken'), 2: later('whatsapp.broken'), 131000: later('whatsapp.broken'), 131016: later('whatsapp.broken'), 135000: later('whatsapp.broken'), 131057: ofInbox('whatsapp.number-not-ready'),
  368: ofInbox('whatsapp.account-restricted', 3600), 131031: ofInbox('whatsapp.account-restricted', 3600), 131048: ofInbox('whatsapp.account-restricted', 3600), 131064: ofInbox('whatsapp.account-restricted', 3600), 130497: never('whatsapp.account-restricted'),
  131042: ofInbox('whatsapp.payment', 3600),
  33: ofInbox('whatsapp.number-not-ready'), 133010: ofInbox('whatsapp.number-not-ready'), 131037: ofInbox('whatsapp.number-not-ready'), 131045: ofInbox('whatsapp.number-not-ready'),
  131047: never('whatsapp.window-closed'),
  131026: never('whatsapp.not-reachable'), 131021: never('whatsapp.not-reachable'), 131030: never('whatsapp.test-number'), 131062: never('whatsapp.needs-number'),
  131049: never('whatsapp.held-back'), 130472: never('whatsapp.held-back'),
  131050: never('whatsapp.opted-out'),
  131052: never('whatsapp.file-refused'), 131053: never('whatsapp.file-refused'),
  132000: never('whatsapp.template-values'), 132005: never('whatsapp.template-values'), 132008: never('whatsapp.template-values'), 132012: never('whatsapp.template-values'), 132018: never('whatsapp.template-values'),
  132001: never('whatsapp.template-unusable'), 132007: never('whatsapp.template-unusable'), 132015: never('whatsapp.template-unusable'), 132016: never('whatsapp.template-unusable'), 132068: never('whatsapp.template-unusable'), 132069: never('whatsapp.template-unusable'), 131063: never('whatsapp.template-unusable'),
};

/** null: a number that is not known here. */
export function causeOf(number: number): Cause | null {
  if (Object.hasOwn(table, number)) return table[number]!;
  return number >= 200 && number < 300 ? ofInbox('whatsapp.not-permitted') : null;
}
