// Files that people in scenarios send: demonstration/files/.
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { scenarioFolder } from './scenario.ts';

export type ScenarioFile = { readonly name: string; readonly mediaType: string; readonly content: Uint8Array };

const mediaTypes: Readonly<Record<string, string>> = { '.png': 'image/png', '.jpg': 'image/jpeg', '.pdf': 'application/pdf', '.txt': 'text/plain', '.csv': 'text/csv' };

export function readScenarioFile(name: string): ScenarioFile {
  return { name, mediaType: mediaTypes[extname(name)] ?? 'application/octet-stream', content: readFileSync(join(scenarioFolder, 'files', name)) };
}
