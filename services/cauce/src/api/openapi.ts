import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { ACCESS } from '../operations/access.ts';
import type { OperationName } from '../operations/index.ts';
import { OPERATION_CONTROLLERS } from './api.module.ts';
import { DESCRIBED } from './described/index.ts';
import { PROBLEM, refusals } from './described/refusals.ts';
import { ROUTES } from './routes.ts';
import { propertiesOf } from './schema.ts';
import { PERMISSION } from './serves.ts';

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

const operationOf = (name: OperationName, dto: Type) => {
  const { summary, description, errors } = DESCRIBED[name];
  const repeated = ROUTES[name].method === 'POST' ? (['KeyUsedError'] as const) : [];
  return {
    operationId: name,
    summary,
    description: `${description}\n\nRoles: ${['admin', ...ACCESS[name].roles].join(', ')}.`,
    ...argumentsOf(name, dto),
    responses: {
      200: { description: 'done', content: { [ANSWERS[name] ?? 'application/json']: { schema: {} } } },
      ...refusals([...repeated, ...errors]),
    },
  };
};

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
      summary: 'Hand in a file',
      description: 'Takes the body for a file; the answer names it to one operation that takes a file.',
      parameters: [{ name: 'name', in: 'query', required: true, schema: { type: 'string' } }],
      requestBody: { required: true, content: { 'application/octet-stream': { schema: {} } } },
      responses: {
        201: { description: 'taken', content: { 'application/json': { schema: { type: 'object' } } } },
        ...refusals(['FileTooLargeError', 'StorageFullError']),
      },
    },
  },
  '/imports/{import}/rejects': {
    get: {
      operationId: 'rejects',
      summary: 'The lines that an import turned away',
      description: 'In the form of its source, with why: corrected, that file can be imported.',
      parameters: [{ name: 'import', in: 'path', required: true, schema: { type: 'string' } }],
      responses: {
        200: { description: 'the file', content: { 'application/octet-stream': { schema: {} } } },
        ...refusals(['UnknownReferenceError']),
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
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: PROBLEM },
    },
    paths,
  };
};
