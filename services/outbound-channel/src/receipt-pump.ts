import { address, contact, phoneOf } from '@cauce/domain';
import { derivedId, type Uuid } from '@cauce/kernel';
import type { Receipt, Reply, SendGateway } from '@cauce/ports';
import type { Core } from '@cauce/runtime';

const PAGE = 500;

/** Brings the provider's receipts and what people reply into the log, each once, and remembers how far it came. */
export class ReceiptPump {
  private readonly name: string;
  private running: Promise<number> | null = null;

  constructor(
    private readonly core: Core,
    private readonly gateway: Pick<SendGateway, 'channel' | 'name' | 'receipts'>,
  ) {
    this.name = `receipts:${gateway.channel}:${gateway.name}`;
  }

  /** Takes in what there is; how many receipts that were. A call during another one shares its work. */
  pump(): Promise<number> {
    this.running ??= this.drain().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  /** Whether there is something that nobody has taken in. */
  async outstanding(): Promise<boolean> {
    const after = await this.core.checkpoints.get(this.name);
    const { receipts } = await this.gateway.receipts(after, 1);
    return receipts.length > 0;
  }

  private async drain(): Promise<number> {
    let count = 0;
    let stored = await this.core.checkpoints.get(this.name);
    // Goes on by its own cursor: another replica may keep one that says nothing to this gateway.
    for (let after = stored; ; ) {
      const { receipts, next } = await this.gateway.receipts(after, PAGE);
      if (receipts.length === 0 || next === null) return count;
      // Who asks to stop is heard before anything else of the page is written down.
      for (const one of receipts) if (one.kind === 'reply') await this.stop(one);
      const told = receipts.filter((one): one is Receipt => one.kind !== 'reply');
      const byDebtor = Map.groupBy(told, ({ messageId }) => messageId.split('.')[1] ?? '');
      await Promise.all([...byDebtor.values()].map((some) => this.takeInOrder(some)));
      if (await this.core.checkpoints.set(this.name, next, stored)) stored = next;
      else stored = await this.core.checkpoints.get(this.name);
      after = next;
      count += receipts.length;
    }
  }

  private async takeInOrder(receipts: readonly Receipt[]): Promise<void> {
    for (const receipt of receipts) await this.take(receipt);
  }

  /**
   * The owner of a number asks for no more messages by this channel: it holds for everybody who has the number, so
   * nobody needs to know whose it is.
   */
  private async stop({ from, at }: Reply): Promise<void> {
    const { log, ids } = this.core;
    const { channel } = this.gateway;
    const phone = phoneOf(from, '');
    if (!phone.ok) return;
    const pointId = ids.point({ kind: 'phone', value: phone.value });
    const noteId = derivedId('reply', pointId, channel, at);
    const cause = { actor: 'policy:outbound-channel', causationId: noteId, correlationId: noteId } as const;
    const fact = { kind: 'address_opt_out' as const, channels: [channel] };
    await log.transact(cause, (unit) =>
      unit.execute(address, pointId, { kind: 'note', pointId, noteId, fact, since: at, text: null }),
    );
  }

  private async take(receipt: Receipt): Promise<void> {
    const [attemptId = '', debtorId = ''] = receipt.messageId.split('.');
    const person = await this.core.log.load(contact, debtorId);
    const known = [...(person?.contacts.values() ?? [])].find((one) =>
      one.attempts.some((attempt) => attempt.attemptId === attemptId),
    );
    if (!known) return;
    const { contactId } = known;
    const { receiptId, kind: result, code, at } = receipt;
    const causationId = derivedId('receipt', attemptId, result);
    const cause = { actor: 'policy:outbound-channel', causationId, correlationId: causationId } as const;
    const { telemetry, log } = this.core;
    const { channel } = this.gateway;
    const attributes = {
      'cauce.channel': channel,
      'cauce.contact.id': contactId,
      'cauce.attempt.id': attemptId,
      'cauce.outcome': result,
      'cauce.code': code,
    };
    const parent = await this.traceOf(debtorId, attemptId);
    const events = await telemetry.span(`receipt ${channel}`, { kind: 'consumer', parent, attributes }, () =>
      log.transact(cause, (unit) =>
        unit.execute(contact, debtorId, {
          kind: 'receipt',
          contactId,
          attemptId,
          receiptId,
          result,
          code,
          at,
        }),
      ),
    );
    if (events.length > 0) telemetry.count('cauce.receipts', attributes);
  }

  /** What a receipt continues: the attempt, which another process may have made, long ago. */
  private async traceOf(debtorId: Uuid, attemptId: string): Promise<string | null> {
    if (!this.core.telemetry.on) return null;
    const events = await this.core.store.read(`${contact.category}-${debtorId}`);
    const started = events.find(
      ({ type, data }) =>
        type === 'AttemptStarted' && (data as { attemptId?: unknown }).attemptId === attemptId,
    );
    return started?.trace ?? null;
  }
}
