import { Relays } from '../relay/relays.ts';
import type { ProgramParts } from './run-program.ts';
import type { Work } from './work.ts';

/** The work of a process that is a candidate for bringing the log to the bus. */
export const startRelays = async ({
  core,
  config,
  owner,
  tell,
  openPublisher,
}: ProgramParts<'ingestion'>): Promise<Work> => {
  const publisher = await openPublisher();
  const relays = new Relays({ ...core, publisher, owner, tell, parts: config.relay.partitions });
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
