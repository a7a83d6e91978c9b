import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeOn, testServers } from '@cauce/testing/servers';
import { expect, it } from '@jest/globals';
import { applyTopicsIn } from './index.ts';

describeOn('own servers', 'the topics of a configuration', () => {
  it('are created in the cluster that it names, behind TLS and SASL too', async () => {
    const { brokers, ca, username, password } = await testServers.secureKafka();
    const prefix = `test-${randomUUID().slice(0, 8)}.`;
    const env = {
      CAUCE_KAFKA_BROKERS: brokers.join(),
      CAUCE_KAFKA_PREFIX: prefix,
      CAUCE_KAFKA_PARTITIONS: '1',
      CAUCE_KAFKA_REPLICAS: '1',
      CAUCE_KAFKA_TLS: 'true',
      CAUCE_KAFKA_SASL_MECHANISM: 'plain',
      CAUCE_KAFKA_SASL_USERNAME: username,
      CAUCE_KAFKA_SASL_PASSWORD: password,
    };
    const folder = await mkdtemp(join(tmpdir(), 'cauce-topics-'));
    const file = join(folder, 'ca.pem');
    await writeFile(file, ca);
    const { created } = await applyTopicsIn({ ...env, CAUCE_KAFKA_TLS_CA_FILE: file });
    expect(created).toContain(`${prefix}debt`);
    expect(created).toContain(`${prefix}clearance.sms`);
    const drift = created.map((topic) => ({ topic, what: 'partitions', declared: '2', found: '1' }));
    const changed = { ...env, CAUCE_KAFKA_TLS_CA_FILE: file, CAUCE_KAFKA_PARTITIONS: '2' };
    expect(await applyTopicsIn(changed)).toEqual({ created: [], drift });
    await rm(folder, { recursive: true });
  });

  it('are not looked for where the configuration is wrong', async () => {
    const env = { CAUCE_KAFKA_BROKERS: 'nowhere', CAUCE_KAFKA_REPLICAS: 'many' };
    await expect(applyTopicsIn(env)).rejects.toThrow(/CAUCE_KAFKA_BROKERS.*CAUCE_KAFKA_REPLICAS/s);
  });
});
