// The error catalogue: for each code the HTTP status, what happened, and what to do. docs/errors.md is written from it
// (`npm run schema`), and the screens hold the same sentences in four languages.
import type { RefusalCode } from '../domain/refusal.ts';

export type RefusalMeaning = { readonly status: number; readonly sentence: string; readonly whatToDo: string };

export const refusals: Readonly<Record<RefusalCode, RefusalMeaning>> = {
  'not-signed-in': { status: 401, sentence: 'You are not signed in, or your sign-in has ended.', whatToDo: 'Sign in again. What you typed is kept on this device.' },
  'sign-in-refused': { status: 401, sentence: 'E-mail address and password do not belong together.', whatToDo: 'Check both, or ask for a new password.' },
  'second-factor-wanted': { status: 401, sentence: 'This account asks for a second factor.', whatToDo: 'Enter the code from your authenticator app or a backup code.' },
  'second-factor-wrong': { status: 401, sentence: 'This code is not valid.', whatToDo: 'Enter the code that your app shows now; codes change every 30 seconds.' },
  'too-many-attempts': { status: 429, sentence: 'Too many attempts.', whatToDo: 'Wait {seconds} seconds and try again.' },
  'not-allowed': { status: 403, sentence: 'Your role does not allow this.', whatToDo: 'Ask an administrator of this workspace.' },
  'foreign-page': { status: 403, sentence: 'This request came from a page that does not belong to this desk, so nothing was done.', whatToDo: 'Open the desk at its own address and try again there.' },
  'not-found': { status: 404, sentence: 'This does not exist, or you may not see it.', whatToDo: 'Check the address, or ask a colleague who can see it.' },
  'input-wrong': { status: 400, sentence: 'Something in the input is not right.', whatToDo: 'Correct the fields that are named and send again.' },
  'too-large': { status: 413, sentence: 'This is larger than {most} bytes.', whatToDo: 'Send less at once.' },
  'too-many-requests': { status: 429, sentence: 'Too many requests in a short time.', whatToDo: 'Wait {seconds} seconds and try again.' },
  'changed-meanwhile': { status: 409, sentence: 'Somebody changed this in the meantime.', whatToDo: 'Look at the newest state and decide again; what you typed is kept.' },
  'answered-meanwhile': { status: 409, sentence: 'Something was written in this conversation after you began.', whatToDo: 'Read it, then send again or send anyway.' },
  'already-set-up': { status: 409, sentence: 'This desk is set up already.', whatToDo: 'Sign in, or ask its administrator for an invitation.' },
  'address-taken': { status: 409, sentence: 'This e-mail address is in use here already.', whatToDo: 'Use another address or sign in with this one.' },
  'name-taken': { status: 409, sentence: 'This name is in use already.', whatToDo: 'Choose another name.' },
  'password-too-weak': { status: 400, sentence: 'This password is too easy to guess.', whatToDo: 'Use at least ten characters.' },
  'link-expired': { status: 410, sentence: 'This link is no longer valid.', whatToDo: 'Ask for a new one.' },
  'invitation-used': { status: 410, sentence: 'This invitation was accepted or withdrawn.', whatToDo: 'Sign in, or ask for a new invitation.' },
  'last-administrator': { status: 409, sentence: 'This is the only administrator of the workspace.', whatToDo: 'Make somebody else an administrator first.' },
  'team-holds-inbox': { status: 409, sentence: 'This team is the only one that sees the inbox {inbox}.', whatToDo: 'Give that inbox to another team first, or open it to everybody; otherwise it would open by itself.' },
  'inbox-settings-wrong': { status: 400, sentence: 'The settings of the inbox cannot be used.', whatToDo: 'Correct the settings that are named.' },
  'inbox-archived': { status: 409, sentence: 'This inbox is archived and sends nothing.', whatToDo: 'Choose another inbox.' },
  'inbox-not-reachable': { status: 502, sentence: 'The other side could not be reached or refused: {detail}', whatToDo: 'Check the settings; nothing was changed.' },
  'channel-unknown': { status: 400, sentence: 'There is no channel called {channel}.', whatToDo: 'Choose one of the channels that the desk lists.' },
  'channel-cannot-start': { status: 400, sentence: 'On this channel only the customer can begin.', whatToDo: 'Choose another channel.' },
  'channel-cannot-copy': { status: 400, sentence: 'This channel cannot send copies.', whatToDo: 'Remove the copies or choose another channel.' },
  'channel-window-closed': { status: 409, sentence: 'The channel\'s time for a free answer has passed.', whatToDo: 'Use a template or another channel.' },
  'message-too-long': { status: 400, sentence: 'The message is longer than the channel\'s {most} characters.', whatToDo: 'Shorten it or send it in parts.' },
  'message-empty': { status: 400, sentence: 'There is nothing in this message.', whatToDo: 'Write something or attach a file.' },
  'attachment-too-large': { status: 413, sentence: 'The file is larger than {most} bytes.', whatToDo: 'Send a smaller file or a link.' },
  'attachment-type-refused': { status: 415, sentence: 'Files of this kind cannot be sent here.', whatToDo: 'Send it in another form.' },
  'attachment-missing': { status: 404, sentence: 'An attached file is not there any more.', whatToDo: 'Attach it again.' },
  'recipient-missing': { status: 400, sentence: 'There is nobody to send this to.', whatToDo: 'Enter a recipient.' },
  'recipient-wrong': { status: 400, sentence: '{address} is not an address that this channel can reach.', whatToDo: 'Correct the address.' },
  'contact-blocked': { status: 409, sentence: 'This contact is blocked.', whatToDo: 'Unblock the contact first.' },
  'automatic-reply-loops': { status: 409, sentence: 'A machine wrote last, or this address was answered automatically {most} times today.', whatToDo: 'Leave the answer to a person.' },
  'delivery-not-failed': { status: 409, sentence: 'This message has not failed.', whatToDo: 'There is nothing to try again.' },
  'delivery-already-going': { status: 409, sentence: 'This message is being sent at this moment.', whatToDo: 'Wait for the outcome.' },
  'undo-too-late': { status: 409, sentence: 'The message has gone already.', whatToDo: 'Write a correction.' },
  'conversation-not-open': { status: 409, sentence: 'The conversation is not in a state that allows this.', whatToDo: 'Look at its newest state.' },
  'snooze-in-the-past': { status: 400, sentence: 'This time has passed already.', whatToDo: 'Choose a later time.' },
  'conversation-merged': { status: 409, sentence: 'This conversation was merged into number {number}.', whatToDo: 'Go on there; what you typed is kept.' },
  'contact-merged': { status: 409, sentence: 'This contact was joined with another.', whatToDo: 'Look at the other contact; what you typed is kept.' },
  'merge-across-contacts': { status: 409, sentence: 'These conversations belong to {contacts} different contacts, so answers would go to other people than before.', whatToDo: 'Look at who will get answers, and confirm it if it is meant.' },
  'merge-not-newest': { status: 409, sentence: 'Something was merged or split here after it, so it cannot be undone alone.', whatToDo: 'Undo the newer one first; nothing was changed.' },
  'commitment-settled': { status: 409, sentence: 'This promise is settled already.', whatToDo: 'Look at its newest state.' },
  'reason-missing': { status: 400, sentence: 'A reason is needed.', whatToDo: 'Write one sentence that a colleague will understand.' },
  'visitor-unknown': { status: 401, sentence: 'This visitor is not known here.', whatToDo: 'Begin a new chat.' },
  'identity-signature-wrong': { status: 401, sentence: 'The signed identity does not match its signature.', whatToDo: 'Check the identity secret on the page that shows the chat.' },
  'origin-not-allowed': { status: 403, sentence: 'This chat is not meant for the page it was opened on.', whatToDo: 'Add the page\'s address to the inbox.' },
  'raw-input-settled': { status: 409, sentence: 'This input was taken in already.', whatToDo: 'There is nothing to try again.' },
  'database-away': { status: 503, sentence: 'The database cannot be reached.', whatToDo: 'Nothing was lost. Try again in a moment; an administrator can run `npm run doctor`.' },
  'disk-full': { status: 503, sentence: 'The disk is full, so this could not be stored.', whatToDo: 'Nothing was taken in. An administrator must free space.' },
  'mail-not-configured': { status: 409, sentence: 'This desk cannot send mail of its own yet.', whatToDo: 'Add an e-mail inbox or set ATTUNE_SMTP_URL; until then, copy the link from the screen.' },
  'token-expired': { status: 401, sentence: 'This token has expired.', whatToDo: 'Make a new token, or ask its owner for one.' },
  'scope-missing': { status: 403, sentence: 'This token may not do this: it lacks the scope {scope}.', whatToDo: 'Use a token that has this scope.' },
  'not-for-tokens': { status: 403, sentence: 'This cannot be done with a token.', whatToDo: 'Sign in and do it on the screen.' },
  'expiry-in-the-past': { status: 400, sentence: 'This end has passed already.', whatToDo: 'Choose a later day, or none.' },
  'key-reused': { status: 422, sentence: 'This Idempotency-Key was used for another request already.', whatToDo: 'Use a new key for every new request, and the same key only to repeat one.' },
  'request-running': { status: 409, sentence: 'The same request is being carried out at this moment.', whatToDo: 'Ask again in {seconds} seconds with the same key; you will get its answer.' },
  'answer-lost': { status: 409, sentence: 'This request was carried out, but its answer was lost before it could be kept.', whatToDo: 'Look at the newest state; sending it again under another key would do it twice.' },
  'webhook-address-wrong': { status: 400, sentence: 'Events cannot be sent to this address.', whatToDo: 'Enter a full address that begins with https:// and holds no password.' },
  'webhook-address-private': { status: 400, sentence: 'This address leads into a private network.', whatToDo: 'Use a public address, or let the server\'s owner set ATTUNE_PRIVATE_WEBHOOKS=yes.' },
  'webhook-off': { status: 409, sentence: 'This webhook is switched off.', whatToDo: 'Switch it on first.' },
  fault: { status: 500, sentence: 'Something went wrong on our side (fault {fault}).', whatToDo: 'Try again. If it happens again, give the fault\'s number to your administrator.' },
};

/** The body of every answer that is not a success. */
export type RefusalBody = {
  readonly code: RefusalCode;
  readonly message: string;
  readonly whatToDo: string;
  readonly values: Readonly<Record<string, string | number>>;
};
