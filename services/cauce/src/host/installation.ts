import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sender } from '@cauce/outbound-channel';

const SECRET_BYTES = 32;

/** What makes one installation differ from another. */
export interface Installation {
  /** Keys the ids that come from personal values. */
  readonly secret: Uint8Array;
  readonly sender: Sender;
}

const secretIn = (dir: string): Uint8Array => {
  const file = join(dir, 'installation.secret');
  if (!existsSync(file))
    writeFileSync(file, `${randomBytes(SECRET_BYTES).toString('hex')}\n`, { mode: 0o600 });
  return secretOf(readFileSync(file, 'utf8'), file);
};

const secretOf = (text: string, source: string): Uint8Array => {
  const hex = text.trim();
  if (!/^[0-9a-f]{64}$/i.test(hex)) throw new Error(`${source} must hold 64 hexadecimal digits`);
  return Buffer.from(hex, 'hex');
};

/** The installation of a data folder; its secret is made at the first use, or taken from CAUCE_SECRET. */
export const installationOf = (dir: string, env: NodeJS.ProcessEnv = process.env): Installation => {
  mkdirSync(dir, { recursive: true });
  const agency = env.CAUCE_AGENCY ?? 'Agencia Cauce';
  const address = env.CAUCE_FROM ?? 'cobranzas@cauce.example';
  return {
    secret: env.CAUCE_SECRET ? secretOf(env.CAUCE_SECRET, 'CAUCE_SECRET') : secretIn(dir),
    sender: { agency, address, optOut: env.CAUCE_OPT_OUT ?? `mailto:${address}?subject=BAJA` },
  };
};
