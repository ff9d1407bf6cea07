// Builds build/widget/widget.js: one file with everything in it, for `<script>` on any page.
import { defineConfig } from 'vite';

const here = decodeURIComponent(new URL('.', import.meta.url).pathname);

export default defineConfig({
  root: here,
  logLevel: 'warn',
  build: {
    outDir: '../../build/widget',
    emptyOutDir: true,
    target: 'es2023',
    // Browsers of early 2023 and later, as the script itself needs.
    cssTarget: ['chrome111', 'safari16.4', 'firefox115'],
    modulePreload: false,
    rolldownOptions: {
      input: `${here}main.ts`,
      output: { format: 'iife', entryFileNames: 'widget.js' },
    },
  },
});
