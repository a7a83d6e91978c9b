import {
  type Contact,
  type ContactItem,
  contact,
  type GateAnswer,
  type GateRequest,
  type Person,
} from '@cauce/domain';
import { type InstantText, instantText } from '@cauce/kernel';
import type { Core, UnitOfWork } from '@cauce/runtime';
import { judge } from './judgement.ts';
import { Known, presentOf } from './known.ts';
import type { Packs } from './packs.ts';

/** Judges a contact on the facts of the log. Loads its streams through the unit, so that the answer stands on them. */
export class Gate {
  constructor(
    private readonly core: Core,
    private readonly packs: Packs,
  ) {}

  /** The answer to a request for some items: now, or what it would be later if nothing else happened. */
  judge(
    unit: UnitOfWork,
    request: GateRequest,
    items: readonly ContactItem[],
    at: InstantText = instantText(this.core.clock.now()),
  ): Promise<GateAnswer> {
    const attributes = { 'cauce.channel': request.channel, 'cauce.contact.id': request.contactId };
    return this.core.telemetry.span('adjudicate', { attributes }, async ({ set }) => {
      const answer = await this.answer(unit, request, items, at);
      set({ 'cauce.outcome': answer.kind });
      return answer;
    });
  }

  private async answer(
    unit: UnitOfWork,
    request: GateRequest,
    items: readonly ContactItem[],
    at: InstantText,
  ): Promise<GateAnswer> {
    const { vault } = this.core;
    const { contactId, creditorId, requestId, debtorId } = request;
    const cancel = (reason: string): GateAnswer => ({
      kind: 'cancel',
      contactId,
      creditorId,
      requestId,
      reason,
      items,
    });
    if (request.usefulUntil <= at) return cancel('USE_OVER');
    if (await vault.erased(debtorId)) return cancel('ERASED');
    const person = await unit.load(contact, debtorId);
    if (person?.notes.some(({ kind }) => kind === 'deceased')) return cancel('DECEASED');
    const known = new Known(presentOf(unit));
    const law = await this.packs.at(known, at);
    return (await judge(known, { request, items, law, at })) ?? cancel('NOTHING_TO_SAY');
  }
}

/** The request that a contact was made from, to be judged again. */
export const requestOf = (person: Person, contact: Contact): GateRequest => {
  const { creditorId, contactId, requestId, channel, language, plannedFor, usefulUntil } = contact;
  return {
    debtorId: person.debtorId,
    creditorId,
    contactId,
    requestId,
    channel,
    language,
    plannedFor,
    usefulUntil,
  };
};
