import type { EventEnvelope } from '@cauce/contracts';
import { type Language, wordOf } from '@cauce/domain';
import { formatMinor, type Uuid } from '@cauce/kernel';
import type { Reported, ReportedEvent } from '../projection/projection.ts';
import { logWords, noteWords } from './note-words.ts';

/** What a summary may name besides the event's own data. */
export interface SummaryContext {
  creditor(creditorId: Uuid): string;
  currency(debtId: Uuid): string | undefined;
  /** A sealed field, `[erased]` where its key is gone; nothing where there is none of that name. */
  sealed(field: string): string | undefined;
}

type Say<T extends ReportedEvent['type']> = (
  data: Reported<T>['data'],
  context: SummaryContext,
) => readonly [en: string, es: string];

const money = (minor: number, currency: string | undefined): string =>
  currency === undefined ? String(minor) : `${formatMinor(minor, currency)} ${currency}`;

const total = (b: { principal: number; interest: number; fees: number; tax: number }): number =>
  b.principal + b.interest + b.fees + b.tax;

const steps = (items: readonly { step: string }[]): string =>
  [...new Set(items.map(({ step }) => step))].join(', ');

const minute = (instant: string): string => `${instant.slice(0, 16).replace('T', ' ')} UTC`;

const ENDED = {
  paid: ['paid', 'pagada'],
  recalled: ['recalled', 'retirada'],
  withdrawn: ['withdrawn', 'excluida'],
} as const;

const ROLES = {
  guarantor: ['guarantor', 'fiador'],
  co_debtor: ['co-debtor', 'codeudor'],
  reference: ['reference', 'referencia'],
} as const;

const citations = (items: Reported<'ContactRefused'>['data']['decision']['items']): string => {
  const decisive = items.flatMap(({ rules }) =>
    rules.filter(({ outcome }) => outcome === 'defer' || outcome === 'block'),
  );
  const names = [...new Set(decisive.map(({ citation }) => citation))];
  return names.length > 0 ? `: ${names.join('; ')}` : '';
};

const SAYINGS: { readonly [T in ReportedEvent['type']]?: Say<T> } = {
  DebtorRegistered: ({ country, documentType }) => [
    `Debtor registered (${documentType}, ${country})`,
    `Deudor registrado (${documentType}, ${country})`,
  ],
  DebtorChanged: () => ['Data of the debtor changed', 'Cambiaron los datos del deudor'],
  ContactPointAdded: ({ kind }) => [
    `Contact point added: ${wordOf(kind, 'en')}`,
    `Nuevo medio de contacto: ${wordOf(kind, 'es')}`,
  ],
  ContactPointInvalidated: ({ reason }) => [
    `Contact point no longer valid: ${reason}`,
    `Medio de contacto invalidado: ${reason}`,
  ],
  AdvisorAssigned: ({ creditorId }, { creditor }) => [
    `Advisor assigned for ${creditor(creditorId)}`,
    `Asesor asignado para ${creditor(creditorId)}`,
  ],
  DebtPlaced: ({ creditorId, balance, currency, dueDate, placement }, { creditor }) => [
    `${creditor(creditorId)} placed a debt of ${money(total(balance), currency)}, due ${dueDate}${placement > 1 ? ` (placement ${placement})` : ''}`,
    `${creditor(creditorId)} asignó una deuda de ${money(total(balance), currency)}, vence ${dueDate}${placement > 1 ? ` (asignación ${placement})` : ''}`,
  ],
  DebtRestated: ({ debtId, changes }, { currency }) => {
    const names = Object.keys(changes).filter((name) => name !== 'digest' && name !== 'balance');
    const balance = changes.balance ? [money(total(changes.balance), currency(debtId))] : [];
    const parts = (language: Language): string =>
      [...balance, ...names.map((name) => wordOf(name, language))].join(', ');
    return [
      `The creditor restated the debt: ${parts('en')}`,
      `El acreedor actualizó la deuda: ${parts('es')}`,
    ];
  },
  PaymentReceived: ({ debtId, amount, excess }, { currency }) => {
    const code = currency(debtId);
    const [over, sobra] =
      excess > 0 ? [`, ${money(excess, code)} over`, `, sobran ${money(excess, code)}`] : ['', ''];
    return [
      `Payment of ${money(amount, code)} received${over}`,
      `Pago recibido de ${money(amount, code)}${sobra}`,
    ];
  },
  PlacementEnded: ({ reason }) => [
    `Placement ended: ${ENDED[reason][0]}`,
    `Asignación terminada: deuda ${ENDED[reason][1]}`,
  ],
  HoldPlaced: (_, { sealed }) => {
    const reason = sealed('reason');
    return reason === undefined
      ? ['Held', 'Gestión suspendida']
      : [`Held: ${reason}`, `Gestión suspendida: ${reason}`];
  },
  HoldLifted: () => ['Hold lifted', 'Suspensión levantada'],
  DisputeReceived: (_, { sealed }) => {
    const text = sealed('text');
    const said = text === undefined ? '' : `: ${text}`;
    return [`Disputes the debt${said}`, `Impugna la deuda${said}`];
  },
  DisputeResolved: () => ['Dispute resolved', 'Impugnación resuelta'],
  PartyLinked: ({ role }) => [`Linked a ${ROLES[role][0]}`, `Vinculado: ${ROLES[role][1]}`],
  SegmentEntered: ({ segment }) => [
    `Entered segment ${wordOf(segment, 'en')}`,
    `Entró al segmento ${wordOf(segment, 'es')}`,
  ],
  SegmentLeft: ({ segment }) => [
    `Left segment ${wordOf(segment, 'en')}`,
    `Salió del segmento ${wordOf(segment, 'es')}`,
  ],
  StepSkipped: ({ step, reason }) => [
    `Step ${step} skipped: ${reason === 'use_over' ? 'its use was over' : 'its day was before the placement'}`,
    `Paso ${step} omitido: ${reason === 'use_over' ? 'ya no tenía utilidad' : 'su día fue antes de la asignación'}`,
  ],
  ContactRequested: ({ channel, plannedFor, items }) => [
    `Contact planned by ${wordOf(channel, 'en')} for ${minute(plannedFor)}: ${steps(items)}`,
    `Contacto planeado por ${wordOf(channel, 'es')} para ${minute(plannedFor)}: ${steps(items)}`,
  ],
  ItemsReplanned: ({ notBefore, items }) => [
    `Planned again from ${minute(notBefore)}: ${steps(items)}`,
    `Replaneado desde ${minute(notBefore)}: ${steps(items)}`,
  ],
  ContactSuperseded: () => ['Contact dropped: its use was over', 'Contacto descartado: ya no tenía utilidad'],
  PersonNoted: (note, { sealed }) => noteWords(note, sealed('text')),
  PersonNoteEnded: () => ['What was noted holds no longer', 'Lo anotado ya no rige'],
  ContactLogged: (logged, { sealed }) => logWords(logged, sealed('text')),
  AddressNoted: (note, { sealed }) => noteWords(note, sealed('text')),
  AddressNoteEnded: () => [
    'What was noted of a contact point holds no longer',
    'Lo anotado de un medio de contacto ya no rige',
  ],
  ContactCleared: ({ channel, expiresAt }) => [
    `Contact by ${wordOf(channel, 'en')} allowed, until ${minute(expiresAt)}`,
    `Contacto por ${wordOf(channel, 'es')} permitido, hasta ${minute(expiresAt)}`,
  ],
  ContactDeferred: ({ notBefore, decision }) => [
    `Contact deferred to ${minute(notBefore)}${citations(decision.items)}`,
    `Contacto aplazado a ${minute(notBefore)}${citations(decision.items)}`,
  ],
  ContactRefused: ({ decision }) => [
    `Contact refused${citations(decision.items)}`,
    `Contacto rechazado${citations(decision.items)}`,
  ],
  ClearanceExpired: () => ['Permission expired unused', 'El permiso venció sin usarse'],
  ClearanceRevoked: () => [
    'Permission revoked: a fact came in that it did not know',
    'Permiso revocado: llegó un hecho que no conocía',
  ],
  ContactHeld: ({ reason, detail }) => [
    `Contact held: ${[wordOf(reason, 'en'), ...detail].join(' ')}`,
    `Contacto retenido: ${[wordOf(reason, 'es'), ...detail].join(' ')}`,
  ],
  ContactCancelled: ({ reason }) => [
    `Contact cancelled: ${wordOf(reason, 'en')}`,
    `Contacto cancelado: ${wordOf(reason, 'es')}`,
  ],
  AttemptStarted: ({ channel, template, templateVersion, items }) => [
    `Sending by ${wordOf(channel, 'en')}, template ${template} ${templateVersion}: ${steps(items)}`,
    `Envío por ${wordOf(channel, 'es')}, plantilla ${template} ${templateVersion}: ${steps(items)}`,
  ],
  AttemptAccepted: () => ['Sent: the provider accepted it', 'Enviado: el proveedor lo aceptó'],
  AttemptRejected: ({ code, permanent }) => [
    `The provider rejected it${permanent ? ' for good' : ''}: ${code}`,
    `El proveedor lo rechazó${permanent ? ' definitivamente' : ''}: ${code}`,
  ],
  AttemptNotMade: ({ code }) => [`Not sent: ${wordOf(code, 'en')}`, `No se envió: ${wordOf(code, 'es')}`],
  AttemptUnknown: ({ code }) => [
    `Not known whether it was sent: ${wordOf(code, 'en')}`,
    `No se sabe si se envió: ${wordOf(code, 'es')}`,
  ],
  ContactDelivered: () => ['Delivered', 'Entregado'],
  ContactBounced: ({ code, hard }) => [
    `Bounced${hard ? ' for good' : ''}: ${code}`,
    `Rebotó${hard ? ' definitivamente' : ''}: ${code}`,
  ],
  ComplaintReceived: ({ regulator, dueOn }, { sealed }) => {
    const text = sealed('text');
    const said = text === undefined ? '' : `: ${text}`;
    return [
      `Complaint received through ${regulator}, to be answered by ${dueOn}${said}`,
      `Queja recibida por medio de ${regulator}, para responder hasta ${dueOn}${said}`,
    ];
  },
  ComplaintCorrected: ({ changes }, { sealed }) => {
    const { regulator, dueOn, receivedAt, debtIds } = changes;
    const told = [
      ...(regulator ? [[`through ${regulator}`, `por medio de ${regulator}`]] : []),
      ...(receivedAt ? [[`received ${minute(receivedAt)}`, `recibida ${minute(receivedAt)}`]] : []),
      ...(dueOn ? [[`to be answered by ${dueOn}`, `para responder hasta ${dueOn}`]] : []),
      ...(debtIds
        ? [[`about other debts (${debtIds.length})`, `sobre otras deudas (${debtIds.length})`]]
        : []),
    ];
    const reason = sealed('reason') ?? '';
    return [
      `Complaint corrected: ${told.map(([en]) => en).join(', ')}: ${reason}`,
      `Queja corregida: ${told.map(([, es]) => es).join(', ')}: ${reason}`,
    ];
  },
  ComplaintAnswered: (_, { sealed }) => {
    const text = sealed('text');
    return text === undefined
      ? ['Complaint answered', 'Queja respondida']
      : [`Complaint answered: ${text}`, `Queja respondida: ${text}`];
  },
  DebtScored: ({ score, model }) => [`Scored ${score} by ${model}`, `Puntaje ${score} según ${model}`],
  ErasureRequested: ({ needsApproval }) => [
    `Erasure requested${needsApproval ? ', pending approval' : ''}`,
    `Supresión solicitada${needsApproval ? ', pendiente de aprobación' : ''}`,
  ],
  ErasureApproved: () => ['Erasure approved', 'Supresión aprobada'],
  PersonErased: () => ['Personal data erased', 'Datos personales suprimidos'],
};

type AnySaying = (data: unknown, context: SummaryContext) => readonly [string, string];

const sayings = new Map(Object.entries(SAYINGS) as [string, AnySaying][]);

/** An event in plain words; its type where there are no words for it. */
export const summarize = (event: EventEnvelope, language: Language, context: SummaryContext): string => {
  const words = sayings.get(event.type)?.(event.data, context);
  return words?.[language === 'en' ? 0 : 1] ?? event.type;
};
