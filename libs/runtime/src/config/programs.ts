import { channelGroup } from './channel-group.ts';
import {
  apiGroup,
  eventStoreGroup,
  installationGroup,
  kafkaGroup,
  mongoGroup,
  planGroup,
  processGroup,
  relayGroup,
  senderGroup,
} from './groups.ts';
import {
  type ConfigOf,
  type Environment,
  fileOf,
  namesIn,
  readConfig,
  type Schema,
  settingsOf,
} from './read-config.ts';
import { telemetryGroup } from './telemetry-group.ts';

/** What every program of the distributed profile is told. */
const core = {
  process: processGroup,
  installation: installationGroup,
  eventStore: eventStoreGroup,
  kafka: kafkaGroup,
  mongo: mongoGroup,
  telemetry: telemetryGroup,
} as const;

/** The settings of every program. */
export const PROGRAMS = {
  ingestion: { ...core, relay: relayGroup },
  segmentation: { ...core, plan: planGroup },
  scoring: core,
  'compliance-gate': core,
  'outbound-channel': { ...core, channel: channelGroup, sender: senderGroup },
  reporting: core,
  api: { ...core, api: apiGroup, sender: senderGroup },
} as const;

export type ProgramName = keyof typeof PROGRAMS;
/** What all programs are told. */
export type CoreConfig = ConfigOf<typeof core>;
export type ProgramConfig<N extends ProgramName> = CoreConfig & ConfigOf<(typeof PROGRAMS)[N]>;

/** Variables of the command line, the sandboxes and the tests, which may stand in the same environment. */
const OTHERS = /^CAUCE_(TEST_\w+|SANDBOX_\w+|KEY)$/;

/** Every variable that any program reads: one environment may serve them all. */
const everyName = new Set(Object.values(PROGRAMS).flatMap(namesIn));

/** A configuration out of an environment that others read too. Throws ConfigError with all that is wrong. */
const configIn = <S extends Schema>(schema: S, env: Environment): ConfigOf<S> => {
  const others = Object.keys(env).filter((one) => OTHERS.test(one));
  return readConfig(schema, env, new Set([...everyName, ...others]));
};

/** The configuration of a program. Throws ConfigError with all that is wrong. */
export const configOf = <N extends ProgramName>(name: N, env: Environment): ProgramConfig<N> =>
  configIn(PROGRAMS[name], env) as ProgramConfig<N>;

/** Where Kafka is, for whoever needs nothing else. Throws ConfigError with all that is wrong. */
export const kafkaConfigOf = (env: Environment): CoreConfig['kafka'] =>
  configIn({ kafka: kafkaGroup }, env).kafka;

/** Where spans and metrics go, for whoever is told nothing else by this table. Throws ConfigError. */
export const telemetryConfigOf = (env: Environment): CoreConfig['telemetry'] =>
  readConfig({ telemetry: telemetryGroup }, env, new Set(Object.keys(env))).telemetry;

/** What a person may be told of a program's settings, one paragraph each. */
export const helpOf = (name: ProgramName): string =>
  settingsOf(PROGRAMS[name])
    .map((setting) => {
      const { name: variable, help, allowed, fallback, secret } = setting;
      const file = secret ? ` (or the file that ${fileOf(variable)} names)` : '';
      const otherwise =
        fallback === undefined ? 'needed' : fallback === null ? 'may be left out' : `default "${fallback}"`;
      return `${variable}${file}\n    ${help}; ${allowed}; ${otherwise}`;
    })
    .join('\n');
