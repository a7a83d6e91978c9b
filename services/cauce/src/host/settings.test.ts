import { describe, expect, it } from '@jest/globals';
import { channelSettings, SettingsError } from './settings.ts';

describe('the settings of the channels', () => {
  it('are what the environment says, else none', () => {
    expect(channelSettings({})).toEqual({ pace: {}, rates: {}, tariff: new Map() });
    const env = {
      CAUCE_SANDBOX_ANSWER_MS: '20',
      CAUCE_SANDBOX_PER_SECOND: '100',
      CAUCE_EMAIL_PER_SECOND: '0.5',
      CAUCE_SMS_PER_SECOND: '50',
      CAUCE_SMS_TARIFF: '57=18.00 COP',
    };
    expect(channelSettings(env)).toEqual({
      pace: { answerAfterMs: 20, perSecond: 100 },
      rates: { email: { perSecond: 0.5, burst: 1 }, sms: { perSecond: 50, burst: 50 } },
      tariff: new Map([['57', { minor: 1_800, currency: 'COP' }]]),
    });
  });

  it('stop the host when they are wrong, with every mistake', () => {
    const wrong = {
      CAUCE_SANDBOX_ANSWER_MS: 'soon',
      CAUCE_SMS_PER_SECOND: '-1',
      CAUCE_SMS_TARIFF: '57: 18 COP',
    };
    expect(() => channelSettings(wrong)).toThrow(SettingsError);
    expect(() => channelSettings(wrong)).toThrow(
      /ANSWER_MS must be .*; CAUCE_SMS_PER_SECOND must be .*; CAUCE_SMS_TARIFF: "57: 18 COP" is no price/,
    );
  });
});
