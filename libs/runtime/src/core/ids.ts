import type { IntakeRow, PersonInput, PointInput, StaffInput } from '@cauce/domain';
import { derivedId, keyedDigest, keyedId, type Uuid } from '@cauce/kernel';

/** The identifiers of an installation: the same thing of the world always gets the same one. */
export class Ids {
  constructor(private readonly secret: Uint8Array) {}

  creditor(name: string): Uuid {
    return derivedId('creditor', name);
  }

  portfolio(creditorId: Uuid, code: string): Uuid {
    return derivedId('portfolio', creditorId, code);
  }

  /** A person is country, type and number of a document, and its issuer where the creditor gave the number. */
  person(person: Pick<PersonInput, 'country' | 'documentType' | 'documentNumber'>, creditorId: Uuid): Uuid {
    const issuer = person.documentType === 'ISSUER' ? [creditorId] : [];
    return keyedId(
      this.secret,
      'debtor',
      person.country,
      person.documentType,
      person.documentNumber,
      ...issuer,
    );
  }

  debt(creditorId: Uuid, portfolioCode: string, obligation: string, instalment = ''): Uuid {
    return keyedId(this.secret, 'debt', creditorId, portfolioCode, obligation, instalment);
  }

  point(point: Pick<PointInput, 'kind' | 'value'>): Uuid {
    return keyedId(this.secret, 'point', point.kind, point.value);
  }

  staff(creditorId: Uuid, staff: StaffInput): Uuid {
    const known = staff.code ? ['code', staff.code] : ['name', staff.givenName, staff.surname ?? ''];
    return keyedId(this.secret, 'staff', creditorId, ...known);
  }

  /** A payment is its reference, or its content and its ordinal among equals of one debt. */
  payment(debtId: Uuid, payment: Extract<IntakeRow, { kind: 'payment' }>, ordinal: number): Uuid {
    return payment.reference
      ? keyedId(this.secret, 'payment', debtId, 'reference', payment.reference)
      : keyedId(this.secret, 'payment', debtId, 'content', payment.amount, payment.paidAt, ordinal);
  }

  /** Keyed digest of personal values: tells whether they changed, and finds them, without holding them. */
  digest(kind: string, ...values: string[]): string {
    return keyedDigest(this.secret, kind, values);
  }
}
