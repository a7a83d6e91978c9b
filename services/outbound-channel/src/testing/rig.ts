import { MemoryGateway } from '@cauce/adapters/memory';
import { ContactCleared, ContactPointAdded, type EventEnvelope } from '@cauce/contracts';
import {
  contact,
  PACKS,
  pointsFor,
  standardTemplateOf,
  stepKind,
  versionNameOf,
  type WrittenChannel,
} from '@cauce/domain';
import { derivedId, type InstantText, instantText, type Uuid } from '@cauce/kernel';
import type { SendGateway } from '@cauce/ports';
import { openTestCore } from '@cauce/runtime/testing';
import { decisionOf, type Owed } from '@cauce/testing';
import { ChannelSender } from '../channel-sender.ts';
import { Composer } from '../composer.ts';
import { OutboundController } from '../outbound.controller.ts';
import { type Rate, RateLimit } from '../rate-limit.ts';
import { ReceiptPump } from '../receipt-pump.ts';

const sender = {
  agency: 'Agencia Cauce',
  address: 'cobranzas@cauce.example',
  optOut: 'mailto:baja@cauce.example',
};

export const contactId = derivedId('test', 'contact');

/** The kind of place that a channel reaches. */
const POINT_KIND = { email: 'email', sms: 'phone' } as const;

/** A channel over memory ports, at 09:30 of 11 March 2026 in Bogotá, with a debtor who has an e-mail address, and a debt. */
export const openChannel = async (ownChannel: WrittenChannel = 'email') => {
  const rig = await openTestCore('2026-03-01T12:00:00.000Z');
  const { core, clock, history } = rig;
  const gateway = new MemoryGateway({ clock, channel: ownChannel });
  const book = await history.book();
  const someone = await history.debtor(1);
  const owed = await history.debt(book, someone, {
    obligation: 'A-778899',
    minor: 10_000,
    dueDate: '2026-03-10',
  });
  history.at('2026-03-11T14:30:00.000Z');
  const { debtorId } = someone;

  /** A process of the channel: its own memory, the common log. */
  const started = (
    through: SendGateway = gateway,
    channelSender = new ChannelSender(core, through, new Composer(core, sender)),
  ): OutboundController => new OutboundController(core, channelSender, ownChannel);

  /** A sender of the channel, which gives the provider no more than a rate where there is one. */
  const senderOf = (rate?: Rate): ChannelSender =>
    new ChannelSender(
      core,
      gateway,
      new Composer(core, sender),
      rate ? new RateLimit(core, 'test', rate) : null,
    );

  /** The gate clears a contact about some debts; gives the event that wakes the channel. */
  const clear = async (
    debts: readonly Owed[] = [owed],
    told: {
      clearance?: string;
      expiresAt?: InstantText;
      channel?: string;
      step?: string;
      /** Null: the gate did not say. */
      template?: string | null;
    } = {},
  ) => {
    const { clearance = 'clearance', expiresAt, channel = ownChannel, step = 'D+1' } = told;
    const { template = versionNameOf(standardTemplateOf(ownChannel, stepKind(step), 'es')) } = told;
    const now = instantText(clock.now());
    const items = debts.map(({ debtId }) => ({ debtId, step }));
    const { creditorId } = owed;
    const person = await core.log.load(contact, debtorId);
    const pointId = (person && pointsFor(person, channel)[0]?.pointId) ?? null;
    const seen = [...new Set(debts.map(({ debtId }) => `debt-${debtId}`)), `portfolio-${book.portfolioId}`];
    seen.push(`agency-${PACKS}`);
    if (pointId) seen.push(`address-${pointId}`);
    const streams = await Promise.all(
      seen.map(async (stream) => ({ stream, revision: (await core.store.head(stream)).revision })),
    );
    const decision = decisionOf(items, 'allow', now);
    const event = ContactCleared.make({
      debtorId,
      creditorId,
      contactId,
      requestId: derivedId('test', 'request'),
      channel,
      language: 'es',
      plannedFor: now,
      usefulUntil: '2026-03-17T14:30:00.000Z',
      clearanceId: derivedId('test', clearance),
      expiresAt: expiresAt ?? instantText(clock.now().add({ minutes: 15 })),
      pointId,
      template,
      items,
      decision: { ...decision, basis: { ...decision.basis, streams } },
    });
    await history.append('contact', debtorId, event);
    const recorded = (await rig.events('ContactCleared')).at(-1);
    if (!recorded) throw new Error('nothing was appended');
    return recorded as typeof recorded & EventEnvelope<'ContactCleared', typeof event.data>;
  };

  /** One more place where the debtor can be reached through the channel. */
  const addPoint = (value: string) =>
    history.append(
      'contact',
      debtorId,
      ContactPointAdded.make(
        {
          debtorId,
          pointId: core.ids.point({ kind: POINT_KIND[ownChannel], value }),
          kind: POINT_KIND[ownChannel],
          label: null,
          source: null,
          channels: [ownChannel],
          regions: [],
          zones: [],
        },
        { personal: [{ subject: debtorId, fields: { value } }] },
      ),
    );

  /** Something that happens just before the attempt is appended, once. */
  const beforeAttempt = (deed: () => Promise<void>): void => {
    const { store } = core;
    const append = store.append.bind(store);
    store.append = async (appends) => {
      const starts = appends.some(({ events }) =>
        events.some(({ envelope }) => envelope.type === 'AttemptStarted'),
      );
      if (!starts) return append(appends);
      store.append = append;
      await deed();
      return append(appends);
    };
  };

  return {
    ...rig,
    gateway,
    book,
    someone,
    owed,
    started,
    sender: senderOf,
    clear,
    addPoint,
    beforeAttempt,

    pump: (through: SendGateway = gateway) => new ReceiptPump(core, through).pump(),
    /** Where the contact stands. */
    standing: async () => (await core.log.load(contact, debtorId))?.contacts.get(contactId),
    anotherDebt: (obligation: string) =>
      history.debt(book, someone, {
        obligation,
        minor: 5_000,
        dueDate: '2026-03-10',
        placedOn: '2026-03-01',
      }),
    /** Types of the contact stream after the clearance. */
    said: async () =>
      (await core.store.read(`contact-${debtorId}`))
        .map(({ type }) => type)
        .filter((type) => !['DebtorRegistered', 'ContactPointAdded', 'ContactCleared'].includes(type)),
    personalOf: async (type: string): Promise<Readonly<Record<string, unknown>> | null | undefined> => {
      const event = (await rig.events(type)).at(-1);
      return event && (await core.log.sealer.open(event)).get(debtorId as Uuid);
    },
  };
};

export type ChannelRig = Awaited<ReturnType<typeof openChannel>>;
