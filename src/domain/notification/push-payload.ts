/** What a device is sent. Without text: only what kind of thing happened. */
export type PushPayload = {
  readonly notification: string;
  readonly title: string;
  readonly body: string;
  /** Where a tap leads. */
  readonly path: string;
};
