import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { momentGroups } from './chunks.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** In the first load, whatever page it is: a few files instead of thirty small ones. Dialogs, menus, pictures and forms stay apart. */
const ground = /src\/(?:desk\/(?:kit\/(?!dialog|menu|mood|field|language|problem)|live\/|wording\/(?!problem)[^/]+\.ts|shell\/(?:look|boot))|contract\/(?!event-groups|batch)|domain\/time\/(?!quiet))/;
/** On most pages but those of the first load. */
const forms = /src\/desk\/(?:kit\/(?:field|language-field|problem)|wording\/problem-words)/;
const libraries =
  /node_modules\/(?:react|react-dom|scheduler|@tanstack\/(?:react-router|router-core|history|store|react-store|react-virtual|virtual-core)|clsx)\//;

/** Whoever loads anything later has these already: naming them again for each would be a list of a kilobyte. */
const always = /assets\/(?:libraries|ground|inbox|rolldown-runtime)-[\w-]{8}\.js$/;

// Tests run this with NODE_ENV=test, and would get React's development build, which nobody should measure or ship.
process.env['NODE_ENV'] = 'production';

export default defineConfig({
  root: here('.'),
  base: '/',
  plugins: [react(), tailwindcss()],
  build: {
    outDir: here('../../build/desk'),
    emptyOutDir: true,
    target: 'es2023',
    manifest: true,
    // The browser fetches what a route needs by itself; inlined copies of small files would be fetched twice.
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_file, needed, { hostType }) => (hostType === 'html' ? needed : needed.filter((file) => !always.test(file))),
    },
    rolldownOptions: {
      input: { index: here('index.html'), 'push-worker': here('notifying/push-worker.ts') },
      output: {
        // A browser asks for its service worker again under the same name.
        entryFileNames: ({ name }) => (name === 'push-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
        advancedChunks: {
          groups: [
            { name: 'libraries', test: libraries, priority: 9 },
            { name: 'ground', test: ground, priority: 8 },
            { name: 'forms', test: forms, priority: 7 },
            ...momentGroups(),
            // What later moments draw with: one file instead of one for each sign.
            { name: 'signs', test: /lucide-react\/dist\/esm\/icons\//, priority: 0 },
          ],
        },
      },
    },
  },
  worker: { format: 'es' },
});
