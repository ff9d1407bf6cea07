// A mail server for the desk's own mail: real SMTP on loopback.
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import PostalMime from 'postal-mime';
import type { Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export type MailServer = Awaited<ReturnType<typeof openMailServer>>;

/** The token of a link for a new password. */
export const tokenIn = (mail: Email): string => /\/new-password#([\w-]+)/.exec(mail.text ?? '')?.[1] ?? '';

/** A mail server that keeps what it takes, and can be told to refuse. */
export async function openMailServer() {
  const taken: { readonly mail: Email; readonly raw: string; readonly to: readonly string[] }[] = [];
  let refusal: { readonly responseCode: number; readonly message: string } | null = null;
  const resetsTo = (address: string): readonly Email[] => taken.filter(({ to, mail }) => to.includes(address) && tokenIn(mail) !== '').map(({ mail }) => mail);
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: (_address, _session, done) => done(refusal && Object.assign(new Error(refusal.message), { responseCode: refusal.responseCode })),
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const raw = Buffer.concat(parts);
        void PostalMime.parse(raw).then((mail) => taken.push({ mail, raw: raw.toString(), to: session.envelope.rcptTo.map(({ address }) => address) })).then(() => done(), done);
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    taken,
    refuse: (given: typeof refusal) => {
      refusal = given;
    },
    /** Links for a new password that came to an address. */
    resetsTo: (address: string) => resetsTo(address),
    resetTo: async (address: string, ms = 45_000): Promise<Email> => {
      for (const began = Date.now(); Date.now() - began < ms; await pause(30)) {
        const [found] = resetsTo(address);
        if (found) return found;
      }
      throw new Error(`no link for a new password came to ${address}`);
    },
    close: async () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
