// What every part of the widget's view is given.
import type { HelloReply } from '../../contract/visitor.ts';
import type { Chat } from '../chat/chat.ts';
import type { Speech } from '../wording/wording.ts';

export type Surroundings = {
  readonly chat: Chat;
  readonly hello: HelloReply;
  readonly speech: Speech;
  readonly fileAddress: (path: string) => string;
};
