import { type DynamicModule, Global, Module } from '@nestjs/common'
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core'
import { getDataSourceToken } from '@nestjs/typeorm'
import type { DataSource } from 'typeorm'
import { DatabaseAccess } from '../database/access.js'
import { AuditLog } from '../database/audit/audit-event.js'
import { Notifications } from '../database/notifications.js'
import { AuditInterceptor } from './audit.interceptor.js'
import { Authenticator } from './authenticator.js'
import { Clock } from './clock.js'
import { HealthController } from './health.controller.js'
import type { Log } from './logging.js'
import { PolicyGuard } from './policy.guard.js'
import { ProblemFilter } from './problem.filter.js'

export interface PlatformParts {
  readonly dataSource: DataSource
  readonly access: DatabaseAccess
  readonly audit: AuditLog
  readonly notifications: Notifications
  readonly clock: Clock
  readonly log: Log
}

/** What every feature may ask for: the way to the data, the audit and the time; and the guard before each route. */
@Global()
@Module({ controllers: [HealthController], exports: [DatabaseAccess, AuditLog, Notifications, Clock] })
class PlatformModule {}

export function platformModule({
  dataSource,
  access,
  audit,
  notifications,
  clock,
  log,
}: PlatformParts): DynamicModule {
  return {
    module: PlatformModule,
    providers: [
      // Given, not opened here: who opened the connections closes them, after the last request.
      { provide: getDataSourceToken(), useValue: dataSource },
      { provide: DatabaseAccess, useValue: access },
      { provide: AuditLog, useValue: audit },
      { provide: Notifications, useValue: notifications },
      { provide: Clock, useValue: clock },
      { provide: APP_FILTER, useValue: new ProblemFilter(log) },
      {
        provide: APP_GUARD,
        useFactory: (authenticator: Authenticator) => new PolicyGuard(authenticator, audit, clock, log),
        inject: [Authenticator],
      },
      { provide: APP_INTERCEPTOR, useValue: new AuditInterceptor(audit, log) },
    ],
  }
}
