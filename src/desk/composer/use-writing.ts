// Tells colleagues that somebody writes here: an on/off bit, off again after a pause.
import { useEffect, useRef } from 'react';
import { useWholeDesk } from '../live/use-desk.ts';

const pause = 5_000;

export function useWriting(conversation: string, text: string): void {
  const { connection } = useWholeDesk();
  const on = useRef(false);
  const first = useRef(text);
  useEffect(() => {
    const say = (next: boolean) => {
      if (on.current === next) return;
      on.current = next;
      connection.say({ kind: 'writing', conversation, on: next });
    };
    if (text === first.current) return undefined;
    first.current = text;
    say(text.trim() !== '');
    const timer = setTimeout(() => say(false), pause);
    return () => clearTimeout(timer);
  }, [connection, conversation, text]);
  useEffect(
    () => () => {
      if (on.current) connection.say({ kind: 'writing', conversation, on: false });
    },
    [connection, conversation],
  );
}
