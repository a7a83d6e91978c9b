export {
  type CoreConfig,
  configOf,
  helpOf,
  kafkaConfigOf,
  PROGRAMS,
  type ProgramConfig,
  type ProgramName,
  telemetryConfigOf,
} from './programs.ts';
export { ConfigError, type ConfigOf, fileOf, namesIn, type Schema, settingsOf } from './read-config.ts';
