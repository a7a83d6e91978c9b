import { Controller, Res } from '@nestjs/common';
import type { App } from '../../host/app.ts';
import { operations } from '../../operations/index.ts';
import { titlesOf } from '../../operations/packs/rule-titles.ts';
import { DebtorDto, NothingDto } from '../dto/named.ts';
import {
  AgeingDto,
  ComplianceDto,
  ContactDto,
  EventsDto,
  GateCheckDto,
  PlanDto,
  ReadjudicateDto,
  SilenceDto,
  TimelineDto,
} from '../dto/reports.ts';
import type { ApiResponse } from '../http.ts';
import { sendLines } from '../lines.ts';
import { Args, Asked, Serves } from '../serves.ts';

/** What reads and changes nothing. */
@Controller()
export class ReportsController {
  @Serves('export-contacts')
  async contacts(@Asked() app: App, @Args() args: NothingDto, @Res() response: ApiResponse) {
    await sendLines(response, await operations['export-contacts'](app, args));
  }

  @Serves('export-events')
  async events(@Asked() app: App, @Args() args: EventsDto, @Res() response: ApiResponse) {
    await sendLines(response, await operations['export-events'](app, args));
  }

  @Serves('report-ageing')
  ageing(@Asked() app: App, @Args() args: AgeingDto) {
    return operations['report-ageing'](app, args);
  }

  @Serves('report-compliance')
  compliance(@Asked() app: App, @Args() args: ComplianceDto) {
    return operations['report-compliance'](app, args);
  }

  @Serves('plan')
  plan(@Asked() app: App, @Args() args: PlanDto) {
    return operations.plan(app, args);
  }

  @Serves('timeline')
  timeline(@Asked() app: App, @Args() args: TimelineDto) {
    return operations.timeline(app, args);
  }

  @Serves('explain')
  explain(@Asked() app: App, @Args() args: ContactDto) {
    return operations.explain(app, args);
  }

  @Serves('explain-silence')
  silence(@Asked() app: App, @Args() args: SilenceDto) {
    return operations['explain-silence'](app, args);
  }

  @Serves('gate-check')
  check(@Asked() app: App, @Args() args: GateCheckDto) {
    return operations['gate-check'](app, args);
  }

  @Serves('readjudicate')
  readjudicate(@Asked() app: App, @Args() args: ReadjudicateDto) {
    return operations.readjudicate(app, args);
  }

  /** The page itself: where it is written is the caller's business. */
  @Serves('dossier')
  async dossier(@Asked() app: App, @Args() args: DebtorDto, @Res() response: ApiResponse) {
    const { html, verified, debtorId } = await app.reporting.dossier(args.debtor, await titlesOf(app));
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    );
    response.setHeader('cauce-debtor-id', debtorId);
    response.setHeader('cauce-verified', String(verified));
    response.end(html);
  }
}
