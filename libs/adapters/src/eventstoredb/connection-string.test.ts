import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { ConnectionStringError, parseConnectionString } from './connection-string.ts';

/** Any file will do: it is only looked for here. */
const certificate = fileURLToPath(import.meta.url);

const problemsOf = (text: string): readonly string[] => {
  try {
    parseConnectionString(text);
  } catch (error) {
    if (error instanceof ConnectionStringError) return error.problems;
    throw error;
  }
  return [];
};

describe('the connection string of the event store', () => {
  it.each([
    ['esdb://localhost', { endpoint: { address: 'localhost', port: 2113 } }],
    ['esdb://10.0.0.1:1113/?tls=false', { endpoint: { address: '10.0.0.1', port: 1113 } }],
    ['kurrentdb://a:1,b:2?nodePreference=leader', undefined],
    [
      'kurrentdb://a:1,b:2',
      {
        endpoints: [
          { address: 'a', port: 1 },
          { address: 'b', port: 2 },
        ],
      },
    ],
    ['esdb+discover://cluster.example', { discover: { address: 'cluster.example', port: 2113 } }],
    [
      'ESDB://a?KeepAliveInterval=20000',
      { endpoint: { address: 'a', port: 2113 }, keepAliveInterval: 20_000 },
    ],
  ])('%s', (text, servers) => {
    if (servers) expect(parseConnectionString(text).servers).toMatchObject(servers);
    else expect(problemsOf(text)).toHaveLength(1);
  });

  it('uses TLS unless it is told not to', () => {
    expect(parseConnectionString('esdb://a').channel).toEqual({ insecure: false });
    expect(parseConnectionString('esdb://a?tls=false').channel).toEqual({ insecure: true });
    const { channel } = parseConnectionString(`esdb://a?tlsCAFile=${encodeURIComponent(certificate)}`);
    expect(channel.rootCertificate?.toString()).toContain('BEGIN CERTIFICATE');
  });

  it('reads user and password, percent-encoded where they need it', () => {
    const { credentials, name } = parseConnectionString('esdb://ops:p%40ss%3Aword@a:1');
    expect(credentials).toEqual({ username: 'ops', password: 'p@ss:word' });
    expect(name).toBe('a:1');
  });

  it.each([
    ['http://a', 'it must look like esdb://HOST:PORT'],
    ['a:2113', 'it must look like'],
    ['esdb://a:port', '"a:port" is not HOST or HOST:PORT'],
    ['esdb://', '"" is not HOST or HOST:PORT'],
    ['esdb://a?tls=no', 'tls is "no"'],
    ['esdb://a?tlsVerifyCert=false', '"tlsVerifyCert" is not an option'],
    ['esdb://a?tlsCAFile=/no/such.pem', 'there is no file /no/such.pem'],
    ['esdb://a?keepAliveInterval=soon', 'keepAliveInterval is "soon"'],
    ['esdb://a?tls=', 'the option tls has no value'],
    ['esdb://ops@a', 'before the @ stands USER:PASSWORD'],
    ['esdb://ops:secret@a?tls=false', 'user and password need TLS'],
    ['esdb://10.0.0.1', 'TLS needs a host by its name, 10.0.0.1 is an address'],
    ['esdb+discover://a,b', '+discover takes one DNS name'],
  ])('%s is refused', (text, problem) => {
    expect(problemsOf(text)).toEqual([expect.stringContaining(problem)]);
  });

  it('lists all that is wrong at once, and never the password', () => {
    const problems = problemsOf('esdb://ops:secret:more@a:x?tls=perhaps&userCertFile=/no/file&colour=red');
    expect(problems).toHaveLength(6);
    expect(problems.join()).not.toContain('secret');
  });
});
