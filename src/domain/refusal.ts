// What a person can be told when something cannot be done. Anything else that is thrown is a fault of ours.
// Status, sentence and advice for each code: src/contract/refusals.ts and docs/errors.md; a test compares all three.

export const refusalCodes = [
  'not-signed-in',
  'sign-in-refused',
  'second-factor-wanted',
  'second-factor-wrong',
  'too-many-attempts',
  'not-allowed',
  'foreign-page',
  'not-found',
  'input-wrong',
  'too-large',
  'too-many-requests',
  'changed-meanwhile',
  'answered-meanwhile',
  'already-set-up',
  'address-taken',
  'name-taken',
  'password-too-weak',
  'link-expired',
  'invitation-used',
  'last-administrator',
  'team-holds-inbox',
  'inbox-settings-wrong',
  'inbox-archived',
  'inbox-not-reachable',
  'channel-unknown',
  'channel-cannot-start',
  'channel-cannot-copy',
  'channel-window-closed',
  'message-too-long',
  'message-empty',
  'attachment-too-large',
  'attachment-type-refused',
  'visitor-uploads-full',
  'attachment-missing',
  'attachment-away',
  'recipient-missing',
  'recipient-wrong',
  'contact-blocked',
  'forward-to-customer',
  'forward-to-ourselves',
  'mentioned-cannot-see',
  'automatic-reply-loops',
  'delivery-not-failed',
  'delivery-already-going',
  'undo-too-late',
  'conversation-not-open',
  'snooze-in-the-past',
  'conversation-merged',
  'contact-merged',
  'merge-across-contacts',
  'merge-not-newest',
  'commitment-settled',
  'reason-missing',
  'visitor-unknown',
  'identity-signature-wrong',
  'origin-not-allowed',
  'raw-input-settled',
  'database-away',
  'disk-full',
  'mail-not-configured',
  'token-expired',
  'scope-missing',
  'not-for-tokens',
  'expiry-in-the-past',
  'key-reused',
  'request-running',
  'answer-lost',
  'webhook-address-wrong',
  'webhook-address-private',
  'webhook-off',
  'batch-too-large',
  'batch-taken-back',
  'table-unreadable',
  'table-no-text',
  'table-too-long',
  'import-begun',
  'macro-agent-off',
  'macro-team-gone',
  'macro-template-gone',
  'fault',
] as const;

export type RefusalCode = (typeof refusalCodes)[number];

export class Refusal extends Error {
  readonly code: RefusalCode;
  /** Fills the sentence's variables; for `input-wrong`, the path of each field and what is wrong with it. */
  readonly values: Readonly<Record<string, string | number>>;
  constructor(code: RefusalCode, values: Readonly<Record<string, string | number>> = {}) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.values = values;
  }
}
