import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WrittenChannel } from '@cauce/domain';
import { keyedDigest } from '@cauce/kernel';
import type { Sender } from '@cauce/outbound-channel';

const SECRET_BYTES = 32;

/** What makes one installation differ from another. */
export interface Installation {
  /** Keys the ids that come from personal values. */
  readonly secret: Uint8Array;
  /** Who writes through each channel, where a creditor has no sender of its own. */
  readonly senders: Readonly<Record<WrittenChannel, Sender>>;
}

/** The secret of a folder is missing, or not the one that its ids were made with: the same people would be others. */
export class InstallationSecretError extends Error {
  readonly code = 'INSTALLATION_SECRET';

  constructor(message: string) {
    super(message);
    this.name = 'InstallationSecretError';
  }
}

const secretIn = (dir: string, mayMake: boolean): Uint8Array => {
  const file = join(dir, 'installation.secret');
  if (!existsSync(file)) {
    if (!mayMake)
      throw new InstallationSecretError(
        `${file} is missing: put it back, or give its content in CAUCE_SECRET`,
      );
    writeFileSync(file, `${randomBytes(SECRET_BYTES).toString('hex')}\n`, { mode: 0o600 });
  }
  return secretOf(readFileSync(file, 'utf8'), file);
};

/** What tells a secret from another without telling it. */
const SIGN = 'installation.sign';

const checkSecret = (dir: string, secret: Uint8Array): void => {
  const file = join(dir, SIGN);
  const sign = keyedDigest(secret, 'installation', []);
  if (existsSync(file)) {
    if (readFileSync(file, 'utf8').trim() === sign) return;
    throw new InstallationSecretError(`the secret is not the one that ${dir} was made with`);
  }
  writeFileSync(file, `${sign}\n`);
};

const secretOf = (text: string, source: string): Uint8Array => {
  const hex = text.trim();
  if (!/^[0-9a-f]{64}$/i.test(hex))
    throw new InstallationSecretError(`${source} must hold 64 hexadecimal digits`);
  return Buffer.from(hex, 'hex');
};

/**
 * The installation of a data folder; its secret is made at the first use, or taken from CAUCE_SECRET. Throws
 * InstallationSecretError where a folder that has a log is opened without its own.
 */
export const installationOf = (dir: string, env: NodeJS.ProcessEnv = process.env): Installation => {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const isNew = !existsSync(join(dir, 'log.db'));
  const secret = env.CAUCE_SECRET ? secretOf(env.CAUCE_SECRET, 'CAUCE_SECRET') : secretIn(dir, isNew);
  checkSecret(dir, secret);
  const agency = env.CAUCE_AGENCY ?? 'Agencia Cauce';
  const address = env.CAUCE_FROM ?? 'cobranzas@cauce.example';
  const optOut = env.CAUCE_OPT_OUT ?? `mailto:${address}?subject=BAJA`;
  return {
    secret,
    senders: {
      email: { agency, address, optOut },
      sms: { agency, address: env.CAUCE_SMS_FROM ?? 'CAUCE', optOut },
    },
  };
};
