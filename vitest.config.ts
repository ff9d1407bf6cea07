import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/setup/longest-first.ts';

export default defineConfig({
  test: {
    exclude: ['node_modules/**', 'build/**'],
    sequence: { sequencer: LongestFirst },
    projects: [
      { extends: true, test: { name: 'pure', testTimeout: 60_000, include: ['src/{language,domain,contract,evaluation,training,emulators}/**/*.test.ts', 'src/channels/**/*.test.ts', 'src/*.test.ts', 'src/desk/**/*.test.ts', 'src/widget/**/*.test.ts', 'src/demonstration/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'real',
          include: ['src/{store,jobs,operations,server,worker}/**/*.test.ts', 'test/flows/**/*.test.ts'],
          globalSetup: ['test/setup/global.ts'],
          testTimeout: 60_000,
          hookTimeout: 240_000,
          // Other processes answer when they can.
          expect: { poll: { timeout: 15_000, interval: 50 } },
          // Each waits for half of its time, for disks, leases and processes that come back: three keep two cores busy.
          maxWorkers: 3,
        },
      },
      {
        extends: true,
        test: {
          name: 'screens',
          include: ['test/screens/**/*.test.ts'],
          globalSetup: ['test/setup/global.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          maxWorkers: 1,
          // A screen is right as soon as it is: what is looked at is waited for as a person would, also on a slow machine.
          expect: { poll: { timeout: 30_000, interval: 30 } },
        },
      },
    ],
  },
});
