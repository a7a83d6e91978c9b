import type { Reading } from '@cauce/ports';
import type { Core } from '../core/core.ts';
import { type RelayPart, relayName, relayParts } from '../relay/relay.ts';
import { Relays } from '../relay/relays.ts';
import { ageAfter } from '../telemetry/age.ts';
import type { ProgramParts } from './run-program.ts';
import type { Work } from './work.ts';

const lagOf = async (core: Core, part: RelayPart): Promise<Reading> => ({
  value: await ageAfter(core, await core.checkpoints.get(relayName(part))),
  attributes: { 'cauce.relay.part': part.index },
});

/** The work of a process that is a candidate for bringing the log to the bus. */
export const startRelays = async ({
  core,
  config,
  owner,
  tell,
  feed,
  openPublisher,
}: ProgramParts<'ingestion'>): Promise<Work> => {
  const publisher = await openPublisher();
  const { partitions: count } = config.relay;
  core.telemetry.gauge('cauce.relay.lag', () =>
    Promise.all(relayParts(count).map((part) => lagOf(core, part))),
  );
  const relays = new Relays({ ...core, feed, publisher, owner, tell, parts: count });
  return {
    stir: async () => 0,
    settle: () => relays.caughtUp(),
    problems: () => [],
    stop: async () => {
      await relays.stop();
      await publisher.close();
    },
  };
};
