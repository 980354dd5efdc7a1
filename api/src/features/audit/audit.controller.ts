import { Controller, Get, Header } from '@nestjs/common'
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger'
import {
  type AuditFileQuery,
  type AuditPage,
  type AuditQuery,
  auditFileQuerySchema,
  auditPageSchema,
  auditQuerySchema,
} from '../../contracts/audit.js'
import type { AccessContext } from '../../database/access.js'
import { Caller } from '../../platform/access-context.js'
import { Allow } from '../../platform/policy.js'
import { ValidQuery } from '../../platform/valid-query.js'
import { AuditService } from './audit.service.js'

@ApiTags('administration')
@Controller()
export class AuditController {
  readonly #audit: AuditService

  constructor(audit: AuditService) {
    this.#audit = audit
  }

  /** Who did what and when, newest first; with `member`: who saw this member. */
  @Get('audit')
  @Allow({ roles: ['administrator'], audit: 'audit.read' })
  @ApiOkResponse({ standardSchema: auditPageSchema })
  page(@Caller() caller: AccessContext, @ValidQuery(auditQuerySchema) query: AuditQuery): Promise<AuditPage> {
    return this.#audit.page(caller, query)
  }

  /** The same as a file. */
  @Get('audit.csv')
  @Allow({ roles: ['administrator'], audit: 'export.download', stepUp: true })
  @ApiProduces('text/csv')
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="audit.csv"')
  file(
    @Caller() caller: AccessContext,
    @ValidQuery(auditFileQuerySchema) query: AuditFileQuery,
  ): Promise<string> {
    return this.#audit.file(caller, query)
  }
}
