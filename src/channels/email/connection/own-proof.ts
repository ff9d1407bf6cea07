// Our own check of a mail's DKIM signatures while it is fetched, for mailboxes whose server writes no results. Needs DNS,
// so it belongs here and not to receive(): what was found is stored beside the raw mail.
import type { DNSResolver } from 'mailauth';
import type { ChannelIo } from '../../channel.ts';

const longestWait = 10_000;

/** The domains whose signature over this mail is valid, or nothing: a check that fails or takes too long proves nothing. */
export async function provenDomains(source: Uint8Array, io: Pick<ChannelIo, 'log'>, resolver?: DNSResolver): Promise<string[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, longestWait, null);
  });
  try {
    // Loaded when wanted: few inboxes check by themselves.
    const { dkimVerify } = await import('mailauth/lib/dkim/verify.js');
    const verified = await Promise.race([dkimVerify(Buffer.from(source), resolver ? { resolver } : {}), late]);
    const passed = (verified?.results ?? []).filter((result) => result.status.result === 'pass').map((result) => (result.signingDomain ?? '').toLowerCase());
    return [...new Set(passed.filter((domain) => /^[a-z0-9.-]+$/.test(domain)))];
  } catch (error) {
    io.log('warn', 'signatures could not be checked', { error: error instanceof Error ? error.name : 'unknown' });
    return [];
  } finally {
    clearTimeout(timer);
  }
}
