import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { Address } from './faults.ts';

const { ClusterInfo, EndPoint, MemberInfo } = gossip;

const member = ({ host, port }: Address, leads: boolean) =>
  new MemberInfo()
    .setInstanceId(new shared.UUID().setString('00000000-0000-4000-8000-000000000000'))
    .setTimeStamp('0')
    .setState(leads ? MemberInfo.VNodeState.LEADER : MemberInfo.VNodeState.FOLLOWER)
    .setIsAlive(true)
    .setHttpEndPoint(new EndPoint().setAddress(host).setPort(port));

/** What a node knows of its cluster: itself, and who leads instead of it. */
export const clusterInfo = (self: Address, leader: Address | undefined) =>
  new ClusterInfo().setMembersList([member(self, !leader), ...(leader ? [member(leader, true)] : [])]);
