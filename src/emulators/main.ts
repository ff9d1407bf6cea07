// `npm run emulators`: vendors to try the desk against, on this machine. `-- --only telegram`, `-- --port 9200` for the first of them,
// `-- --pace 0.01` for vendors whose own waits pass a hundred times faster, `-- --seed 7` for other throws of the same dice.
import { parseArgs } from 'node:util';
import { emulators } from './all.ts';

const { values } = parseArgs({ options: { only: { type: 'string' }, port: { type: 'string' }, pace: { type: 'string', default: '1' }, seed: { type: 'string', default: '1' } } });
const wanted = values.only?.split(',') ?? emulators.map(({ name }) => name);
const unknown = wanted.filter((name) => !emulators.some((one) => one.name === name));
const numbers = [values.port ?? '0', values.pace, values.seed].map(Number);
if (unknown.length > 0 || numbers.some((one) => !Number.isFinite(one) || one < 0)) {
  console.error(unknown.length > 0 ? `There is no emulator “${unknown.join('”, “')}”. There are: ${emulators.map(({ name }) => name).join(', ')}.` : '--port, --pace and --seed are numbers.');
  process.exit(2);
}
const [, pace, seed] = numbers as [number, number, number];
const chosen = emulators.filter(({ name }) => wanted.includes(name));
const running = await Promise.all(chosen.map((one, place) => one.start({ port: values.port === undefined ? one.usualPort : Number(values.port) + place, pace, seed })));
for (const [place, one] of running.entries()) {
  console.log(`${chosen[place]!.title}: ${one.page}`);
  console.log(`  settings of an inbox: ${JSON.stringify(one.settings)}`);
}
console.log('\nOpen a page to play the customer. Ctrl+C ends them.');
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void Promise.all(running.map((one) => one.stop())).then(() => process.exit(0)));
