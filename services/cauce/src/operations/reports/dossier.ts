import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { App } from '../../host/app.ts';
import { titlesOf } from '../packs/rule-titles.ts';

/** Writes a debtor's dossier to a file. */
export const dossierOperation = async (app: App, { debtor, out }: { debtor: string; out: string }) => {
  const { html, verified, debtorId } = await app.reporting.dossier(debtor, await titlesOf(app));
  await writeFile(out, html);
  return { debtorId, file: resolve(out), bytes: Buffer.byteLength(html), verified };
};
