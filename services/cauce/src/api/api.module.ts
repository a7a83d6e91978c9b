import { type DynamicModule, Module, ValidationPipe } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { InvalidArgumentsError } from '../host/usage-error.ts';
import { Answers } from './answers.ts';
import { problemsIn, STRICT } from './arguments.ts';
import { FilesController } from './controllers/files.controller.ts';
import { HealthController } from './controllers/health.controller.ts';
import { IntakeController } from './controllers/intake.controller.ts';
import { MailboxController } from './controllers/mailbox.controller.ts';
import { ReportsController } from './controllers/reports.controller.ts';
import { TemplatesController } from './controllers/templates.controller.ts';
import { UpkeepController } from './controllers/upkeep.controller.ts';
import { Desk } from './desk.ts';
import { OperationInterceptor } from './operation.interceptor.ts';
import { ProblemFilter } from './problems.ts';
import { RoleGuard } from './role.guard.ts';

/** Controllers whose handlers are operations. */
export const OPERATION_CONTROLLERS = [
  IntakeController,
  ReportsController,
  TemplatesController,
  UpkeepController,
] as const;

const arguments_ = new ValidationPipe({
  transform: true,
  ...STRICT,
  validateCustomDecorators: true,
  transformOptions: { exposeUnsetFields: false },
  exceptionFactory: (errors) => new InvalidArgumentsError(problemsIn(errors)),
});

/** The HTTP API over a desk. */
@Module({})
export class ApiModule {
  static register(desk: Desk, answers: Answers): DynamicModule {
    return {
      module: ApiModule,
      controllers: [...OPERATION_CONTROLLERS, FilesController, HealthController, MailboxController],
      providers: [
        { provide: Desk, useValue: desk },
        { provide: Answers, useValue: answers },
        { provide: APP_GUARD, useClass: RoleGuard },
        { provide: APP_INTERCEPTOR, useClass: OperationInterceptor },
        { provide: APP_PIPE, useValue: arguments_ },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
  }
}
