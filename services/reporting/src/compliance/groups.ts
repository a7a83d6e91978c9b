import {
  type AdvisorAssigned,
  type DebtPlaced,
  type EventOf,
  type RecordedEvent,
  upcast,
} from '@cauce/contracts';
import type { Uuid } from '@cauce/kernel';
import type { Sealer } from '@cauce/runtime';
import type { PortfolioBody } from '../models/portfolios.ts';
import { ERASED } from '../projection/boxes.ts';
import { everyDocument } from '../projection/pages.ts';
import { bodyOf } from '../projection/projection.ts';
import type { Models } from '../queries/models.ts';

export const GROUPINGS = ['person', 'creditor', 'portfolio'] as const;
/** `person`: the advisor who answers for the debtor to the creditor. */
export type Grouping = (typeof GROUPINGS)[number];

/** Whose something is; no debts: all that the debtor owes to the creditor. */
export interface About {
  readonly debtorId: Uuid;
  readonly creditorId: Uuid;
  readonly debtIds: readonly Uuid[];
}

/** Tells to which groups something belongs, by what the log has said so far. */
export class Groups {
  private readonly portfolios = new Map<Uuid, Uuid>();
  /** Debts by debtor and creditor. */
  private readonly owed = new Map<string, Set<Uuid>>();
  private readonly advisors = new Map<string, Uuid>();
  private readonly names = new Map<Uuid, RecordedEvent>();

  constructor(private readonly by: Grouping) {}

  /** Learns from an event what belongs where. */
  learn(event: RecordedEvent): void {
    if (event.type === 'DebtPlaced') {
      const { debtId, debtorId, creditorId, portfolioId } = event.data as EventOf<typeof DebtPlaced>['data'];
      this.portfolios.set(debtId, portfolioId);
      this.owed.getOrInsertComputed(`${debtorId}|${creditorId}`, () => new Set()).add(debtId);
    }
    if (event.type === 'AdvisorAssigned') {
      const { debtorId, creditorId, advisorId } = event.data as EventOf<typeof AdvisorAssigned>['data'];
      this.advisors.set(`${debtorId}|${creditorId}`, advisorId);
      this.names.set(advisorId, event);
    }
  }

  /** The keys of the groups; '' where nobody answers for it. */
  of({ debtorId, creditorId, debtIds }: About): readonly string[] {
    if (this.by === 'creditor') return [creditorId];
    if (this.by === 'person') return [this.advisors.get(`${debtorId}|${creditorId}`) ?? ''];
    const debts = debtIds.length > 0 ? debtIds : (this.owed.get(`${debtorId}|${creditorId}`) ?? []);
    return [...new Set([...debts].map((debtId) => this.portfolios.get(debtId) ?? ''))];
  }

  /** What people call the groups, by key. */
  async nameOf(models: Models, sealer: Sealer): Promise<(key: string) => Promise<string>> {
    const names = new Map<string, string>();
    for await (const document of everyDocument(models.portfolios)) {
      const { creditorId, creditor, portfolioId, code } = bodyOf<PortfolioBody>(document);
      names.set(creditorId, creditor).set(portfolioId, `${creditor} ${code}`);
    }
    return async (key) => names.get(key) ?? this.advisorName(key, sealer);
  }

  private async advisorName(key: string, sealer: Sealer): Promise<string> {
    const event = this.names.get(key);
    if (!event) return key;
    const fields = (await sealer.open(upcast(event))).get(key);
    if (!fields) return ERASED;
    return [fields.givenName, fields.surname].filter((part) => typeof part === 'string').join(' ');
  }
}
