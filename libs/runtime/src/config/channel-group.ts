import { parseTariff } from '@cauce/adapters/smpp';
import { isLoopback } from '@cauce/adapters/smtp';
import { group, togetherOrNotAtAll } from './read-config.ts';
import {
  about,
  addresses,
  certificates,
  flag,
  needed,
  oneOf,
  optional,
  rate,
  secret,
  text,
  url,
  wholeNumber,
  withDefault,
} from './setting.ts';

const tariff = { allowed: 'prices by prefix', read: parseTariff };

const TRUSTED = 'certificates to trust (PEM), in place of those that Node trusts';

interface SmtpValues {
  readonly channel: 'email' | 'sms';
  readonly provider: readonly string[];
  readonly smtpTls: 'off' | 'starttls' | 'implicit';
  readonly smtpCa: string | undefined;
  readonly smtpUsername: string | undefined;
  readonly smtpPassword: string | undefined;
}

/** What is wrong with how the SMTP server is spoken to. */
const smtpProblems = (values: SmtpValues): string[] => {
  const { channel, provider, smtpTls, smtpCa, smtpUsername, smtpPassword } = values;
  const plain = smtpTls === 'off';
  const local = provider.every((one) => isLoopback(one.split(':', 1)[0] ?? ''));
  return [
    ...togetherOrNotAtAll({ CAUCE_SMTP_USERNAME: smtpUsername, CAUCE_SMTP_PASSWORD: smtpPassword }),
    ...(smtpCa && plain ? ['CAUCE_SMTP_TLS_CA_FILE makes no sense where CAUCE_SMTP_TLS is off'] : []),
    ...(channel === 'email' && plain && smtpPassword && !local
      ? ['CAUCE_SMTP_PASSWORD would be said in plain text: CAUCE_SMTP_TLS must be starttls or implicit']
      : []),
  ];
};

/** The channel of a sender's deployment, and its provider. */
export const channelGroup = group(
  {
    channel: needed('CAUCE_CHANNEL', oneOf('email', 'sms'), about('what this deployment sends')),
    provider: needed('CAUCE_PROVIDER', addresses, about('the SMTP or SMPP server that takes the messages')),
    desk: optional(
      'CAUCE_PROVIDER_DESK_URL',
      url('http', 'https'),
      about('where the provider answers about messages, and gives receipts of e-mail'),
    ),
    smtpTls: withDefault(
      'CAUCE_SMTP_TLS',
      oneOf('off', 'starttls', 'implicit'),
      'off',
      about('how TLS is spoken to the SMTP server: not at all, after STARTTLS, from the first byte'),
    ),
    smtpCa: optional('CAUCE_SMTP_TLS_CA_FILE', certificates, about(TRUSTED)),
    smtpUsername: optional('CAUCE_SMTP_USERNAME', text, about('who one is to the SMTP server')),
    smtpPassword: optional('CAUCE_SMTP_PASSWORD', text, secret('and that one is')),
    smppTls: withDefault('CAUCE_SMPP_TLS', flag, 'false', about('speak TLS to the SMPP server')),
    smppCa: optional('CAUCE_SMPP_TLS_CA_FILE', certificates, about(TRUSTED)),
    systemId: optional('CAUCE_SMPP_SYSTEM_ID', text, about('who one is to the SMPP server')),
    password: optional('CAUCE_SMPP_PASSWORD', text, secret('and that one is')),
    atOnce: optional(
      'CAUCE_PROVIDER_AT_ONCE',
      wholeNumber(1, 1_000),
      about('messages that one sender has under way at its provider'),
    ),
    emailPerSecond: optional(
      'CAUCE_EMAIL_PER_SECOND',
      rate,
      about('messages that the provider of e-mail is given'),
    ),
    smsPerSecond: optional('CAUCE_SMS_PER_SECOND', rate, about('messages that the provider of SMS is given')),
    tariff: withDefault('CAUCE_SMS_TARIFF', tariff, '', about('what a short message costs, by country')),
  },
  (values) => [
    ...(values.provider.length === 1 ? [] : ['CAUCE_PROVIDER must name one server']),
    ...smtpProblems(values),
    ...(values.smppCa && !values.smppTls
      ? ['CAUCE_SMPP_TLS_CA_FILE makes no sense unless CAUCE_SMPP_TLS is true']
      : []),
    ...(values.channel === 'sms' && !(values.systemId && values.password)
      ? ['CAUCE_SMPP_SYSTEM_ID and CAUCE_SMPP_PASSWORD are needed where CAUCE_CHANNEL is sms']
      : []),
  ],
);
