import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';

interface Property {
  readonly schema: Record<string, unknown>;
  readonly required: boolean;
}

type Checks = {
  readonly name?: string | undefined;
  readonly type: string;
  readonly constraints?: readonly unknown[];
  /** Whether it is about each member of a list. */
  readonly each?: boolean;
};

/** What a check of class-validator says in JSON schema. */
const schemaOf = ({ each, ...check }: Checks): Record<string, unknown> => {
  if (each) return { items: schemaOf(check) };
  const { name, type, constraints = [] } = check;
  const [first, second] = constraints;
  switch (name ?? type) {
    case 'isString':
      return { type: 'string' };
    case 'isLength':
      return { minLength: first, maxLength: second };
    case 'isBoolean':
      return { type: 'boolean' };
    case 'isObject':
      return { type: 'object' };
    case 'isArray':
      return { type: 'array' };
    case 'arrayMaxSize':
      return { maxItems: first };
    case 'isInt':
      return { type: 'integer' };
    case 'min':
      return { minimum: first };
    case 'max':
      return { maximum: first };
    case 'isIn':
      return { type: 'string', enum: first };
    case 'matches':
      return { type: 'string', pattern: first instanceof RegExp ? first.source : String(first) };
    default:
      return {};
  }
};

/** The properties of a DTO, from the checks that it declares. */
export const propertiesOf = (dto: Type): ReadonlyMap<string, Property> => {
  const properties = new Map<string, Property>();
  for (const check of getMetadataStorage().getTargetValidationMetadatas(dto, '', false, false)) {
    const { schema, required } = properties.get(check.propertyName) ?? { schema: {}, required: true };
    properties.set(check.propertyName, {
      schema: { ...schema, ...schemaOf(check) },
      required: required && check.type !== 'conditionalValidation',
    });
  }
  return properties;
};
