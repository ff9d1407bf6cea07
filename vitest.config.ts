import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    exclude: ['node_modules/**', 'build/**'],
    projects: [
      { extends: true, test: { name: 'pure', testTimeout: 60_000, include: ['src/{language,domain,contract}/**/*.test.ts', 'src/channels/**/*.test.ts', 'src/*.test.ts', 'src/desk/**/*.test.ts', 'src/widget/**/*.test.ts', 'src/demonstration/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'real',
          include: ['src/{store,jobs,operations,server,worker}/**/*.test.ts', 'test/flows/**/*.test.ts'],
          globalSetup: ['test/setup/global.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: { name: 'screens', include: ['test/screens/**/*.test.ts'], globalSetup: ['test/setup/global.ts'], testTimeout: 120_000, hookTimeout: 180_000, maxWorkers: 1 },
      },
    ],
  },
});
