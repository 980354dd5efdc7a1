import { Controller, Get, HttpCode, Post, Res, StreamableFile } from '@nestjs/common'
import { ApiAcceptedResponse, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import {
  type ReportFormat,
  type ReportRequest,
  reportRequestSchema,
} from '../../contracts/report-requests.js'
import {
  type ReportFileQuery,
  type ReportRun,
  type ReportRunList,
  type ReportRunQuery,
  reportFileQuerySchema,
  reportRunListSchema,
  reportRunQuerySchema,
  reportRunSchema,
} from '../../contracts/report-runs.js'
import type { Role } from '../../core/vocabulary.js'
import type { AccessContext } from '../../database/access.js'
import { Caller } from '../../platform/access-context.js'
import { Allow } from '../../platform/policy.js'
import { ValidBody } from '../../platform/valid-body.js'
import { ValidNumber } from '../../platform/valid-path.js'
import { emptyQuerySchema, ValidQuery } from '../../platform/valid-query.js'
import { ReportRunsService } from './report-runs.service.js'

/** Which reports each of them may make and see is decided by who-may-make.ts and by the database. */
const MAKERS: readonly Role[] = ['director', 'therapist', 'coordinator']

const TYPES: Readonly<Record<ReportFormat, string>> = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'application/zip',
  html: 'text/html; charset=utf-8',
}

@ApiTags('reports')
@Controller('report-runs')
export class ReportRunsController {
  readonly #runs: ReportRunsService

  constructor(runs: ReportRunsService) {
    this.#runs = runs
  }

  /** One's own and, for directors, those of whole sites that are all theirs; the latest first. */
  @Get()
  @Allow({ roles: MAKERS, audit: null })
  @ApiOkResponse({ standardSchema: reportRunListSchema })
  list(
    @Caller() caller: AccessContext,
    @ValidQuery(reportRunQuerySchema) query: ReportRunQuery,
  ): Promise<ReportRunList> {
    return this.#runs.list(caller, query)
  }

  @Get(':id')
  @Allow({ roles: MAKERS, audit: null })
  @ApiOkResponse({ standardSchema: reportRunSchema })
  find(
    @Caller() caller: AccessContext,
    @ValidNumber() id: number,
    @ValidQuery(emptyQuerySchema) _: object,
  ): Promise<ReportRun> {
    return this.#runs.find(caller, id)
  }

  /** Its numbers are frozen and its files made in the background; `job` tells how far it is. */
  @Post()
  @HttpCode(202)
  @Allow({ roles: MAKERS, audit: 'in_transaction' })
  @ApiAcceptedResponse({ standardSchema: reportRunSchema })
  create(
    @Caller() caller: AccessContext,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(reportRequestSchema) request: ReportRequest,
  ): Promise<ReportRun> {
    return this.#runs.create(caller, request)
  }

  /** An attachment, whole. */
  @Get(':id/file')
  @Allow({ roles: MAKERS, audit: 'in_transaction' })
  @ApiProduces(...Object.values(TYPES))
  async file(
    @Caller() caller: AccessContext,
    @ValidNumber() id: number,
    @ValidQuery(reportFileQuerySchema) query: ReportFileQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { content, file_name } = await this.#runs.file(caller, id, query)
    // It comes from this origin: whatever opens it may load and run nothing.
    reply.header(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox",
    )
    return new StreamableFile(content, {
      type: TYPES[query.format],
      disposition: `attachment; filename="${file_name}"`,
      length: content.length,
    })
  }
}
