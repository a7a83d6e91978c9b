import type { Core } from '@cauce/runtime';
import {
  type DynamicModule,
  Inject,
  Injectable,
  Module,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { Reporting } from './reporting.ts';

/** Follows the log for as long as the application runs. */
@Injectable()
class ReportingLifecycle implements OnModuleInit, OnModuleDestroy {
  private readonly reporting: Reporting;

  constructor(@Inject(Reporting) reporting: Reporting) {
    this.reporting = reporting;
  }

  onModuleInit(): Promise<void> {
    return this.reporting.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.reporting.close();
  }
}

/** Nest's view of the service: inject `Reporting` to ask it. */
@Module({})
export class ReportingModule {
  static register(core: Core): DynamicModule {
    return {
      module: ReportingModule,
      providers: [{ provide: Reporting, useFactory: () => new Reporting(core) }, ReportingLifecycle],
      exports: [Reporting],
    };
  }
}
