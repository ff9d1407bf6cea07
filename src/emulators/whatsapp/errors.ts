// How the Graph interface refuses: a status and a body that names a number, as Meta's table of error codes gives them.
export type Refusal = { readonly status: number; readonly code: number; readonly message: string; readonly details?: string; readonly subcode?: number; readonly type?: string };

export const refusal = (status: number, code: number, message: string, details?: string): Refusal => ({ status, code, message: code >= 1 ? `(#${code}) ${message}` : message, ...(details === undefined ? {} : { details }) });

export function refused({ status, code, message, details, subcode, type }: Refusal, headers: Readonly<Record<string, string>> = {}): Response {
  return Response.json({
    error: {
      message, type: type ?? 'OAuthException', code,
      ...(subcode === undefined ? {} : { error_subcode: subcode }),
      ...(details === undefined ? {} : { error_data: { messaging_product: 'whatsapp', details } }),
      fbtrace_id: 'Aemulated000000000000000',
    },
  }, { status, headers });
}

export const noToken: Refusal = { status: 401, code: 190, message: 'Invalid OAuth access token - Cannot parse access token', type: 'OAuthException' };

export const noObject = (id: string, method: string): Refusal => ({
  status: 400, code: 100, subcode: 33, type: 'GraphMethodException',
  message: `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`,
});

/** What Meta says of a message that it could not bring to somebody: in an answer, or later in a status. */
export const undelivered: Readonly<Record<number, { readonly title: string; readonly details: string }>> = {
  130472: { title: 'User\'s number is part of an experiment', details: 'Failed to send message because this user\'s phone number is part of an experiment' },
  131026: { title: 'Message undeliverable', details: 'Message Undeliverable.' },
  131047: { title: 'Re-engagement message', details: 'Message failed to send because more than 24 hours have passed since the customer last replied to this number.' },
  131049: { title: 'This message was not delivered to maintain healthy ecosystem engagement.', details: 'In order to maintain a healthy ecosystem engagement, the message failed to be delivered.' },
  131050: { title: 'Unable to deliver the message. This recipient has chosen to stop receiving marketing messages on WhatsApp from your business', details: 'This recipient has chosen to stop receiving marketing messages on WhatsApp from your business' },
};
