export {
  type CoreConfig,
  configOf,
  helpOf,
  kafkaConfigOf,
  PROGRAMS,
  type ProgramConfig,
  type ProgramName,
} from './programs.ts';
export { ConfigError, type ConfigOf, namesIn, type Schema } from './read-config.ts';
