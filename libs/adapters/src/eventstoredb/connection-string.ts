import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import type {
  ChannelCredentialOptions,
  DNSClusterOptions,
  GossipClusterOptions,
  SingleNodeOptions,
} from '@eventstore/db-client';

/** What the client needs to connect. */
export interface ConnectionSettings {
  readonly servers: SingleNodeOptions | GossipClusterOptions | DNSClusterOptions;
  readonly channel: ChannelCredentialOptions;
  readonly credentials?: { readonly username: string; readonly password: string };
  /** The servers as messages may name them: without user and password. */
  readonly name: string;
}

/** Everything that is wrong with a connection string. */
export class ConnectionStringError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`the connection string of the event store is wrong: ${problems.join('; ')}`);
    this.name = 'ConnectionStringError';
    this.problems = problems;
  }
}

const DEFAULT_PORT = 2113;
const PARTS = /^(?<scheme>[a-z+]+):\/\/(?:(?<user>[^/?]*)@)?(?<hosts>[^/?@]*)\/?(?:\?(?<options>.*))?$/i;
const SCHEMES = new Map([
  ['esdb', false],
  ['esdb+discover', true],
  ['kurrentdb', false],
  ['kurrentdb+discover', true],
]);

const NUMBERS = [
  'maxDiscoverAttempts',
  'discoveryInterval',
  'gossipTimeout',
  'keepAliveInterval',
  'keepAliveTimeout',
] as const;
const FILES = {
  tlsCAFile: 'rootCertificate',
  userCertFile: 'userCertFile',
  userKeyFile: 'userKeyFile',
} as const;
const TEXTS = ['connectionName', 'tls'] as const;
const KNOWN = [...TEXTS, ...NUMBERS, ...Object.keys(FILES)];

type Options = ReadonlyMap<string, string>;

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
};

const optionsOf = (text: string, problems: string[]): Options => {
  const options = new Map<string, string>();
  for (const pair of text.split('&').filter((one) => one !== '')) {
    const [name = '', value] = pair.split('=', 2);
    const known = KNOWN.find((one) => one.toLowerCase() === name.toLowerCase());
    const plain = decoded(value ?? '');
    if (!known) problems.push(`"${name}" is not an option (known: ${KNOWN.join(', ')})`);
    else if (!plain) problems.push(`the option ${known} has no value`);
    else options.set(known, plain);
  }
  return options;
};

const hostsOf = (text: string, secure: boolean, problems: string[]) =>
  text.split(',').map((host) => {
    const [address = '', port = String(DEFAULT_PORT), ...rest] = host.split(':');
    const number = Number(port);
    if (address === '' || rest.length > 0 || !/^\d+$/.test(port) || number < 1 || number > 65_535) {
      problems.push(`"${host}" is not HOST or HOST:PORT`);
    }
    // Node refuses an address as the server name of TLS; the members that a cluster names must have names, too.
    if (secure && isIP(address)) problems.push(`TLS needs a host by its name, ${address} is an address`);
    return { address, port: number };
  });

const credentialsOf = (user: string | undefined, secure: boolean, problems: string[]) => {
  if (user === undefined) return undefined;
  const [username, password, ...rest] = user.split(':').map(decoded);
  if (!username || !password || rest.length > 0) {
    problems.push('before the @ stands USER:PASSWORD, with ":", "@", "/" and "%" in either percent-encoded');
    return undefined;
  }
  if (!secure) problems.push('user and password need TLS: without it the client would not send them');
  return { username, password };
};

const channelOf = (options: Options, secure: boolean, problems: string[]): ChannelCredentialOptions => {
  const channel: { insecure: boolean } & Record<string, unknown> = { insecure: !secure };
  for (const [option, field] of Object.entries(FILES)) {
    const path = options.get(option);
    if (path === undefined) continue;
    if (!secure) problems.push(`${option} makes no sense with tls=false`);
    else if (!existsSync(path)) problems.push(`${option}: there is no file ${path}`);
    else channel[field] = readFileSync(path);
  }
  if (options.has('userCertFile') !== options.has('userKeyFile')) {
    problems.push('userCertFile and userKeyFile go together');
  }
  return channel;
};

const numbersOf = (
  options: Options,
  problems: string[],
): Partial<Record<(typeof NUMBERS)[number], number>> => {
  const numbers: Partial<Record<(typeof NUMBERS)[number], number>> = {};
  for (const name of NUMBERS) {
    const text = options.get(name);
    if (text === undefined) continue;
    if (/^\d+$/.test(text)) numbers[name] = Number(text);
    else problems.push(`${name} is "${text}", which is not a whole number`);
  }
  return numbers;
};

/**
 * Reads `esdb://[USER:PASSWORD@]HOST[:PORT][,HOST…][?OPTION=VALUE&…]` (`kurrentdb://` is the same; `+discover` asks the
 * DNS name for its cluster). TLS unless `tls=false`. Throws ConnectionStringError with all that is wrong, which never
 * repeats the password.
 */
export const parseConnectionString = (text: string): ConnectionSettings => {
  const { scheme = '', user, hosts = '', options: tail = '' } = PARTS.exec(text.trim())?.groups ?? {};
  const discover = SCHEMES.get(scheme.toLowerCase());
  if (discover === undefined) {
    throw new ConnectionStringError([
      `it must look like esdb://HOST:PORT (${[...SCHEMES.keys()].join(', ')})`,
    ]);
  }
  const problems: string[] = [];
  const options = optionsOf(tail, problems);
  const tls = options.get('tls') ?? 'true';
  if (tls !== 'true' && tls !== 'false') problems.push(`tls is "${tls}", which is neither true nor false`);
  const secure = tls !== 'false';
  const endpoints = hostsOf(hosts, secure, problems);
  const credentials = credentialsOf(user, secure, problems);
  const channel = channelOf(options, secure, problems);
  const common = {
    ...numbersOf(options, problems),
    connectionName: options.get('connectionName') ?? 'cauce',
  };
  const [first] = endpoints;
  if (!first || problems.length > 0) throw new ConnectionStringError(problems);
  if (discover && endpoints.length > 1) {
    throw new ConnectionStringError([
      '+discover takes one DNS name, a cluster by its members is esdb://A,B,C',
    ]);
  }
  const single = endpoints.length === 1 ? { endpoint: first } : { endpoints };
  return {
    servers: { ...common, ...(discover ? { discover: first } : single) },
    channel,
    ...(credentials ? { credentials } : {}),
    name: hosts,
  };
};
