import type { MongoClientOptions } from 'mongodb';

/** Where the database is and how to speak to it. */
export interface MongoSettings {
  /** `mongodb://` or `mongodb+srv://` with hosts and, where there is one, the replica set; no credentials. */
  readonly url: string;
  readonly database: string;
  readonly credentials?: {
    readonly username: string;
    readonly password: string;
    /** The database that knows the user; left out, `admin`. */
    readonly source?: string;
  };
  readonly tls?: {
    /** PEM file of the authority to trust; left out, those that Node trusts. */
    readonly caFile?: string;
    /** PEM file with the client's own certificate and key. */
    readonly certificateKeyFile?: string;
  };
  /** Most milliseconds that a call waits for a server, and then for its answer; left out, ten seconds. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 10_000;

/**
 * The driver's options. A write counts when a majority of the servers has it, and nothing is read that a new primary
 * could take back: a key or a lease that vanishes in a fail-over would be worse than a slow one.
 */
export const clientOptions = (settings: MongoSettings): MongoClientOptions => {
  const { credentials, tls, timeoutMs = TIMEOUT_MS } = settings;
  return {
    appName: 'cauce',
    writeConcern: { w: 'majority' },
    readConcern: { level: 'majority' },
    readPreference: 'primary',
    serverSelectionTimeoutMS: timeoutMs,
    connectTimeoutMS: timeoutMs,
    socketTimeoutMS: timeoutMs,
    ...(credentials && {
      auth: { username: credentials.username, password: credentials.password },
      authSource: credentials.source ?? 'admin',
    }),
    ...(tls && {
      tls: true,
      ...(tls.caFile !== undefined && { tlsCAFile: tls.caFile }),
      ...(tls.certificateKeyFile !== undefined && { tlsCertificateKeyFile: tls.certificateKeyFile }),
    }),
  };
};
