// Loaded before dependency-cruiser: it parses with swc and forgets to say that .tsx files hold JSX
// (https://github.com/sverweij/dependency-cruiser, src/extract/swc/parse.mjs); TypeScript 7 has no API it could use instead.
const swc = require('@swc/core');

const { parseFileSync } = swc;
swc.parseFileSync = (file, options) => parseFileSync(file, file.endsWith('x') ? { ...options, tsx: true } : options);
