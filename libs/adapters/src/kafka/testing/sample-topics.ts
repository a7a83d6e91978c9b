import { randomUUID } from 'node:crypto';
import { Topics } from '../topics.ts';

/** Topics of the suite's sample events, under names that nobody else uses. */
export const sampleTopics = (partitions = 3, replicas = 1): Topics =>
  new Topics({
    prefix: `test-${randomUUID().slice(0, 8)}.`,
    partitions,
    replicas,
    retentionDays: 1,
    channels: ['email', 'sms'],
    categories: new Map([
      ['SampleNoted', 'debt'],
      ['OtherNoted', 'debt'],
    ]),
  });
