import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { OutboundMessage, Receipt, SendGateway } from '../send-gateway.ts';
import { UnavailableError } from '../unavailable.ts';

/** A recipient, and the code that its fate at the provider goes with. */
export interface FatedRecipient {
  readonly to: string;
  readonly code: string;
}

/** A gateway, and its provider as a test can look at it and trouble it. */
export interface SendGatewayHarness {
  readonly gateway: SendGateway;
  /** An address from which the channel sends. */
  readonly from: string;
  /** Recipients that stand for each fate at the provider. */
  readonly recipients: {
    readonly good: FatedRecipient;
    readonly refused: FatedRecipient;
    readonly deferred: FatedRecipient;
    readonly hardBounce: FatedRecipient;
    readonly softBounce: FatedRecipient;
  };
  /** How often the provider took a message of this id. */
  deliveries(messageId: string): Promise<number>;
  /** Nobody answers any more, until `comeBack`. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  /** The answer to the next message is lost, after the provider took it or in the middle of it. */
  loseNextAnswer(taken: boolean): void;
  /**
   * A person writes back something that is for us; resolves when the gateway says whether it was taken. Left out where
   * nobody can write back by the channel.
   */
  writeBack?(from: string, text: string): Promise<boolean>;
  close(): Promise<void>;
}

let made = 0;

/**
 * What every gateway of a channel promises. `make` gives a fresh gateway with a provider that took nothing yet; with
 * `replies` it hears what people write back, too.
 */
export const sendGatewayContract = (
  name: string,
  make: () => Promise<SendGatewayHarness>,
  { replies = false } = {},
): void => {
  describe(`SendGateway: ${name}`, () => {
    let harness: SendGatewayHarness;
    let gateway: SendGateway;

    beforeEach(async () => {
      harness = await make();
      gateway = harness.gateway;
    });
    afterEach(() => harness.close());

    const messageTo = (fate: keyof SendGatewayHarness['recipients']): OutboundMessage => {
      made += 1;
      return {
        messageId: `00000000-0000-5000-8000-${String(made).padStart(12, '0')}`,
        from: { name: 'Agencia Ñandú', address: harness.from },
        to: harness.recipients[fate].to,
        subject: 'Información sobre su cuenta',
        text: 'Estimada Ana:\n\n.línea que empieza con un punto\n',
        html: '<p>Estimada Ana:</p>',
        headers: { 'List-Unsubscribe': '<https://agencia.invalid/baja?c=1>' },
      };
    };

    /** All receipts after a cursor, page by page, and the last cursor. */
    const allReceipts = async (
      from: string | null,
      limit: number,
    ): Promise<{ all: Receipt[]; last: string | null }> => {
      const all: Receipt[] = [];
      for (let after = from; ; ) {
        const { receipts, next } = await gateway.receipts(after, limit);
        expect(receipts.length).toBeLessThanOrEqual(limit);
        if (receipts.length === 0) {
          expect(next).toBe(after);
          return { all, last: after };
        }
        all.push(...receipts.filter((one) => one.kind !== 'reply'));
        after = next;
      }
    };

    it('hands a message over once, and finds it again by its id', async () => {
      const message = messageTo('good');
      expect(await gateway.lookUp(message.messageId)).toBeNull();
      const outcome = await gateway.send(message);
      expect(outcome).toEqual({
        kind: 'accepted',
        providerId: expect.stringMatching(/./),
      });
      expect(await harness.deliveries(message.messageId)).toBe(1);
      expect(await gateway.lookUp(message.messageId)).toEqual({
        providerId: outcome.kind === 'accepted' && outcome.providerId,
      });
      expect(await gateway.lookUp(messageTo('good').messageId)).toBeNull();
    });

    it('says before it sends a message what the provider counts it as', async () => {
      const message = messageTo('good');
      const { segments, cost } = gateway.quote(message);
      expect(Number.isInteger(segments) && segments >= 1).toBe(true);
      if (cost) expect(Number.isInteger(cost.minor) && cost.minor >= 0).toBe(true);
      expect(await harness.deliveries(message.messageId)).toBe(0);
    });

    it('takes many messages at once and delivers each exactly once', async () => {
      const messages = Array.from({ length: 100 }, () => messageTo('good'));
      const outcomes = await Promise.all(messages.map((message) => gateway.send(message)));
      expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['accepted']));
      const counts = await Promise.all(messages.map(({ messageId }) => harness.deliveries(messageId)));
      expect(counts).toEqual(messages.map(() => 1));
    });

    it('deduplicates exactly when it says so', async () => {
      const message = messageTo('good');
      await gateway.send(message);
      await gateway.send(message);
      expect(await harness.deliveries(message.messageId)).toBe(gateway.abilities.deduplicates ? 1 : 2);
    });

    it('says that an address will never do', async () => {
      const message = messageTo('refused');
      expect(await gateway.send(message)).toEqual({
        kind: 'rejected',
        permanent: true,
        code: harness.recipients.refused.code,
      });
      expect(await gateway.lookUp(message.messageId)).toBeNull();
    });

    it('says that an address does not do now', async () => {
      const message = messageTo('deferred');
      expect(await gateway.send(message)).toEqual({
        kind: 'rejected',
        permanent: false,
        code: harness.recipients.deferred.code,
      });
      expect(await gateway.lookUp(message.messageId)).toBeNull();
    });

    it('goes on after a refusal', async () => {
      const kinds: string[] = [];
      for (const fate of ['refused', 'good', 'deferred', 'good'] as const) {
        kinds.push((await gateway.send(messageTo(fate))).kind);
      }
      expect(kinds).toEqual(['rejected', 'accepted', 'rejected', 'accepted']);
    });

    it('knows that nothing was sent when the provider is away, and sends again when it is back', async () => {
      await gateway.send(messageTo('good'));
      await harness.goAway();
      const messages = [messageTo('good'), messageTo('good')];
      for (const message of messages) expect((await gateway.send(message)).kind).toBe('not-sent');
      await harness.comeBack();
      for (const { messageId } of messages) expect(await harness.deliveries(messageId)).toBe(0);
      for (const message of messages) expect((await gateway.send(message)).kind).toBe('accepted');
      for (const { messageId } of messages) expect(await harness.deliveries(messageId)).toBe(1);
    });

    it('says whether the provider can be called, and calls it for nothing', async () => {
      await gateway.reach();
      await harness.goAway();
      // A message that waits for the provider as well is no sign of it.
      const waiting = gateway.send(messageTo('good'));
      await expect(gateway.reach()).rejects.toThrow(UnavailableError);
      expect((await waiting).kind).toBe('not-sent');
      await harness.comeBack();
      await Promise.all([gateway.reach(), gateway.reach()]);
      const message = messageTo('good');
      expect((await gateway.send(message)).kind).toBe('accepted');
      await gateway.reach();
      expect(await harness.deliveries(message.messageId)).toBe(1);
    });

    it.each([true, false])(
      'does not know, and does not send again, when the answer is lost (taken: %s)',
      async (taken) => {
        await gateway.send(messageTo('good'));
        harness.loseNextAnswer(taken);
        const message = messageTo('good');
        expect((await gateway.send(message)).kind).toBe('unknown');
        expect(await harness.deliveries(message.messageId)).toBe(taken ? 1 : 0);
        if (gateway.abilities.looksUp) expect((await gateway.lookUp(message.messageId)) !== null).toBe(taken);
        expect((await gateway.send(messageTo('good'))).kind).toBe('accepted');
        expect(await harness.deliveries(message.messageId)).toBe(taken ? 1 : 0);
      },
    );

    it('brings receipts in order, page by page, each once', async () => {
      expect(await gateway.receipts(null, 10)).toEqual({
        receipts: [],
        next: null,
      });
      const order = ['good', 'hardBounce', 'softBounce', 'good', 'refused', 'good'] as const;
      const kinds = ['delivered', 'bounced-hard', 'bounced-soft', 'delivered', null, 'delivered'];
      let cursor: string | null = null;
      for (const limit of [1, 2, 100]) {
        const messages = order.map((fate) => messageTo(fate));
        for (const message of messages) await gateway.send(message);
        const expected = messages
          .map(({ messageId }, i) => ({
            messageId,
            kind: kinds[i],
            code: harness.recipients[order[i] ?? 'good'].code,
            receiptId: expect.any(String),
            at: expect.stringMatching(/Z$/),
          }))
          .filter(({ kind }) => kind !== null);
        const { all, last }: Awaited<ReturnType<typeof allReceipts>> = await allReceipts(cursor, limit);
        expect(all).toEqual(expected);
        expect(new Set(all.map(({ receiptId }) => receiptId)).size).toBe(expected.length);
        cursor = last;
      }
    });

    it('brings receipts again until somebody asks for what comes after them', async () => {
      await gateway.send(messageTo('good'));
      await gateway.send(messageTo('hardBounce'));
      const first = await gateway.receipts(null, 10);
      expect(first.receipts).toHaveLength(2);
      expect(await gateway.receipts(null, 10)).toEqual(first);
      expect(await gateway.receipts(first.next, 10)).toEqual({ receipts: [], next: first.next });
    });

    it('brings later receipts after a cursor', async () => {
      await gateway.send(messageTo('good'));
      const { next } = await gateway.receipts(null, 10);
      expect(await gateway.receipts(next, 10)).toEqual({ receipts: [], next });
      const later = messageTo('good');
      await gateway.send(later);
      const { receipts } = await gateway.receipts(next, 10);
      expect(receipts).toMatchObject([{ messageId: later.messageId }]);
    });

    if (replies)
      it('brings what a person wrote back among the receipts, taken once it is written down', async () => {
        await gateway.reach();
        const { to: from } = harness.recipients.good;
        let taken: boolean | undefined;
        const written = harness.writeBack?.(from, 'BAJA, señora').then((said) => {
          taken = said;
        });
        let page = await gateway.receipts(null, 10);
        while (page.receipts.length === 0) page = await gateway.receipts(page.next, 10);
        expect(page.receipts).toMatchObject([{ kind: 'reply', from, text: 'BAJA, señora' }]);
        expect(taken).toBeUndefined();
        expect(await gateway.receipts(page.next, 10)).toMatchObject({ receipts: [] });
        await written;
        expect(taken).toBe(true);
      });
  });
};
