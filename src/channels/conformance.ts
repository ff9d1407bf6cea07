// The suite that every channel adapter must pass. An adapter's test calls it with its own recorded payloads:
//   conformance(telegram, { settings, wrongSettings, inputs, forged })
import { describe, expect, test, vi } from 'vitest';
import { type Channel, type Incoming, InvalidConfig, type RawRequest, UnreadableInput } from './channel.ts';

export type Samples = {
  /** Settings that an administrator may type and that are right. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Wrong ones, each with the paths that must be named, all of them. */
  readonly wrongSettings: readonly { readonly name: string; readonly settings: unknown; readonly paths: readonly string[] }[];
  /** Recorded inputs. `kinds` is what they must turn into; `unreadable` the code they must be refused with. */
  readonly inputs: readonly { readonly name: string; readonly request: RawRequest; readonly kinds?: readonly Incoming['kind'][]; readonly unreadable?: string }[];
  /** Requests that do not come from where they say. Channels that fetch by themselves have none. */
  readonly forged: readonly { readonly name: string; readonly request: RawRequest }[];
};

export function conformance<Config>(channel: Channel<Config>, samples: Samples): void {
  describe(`${channel.name} is a channel`, () => {
    describe('settings', () => settingsTests(channel, samples));
    if (channel.form) test('its form asks for settings that exist, and for every one that must be there', () => formTests(channel, samples));
    describe('receiving', () => receivingTests(channel, samples));
    describe('hostile input', () => hostileTests(channel, samples));
    test('capabilities say something that can be kept', () => {
      expect(channel.name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(channel.can.formats).toContain('text');
      for (const limit of [channel.can.maxLength, channel.can.replyWindow, channel.can.attachments && channel.can.attachments.maxBytes]) if (limit !== null && limit !== false) expect(limit).toBeGreaterThan(0);
    });
    test.each(samples.forged.map(({ name, request }) => [name, request] as const))('is not taken for authentic: %s', (_name, request) => {
      expect(channel.authentic(request, channel.readConfig(samples.settings))).toBe(false);
    });
  });
}

function settingsTests<Config>(channel: Channel<Config>, { settings, wrongSettings }: Samples): void {
  test('right settings are read, and reading changes nothing about them', () => {
    const before = JSON.stringify(settings);
    expect(channel.readConfig(settings)).toEqual(channel.readConfig(settings));
    expect(JSON.stringify(settings)).toBe(before);
  });
  test('secrets are named by paths that exist nowhere else', () => {
    expect(new Set(channel.secrets).size).toBe(channel.secrets.length);
    for (const path of channel.secrets) expect(path).toMatch(/^[a-zA-Z0-9]+(\.[a-zA-Z0-9]+)*$/);
  });
  test.each(wrongSettings.map((wrong) => [wrong.name, wrong] as const))('every mistake is named at once: %s', (_name, wrong) => {
    const problems = refusal(channel, wrong.settings);
    expect(Object.keys(problems).toSorted()).toEqual(wrong.paths.toSorted());
    for (const code of Object.values(problems)) expect(code).toMatch(/^[a-z0-9]+([.-][a-z0-9]+)*$/);
  });
  test.each([[null], [undefined], [''], [7], [[]], [{ '': 1 }]])('nonsense is refused, not crashed on: %j', (nonsense) => {
    expect(Object.keys(refusal(channel, nonsense)).length).toBeGreaterThan(0);
  });
  test('a refusal does not repeat what was typed', () => {
    const marked = Object.fromEntries(Object.keys(settings).map((key) => [key, { secret: 'hunter2-do-not-repeat' }]));
    expect(JSON.stringify(refusal(channel, marked))).not.toContain('hunter2');
  });
}

function formTests<Config>(channel: Channel<Config>, { settings }: Samples): void {
  const { fields, before, after } = channel.form!;
  const said = [...before, ...after, ...fields.flatMap(({ label, hint, choices }) => [label, ...(hint ? [hint] : []), ...(choices ?? []).map((choice) => choice.label)])];
  for (const words of said) for (const language of ['en', 'ru', 'it', 'zh'] as const) expect(words[language].trim(), JSON.stringify(words)).not.toBe('');
  for (const { path, kind, choices } of fields) {
    expect(refusal(channel, { ...settings, [path.split('.')[0]!]: { nonsense: true } }), `${path} is no setting`).toBeDefined();
    expect(kind === 'secret', path).toBe(channel.secrets.includes(path));
    expect(kind === 'choice', path).toBe(choices !== undefined);
  }
  const asked = new Set(fields.filter(({ optional }) => !optional).map(({ path }) => path));
  for (const path of Object.keys(refusal(channel, {}))) if (!channel.newSecrets?.(() => 'x'.repeat(43))[path]) expect(asked.has(path) || path === 'settings', `nobody is asked for ${path}`).toBe(true);
}

function refusal<Config>(channel: Channel<Config>, settings: unknown): Readonly<Record<string, string>> {
  try {
    channel.readConfig(settings);
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidConfig);
    return (error as InvalidConfig).problems;
  }
  throw new Error('these settings were accepted');
}

function receivingTests<Config>(channel: Channel<Config>, { settings, inputs }: Samples): void {
  const readable = inputs.filter((input) => input.unreadable === undefined);
  test.each(readable.map((input) => [input.name, input] as const))('%s', async (_name, { request, kinds }) => {
    const config = channel.readConfig(settings);
    const incoming = await channel.receive(request, config);
    if (kinds) expect(incoming.map((one) => one.kind)).toEqual(kinds);
    for (const one of incoming) wellFormed(one, request);
    // Pure: neither the clock nor an earlier call changes the answer, and the input stays as it was.
    const bytes = Buffer.from(request.body).toString('latin1');
    vi.useFakeTimers({ now: new Date('2031-05-06T07:08:09Z'), toFake: ['Date'] });
    const again = await Promise.resolve(channel.receive(request, config)).finally(() => vi.useRealTimers());
    expect(again).toEqual(incoming);
    expect(Buffer.from(request.body).toString('latin1')).toBe(bytes);
  });
  test.each(inputs.filter((input) => input.unreadable !== undefined).map((input) => [input.name, input] as const))('cannot be read, and says why: %s', async (_name, { request, unreadable }) => {
    const failure = await received(channel, request, channel.readConfig(settings));
    expect(failure).toBeInstanceOf(UnreadableInput);
    expect((failure as UnreadableInput).code).toBe(unreadable);
  });
  test('different messages have different ids, and ids do not depend on when they were received', async () => {
    const config = channel.readConfig(settings);
    const seen = new Map<string, string>();
    for (const { name, request } of readable) {
      for (const one of await channel.receive({ ...request, receivedAt: '2033-01-01T00:00:00.000Z', key: null }, config)) {
        if (one.kind !== 'message') continue;
        const same = seen.get(`${one.externalId} ${one.fingerprint}`);
        expect(same, `${name} and ${same ?? ''} are taken for one message`).toBeUndefined();
        seen.set(`${one.externalId} ${one.fingerprint}`, name);
      }
    }
  });
}

const received = <Config>(channel: Channel<Config>, request: RawRequest, config: Config): Promise<unknown> =>
  (async () => channel.receive(request, config))().catch((error: unknown) => error);

/** Whatever arrives, the answer is a list of well-formed things or an UnreadableInput: anything else loses mail. */
function hostileTests<Config>(channel: Channel<Config>, { settings, inputs }: Samples): void {
  const random = (length: number, seed: number): Uint8Array => {
    let state = seed;
    return Uint8Array.from({ length }, () => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) >>> 24);
  };
  const harmed = (body: Uint8Array): readonly (readonly [string, Uint8Array])[] => [
    ...[0.1, 0.33, 0.5, 0.77, 0.99].map((share) => [`cut at ${share}`, body.slice(0, Math.floor(body.length * share))] as const),
    ['with noise in the middle', Uint8Array.from(body, (byte, at) => (at % 37 === 11 ? (byte * 7 + at) & 255 : byte))],
    ['backwards', body.toReversed()],
    ['with NULs', Uint8Array.from(body, (byte, at) => (at % 101 === 50 ? 0 : byte))],
    ['twice', Buffer.concat([body, body])],
  ];
  const unharmed = async (request: RawRequest): Promise<void> => {
    const answer = await received(channel, request, channel.readConfig(settings));
    if (answer instanceof UnreadableInput) expect(answer.code).toMatch(/^[a-z0-9]+([.-][a-z0-9]+)*$/);
    else if (Array.isArray(answer)) for (const one of answer as Incoming[]) wellFormed(one, request);
    else throw answer;
  };
  test.each(inputs.map((input) => [input.name, input.request] as const))('damaged: %s', async (_name, request) => {
    for (const [, body] of harmed(request.body)) await unharmed({ ...request, body });
  });
  test.each([[0], [1], [100], [10_000]])('%i random bytes', async (length) => {
    for (let seed = 1; seed <= 20; seed += 1) for (const kind of new Set(inputs.map((input) => input.request.kind))) await unharmed({ ...inputs[0]!.request, kind, body: random(length, seed), key: null });
  });
}

/** What the desk relies on without looking: text that a database takes, times that can be compared, harmless HTML. */
function wellFormed(one: Incoming, request: RawRequest): void {
  for (const text of strings(one)) {
    expect(text.includes('\0'), 'a NUL in the text').toBe(false);
    expect(text.isWellFormed(), 'half a surrogate pair').toBe(true);
  }
  if ('externalId' in one) expect(one.externalId).toMatch(/^.{1,600}$/su);
  if ('at' in one) {
    expect(one.at).toMatch(instant);
    expect(one.at <= request.receivedAt, 'happened after it was received').toBe(true);
  }
  if (one.kind === 'press' || one.kind === 'begun' || one.kind === 'reachable') expect(one.from.externalId).toMatch(/^[^A-Z]{1,600}$/u);
  if (one.kind !== 'message') return;
  expect(one.fingerprint).not.toBe('');
  expect(one.from.externalId).not.toBe('');
  expect(one.from.externalId).toBe(one.from.externalId.toLowerCase());
  expect(one.sentAt).toMatch(instant);
  expect(one.sentAt <= request.receivedAt, 'written after it was received').toBe(true);
  expect(one.thread.participants).toEqual(one.thread.participants.map((person) => person.toLowerCase()));
  expect(new Set(one.thread.references).size).toBe(one.thread.references.length);
  expect(one.content.html ?? '').not.toMatch(/<(script|style|iframe|object|embed|form|meta|link|base)\b|\son\w+\s*=\s*["']|javascript:/i);
  for (const { name, mediaType, content } of one.content.attachments) {
    expect(name).toMatch(/^[^/\\]{1,250}$/u);
    expect(mediaType).toMatch(/^[\w.+-]+\/[\w.+-]+$/);
    expect(content instanceof Uint8Array || ('remote' in content ? /^.{1,4000}$/su.test(content.remote) : /^[0-9a-f]{64}$/.test(content.hash))).toBe(true);
  }
}

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

function* strings(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) for (const inner of Object.values(value)) yield* strings(inner);
}
