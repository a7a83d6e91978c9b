import {
  applyDecorators,
  createParamDecorator,
  Delete,
  type ExecutionContext,
  Get,
  HttpCode,
  Post,
  SetMetadata,
} from '@nestjs/common';
import type { Permission } from '../operations/access.ts';
import type { OperationName } from '../operations/index.ts';
import { given } from './arguments.ts';
import type { ApiRequest } from './http.ts';
import { ROUTES } from './routes.ts';

/** Metadata of a handler: what the caller's role must allow. */
export const PERMISSION = 'cauce:permission';

const METHOD = { GET: Get, POST: Post, DELETE: Delete } as const;

/** The handler of an operation, at the operation's resource. */
export const Serves = (name: OperationName): MethodDecorator =>
  applyDecorators(
    METHOD[ROUTES[name].method](ROUTES[name].path),
    HttpCode(200),
    SetMetadata(PERMISSION, name),
  );

/** What the caller's role must allow, for a handler that is no operation. */
export const Needs = (permission: Permission): MethodDecorator => SetMetadata(PERMISSION, permission);

/** All arguments of a request, from path, query and body. */
export const Args = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { query, body, params } = context.switchToHttp().getRequest<ApiRequest>();
  return given({ ...query, ...(typeof body === 'object' ? body : {}), ...params });
});

/** What the operation works with, in the name of whoever asks. */
export const Asked = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<ApiRequest>().asked,
);
