import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { invalid } from '../host/usage-error.ts';
import { Answers } from './answers.ts';
import { Desk } from './desk.ts';
import type { ApiRequest, ApiResponse } from './http.ts';

const LONGEST_KEY = 255;

/** Runs what is asked at the desk; a POST with an idempotency key once. */
@Injectable()
export class OperationInterceptor implements NestInterceptor {
  constructor(
    @Inject(Desk) private readonly desk: Desk,
    @Inject(Answers) private readonly answers: Answers,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<ApiRequest>();
    const work = (): Promise<unknown> => lastValueFrom(next.handle(), { defaultValue: undefined });
    if (!request.asked) return from(work());
    const response = context.switchToHttp().getResponse<ApiResponse>();
    return from(this.shown(request, response, () => this.desk.run(() => this.answer(request, work))));
  }

  /** By the route and never by the path, which may name a person. */
  private shown(request: ApiRequest, response: ApiResponse, work: () => Promise<unknown>): Promise<unknown> {
    const { method = '', route, headers } = request;
    const parent = typeof headers.traceparent === 'string' ? headers.traceparent : null;
    const attributes = { 'http.request.method': method, 'http.route': route?.path ?? '' };
    const options = { kind: 'server', duration: 'http.server.request.duration', parent, attributes } as const;
    const { telemetry } = this.desk.host.folder.core;
    return telemetry.span(`${method} ${attributes['http.route']}`, options, async ({ set }) => {
      const answer = await work();
      set({ 'http.response.status_code': response.statusCode });
      return answer;
    });
  }

  private async answer(request: ApiRequest, work: () => Promise<unknown>): Promise<unknown> {
    const key = request.headers['idempotency-key'];
    if (request.method !== 'POST' || key === undefined) return work();
    if (typeof key !== 'string' || key === '' || key.length > LONGEST_KEY) {
      throw invalid('Idempotency-Key', `must be a text of at most ${LONGEST_KEY} characters`);
    }
    const content = JSON.stringify([request.path, request.query, request.body]);
    return this.answers.once({ caller: request.principal?.principalId ?? '', key, content }, work);
  }
}
