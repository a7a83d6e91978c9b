import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Permission, permit } from '../operations/access.ts';
import { Desk } from './desk.ts';
import type { ApiRequest } from './http.ts';
import { PERMISSION } from './serves.ts';

/** Lets a principal do what its role allows. A handler that names no permission is open to every caller let in. */
@Injectable()
export class RoleGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(Desk) private readonly desk: Desk,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const permission = this.reflector.get<Permission | undefined>(PERMISSION, context.getHandler());
    const request = context.switchToHttp().getRequest<ApiRequest>();
    if (permission === undefined) return true;
    if (!request.principal) return false;
    permit(request.principal, permission);
    request.asked = this.desk.appFor(request.principal);
    return true;
  }
}
