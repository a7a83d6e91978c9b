import { describeOn, testServers } from '@cauce/testing/servers';
import { expect, it } from '@jest/globals';
import { kafkaClient } from './client.ts';
import { sampleTopics } from './testing/sample-topics.ts';
import { applyTopics } from './topic-admin.ts';
import { defaultPlan, Topics } from './topics.ts';

describeOn('kafka', 'topics', () => {
  it('are made once; what differs is said and left alone', async () => {
    const kafka = kafkaClient(await testServers.kafka());
    const declared = sampleTopics(2).declared();
    const names = declared.map(({ name }) => name);
    expect(await applyTopics(kafka, declared)).toEqual({ created: names, drift: [] });
    expect(await applyTopics(kafka, declared)).toEqual({ created: [], drift: [] });
    const [first, ...rest] = declared;
    const other = { ...first!, partitions: 3, config: { ...first!.config, 'retention.ms': '5' } };
    const drift = [
      { topic: other.name, what: 'partitions', declared: '3', found: '2' },
      { topic: other.name, what: 'retention.ms', declared: '5', found: first?.config['retention.ms'] },
    ];
    for (let time = 0; time < 2; time += 1) {
      expect(await applyTopics(kafka, [other, ...rest])).toEqual({ created: [], drift });
    }
    const admin = kafka.admin();
    await admin.connect();
    await admin.deleteTopics({ topics: names });
    await admin.disconnect();
  });
});

it('are one of each category and channel; those of configuration keep the newest of each stream', () => {
  const declared = new Topics({ ...defaultPlan, channels: ['email', 'sms'] }).declared();
  const compacted = declared.filter(({ config }) => config['cleanup.policy'] === 'compact');
  expect(compacted.map(({ name }) => name)).toEqual(['cauce.rulepack', 'cauce.strategy', 'cauce.template']);
  expect(declared.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'cauce.debt',
      'cauce.contact',
      'cauce.clearance.email',
      'cauce.clearance.sms',
      'cauce.unpark',
    ]),
  );
  expect(new Set(declared.map(({ partitions }) => partitions))).toEqual(new Set([12]));
});

it('carry what a group wants', () => {
  const topics = new Topics(defaultPlan);
  expect(topics.topicsOf(['ContactCleared', 'DebtPlaced', 'PaymentReceived'], 'sms')).toEqual([
    'cauce.clearance.sms',
    'cauce.debt',
  ]);
  expect(topics.topicsOf(['ContactCleared'])).toHaveLength(defaultPlan.channels.length);
  expect(() => topics.topicsOf(['NeverHeardOf'])).toThrow('no topic carries NeverHeardOf');
});
