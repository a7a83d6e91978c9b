import 'reflect-metadata';
import type { RecordedEvent } from '@cauce/contracts';
import { derivedId } from '@cauce/kernel';
import {
  type DueEntry,
  done,
  type Monotonic,
  noTelemetry,
  type Outcome,
  type Telemetry,
  UnavailableError,
} from '@cauce/ports';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Controller, type INestMicroservice, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventPattern, MessagePattern } from '@nestjs/microservices';
import { of } from 'rxjs';
import { openTestCore, type TestCore } from '../testing/index.ts';
import { EventTransport, RANK, TIMER } from './event-transport.ts';
import { RethrowFilter } from './rethrow.filter.ts';

const seen: string[] = [];
let answer: () => unknown = () => done;

@Controller()
class Listener {
  @EventPattern(['DebtPlaced', 'PaymentReceived'])
  async whenDebtMoves(event: RecordedEvent): Promise<Outcome> {
    seen.push(event.type);
    return answer() as Outcome;
  }

  @EventPattern('PortfolioOpened')
  whenOpened(event: RecordedEvent) {
    seen.push(event.type);
    return of(done);
  }

  @EventPattern(TIMER)
  async whenDue(entry: DueEntry): Promise<Outcome> {
    seen.push(`${TIMER} ${entry.id}`);
    return answer() as Outcome;
  }

  /** The last letter of a name says when its turn is. */
  @MessagePattern(RANK)
  async rank({ id }: DueEntry): Promise<number> {
    return -id.charCodeAt(id.length - 1);
  }
}

@Module({ controllers: [Listener] })
class ListenerModule {}

let rig: TestCore;
let transport: EventTransport;
let app: INestMicroservice;

/** A wait lets everybody else have a turn, and no more. */
const hurried: Monotonic = {
  ms: () => performance.now(),
  wait: () => new Promise((resolve) => setImmediate(resolve)),
};

beforeEach(async () => {
  seen.length = 0;
  answer = () => done;
  rig = await openTestCore('2026-03-01T12:00:00.000Z', hurried);
  transport = new EventTransport(rig.core, 'listener');
  app = await NestFactory.createMicroservice(ListenerModule, { strategy: transport, logger: false });
  app.useGlobalFilters(new RethrowFilter());
  await app.listen();
});
afterEach(async () => {
  await app.close();
  await rig.close();
});

const placed = async () => {
  const book = await rig.history.book();
  const someone = { debtorId: derivedId('test', 'debtor') };
  return rig.history.debt(book, someone, { obligation: 'A', minor: 100, dueDate: '2026-03-10' });
};
const due = (id: string, dueAt = '2026-03-01T11:00:00.000Z'): DueEntry => ({
  owner: 'listener',
  id,
  key: id,
  dueAt,
  revision: 0,
});

describe('the transport over the bus', () => {
  it('brings events to ordinary event patterns', async () => {
    const owed = await placed();
    await rig.history.pays(owed, 40);
    await rig.core.bus.idle();
    expect(seen).toEqual(['PortfolioOpened', 'DebtPlaced', 'PaymentReceived']);
    expect(rig.failures).toEqual([]);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('the pencil broke');
      },
      'the pencil broke',
    ],
    ['answers poison', () => ({ kind: 'poison', error: 'the pencil broke' }), 'the pencil broke'],
    ['answers nothing', () => undefined, 'the handler of DebtPlaced returned no outcome'],
  ])('parks the key of a handler that %s, with the reason', async (_how, fails, reason) => {
    answer = fails;
    const owed = await placed();
    await rig.history.pays(owed, 40);
    await rig.core.bus.idle();
    expect(seen).toEqual(['PortfolioOpened', 'DebtPlaced']);
    expect(await rig.core.bus.parked()).toMatchObject([
      { group: 'listener', key: owed.debtorId, reason: expect.stringContaining(reason), waiting: 2 },
    ]);
    expect(rig.failures).toEqual([expect.stringContaining(reason)]);
    answer = () => done;
    expect(await rig.core.bus.unpark('listener', owed.debtorId)).toBe(true);
    expect(seen.slice(2)).toEqual(['DebtPlaced', 'PaymentReceived']);
  });

  it('lets the bus stand still while a server is away, which says so, parks nothing and goes on by itself', async () => {
    let away = true;
    const back = Promise.withResolvers<void>();
    answer = () => {
      if (away) throw new UnavailableError('MongoDB', new Error('no route'));
      if (seen.at(-1) === 'PaymentReceived') back.resolve();
      return done;
    };
    const owed = await placed();
    await rig.history.pays(owed, 40);
    await expect(rig.core.bus.idle()).rejects.toThrow('MongoDB does not answer');
    expect(rig.core.bus.standstill?.message).toContain('MongoDB does not answer');
    expect(seen).not.toContain('PaymentReceived');
    away = false;
    await back.promise;
    await rig.core.bus.idle();
    expect(rig.core.bus.standstill).toBeNull();
    expect([rig.failures, await rig.core.bus.parked()]).toEqual([[], []]);
  });

  it('says of timers, too, that a server is away, and fires them again when it is back', async () => {
    await rig.core.dueIndex.set([due('a')]);
    answer = () => {
      throw new UnavailableError('MongoDB', new Error('no route'));
    };
    await expect(transport.fireTimers()).rejects.toThrow('MongoDB does not answer');
    answer = () => done;
    expect(await transport.fireTimers()).toBe(1);
    expect([seen, rig.failures]).toEqual([['timer a', 'timer a'], []]);
  });

  it('does work as a span that continues what the message, or the timer, came with', async () => {
    const shown: [string, unknown, object][] = [];
    const span: Telemetry['span'] = async (name, { parent, attributes }, work) => {
      const outcome = {};
      const result = await work({ set: (more) => Object.assign(outcome, more) });
      shown.push([name, parent, { ...attributes, ...outcome }]);
      return result;
    };
    Object.assign(rig.core, { telemetry: { ...noTelemetry, span } });
    await placed();
    await rig.core.bus.idle();
    await rig.core.dueIndex.set([{ ...due('a'), trace: 'of the timer' }]);
    await transport.fireTimers();
    const group = { 'messaging.consumer.group.name': 'listener', 'cauce.outcome': 'done' };
    expect(shown).toEqual([
      [
        'handle PortfolioOpened',
        null,
        expect.objectContaining({ ...group, 'cauce.event.type': 'PortfolioOpened' }),
      ],
      [
        'handle DebtPlaced',
        null,
        expect.objectContaining({ ...group, 'messaging.operation.name': 'handle' }),
      ],
      [
        'wake listener',
        'of the timer',
        expect.objectContaining({ ...group, 'messaging.operation.name': 'wake' }),
      ],
    ]);
  });

  it('fires what is due, by its owner and instant', async () => {
    await rig.core.dueIndex.set([due('b'), due('a'), due('later', '2026-03-01T12:00:00.001Z')]);
    await rig.core.dueIndex.set([{ ...due('z'), owner: 'somebody else' }]);
    expect(await transport.fireTimers()).toBe(2);
    expect(seen).toEqual(['timer a', 'timer b']);
  });

  it('fires those of one key and instant by their rank, and together', async () => {
    const competing = ['a', 'c', 'b'].map((id) => ({ ...due(`z${id}`), key: 'z' }));
    const earlier = { ...due('z0', '2026-03-01T10:00:00.000Z'), key: 'z' };
    // A batch takes a thousand: it would end among those that compete.
    const before = Array.from({ length: 998 }, (_, n) => due(`a${n}`));
    await rig.core.dueIndex.set([earlier, ...competing, ...before]);
    expect(await transport.fireTimers()).toBe(999);
    expect(seen.filter((one) => one.startsWith('timer z'))).toEqual(['timer z0']);
    for (const { owner, id } of [earlier, ...before]) await rig.core.dueIndex.remove(owner, id, 0);
    expect(await transport.fireTimers()).toBe(3);
    expect(seen.filter((one) => one.startsWith('timer z'))).toEqual([
      'timer z0',
      'timer zc',
      'timer zb',
      'timer za',
    ]);
  });

  it('lets no number of timers that cannot be done keep another from its turn', async () => {
    await rig.core.dueIndex.set(Array.from({ length: 1000 }, (_, n) => due(`a${n}`)));
    await rig.core.dueIndex.set([due('z')]);
    answer = () => (seen.at(-1) === 'timer z' ? done : { kind: 'poison', error: 'no ink' });
    expect(await transport.fireTimers()).toBe(0);
    expect(await transport.fireTimers()).toBe(1);
    expect(seen).toContain('timer z');
  });

  it('counts only timers whose work was done', async () => {
    await rig.core.dueIndex.set([due('a')]);
    answer = () => ({ kind: 'poison', error: 'no ink' });
    expect(await transport.fireTimers()).toBe(0);
    expect(rig.failures).toEqual(['listener|a|no ink']);
  });

  it('takes nothing more after it was closed', async () => {
    await app.close();
    await placed();
    await rig.core.bus.idle();
    expect(seen).toEqual([]);
  });
});
