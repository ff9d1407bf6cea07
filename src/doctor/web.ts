// The web address: is the port free or ours, are the screens built, can customers and webhooks reach the public address.
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Settings } from '../config.ts';
import { buildFolder } from '../server/screens.ts';
import { productVersion } from '../version.ts';
import type { Finding } from './finding.ts';
import { careful, well, wrong } from './finding.ts';
import type { Health } from './health.ts';
import { askHealth, askOwnHealth, told } from './health.ts';

export async function examineWeb(config: Settings, environment: Readonly<Record<string, string | undefined>>): Promise<readonly Finding[]> {
  const here = await askOwnHealth(config);
  const findings = [await port(config, here), ...troublesOf(here), screens()];
  const named = Boolean(environment['ATTUNE_PUBLIC_ADDRESS']?.trim());
  return [...findings, ...publicAddress(config, named), ...(named && here.is === 'ours' ? [await reachable(config)] : [])];
}

async function port(config: Settings, here: Health): Promise<Finding> {
  if (config.port === 0) return well('The port is chosen anew at each start (PORT=0)');
  if (here.is === 'ours' && here.version === productVersion) return well(`This desk answers on port ${config.port}, version ${productVersion}`);
  if (here.is === 'ours') return careful(`Version ${here.version} of Attune answers on port ${config.port}; this folder holds ${productVersion}.`, 'Start the desk again after an upgrade.');
  if (here.is === 'not ready') return wrong(`A desk answers on port ${config.port}, but says that it is not ready. ${told(here.trouble)}`.trim(), 'See the lines about the database, and its log. It goes on by itself.');
  const bound = await tryPort(config);
  if (bound === null) return well(`Port ${config.port} is free; no desk is running now`);
  if (bound === 'EACCES') return wrong(`This user may not open port ${config.port}.`, 'Choose a PORT above 1023 and put a proxy in front.');
  if (bound === 'EADDRINUSE') return wrong(`Another program uses port ${config.port}.`, 'Stop that program, or choose another PORT.');
  return wrong(`HOST is "${config.host}", which is no address of this machine (${bound}).`, 'Set HOST to an address or a name of this machine, or to 0.0.0.0 for all of them.');
}

function troublesOf(here: Health): readonly Finding[] {
  return here.is === 'ours' ? here.troubles.map((trouble) => wrong(`The desk says: ${told(trouble)}`, 'Make room on that disk, or mount it again. Mail that needs it waits on its server; the desk goes on by itself.')) : [];
}

/** null: it can be opened. */
async function tryPort({ port: wanted, host }: Settings): Promise<string | null> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(wanted, host, () => server.close(() => resolve(null)));
  });
}

function screens(): Finding {
  const missing = ['desk/index.html', 'widget/widget.js'].filter((file) => !existsSync(join(buildFolder, file)));
  return missing.length === 0 ? well('The screens are built') : careful(`Screens are not built: ${missing.join(', ')}`, '"npm start" builds them.');
}

function publicAddress(config: Settings, named: boolean): readonly Finding[] {
  const { protocol, hostname } = new URL(config.publicAddress);
  const local = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  const findings: Finding[] = [];
  if (!named && config.host !== 'localhost') findings.push(careful(`Other machines can open this desk (HOST=${config.host}), but its links lead to ${config.publicAddress}.`, 'Set ATTUNE_PUBLIC_ADDRESS to the address by which people reach it.'));
  if (protocol === 'http:' && !local) findings.push(careful(`The public address ${config.publicAddress} is not encrypted: passwords and customers' words can be read on the way.`, 'Put a proxy with a certificate in front and set ATTUNE_PUBLIC_ADDRESS to https://…'));
  if (protocol === 'https:' && !config.trustProxy) findings.push(careful('The address is https, so a proxy stands in front, but ATTUNE_TRUST_PROXY is "no": all visitors look like one and share its limits.', 'Set ATTUNE_TRUST_PROXY=yes if that proxy sets X-Forwarded-For and X-Forwarded-Proto.'));
  return findings.length === 0 ? [well(`The public address is ${config.publicAddress}`)] : findings;
}

async function reachable(config: Settings): Promise<Finding> {
  const there = await askHealth(config.publicAddress);
  if (there.is === 'ours') return well('The public address leads here');
  const because = there.is === 'silent' ? there.because : 'something else answers there';
  return careful(`The public address ${config.publicAddress} does not lead to this desk, seen from this machine (${because}).`, 'Check the name, the certificate and the proxy. Some networks cannot reach their own public address from inside; then try it from outside.');
}
