// Builds build/widget/widget.js: one file with everything in it, for `<script>` on any page.
import { defineConfig, type Plugin } from 'vite';

const here = decodeURIComponent(new URL('.', import.meta.url).pathname);

/** The page at /demo lies beside the script, as it is. */
const demonstration: Plugin = {
  name: 'demonstration-page',
  async generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'demo.html', source: await this.fs.readFile(`${here}demo.html`) });
  },
};

export default defineConfig({
  root: here,
  logLevel: 'warn',
  plugins: [demonstration],
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
