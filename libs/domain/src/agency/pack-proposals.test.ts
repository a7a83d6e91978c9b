import type { Actor, NewEvent } from '@cauce/contracts';
import type { InstantText } from '@cauce/kernel';
import { describe, expect, it } from '@jest/globals';
import {
  nextPackChange,
  type PackCommand,
  type PackProposal,
  packProposals,
  packsInForce,
} from './pack-proposals.ts';

type State = readonly PackProposal[];

const id = (n: number): string => `0000000${n}-7a1c-5e2d-9b40-c0ffee000000`;
const propose = (n: number, effectiveFrom: InstantText, pack = 'UY'): PackCommand => ({
  kind: 'propose',
  proposalId: id(n),
  pack,
  version: `1.${n}.0`,
  digest: 'd',
  content: { version: `1.${n}.0` },
  effectiveFrom,
});

/** The state after commands, each of an actor at an instant. */
const after = (...told: readonly (readonly [PackCommand, Actor, InstantText])[]): State =>
  told.reduce<State>(
    (state, [command, actor, recordedAt]) =>
      packProposals.decide(command, state).reduce<State>(
        (folded, event: NewEvent) =>
          packProposals.evolve(folded, {
            ...event,
            actor,
            recordedAt,
          } as never),
        state,
      ),
    [],
  );

const approve = (n: number, by: Actor): PackCommand => ({ kind: 'approve', proposalId: id(n), by });
const one = 'principal:one';
const two = 'principal:two';

describe('packs that are proposed', () => {
  const versions = (state: State, at: InstantText) => packsInForce(state, at).map(({ version }) => version);

  it('are in force when another principal has agreed, from their instant on', () => {
    const proposed = after([propose(1, '2026-07-01'), one, '2026-01-01']);
    expect(versions(proposed, '2026-08-01')).toEqual([]);
    expect(packProposals.decide(approve(1, one), proposed)).toEqual([]);
    const approved = after(
      [propose(1, '2026-07-01'), one, '2026-01-01'],
      [approve(1, two), two, '2026-02-01'],
    );
    expect(versions(approved, '2026-06-30')).toEqual([]);
    expect(versions(approved, '2026-07-01')).toEqual(['1.1.0']);
    expect(packProposals.decide(approve(1, two), approved)).toEqual([]);
  });

  it('are in force from the approval where that comes after their instant', () => {
    const late = after([propose(1, '2026-07-01'), one, '2026-01-01'], [approve(1, two), two, '2026-07-05']);
    expect(versions(late, '2026-07-04')).toEqual([]);
    expect(versions(late, '2026-07-05')).toEqual(['1.1.0']);
  });

  it('give way to the version of the same pack that takes effect later, and say when the next does', () => {
    const both = after(
      [propose(2, '2026-09-01'), one, '2026-01-01'],
      [propose(1, '2026-07-01'), one, '2026-01-02'],
      [propose(3, '2026-08-01', 'PE'), one, '2026-01-03'],
      [approve(2, two), two, '2026-01-04'],
      [approve(1, two), two, '2026-01-05'],
      [approve(3, two), two, '2026-01-06'],
    );
    expect(versions(both, '2026-08-31')).toEqual(['1.1.0', '1.3.0']);
    expect(versions(both, '2026-09-01')).toEqual(['1.2.0', '1.3.0']);
    expect(nextPackChange(both, '2026-01-10')).toBe('2026-07-01');
    expect(nextPackChange(both, '2026-08-01')).toBe('2026-09-01');
    expect(nextPackChange(both, '2026-09-01')).toBeNull();
  });

  it('are proposed once for each version', () => {
    const state = after([propose(1, '2026-07-01'), one, '2026-01-01']);
    expect(packProposals.decide(propose(1, '2026-08-01'), state)).toEqual([]);
    expect(packProposals.decide(propose(2, '2026-08-01'), state)).toHaveLength(1);
  });
});
