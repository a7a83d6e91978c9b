import { Controller, Get, Inject, Res } from '@nestjs/common';
import { Desk } from '../desk.ts';
import type { ApiResponse } from '../http.ts';

/** Whether the process lives, and whether it works: services run, read models follow. */
@Controller('health')
export class HealthController {
  constructor(@Inject(Desk) private readonly desk: Desk) {}

  @Get('live')
  live() {
    return { status: 'live' };
  }

  @Get('ready')
  async ready(@Res() response: ApiResponse): Promise<void> {
    const reasons = await this.desk.readiness();
    response.statusCode = reasons.length === 0 ? 200 : 503;
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.end(JSON.stringify({ status: reasons.length === 0 ? 'ready' : 'not ready', reasons }));
  }
}
