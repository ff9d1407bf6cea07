import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EventsReply, VisitorLive } from '../../contract/visitor.ts';
import type { Answer } from './desk.ts';
import { keepLink, type LinkState } from './link.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

class FakeSocket extends EventTarget {
  sent: string[] = [];
  closed = false;
  send(data: string) {
    this.sent.push(data);
  }
  close() {
    if (this.closed) return;
    this.closed = true;
    this.dispatchEvent(new Event('close'));
  }
  open() {
    this.dispatchEvent(new Event('open'));
  }
  say(what: VisitorLive) {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(what) }));
  }
}

function link() {
  const sockets: FakeSocket[] = [];
  const states: LinkState[] = [];
  const heard: VisitorLive[] = [];
  const net = { poll: { is: 'away', afterSeconds: 0 } as Answer<EventsReply>, polls: 0, throws: false, cursor: '7' };
  const made = keepLink({
    openSocket: () => {
      if (net.throws) throw new Error('not here');
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket as unknown as WebSocket;
    },
    hello: () => ({ token: 't', since: net.cursor }),
    poll: async () => {
      net.polls += 1;
      return net.poll;
    },
    onLive: (said) => void heard.push(said),
    onState: (state) => void (states.at(-1) !== state && states.push(state)),
    random: () => 0.5, now: () => Date.now(),
  });
  return { made, sockets, states, heard, net };
}
const passing = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1_000);
const hello: VisitorLive = { kind: 'still-here' };

describe('the connection', () => {
  it('says who it is first, and is connected when something is heard', async () => {
    const { sockets, states, heard } = link();
    sockets[0]!.open();
    expect(sockets[0]!.sent).toEqual([JSON.stringify({ token: 't', since: '7' })]);
    expect(states).toEqual(['connecting']);
    sockets[0]!.say(hello);
    expect(states).toEqual(['connecting', 'connected']);
    expect(heard).toEqual([hello]);
  });

  it('comes back at once after it was lost, with the cursor of that moment', async () => {
    const { sockets, states, net } = link();
    sockets[0]!.open();
    sockets[0]!.say(hello);
    net.cursor = '9';
    sockets[0]!.close();
    await passing(1);
    expect(sockets).toHaveLength(2);
    sockets[1]!.open();
    expect(JSON.parse(sockets[1]!.sent[0]!)).toMatchObject({ since: '9' });
    sockets[1]!.say(hello);
    expect(states.at(-1)).toBe('connected');
  });

  it('takes silence for a lost connection, though nobody says so', async () => {
    const { sockets } = link();
    sockets[0]!.open();
    sockets[0]!.say(hello);
    await passing(59);
    expect(sockets).toHaveLength(1);
    await passing(2);
    expect(sockets[0]!.closed).toBe(true);
    expect(sockets).toHaveLength(2);
  });

  it('hears nothing more over a socket that it left', async () => {
    const { sockets, heard } = link();
    sockets[0]!.open();
    sockets[0]!.say(hello);
    await passing(62);
    sockets[0]!.say(hello);
    expect(heard).toHaveLength(1);
  });

  it('waits longer and longer while nothing gets through, but not for ever, and not after a poke', async () => {
    const { made, states, net } = link();
    net.throws = true;
    await passing(16);
    const before = net.polls;
    await passing(300);
    const inFiveMinutes = net.polls - before;
    expect(states).toEqual(['connecting', 'lost']);
    expect(inFiveMinutes).toBeGreaterThanOrEqual(300 / 30);
    expect(inFiveMinutes).toBeLessThanOrEqual(20);
    made.poke();
    await passing(0);
    expect(net.polls).toBe(before + inFiveMinutes + 1);
  });

  it('asks by plain requests where no socket gets through, and tries a socket again now and then', async () => {
    const { sockets, states, heard, net } = link();
    net.poll = { is: 'done', value: { events: [], cursor: '8', complete: true, fresh: false } };
    net.throws = true;
    sockets[0]!.close();
    await passing(120);
    expect(states.at(-1)).toBe('connected');
    expect(net.polls).toBeGreaterThan(15);
    expect(heard.every((said) => said.kind === 'events')).toBe(true);
    net.throws = false;
    await passing(70);
    expect(sockets.length).toBeGreaterThan(1);
    sockets.at(-1)!.open();
    sockets.at(-1)!.say(hello);
    const polls = net.polls;
    await passing(50);
    expect(net.polls).toBe(polls);
  });

  it('does what the desk asks: waits as long as it says, and gives up when it is refused', async () => {
    const { sockets, heard, net } = link();
    net.poll = { is: 'away', afterSeconds: 100 };
    sockets[0]!.close();
    await passing(99);
    expect(sockets).toHaveLength(1);
    net.poll = { is: 'refused', status: 401, code: 'visitor-unknown' };
    await passing(2);
    sockets[1]!.close();
    await passing(600);
    expect(heard).toEqual([{ kind: 'refused', code: 'visitor-unknown' }]);
    expect(sockets).toHaveLength(2);
  });

  it('trusts no old news when a page wakes up, and is silent once it is stopped', async () => {
    const { made, sockets, states } = link();
    sockets[0]!.open();
    sockets[0]!.say(hello);
    made.poke();
    expect(sockets[0]!.closed).toBe(false);
    vi.setSystemTime(Date.now() + 45_000);
    made.poke();
    expect(sockets[0]!.closed).toBe(true);
    await passing(1);
    expect(sockets).toHaveLength(2);
    made.stop();
    const told = states.length;
    await passing(600);
    expect(sockets).toHaveLength(2);
    expect(states).toHaveLength(told);
  });
});
