import { standard, standardSms } from '@cauce/domain';
import { describeOn, testServers } from '@cauce/testing/servers';
import { beforeAll, expect, it } from '@jest/globals';
import { type Provider, startProvider, taken } from './providers.ts';
import { Stage } from './stage.ts';

const service = 'outbound-channel';
const relay = { name: 'ingestion', service: 'ingestion' };
const DEBTS = 24;

const recipients = ({ mailbox }: Provider): string[] =>
  mailbox.list({ limit: 2 * DEBTS }).entries.map(({ to }) => to);

describeOn('own servers', 'senders as processes', () => {
  // Those of the whole run: a stage leaves servers alone that it finds.
  beforeAll(() => Promise.all([testServers.kafka(), testServers.mongo()]));

  it('of one channel share its contacts, and send each of them once', async () => {
    await Stage.over(async (stage) => {
      await stage.place(DEBTS);
      await stage.clear(standard);
      // A provider each, so that it shows who sent what.
      const providers = [await startProvider(stage, 'email'), await startProvider(stage, 'email')] as const;
      const [one, two] = providers;
      const senders = providers.map(({ env }, index) => ({ name: `outbound-email-${index}`, service, env }));
      await stage.startPrograms(senders);
      await stage.startPrograms([relay]);
      await taken({ count: () => one.mailbox.count() + two.mailbox.count() }, DEBTS);
      await stage.stopPrograms();
      expect(recipients(one).length).toBeGreaterThan(0);
      expect(recipients(two).length).toBeGreaterThan(0);
      const all = [...recipients(one), ...recipients(two)];
      expect(all).toHaveLength(DEBTS);
      expect(new Set(all).size).toBe(DEBTS);
      await Promise.all(providers.map((provider) => provider.close()));
    });
  }, 300_000);

  it('of a channel whose provider takes no more do not hold up another channel', async () => {
    await Stage.over(async (stage) => {
      await stage.place(DEBTS);
      await stage.clear(standardSms);
      await stage.place(DEBTS);
      await stage.clear(standard);
      const email = await startProvider(stage, 'email');
      // One, and the next in a quarter of an hour.
      const sms = await startProvider(stage, 'sms', { perSecond: 0.001 });
      await stage.startPrograms([
        { name: 'outbound-email', service, env: email.env },
        { name: 'outbound-sms', service, env: sms.env },
      ]);
      await stage.startPrograms([relay]);
      await taken(sms.mailbox, 1);
      await taken(email.mailbox, DEBTS);
      await stage.stopPrograms();
      expect(new Set(recipients(email)).size).toBe(DEBTS);
      expect(recipients(email)).toHaveLength(DEBTS);
      expect(recipients(sms)).toHaveLength(1);
      await Promise.all([email.close(), sms.close()]);
    });
  }, 300_000);
});
