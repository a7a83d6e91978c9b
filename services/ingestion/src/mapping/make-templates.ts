import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { loadMapping } from './catalog.ts';
import { writeTemplates } from './templates.ts';

// Run after a change of mappings/cauce.yml: `node -C cauce-source services/ingestion/src/mapping/make-templates.ts`.
const folder = join(import.meta.dirname, '../../mappings/templates');
await mkdir(folder, { recursive: true });
for (const path of await writeTemplates(await loadMapping('cauce'), folder))
  process.stdout.write(`${path}\n`);
