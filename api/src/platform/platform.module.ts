import { type DynamicModule, Global, Module } from '@nestjs/common'
import { APP_FILTER } from '@nestjs/core'
import { getDataSourceToken } from '@nestjs/typeorm'
import type { DataSource } from 'typeorm'
import { DatabaseAccess } from '../database/access.js'
import { Clock } from './clock.js'
import { HealthController } from './health.controller.js'
import type { Log } from './logging.js'
import { ProblemFilter } from './problem.filter.js'

export interface PlatformParts {
  readonly dataSource: DataSource
  readonly access: DatabaseAccess
  readonly clock: Clock
  readonly log: Log
}

/** What every feature may ask for: the way to the data, and the time. */
@Global()
@Module({ controllers: [HealthController], exports: [DatabaseAccess, Clock] })
class PlatformModule {}

export function platformModule({ dataSource, access, clock, log }: PlatformParts): DynamicModule {
  return {
    module: PlatformModule,
    providers: [
      // Given, not opened here: who opened the connections closes them, after the last request.
      { provide: getDataSourceToken(), useValue: dataSource },
      { provide: DatabaseAccess, useValue: access },
      { provide: Clock, useValue: clock },
      { provide: APP_FILTER, useValue: new ProblemFilter(log) },
    ],
  }
}
