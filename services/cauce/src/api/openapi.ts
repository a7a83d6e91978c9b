import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { getMetadataStorage } from 'class-validator';
import { ACCESS } from '../operations/access.ts';
import type { OperationName } from '../operations/index.ts';
import { OPERATION_CONTROLLERS } from './api.module.ts';
import { ROUTES } from './routes.ts';
import { PERMISSION } from './serves.ts';

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
const propertiesOf = (dto: Type): ReadonlyMap<string, Property> => {
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

const argumentsOf = (name: OperationName, dto: Type) => {
  const { method, path } = ROUTES[name];
  const inPath = new Set([...path.matchAll(/:(\w+)/g)].map(([, one]) => one));
  const all = [...propertiesOf(dto)];
  const parameters = all
    .filter(([property]) => method !== 'POST' || inPath.has(property))
    .map(([property, { schema, required }]) => ({
      name: property,
      in: inPath.has(property) ? 'path' : 'query',
      required: inPath.has(property) || required,
      schema,
    }));
  if (method !== 'POST') return { parameters };
  const body = all.filter(([property]) => !inPath.has(property));
  const schema = {
    type: 'object',
    additionalProperties: false,
    required: body.flatMap(([property, { required }]) => (required ? [property] : [])),
    properties: Object.fromEntries(body.map(([property, { schema }]) => [property, schema])),
  };
  const idempotency = {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    schema: { type: 'string', maxLength: 255 },
    description: 'the same key with the same request gives the first answer again, for a day',
  };
  return {
    parameters: [...parameters, idempotency],
    requestBody: { required: true, content: { 'application/json': { schema } } },
  };
};

const ANSWERS: Partial<Record<OperationName, string>> = {
  'export-contacts': 'application/x-ndjson',
  'export-events': 'application/x-ndjson',
  dossier: 'text/html',
};

const PROBLEM = {
  description: 'a problem (RFC 9457)',
  content: { 'application/problem+json': { schema: { type: 'object' } } },
};

const operationOf = (name: OperationName, dto: Type) => ({
  operationId: name,
  description: `Roles: ${['admin', ...ACCESS[name].roles].join(', ')}.`,
  ...argumentsOf(name, dto),
  responses: {
    200: { description: 'done', content: { [ANSWERS[name] ?? 'application/json']: { schema: {} } } },
    default: PROBLEM,
  },
});

/** Every handler of an operation, with the class of its arguments. */
function* handlers(): Generator<readonly [OperationName, Type]> {
  for (const { prototype } of OPERATION_CONTROLLERS) {
    for (const method of Object.getOwnPropertyNames(prototype)) {
      const handler: unknown = Object.getOwnPropertyDescriptor(prototype, method)?.value;
      const name: OperationName | undefined =
        typeof handler === 'function' ? Reflect.getMetadata(PERMISSION, handler) : undefined;
      if (name) yield [name, Reflect.getMetadata('design:paramtypes', prototype, method)[1]];
    }
  }
}

/** What is no operation, but serves one: files that come from another machine. */
const FILES: OpenAPIObject['paths'] = {
  '/files': {
    post: {
      operationId: 'hand-in',
      description: 'Takes the body for a file; the answer names it to one operation that takes a file.',
      parameters: [{ name: 'name', in: 'query', required: true, schema: { type: 'string' } }],
      requestBody: { required: true, content: { 'application/octet-stream': { schema: {} } } },
      responses: {
        201: { description: 'taken', content: { 'application/json': { schema: { type: 'object' } } } },
        default: PROBLEM,
      },
    },
  },
  '/imports/{import}/rejects': {
    get: {
      operationId: 'rejects',
      description: 'The lines that an import turned away, in the form of its source.',
      parameters: [{ name: 'import', in: 'path', required: true, schema: { type: 'string' } }],
      responses: {
        200: { description: 'the file', content: { 'application/octet-stream': { schema: {} } } },
        default: PROBLEM,
      },
    },
  },
};

/** The OpenAPI document of the API, made of what the handlers check. */
export const openApi = (): OpenAPIObject => {
  const paths: OpenAPIObject['paths'] = { ...FILES };
  for (const [name, dto] of handlers()) {
    const path = `/${ROUTES[name].path.replace(/:(\w+)/g, '{$1}')}`;
    paths[path] = { ...paths[path], [ROUTES[name].method.toLowerCase()]: operationOf(name, dto) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Cauce', version: '0.1.0' },
    security: [{ key: [] }],
    components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
    paths,
  };
};
