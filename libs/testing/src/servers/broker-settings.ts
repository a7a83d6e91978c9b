import { LOOPBACK } from './machine.ts';

export interface BrokerPorts {
  readonly plain: number;
  readonly secure: number;
  readonly controller: number;
}

/** Who may speak to the secure listener. */
export const credentials = { username: 'cauce', password: 'loopback-only' } as const;

/**
 * The text of `server.properties` of a node that is broker and controller of a cluster on this machine. `keyStore` is
 * the file of its key and certificate, PEM.
 */
export const brokerSettings = (
  index: number,
  cluster: readonly BrokerPorts[],
  data: string,
  keyStore: string,
): string => {
  const { plain, secure, controller } = cluster[index]!;
  const open = `PLAINTEXT://${LOOPBACK}:${plain},SECURE://${LOOPBACK}:${secure}`;
  const voters = cluster.map((ports, n) => `${n + 1}@${LOOPBACK}:${ports.controller}`).join(',');
  const inSync = Math.min(cluster.length, 2);
  return Object.entries({
    'process.roles': 'broker,controller',
    'node.id': index + 1,
    'controller.quorum.voters': voters,
    'controller.listener.names': 'CONTROLLER',
    listeners: `${open},CONTROLLER://${LOOPBACK}:${controller}`,
    'advertised.listeners': open,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,SECURE:SASL_SSL,CONTROLLER:PLAINTEXT',
    'inter.broker.listener.name': 'PLAINTEXT',
    'ssl.keystore.location': keyStore,
    'ssl.keystore.type': 'PEM',
    'sasl.enabled.mechanisms': 'PLAIN',
    'listener.name.secure.plain.sasl.jaas.config': `org.apache.kafka.common.security.plain.PlainLoginModule required user_${credentials.username}="${credentials.password}";`,
    'log.dirs': data,
    'auto.create.topics.enable': false,
    'default.replication.factor': cluster.length,
    'min.insync.replicas': inSync,
    'offsets.topic.num.partitions': 8,
    'offsets.topic.replication.factor': cluster.length,
    'transaction.state.log.num.partitions': 8,
    'transaction.state.log.replication.factor': cluster.length,
    'transaction.state.log.min.isr': inSync,
    // A dead broker or consumer is noticed in seconds, so that a test of its death is over in seconds.
    'broker.session.timeout.ms': 3_000,
    'broker.heartbeat.interval.ms': 500,
    'group.min.session.timeout.ms': 500,
    'group.initial.rebalance.delay.ms': 0,
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
};
