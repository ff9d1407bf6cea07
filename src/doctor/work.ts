// What lies in the desk: inboxes and their health, input and replies that nobody takes, files and secrets that do not fit.
import { channels } from '../channels/registry.ts';
import { installationSecret } from '../operations/send-notice.ts';
import { settingsOf, withSecrets } from '../operations/inbox-account.ts';
import { folderBlobs } from '../store/blobs.ts';
import { countHeld } from '../store/held-delivery.ts';
import type { Intake } from '../store/examination.ts';
import { countDeadJobs, countWaiting, listIntakes, sampleBlobs } from '../store/examination.ts';
import type { Db } from '../store/open.ts';
import { unseal } from '../store/sealed.ts';
import type { Finding } from './finding.ts';
import { careful, reasonOf, well, wrong } from './finding.ts';

const waitedMs = 120_000;
const sample = 200;

export async function examineInboxes(db: Db, key: Buffer | null, now: number): Promise<readonly Finding[]> {
  const intakes = await listIntakes(db);
  if (intakes.length === 0) return [careful('There is no inbox yet: no customer can write.', 'Sign in as administrator and connect one under Settings → Inboxes.')];
  return intakes.flatMap((intake) => [...secretsOf(intake, key), healthOf(intake, now), ...unreadOf(intake)]);
}

/** Whether the passwords open with this key, and whether its settings can be read with them. */
function secretsOf(intake: Intake, key: Buffer | null): readonly Finding[] {
  if (intake.secrets !== null && key === null) return [wrong(`"${intake.name}": its passwords are sealed, and there is no key to open them.`, 'Put the key back (the file "key" in the data folder, or ATTUNE_KEY).')];
  const channel = channels.get(intake.channel);
  if (!channel) return [wrong(`"${intake.name}" is an inbox of the channel "${intake.channel}", which this version does not know.`, 'Start the version that made it.')];
  if (key === null) return [];
  let secrets: Record<string, unknown>;
  try {
    secrets = intake.secrets === null ? {} : (unseal(key, intake.id, intake.secrets) as Record<string, unknown>);
  } catch {
    return [wrong(`"${intake.name}": its passwords were sealed with another key.`, 'Put the right key back (the file "key" in the data folder, or ATTUNE_KEY), or enter the passwords again under Settings → Inboxes.')];
  }
  try {
    channel.readConfig(withSecrets(settingsOf(intake), { ...secrets, ...(channel.secrets.includes('installationSecret') ? { installationSecret: installationSecret(key) } : {}) }));
    return [];
  } catch (error) {
    return [wrong(`"${intake.name}": ${reasonOf(error)}`, 'Open it under Settings → Inboxes; what cannot be used is marked there.')];
  }
}

function healthOf({ name, channel, health, created_at: created, last }: Intake, now: number): Finding {
  const intake = last === null ? 'nothing came in yet' : `last input ${last.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  if (health.is === 'failing') {
    const { code = 'unknown', detail = '' } = health.problem ?? {};
    return wrong(`"${name}" (${channel}) fails: ${code}${detail === '' ? '' : `: ${detail}`}; ${intake}`, 'It tries again by itself. What the code means and what helps: docs/errors.md; "Try these settings" on its page tests them.');
  }
  if (health.is === 'new' && now - created.getTime() > waitedMs) return careful(`"${name}" (${channel}) is not connected; ${intake}`, 'If it should be: is its mail server set, and does a process with the role "worker" run?');
  return well(`"${name}" (${channel}) ${health.is === 'new' ? 'was just made' : 'is connected'}; ${intake}`);
}

function unreadOf({ name, failed }: Intake): readonly Finding[] {
  return failed === 0 ? [] : [careful(`"${name}": ${failed} inputs could not be understood; they are kept.`, 'See them under Settings → Inboxes, where each can be tried again.')];
}

export async function examineWork(db: Db, data: string, now: number): Promise<readonly Finding[]> {
  const waiting = await countWaiting(db, new Date(now - waitedMs).toISOString());
  const dead = await countDeadJobs(db);
  const held = await countHeld(db, null);
  return [
    taken(waiting.inputs, 'inputs wait', 'All input was taken in'),
    taken(waiting.deliveries + waiting.abandoned, 'replies wait to be sent', 'No reply is stuck'),
    ...(waiting.promises === 0 ? [] : [wrong(`${waiting.promises} promises are past their time and nobody was told.`, 'No process with the role "worker" seems to run; start one.')]),
    ...(waiting.troubled === 0 ? [] : [careful(`${waiting.troubled} open conversations have a reply that did not arrive.`, 'They are open again; each shows why, and Retry.')]),
    ...(held === 0 ? [] : [careful(`${held} ${held === 1 ? 'reply is' : 'replies are'} held since a backup was restored: they may have been sent before.`, '"npm run restore -- --held=send" sends them, "--held=drop" drops them; or an agent decides about each in its conversation.')]),
    ...(dead === 0 ? [] : [careful(`${dead} background tasks failed every time.`, 'The log says why; they are kept in the queue "dead".')]),
    await files(db, data),
    well(`${waiting.conversations} conversations, ${waiting.events} events. A backup is made by "npm run backup -- <folder>"; keep the key in another place`),
  ];
}

function taken(count: number, what: string, otherwise: string): Finding {
  return count === 0 ? well(otherwise) : wrong(`${count} ${what} for more than two minutes.`, 'No process with the role "worker" seems to run, or it cannot keep up; its log says more.');
}

async function files(db: Db, data: string): Promise<Finding> {
  const hashes = await sampleBlobs(db, sample);
  const blobs = folderBlobs(data);
  const missing = [];
  for (const hash of hashes) if (!(await blobs.has(hash))) missing.push(hash);
  if (missing.length === 0) return well(hashes.length === 0 ? 'No message has files yet' : `The newest ${hashes.length} attached files are there`);
  return wrong(`Of the newest ${hashes.length} attached files ${missing.length} are missing from ${data}.`, 'Is this the right data folder (ATTUNE_DATA)? Several machines need one shared folder. Otherwise bring "blobs" back from a backup.');
}
