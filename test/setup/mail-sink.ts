// A real SMTP server that keeps what it was given, as the customer's mail system would.
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export type Sunk = { readonly to: readonly string[]; readonly raw: string; readonly messageId: string };

export type MailSink = {
  readonly port: number;
  readonly mails: Sunk[];
  /** Answers like this instead of taking mails; null takes them again. */
  refuse(answer: { readonly code: number; readonly text: string } | null): void;
  /** Takes mails whole, but answers only when the returned function is called: a slow server. */
  hold(): () => void;
  /** How many mails wait for their answer. */
  readonly held: () => number;
  stop(): Promise<void>;
};

export async function startMailSink(): Promise<MailSink> {
  const mails: Sunk[] = [];
  let refusing: { readonly code: number; readonly text: string } | null = null;
  let holding: Promise<void> | null = null;
  let held = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onAuth: (_auth, _session, done) => done(null, { user: 'desk' }),
    onData: (stream, session, done) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        if (refusing) return done(Object.assign(new Error(refusing.text), { responseCode: refusing.code }));
        const raw = Buffer.concat(pieces).toString('utf8');
        mails.push({ to: session.envelope.rcptTo.map((one) => one.address), raw, messageId: /^message-id:\s*<([^>]+)>/im.exec(raw)?.[1] ?? '' });
        if (!holding) return done();
        held += 1;
        void holding.then(() => {
          held -= 1;
          done();
        });
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    refuse: (answer) => {
      refusing = answer;
    },
    hold: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      holding = promise;
      return () => {
        holding = null;
        resolve();
      };
    },
    held: () => held,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
