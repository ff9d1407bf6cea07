// The order of test files: those that take long begin first, so that at the end no core waits for one of them. Most of what they take
// is waiting (for a lease to run out, a process to come back), which others use; so where two are alike, the one that waits more leads.
import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';

const long = [
  'faults-outbound', 'outgoing-webhooks-killed', 'backup', 'faults-inbound', 'survive-lost-database', 'faults-at-random', 'hostile-requests', 'several-processes', 'backup-restore',
  'survive-full-disk', 'people-password', 'email-tokens', 'doctor', 'continue-elsewhere', 'embedded', 'email-listen', 'start-and-stop', 'people-setup', 'people-second-factor',
  'desk-accessibility', 'desk-finding',
].map((name) => `/${name}.test.ts`);

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}

function rank({ moduleId }: TestSpecification): number {
  const place = long.findIndex((name) => moduleId.endsWith(name));
  return place === -1 ? long.length : place;
}
