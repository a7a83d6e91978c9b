import kafkajs, { type PartitionAssigner } from 'kafkajs';
import { JoinAnewError } from './join-anew.ts';

const { MemberAssignment, MemberMetadata } = kafkajs.AssignerProtocol;
const NAME = 'cauce-same-number';
const VERSION = 1;
const NO_DATA = Buffer.alloc(0);

/**
 * Gives the partitions of one number in all topics to one member, so that everything of a key is in one process.
 * @param handedOver whether nothing is under way that would be done again elsewhere; a member joins only then
 */
export const sameNumber =
  (handedOver: () => boolean): PartitionAssigner =>
  ({ cluster }) => ({
    name: NAME,
    version: VERSION,
    assign: async ({ members, topics }) => {
      const ids = members.map(({ memberId }) => memberId).sort();
      return ids.map((memberId, n) => {
        const shares = topics.map((topic): [string, number[]] => {
          const numbers = cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => partitionId);
          return [topic, numbers.filter((number) => number % ids.length === n)];
        });
        const assignment = Object.fromEntries(shares);
        return {
          memberId,
          memberAssignment: MemberAssignment.encode({ version: VERSION, assignment, userData: NO_DATA }),
        };
      });
    },
    protocol: ({ topics }) => {
      if (!handedOver()) throw new JoinAnewError('work of the assignment before is under way');
      return { name: NAME, metadata: MemberMetadata.encode({ version: VERSION, topics, userData: NO_DATA }) };
    },
  });
