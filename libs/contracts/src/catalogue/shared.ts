import Type from 'typebox';

/** Shapes that several events share. Identifiers are UUID text, instants UTC text with milliseconds. */
export const id = Type.String({ minLength: 36, maxLength: 36 });
export const instant = Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$' });
export const date = Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d$' });
export const minor = Type.Integer({ minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER });
export const text = Type.String({ minLength: 1 });
export const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

export const channel = Type.Union([
  Type.Literal('email'),
  Type.Literal('sms'),
  Type.Literal('whatsapp'),
  Type.Literal('call'),
  Type.Literal('ivr'),
  Type.Literal('push'),
  Type.Literal('letter'),
  Type.Literal('visit'),
]);

/** Components of a balance in minor units of the debt's currency. */
export const balance = Type.Object({ principal: minor, interest: minor, fees: minor, tax: minor });

/** One thing that a contact speaks of: a step of a debt's strategy. */
export const item = Type.Object({ debtId: id, step: text });

/** To the version that seals what a person wrote: the older one said it in the clear, which is shown no more. */
export const withoutReason = ({ reason: _, ...data }: { readonly reason: string }): object => data;
