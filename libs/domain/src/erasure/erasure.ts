import {
  type Actor,
  ErasureApproved,
  ErasureRequested,
  type EventsOf,
  PersonErased,
  type personEvents,
} from '@cauce/contracts';
import type { InstantText, Uuid } from '@cauce/kernel';
import type { Decider } from '../decider/decider.ts';

/** Somebody's word for an erasure. */
export interface Consent {
  readonly actor: Actor;
  readonly at: InstantText;
}

/**
 * `pending`: another principal must approve. `decided`: nothing stands in the way, keys and copies are being
 * destroyed. `erased`: it is done.
 */
export interface Erasure {
  readonly status: 'none' | 'pending' | 'decided' | 'erased';
  /** Why a second approval is, or was, needed. */
  readonly because: readonly string[];
  /** The request, then the approval. */
  readonly consents: readonly Consent[];
}

export type ErasureCommand =
  | {
      readonly kind: 'request';
      readonly debtorId: Uuid;
      readonly reason: string | null;
      readonly because: readonly string[];
    }
  | { readonly kind: 'approve'; readonly debtorId: Uuid; readonly by: Actor }
  | { readonly kind: 'complete'; readonly debtorId: Uuid };

/** Whether a principal may give the second word: nobody approves what they asked for. */
export const mayApprove = ({ status, consents }: Erasure, by: Actor): boolean =>
  status === 'pending' && consents.every(({ actor }) => actor !== by);

const requested = (command: Extract<ErasureCommand, { kind: 'request' }>, { status }: Erasure) => {
  const { debtorId, reason, because } = command;
  const needsApproval = because.length > 0;
  // A request that waits needs nobody any more once its grounds are gone.
  const news = status === 'none' || (status === 'pending' && !needsApproval);
  if (!news) return [];
  const personal = reason === null ? [] : [{ subject: debtorId, fields: { reason } }];
  return [ErasureRequested.make({ debtorId, needsApproval, because: [...because] }, { personal })];
};

/** The erasure of a person: a debtor, guarantor, co-debtor, reference, advisor or supervisor. */
export const erasure: Decider<Erasure, ErasureCommand, EventsOf<typeof personEvents>> = {
  category: 'person',
  initial: { status: 'none', because: [], consents: [] },
  decide(command, state) {
    switch (command.kind) {
      case 'request':
        return requested(command, state);
      case 'approve':
        return mayApprove(state, command.by) ? [ErasureApproved.make({ debtorId: command.debtorId })] : [];
      // Also without a decision on this log: an older copy of it may lack what the ledger beside it knows.
      case 'complete':
        return state.status === 'erased' ? [] : [PersonErased.make({ debtorId: command.debtorId })];
    }
  },
  evolve(state, event) {
    const consent = { actor: event.actor, at: event.recordedAt };
    switch (event.type) {
      case 'ErasureRequested': {
        const { needsApproval, because } = event.data;
        return { status: needsApproval ? 'pending' : 'decided', because, consents: [consent] };
      }
      case 'ErasureApproved':
        return { ...state, status: 'decided', consents: [...state.consents, consent] };
      case 'PersonErased':
        return { ...state, status: 'erased' };
      default:
        return state;
    }
  },
};
