import { parseTariff, type Tariff } from '@cauce/adapters/smpp';
import type { WrittenChannel } from '@cauce/domain';
import type { Rate } from '@cauce/outbound-channel';

/** How the channels of a host behave. */
export interface ChannelSettings {
  /** How the sandboxes play a provider that has its limits. */
  readonly pace: { readonly answerAfterMs?: number; readonly perSecond?: number };
  /** How many messages each provider is given; without one, as many as there are. */
  readonly rates: { readonly [C in WrittenChannel]?: Rate };
  /** What short messages cost. */
  readonly tariff: Tariff;
}

/** Settings are not what they can be; names every mistake. */
export class SettingsError extends Error {
  readonly code = 'SETTINGS';

  constructor(problems: readonly string[]) {
    super(problems.join('; '));
    this.name = 'SettingsError';
  }
}

/** At most a second's worth at once, and always one. */
const rateOf = (perSecond: number): Rate => ({ perSecond, burst: Math.max(1, perSecond) });

/**
 * Reads CAUCE_SANDBOX_ANSWER_MS, CAUCE_SANDBOX_PER_SECOND, CAUCE_EMAIL_PER_SECOND, CAUCE_SMS_PER_SECOND and
 * CAUCE_SMS_TARIFF (see `parseTariff`). Throws SettingsError.
 */
export const channelSettings = (env: NodeJS.ProcessEnv = process.env): ChannelSettings => {
  const problems: string[] = [];
  const number = (variable: string): number | undefined => {
    if (!env[variable]) return undefined;
    const value = Number(env[variable]);
    if (!(Number.isFinite(value) && value > 0)) problems.push(`${variable} must be a number above 0`);
    return value;
  };
  const tariff = (): Tariff => {
    try {
      return parseTariff(env.CAUCE_SMS_TARIFF ?? '');
    } catch (error) {
      problems.push(`CAUCE_SMS_TARIFF: ${error instanceof Error ? error.message : error}`);
      return new Map();
    }
  };
  const [answerAfterMs, perSecond] = ['CAUCE_SANDBOX_ANSWER_MS', 'CAUCE_SANDBOX_PER_SECOND'].map(number);
  const [email, sms] = ['CAUCE_EMAIL_PER_SECOND', 'CAUCE_SMS_PER_SECOND'].map(number);
  const settings = {
    pace: {
      ...(answerAfterMs === undefined ? {} : { answerAfterMs }),
      ...(perSecond === undefined ? {} : { perSecond }),
    },
    rates: {
      ...(email === undefined ? {} : { email: rateOf(email) }),
      ...(sms === undefined ? {} : { sms: rateOf(sms) }),
    },
    tariff: tariff(),
  };
  if (problems.length > 0) throw new SettingsError(problems);
  return settings;
};
