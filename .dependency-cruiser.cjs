// Which folder may import which: docs/architecture.md, section "Order of dependency". Run by `npm run check`.
const may = {
  language: [],
  domain: ['language'],
  evaluation: ['language'],
  training: ['evaluation', 'language'],
  contract: ['domain', 'language'],
  channels: ['domain', 'language'],
  store: ['domain', 'language'],
  jobs: ['store', 'domain'],
  operations: ['jobs', 'store', 'channels', 'contract', 'domain', 'language'],
  worker: ['operations', 'jobs', 'store', 'channels', 'domain', 'language'],
  server: ['operations', 'jobs', 'store', 'contract', 'channels', 'domain', 'language'],
  desk: ['contract', 'domain', 'language'],
  widget: ['contract'], // types only: scripts/check-shape.ts
  emulators: [], // written from vendors' documentation, so that a channel's mistake is not repeated in what tests it
  client: ['contract', 'domain', 'server'], // types only: scripts/check-shape.ts
};

// npm packages a folder may use. Folders that are not listed may use none.
const packages = {
  language: ['yaml'],
  contract: ['zod'],
  channels: ['zod', 'imapflow', 'mailauth', 'nodemailer', 'sanitize-html', 'html-to-text', 'pino', 'grammy', '@grammyjs/types', 'smpp', '@types/.*'],
  store: ['pg', 'kysely', '@types/pg'],
  jobs: ['pg-boss', 'kysely', 'pg', 'zod'],
  operations: ['kysely'],
  worker: ['pino', 'nodemailer', '@types/nodemailer', 'web-push', '@types/web-push'],
  server: ['fastify', '@fastify/.*', 'fastify-type-provider-zod', 'zod', 'better-auth', '@better-auth/.*', 'pino', 'ws', '@types/ws', 'kysely', 'pg', 'nodemailer', '@types/.*', 'sanitize-html', 'csv-parse', 'csv-stringify'],
  emulators: ['smpp'],
  desk: ['react', 'react-dom', '@types/react', '@types/react-dom', '@tanstack/.*', 'radix-ui', 'lucide-react', 'clsx', 'tailwindcss', 'vite'],
  widget: ['vite'],
};

const layers = Object.entries(may).map(([from, to]) => ({
  name: `${from}-imports-only-${to.join('-') || 'nothing'}`,
  severity: 'error',
  from: { path: `^src/${from}/`, pathNot: '\\.test\\.tsx?$' },
  to: { path: '^src/', pathNot: `^src/(${[from, ...to].join('|')})/` },
}));

const allowLists = Object.keys(may).map((from) => ({
  name: `${from}-npm-allow-list`,
  severity: 'error',
  // conformance.ts registers tests: it is the suite that every adapter's tests call.
  from: { path: `^src/${from}/`, pathNot: '\\.test\\.tsx?$|vite\\.config\\.ts$|^src/channels/conformance\\.ts$' },
  to: {
    dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'],
    ...(packages[from] ? { pathNot: `node_modules/(${packages[from].join('|')})/` } : {}),
  },
}));

module.exports = {
  forbidden: [
    ...layers,
    ...allowLists,
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] }, dependencyTypesNot: ['type-only'] } },
    {
      name: 'channels-do-not-know-each-other',
      severity: 'error',
      from: { path: '^src/channels/([^/]+)/' },
      to: { path: '^src/channels/([^/]+)/', pathNot: '^src/channels/$1/' },
    },
    {
      name: 'only-the-registry-names-a-channel',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/channels/|\\.test\\.ts$' },
      to: { path: '^src/channels/[^/]+/' },
    },
    {
      name: 'core-uses-no-node-module',
      severity: 'error',
      from: { path: '^src/(language|domain|evaluation|training|contract|desk|widget|client)/', pathNot: '\\.test\\.tsx?$|vite\\.config\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    { name: 'product-never-imports-tests', severity: 'error', from: { path: '^src/', pathNot: '\\.test\\.tsx?$' }, to: { path: '(^test/|\\.test\\.tsx?$)' } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: ['\\.test\\.tsx?$', '\\.d\\.ts$', '^src/main\\.ts$', '^src/desk/', '^src/widget/', 'tsconfig\\.json$'] },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'], extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'] },
  },
};
