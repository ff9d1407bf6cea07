// A private IMAP server for tests: Debian's dovecot on loopback, with its own users, mailboxes and tokens.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, closeSync, lchownSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { connect } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createServer as createTlsServer } from 'node:tls';
import type { Packages } from './debian-packages.ts';
import { ensureDebianPackages } from './debian-packages.ts';
import { leadToModules } from './dovecot-unpacked.ts';
import { freePort } from './postgres.ts';
import { endProcessesIn, makeTemporary } from './temporary.ts';

export type DovecotUser = { readonly name: string; readonly password: string };

export type Dovecot = {
  readonly host: string;
  readonly port: number;
  /** Implicit TLS, with a certificate for "localhost" that only `certificate` vouches for. */
  readonly tlsPort: number;
  readonly certificate: string;
  readonly users: readonly DovecotUser[];
  /** Puts a message into the INBOX (or another folder) as a mail server would; IDLE tells of it. */
  /** `arrived`: as if it had lain there since then. */
  deliver(user: string, rawMail: string | Buffer, folder?: string, arrived?: Date): void;
  /** Accepts this token for the user by XOAUTH2 and OAUTHBEARER; null forgets every token of theirs. */
  setToken(user: string, token: string | null): void;
  setPassword(user: string, password: string): void;
  /** Cuts every open session, as a failing network would. */
  disconnect(): Promise<void>;
  /** The server goes away until `start`. */
  stopServer(): Promise<void>;
  start(): Promise<void>;
  /** New UIDVALIDITY and new UIDs, as after a server was restored from a backup. */
  forgetUids(user: string): void;
  log(): string;
  stop(): Promise<void>;
};

type Account = { readonly uid: number; readonly gid: number; readonly user: string; readonly group: string; readonly drops: boolean };

const defaultUsers: readonly DovecotUser[] = [
  { name: 'desk@example.test', password: 'desk-password' },
  { name: 'second@example.test', password: 'second-password' },
];

export async function startDovecot(users: readonly DovecotUser[] = defaultUsers): Promise<Dovecot> {
  const packages = await ensureDebianPackages(['dovecot-imapd', 'openssl']);
  leadToModules(packages.prefix);
  const temporary = makeTemporary('dovecot');
  const { folder } = temporary;
  const account = runningAs();
  const passwords = new Map(users.map((user) => [user.name, user.password]));
  const tokens = new Map<string, string>();
  const introspection = await serveIntrospection(tokens);
  const port = await freePort();
  for (const name of ['run', 'state', 'mail']) mkdirSync(join(folder, name), { mode: 0o755 });
  for (const { name } of users) for (const part of ['tmp', 'new', 'cur']) mkdirSync(join(folder, 'mail', name, 'Maildir', part), { recursive: true });
  const writeUsers = (): void => writeFileSync(join(folder, 'users'), [...passwords].map(([name, password]) => `${name}:{PLAIN}${password}\n`).join(''));
  writeUsers();
  writeFileSync(join(folder, 'oauth2.conf'), `introspection_mode = get\nintrospection_url = http://127.0.0.1:${introspection.port}/?token=\nusername_attribute = email\nactive_attribute = active\nactive_value = true\n`);
  writeFileSync(join(folder, 'dovecot.conf'), configuration(folder, port, account, packages));
  writeFileSync(join(folder, 'log'), '');
  giveAll(folder, account);
  const tls = await serveTls(folder, port, packages);
  let server = await launch(folder, port, account, packages);

  const maildir = (user: string, box = 'INBOX'): string => join(folder, 'mail', user, 'Maildir', box === 'INBOX' ? '' : `.${box}`);
  return {
    host: '127.0.0.1',
    port,
    tlsPort: tls.port,
    certificate: tls.certificate,
    users,
    deliver: (user, rawMail, box, arrived) => putIntoMaildir(maildir(user, box), rawMail, account, arrived),
    setToken: (user, token) => {
      for (const [known, owner] of tokens) if (token === null && owner === user) tokens.delete(known);
      if (token !== null) tokens.set(token, user);
    },
    setPassword: (user, password) => {
      passwords.set(user, password);
      writeUsers();
    },
    disconnect: () => server.endSessions(),
    stopServer: () => server.stop(),
    start: async () => {
      server = await launch(folder, port, account, packages);
    },
    forgetUids: (user) => {
      for (const name of readdirSync(maildir(user)).filter((name) => name.startsWith('dovecot'))) rmSync(join(maildir(user), name), { force: true });
    },
    log: () => readFileSync(join(folder, 'log'), 'utf8'),
    stop: async () => {
      await server.stop();
      tls.server.close();
      introspection.server.close();
      introspection.server.closeAllConnections();
      endProcessesIn(folder);
      temporary.remove();
    },
  };
}

function runningAs(): Account {
  if (process.getuid?.() === 0) return { uid: 65534, gid: 65534, user: 'nobody', group: 'nogroup', drops: true };
  // Fails for a number without a name (docker run --user 1234): dovecot itself insists on one.
  const own = userInfo();
  const group = spawnSync('id', ['-gn'], { encoding: 'utf8' }).stdout.trim();
  return { uid: own.uid, gid: own.gid, user: own.username, group, drops: false };
}

function configuration(folder: string, port: number, { user, group, uid, gid }: Account, { prefix, environment }: Packages): string {
  const libraries = environment['LD_LIBRARY_PATH'];
  return `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
${prefix === '' ? '' : `libexec_dir = ${prefix}/usr/lib/dovecot\nmail_plugin_dir = ${prefix}/usr/lib/dovecot/modules`}
${libraries === undefined ? '' : `import_environment = TZ LD_LIBRARY_PATH=${libraries}`}
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2 oauthbearer
auth_failure_delay = 0
default_internal_user = ${user}
default_internal_group = ${group}
default_login_user = ${user}
mail_location = maildir:~/Maildir
mail_fsync = never
first_valid_uid = 1
mailbox_idle_check_interval = 1 secs
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
passdb {
  driver = passwd-file
  mechanisms = plain login
  args = ${folder}/users
}
passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = ${folder}/oauth2.conf
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${folder}/mail/%u
}
namespace inbox {
  inbox = yes
  separator = /
  mailbox Sent {
    auto = create
    special_use = \\Sent
  }
  mailbox Junk {
    auto = create
    special_use = \\Junk
  }
}
`;
}

type Running = { stop(): Promise<void>; endSessions(): Promise<void> };

async function launch(folder: string, port: number, account: Account, { prefix, environment }: Packages): Promise<Running> {
  const output = openSync(join(folder, 'output'), 'w');
  const settings = join(folder, 'dovecot.conf');
  const program = [`${prefix}/usr/sbin/dovecot`, '-F', '-c', settings];
  // What dovecot itself does at its start, but with /usr/bin/doveconf written into it:
  // https://github.com/dovecot/core/blob/release-2.3/src/lib-master/master-service-settings.c (master_service_exec_config)
  const child = spawn(`${prefix}/usr/bin/doveconf`, ['-f', 'service=master', '-c', settings, '-m', 'master', '-p', '-e', ...program], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', output, output],
    detached: true,
    ...(account.drops && { uid: account.uid, gid: account.gid }),
  });
  closeSync(output);
  child.unref();
  let exited = false;
  const ended = new Promise<void>((resolve) => {
    const done = (): void => {
      exited = true;
      resolve();
    };
    child.on('exit', done);
    child.on('error', done);
  });
  const deadline = Date.now() + 60_000;
  while (!(await greets(port))) {
    if (exited || Date.now() > deadline) throw new Error(`dovecot did not start: ${readFileSync(join(folder, 'output'), 'utf8')}${readFileSync(join(folder, 'log'), 'utf8')}`.slice(0, 3000));
    await pause(30);
  }
  return {
    stop: async () => {
      child.kill('SIGTERM');
      await Promise.race([ended, pause(5000, undefined, { ref: false }).then(() => child.kill('SIGKILL'))]);
    },
    endSessions: async () => {
      for (const pid of childrenOf(child.pid ?? 0)) process.kill(pid, 'SIGTERM');
      await pause(50);
    },
  };
}

function childrenOf(master: number): readonly number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => {
    try {
      const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const [name, rest] = [text.slice(text.indexOf('(') + 1, text.lastIndexOf(')')), text.slice(text.lastIndexOf(')') + 2)];
      return Number(rest.split(' ')[1]) === master && (name === 'imap' || name === 'imap-login');
    } catch {
      return false;
    }
  });
}

/** A port that accepts is not enough: the login process must say hello. */
function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const done = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1000, () => done(false));
    socket.on('data', (data) => done(data.toString().startsWith('* OK')));
    socket.on('error', () => done(false));
    socket.on('close', () => done(false));
  });
}

function putIntoMaildir(maildir: string, rawMail: string | Buffer, account: Account, arrived?: Date): void {
  for (const part of ['tmp', 'new', 'cur']) mkdirSync(join(maildir, part), { recursive: true });
  const name = `${Date.now()}.${randomBytes(8).toString('hex')}.test`;
  writeFileSync(join(maildir, 'tmp', name), rawMail);
  if (arrived) utimesSync(join(maildir, 'tmp', name), arrived, arrived);
  if (account.drops) chownSync(join(maildir, 'tmp', name), account.uid, account.gid);
  // Renamed into place, so that no reader ever sees half a message.
  renameSync(join(maildir, 'tmp', name), join(maildir, 'new', name));
}

function giveAll(folder: string, account: Account): void {
  chmodSync(folder, 0o755);
  if (!account.drops) return;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) lchownSync(join(entry.parentPath, entry.name), account.uid, account.gid);
}

async function serveIntrospection(tokens: ReadonlyMap<string, string>): Promise<{ server: ReturnType<typeof createHttpServer>; port: number }> {
  const server = createHttpServer((request, response) => {
    const user = tokens.get(new URL(request.url ?? '/', 'http://127.0.0.1').searchParams.get('token') ?? '');
    // A 401 here would make dovecot say "temporary failure"; an inactive token is refused for good.
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(user === undefined ? { email: 'nobody', active: 'false' } : { email: user, active: 'true' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port };
}

// In front of the plain port, because an unpacked dovecot looks for its TLS module in the system's own folder.
async function serveTls(folder: string, port: number, { prefix, environment }: Packages): Promise<{ server: Server; port: number; certificate: string }> {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const made = spawnSync(prefix === '' ? 'openssl' : `${prefix}/usr/bin/openssl`,
    ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key, '-out', certificate, '-days', '30', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
    { encoding: 'utf8', env: { ...process.env, ...environment } });
  if (made.status !== 0) throw new Error(`openssl could not make a certificate: ${made.stderr}`);
  const server = createTlsServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (secure) => {
    const plain = connect(port, '127.0.0.1');
    plain.on('error', () => secure.destroy());
    secure.on('error', () => plain.destroy());
    secure.on('close', () => plain.destroy());
    plain.on('close', () => secure.destroy());
    secure.pipe(plain).pipe(secure);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port, certificate: readFileSync(certificate, 'utf8') };
}
