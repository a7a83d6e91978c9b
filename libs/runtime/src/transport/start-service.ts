import type { DynamicModule, INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Core } from '../core/core.ts';
import { EventTransport, type Narrowed } from './event-transport.ts';
import { RethrowFilter } from './rethrow.filter.ts';

/** A service whose handlers are given what is on the bus. */
export interface RunningService {
  readonly app: INestMicroservice;
  readonly transport: EventTransport;
}

/** Starts a service as a group of the bus. */
export const startService = async (
  core: Core,
  group: string,
  module: DynamicModule,
  narrowed: Narrowed = {},
): Promise<RunningService> => {
  const transport = new EventTransport(core, group, narrowed);
  const app = await NestFactory.createMicroservice(module, {
    strategy: transport,
    logger: ['error', 'fatal'],
  });
  app.useGlobalFilters(new RethrowFilter());
  await app.listen();
  return { app, transport };
};
