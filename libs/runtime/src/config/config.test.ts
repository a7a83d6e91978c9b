import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { selfMadeCertificate } from '@cauce/testing/servers';
import { afterAll, describe, expect, it } from '@jest/globals';
import { ConfigError, configOf, helpOf, namesIn, PROGRAMS, type ProgramName } from './index.ts';

const HEX = 'ab'.repeat(32);
const enough = {
  CAUCE_PROFILE: 'distributed',
  CAUCE_SECRET: HEX,
  CAUCE_MASTER_KEY: HEX,
  CAUCE_EVENTSTORE_URL: 'esdb://admin:changeit@log:2113',
  CAUCE_KAFKA_BROKERS: 'one:9092, two:9092',
  CAUCE_MONGO_URL: 'mongodb://db:27017/?replicaSet=rs',
};
const sms = {
  ...enough,
  CAUCE_CHANNEL: 'sms',
  CAUCE_PROVIDER: 'smsc:2775',
  CAUCE_SMPP_SYSTEM_ID: 'us',
  CAUCE_SMPP_PASSWORD: 'pass',
};
const email = { ...enough, CAUCE_CHANNEL: 'email', CAUCE_PROVIDER: 'smtp.example:587' };
const login = { CAUCE_SMTP_USERNAME: 'us', CAUCE_SMTP_PASSWORD: 'tellnobody' };
const folder = mkdtempSync(join(tmpdir(), 'cauce-config-'));
const [authority, junk] = [join(folder, 'ca.pem'), join(folder, 'junk.pem')];
writeFileSync(authority, (await selfMadeCertificate()).certificate);
writeFileSync(junk, 'no certificate');
afterAll(() => rmSync(folder, { recursive: true }));

const problemsOf = (env: Record<string, string>, name: ProgramName = 'scoring'): readonly string[] => {
  try {
    configOf(name, env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
};

describe('the configuration', () => {
  it('is read from the environment, with what holds where nothing is given', () => {
    const config = configOf('scoring', { ...enough, PATH: '/bin' });
    expect(config.process).toEqual({
      profile: 'distributed',
      clock: 'system',
      logLevel: 'info',
      host: '127.0.0.1',
      port: 8080,
    });
    expect(config.kafka).toMatchObject({ brokers: ['one:9092', 'two:9092'], partitions: 12, tls: false });
    expect(config.kafka.password).toBeUndefined();
    expect(config.installation.secret).toEqual(Buffer.from(HEX, 'hex'));
  });

  it('says everything that is wrong at once: name, what was given, what is allowed', () => {
    expect(
      problemsOf({
        CAUCE_PROFILE: 'embedded',
        CAUCE_SECRET: HEX,
        CAUCE_KAFKA_BROKERS: 'one',
        CAUCE_KAFKA_PARTITIONS: '0',
        CAUCE_KAFKA_TLS: 'yes',
        CAUCE_MONGO_URL: 'http://db',
        CAUCE_KAFKA_BROKER: 'one:9092',
      }),
    ).toEqual([
      'CAUCE_PROFILE is "embedded": it must be distributed',
      'CAUCE_MASTER_KEY is missing: it must be 64 hexadecimal digits (wraps the keys of persons)',
      'CAUCE_EVENTSTORE_URL is missing: it must be an address that begins with esdb:// or esdb+discover:// or ' +
        'kurrentdb:// or kurrentdb+discover:// (the log, in EventStoreDB or KurrentDB)',
      'CAUCE_KAFKA_BROKERS is "one": it must be HOST:PORT, or several with commas between them',
      'CAUCE_KAFKA_PARTITIONS is "0": it must be a whole number from 1 to 1000',
      'CAUCE_KAFKA_TLS is "yes": it must be one of true, false',
      'CAUCE_MONGO_URL is "http://db": it must be an address that begins with mongodb:// or mongodb+srv://',
      'CAUCE_KAFKA_BROKER is a setting of no program',
    ]);
  });

  it('never shows a secret', () => {
    const wrong = {
      ...enough,
      CAUCE_SECRET: 'tellnobody',
      CAUCE_EVENTSTORE_URL: 'http://admin:tellnobody@x',
    };
    const said = problemsOf(wrong);
    expect(said).toHaveLength(2);
    expect(said.join()).not.toContain('tellnobody');
  });

  it('takes a secret from a file, and not from two places', () => {
    const file = join(folder, 'key');
    writeFileSync(file, `${HEX}\n`);
    const { CAUCE_MASTER_KEY: _, ...others } = enough;
    const config = configOf('scoring', { ...others, CAUCE_MASTER_KEY_FILE: file });
    expect(config.installation.masterKey).toEqual(Buffer.from(HEX, 'hex'));
    expect(problemsOf({ ...enough, CAUCE_MASTER_KEY_FILE: file })).toEqual([
      'CAUCE_MASTER_KEY is given twice: leave out it or CAUCE_MASTER_KEY_FILE',
    ]);
    expect(problemsOf({ ...others, CAUCE_MASTER_KEY_FILE: join(folder, 'none') })).toEqual([
      `CAUCE_MASTER_KEY cannot be read: CAUCE_MASTER_KEY_FILE must be the path of a file, and is "${folder}/none"`,
    ]);
  });

  it.each([
    [{ CAUCE_KAFKA_SASL_USERNAME: 'us' }, 'go together: only CAUCE_KAFKA_SASL_USERNAME is given'],
    [{ CAUCE_MONGO_PASSWORD: 'p' }, 'go together: only CAUCE_MONGO_PASSWORD is given'],
    [{ CAUCE_MONGO_URL: 'mongodb://us:p@db' }, 'CAUCE_MONGO_PASSWORD is its place'],
    [
      { CAUCE_MONGO_URL: 'mongodb://us:p@a:27017,b:27017/?replicaSet=rs' },
      'CAUCE_MONGO_PASSWORD is its place',
    ],
    [{ CAUCE_MONGO_TLS_CA_FILE: '/ca.pem' }, 'unless CAUCE_MONGO_TLS is true'],
  ])('sees what does not go together: %j', (given, problem) => {
    expect(problemsOf({ ...enough, ...given })).toEqual([expect.stringContaining(problem)]);
  });

  it.each([
    { CAUCE_MONGO_URL: 'mongodb://a:27017,b:27017,c:27017/?replicaSet=rs' },
    { CAUCE_EVENTSTORE_URL: 'esdb://us:pass@a:2113,b:2113?tls=true' },
  ])('takes the servers of a cluster: %j', (given) => {
    expect(problemsOf({ ...enough, ...given })).toEqual([]);
  });

  it('sends no spans unless it is told where to, and lists what is wrong with that', () => {
    expect(configOf('scoring', enough).telemetry.endpoint).toBeUndefined();
    const given = { ...enough, OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };
    expect(configOf('scoring', given).telemetry.endpoint).toBe('http://collector:4318');
    expect(
      problemsOf({
        ...enough,
        OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318',
        OTEL_EXPORTER_OTLP_HEADERS: 'tellnobody',
        OTEL_TRACES_SAMPLER: 'always',
        OTEL_TRACES_SAMPLER_ARG: '2',
      }),
    ).toEqual([
      'OTEL_EXPORTER_OTLP_ENDPOINT is "collector:4318": it must be an address that begins with http:// or https://',
      'OTEL_EXPORTER_OTLP_HEADERS must be NAME=VALUE, or several with commas between them',
      expect.stringMatching(/^OTEL_TRACES_SAMPLER is "always": it must be one of parentbased_always_on, /),
      'OTEL_TRACES_SAMPLER_ARG is "2": it must be a number from 0 to 1',
    ]);
    const part = { ...given, OTEL_TRACES_SAMPLER_ARG: '0.1' };
    expect(problemsOf(part)).toEqual([
      expect.stringContaining('goes with a sampler that ends in traceidratio'),
    ]);
    expect(problemsOf({ ...part, OTEL_TRACES_SAMPLER: 'parentbased_traceidratio' })).toEqual([]);
  });

  it('of a sender names its channel and what that needs', () => {
    expect(configOf('outbound-channel', sms).channel).toMatchObject({
      channel: 'sms',
      provider: ['smsc:2775'],
    });
    const { CAUCE_SMPP_PASSWORD: _, ...without } = sms;
    expect(problemsOf(without, 'outbound-channel')).toEqual([
      'CAUCE_SMPP_SYSTEM_ID and CAUCE_SMPP_PASSWORD are needed where CAUCE_CHANNEL is sms',
    ]);
    expect(problemsOf({ ...without, CAUCE_CHANNEL: 'email' }, 'outbound-channel')).toEqual([]);
  });

  it.each([
    [{ CAUCE_SMTP_USERNAME: 'us', CAUCE_SMTP_TLS: 'starttls' }, 'only CAUCE_SMTP_USERNAME is given'],
    [{ CAUCE_SMTP_TLS: 'ssl' }, 'CAUCE_SMTP_TLS is "ssl": it must be one of off, starttls, implicit'],
    [{ CAUCE_SMTP_TLS_CA_FILE: authority }, 'makes no sense where CAUCE_SMTP_TLS is off'],
    [{ CAUCE_SMTP_TLS: 'implicit', CAUCE_SMTP_TLS_CA_FILE: '/none' }, 'it must be the path of a file with'],
    [{ CAUCE_SMTP_TLS: 'implicit', CAUCE_SMTP_TLS_CA_FILE: junk }, 'it must be the path of a file with'],
    [login, 'CAUCE_SMTP_PASSWORD would be said in plain text'],
    [{ CAUCE_SMPP_TLS_CA_FILE: authority }, 'makes no sense unless CAUCE_SMPP_TLS is true'],
  ])('of a sender sees what is wrong with how its provider is spoken to: %j', (given, problem) => {
    const found = problemsOf({ ...email, ...given }, 'outbound-channel');
    expect(found).toEqual([expect.stringContaining(problem)]);
    expect(found.join()).not.toContain('tellnobody');
  });

  it.each([
    { ...login, CAUCE_SMTP_TLS: 'starttls' },
    { ...login, CAUCE_SMTP_TLS: 'implicit', CAUCE_SMTP_TLS_CA_FILE: authority },
    { ...login, CAUCE_PROVIDER: '127.0.0.1:1025' },
    { ...sms, ...login },
  ])('of a sender takes a login where nobody else hears it: %j', (given) => {
    expect(problemsOf({ ...email, ...given }, 'outbound-channel')).toEqual([]);
  });

  it('lets one environment serve every program, with what tests and command line read', () => {
    const all = { ...sms, CAUCE_RELAY_PARTITIONS: '2', CAUCE_TEST_KAFKA: 'x', CAUCE_KEY: 'k' };
    for (const name of Object.keys(PROGRAMS)) expect(problemsOf(all, name as ProgramName)).toEqual([]);
  });
});

describe('the declared settings', () => {
  it.each(Object.keys(PROGRAMS) as ProgramName[])('of %s have a name of their own and words', (name) => {
    const names = namesIn(PROGRAMS[name]);
    expect(new Set(names).size).toBe(names.length);
    const help = helpOf(name);
    for (const one of names.filter((each) => !each.endsWith('_FILE'))) expect(help).toContain(`${one}`);
    expect(help).not.toMatch(/undefined|null/);
  });
});
