// `recover <address>`: lets somebody in again of whom the desk has neither password nor second factor, beside a running desk or
// without one. Whoever may run it could change the database by hand; this is the way that forgets nothing.
import { randomBytes } from 'node:crypto';
import type { Config } from './config.ts';
import { WrongSettings } from './config.ts';
import { openInstallation } from './installation.ts';
import { recoverAgent } from './operations/recover-agent.ts';
import { printLine } from './print-line.ts';
import { passwordOf } from './server/sign-in-limit.ts';
import { hashNewPassword } from './server/signing-in.ts';
import type { Log } from './store/connection.ts';
import { attachEmbedded } from './store/embedded.ts';
import { forgetAttempts } from './store/sign-in-attempt.ts';

export async function recover(config: Config, log: Log, names: readonly string[], print: (line: string) => void = printLine): Promise<void> {
  const [email, ...more] = names;
  if (email === undefined || more.length > 0) throw new WrongSettings(['Say whose sign-in is to be made good, by their e-mail address: recover anna@example.com']);
  const beside = config.databaseUrl === null ? await attachEmbedded({ folder: config.data }) : null;
  const installation = await openInstallation({ config: beside ? { ...config, databaseUrl: beside.url } : config, log });
  try {
    const { desk } = installation;
    const password = randomBytes(15).toString('base64url');
    const recovered = await recoverAgent(desk, email, await hashNewPassword(password, [email]));
    if (!recovered) throw new WrongSettings([`Nobody who is switched on signs in as ${email}. Nothing was changed.`]);
    await forgetAttempts(desk.db, passwordOf(email).subject);
    print(`${recovered.name} (${recovered.role}) signs in as ${email} with this password, and is asked to change it in the settings:`);
    print(`  ${password}`);
    if (recovered.hadSecondFactor) print('The second factor was switched off. All sessions of this person have ended.');
  } finally {
    await installation.close();
  }
}
