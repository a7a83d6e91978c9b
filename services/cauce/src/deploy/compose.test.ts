import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeOn } from '@cauce/testing/servers';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { composeModel, composeProblems } from './testing/compose.ts';
import { inDeploy } from './testing/in-deploy.ts';

const DISTRIBUTED = inDeploy('docker-compose.yml');
const EMBEDDED = inDeploy('../docker-compose.yml');

describeOn('go', 'the compose files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cauce-compose-'));
  // The tool is fetched and built the first time.
  beforeAll(() => void composeModel(EMBEDDED), 600_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What is found wrong once a text of the file is another one. */
  const planted = (was: string | RegExp, is: string): string[] => {
    const file = join(folder, 'docker-compose.yml');
    const text = readFileSync(DISTRIBUTED, 'utf8');
    expect(text).toMatch(was);
    writeFileSync(file, text.replace(was, is));
    return composeProblems(composeModel(file));
  };

  it.each([
    ['distributed', DISTRIBUTED],
    ['embedded', EMBEDDED],
  ])('of the %s profile is right', (_profile, file) => {
    expect(composeProblems(composeModel(file))).toEqual([]);
  });

  it('run the brokers that the tests run on', () => {
    const { services } = composeModel(DISTRIBUTED);
    const brokers = Object.entries(services).filter(([name]) => name.startsWith('kafka-'));
    const version = /<artifactId>kafka_[\d.]+<\/artifactId>\s*<version>([\d.]+)/.exec(
      readFileSync(inDeploy('servers/kafka/pom.xml'), 'utf8'),
    )?.[1];
    expect(brokers.map(([, { image }]) => image)).toEqual(Array(3).fill(`apache/kafka:${version}`));
    const advertised = brokers.map(([, { environment }]) => environment?.KAFKA_ADVERTISED_LISTENERS);
    const asked = services.scoring?.environment?.CAUCE_KAFKA_BROKERS?.split(',');
    expect(advertised).toEqual(asked?.map((broker) => `PLAINTEXT://${broker}`));
  });

  it('are refused where the schema does not know a word', () => {
    expect(() => planted('restart: unless-stopped', 'restrt: unless-stopped')).toThrow('restrt');
  });

  it.each([
    ['CAUCE_CHANNEL: sms', 'CAUCE_CANNEL: sms', 'CAUCE_CANNEL is no setting of outbound-channel'],
    ['CAUCE_CHANNEL: sms', 'CAUCE_CHANNEL: fax', 'CAUCE_CHANNEL is "fax"'],
    [/ {6}CAUCE_PROVIDER: mail.*\n/, '', 'CAUCE_PROVIDER is missing'],
    ['CAUCE_API_DIR: /data', 'CAUCE_STRATEGY: standard', 'CAUCE_STRATEGY is no setting of api'],
    ['sms-sandbox:2775', 'smsc:2775', 'no service is called smsc'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_ENDPOINT', 'OTEL_ENDPOINT is no setting'],
    ['/run/secrets/master-key', '/run/master-key', 'which is not mounted'],
    ['127.0.0.1:8080/health', '127.0.0.1:8081/health', 'nothing answers at http://127.0.0.1:8081'],
    ['8080/health/ready', '8080/ready', 'nothing answers at http://127.0.0.1:8080/ready'],
    ['topics: {condition', 'topic: {condition', 'there is no service topic'],
    ['sms:/data', 'texts:/data', 'there is no volume texts'],
    ['collector.yaml:/etc', 'collectors.yaml:/etc', 'there is no file'],
    ['127.0.0.1:4180:4180', '4180:4180', 'it is reached from other machines'],
    ['read_only: true', 'read_only: false', 'it may write to its root'],
  ])('are found wrong with %s as "%s"', (was, is, problem) => {
    expect(planted(was, is)).toContainEqual(expect.stringContaining(problem));
  });

  it.each([
    ['services/scoring/dist/main.js', 'services/score/dist/main.js'],
    ['[services/cauce/dist/main.js, topics, apply]', '[services/cauce/dist/main.js, topics, create]'],
    ['--host, 0.0.0.0]', '--hosts, 0.0.0.0]'],
  ])('are refused with the command %s as %s', (was, is) => {
    expect(() => planted(was, is)).toThrow(/runs no program|is not complete|has no option/);
  });
});
