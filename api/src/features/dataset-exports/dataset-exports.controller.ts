import { Readable } from 'node:stream'
import { Controller, Get, HttpCode, Post, Res, StreamableFile } from '@nestjs/common'
import { ApiAcceptedResponse, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import {
  type DatasetChoices,
  type DatasetDefinitionContract,
  type DatasetExport,
  type DatasetExportList,
  type DatasetPreview,
  datasetChoicesSchema,
  datasetDefinitionSchema,
  datasetExportListSchema,
  datasetExportSchema,
  datasetPreviewSchema,
  type NewDatasetDecision,
  type NewDatasetExport,
  newDatasetDecisionSchema,
  newDatasetExportSchema,
} from '../../contracts/dataset-exports.js'
import type { Role } from '../../core/vocabulary.js'
import type { AccessContext } from '../../database/access.js'
import { Caller } from '../../platform/access-context.js'
import { Allow } from '../../platform/policy.js'
import { ValidBody } from '../../platform/valid-body.js'
import { ValidNumber } from '../../platform/valid-path.js'
import { emptyQuerySchema, ValidQuery } from '../../platform/valid-query.js'
import { DatasetExportsService } from './dataset-exports.service.js'
import { DecideExportService } from './decide-export.service.js'
import { packageName } from './package/write-package.js'

const ASKING: readonly Role[] = ['researcher', 'director']

@ApiTags('research')
@Controller('dataset-exports')
export class DatasetExportsController {
  readonly #exports: DatasetExportsService
  readonly #decisions: DecideExportService

  constructor(exports: DatasetExportsService, decisions: DecideExportService) {
    this.#exports = exports
    this.#decisions = decisions
  }

  @Get()
  @Allow({ roles: ASKING, audit: null })
  @ApiOkResponse({ standardSchema: datasetExportListSchema })
  list(@Caller() caller: AccessContext, @ValidQuery(emptyQuerySchema) _: object): Promise<DatasetExportList> {
    return this.#exports.list(caller)
  }

  /** Measures, variables with their levels, and what every data set has to keep. */
  @Get('choices')
  @Allow({ roles: ASKING, audit: null })
  @ApiOkResponse({ standardSchema: datasetChoicesSchema })
  choices(@Caller() caller: AccessContext, @ValidQuery(emptyQuerySchema) _: object): DatasetChoices {
    return this.#exports.choices(caller)
  }

  /** What a data set would be: worked out by the worker, and read at `previews/{id}`. */
  @Post('preview')
  @HttpCode(202)
  @Allow({ roles: ASKING, audit: 'in_transaction' })
  @ApiAcceptedResponse({ standardSchema: datasetPreviewSchema })
  preview(
    @Caller() caller: AccessContext,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(datasetDefinitionSchema) definition: DatasetDefinitionContract,
  ): Promise<DatasetPreview> {
    return this.#exports.preview(caller, definition)
  }

  @Get('previews/:id')
  @Allow({ roles: ASKING, audit: null })
  @ApiOkResponse({ standardSchema: datasetPreviewSchema })
  findPreview(
    @Caller() caller: AccessContext,
    @ValidNumber() id: number,
    @ValidQuery(emptyQuerySchema) _: object,
  ): Promise<DatasetPreview> {
    return this.#exports.findPreview(caller, id)
  }

  /** Asks for a data set; a job makes it. */
  @Post()
  @HttpCode(202)
  @Allow({ roles: ASKING, audit: 'in_transaction', stepUp: true })
  @ApiAcceptedResponse({ standardSchema: datasetExportSchema })
  create(
    @Caller() caller: AccessContext,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(newDatasetExportSchema) request: NewDatasetExport,
  ): Promise<DatasetExport> {
    return this.#exports.create(caller, request)
  }

  @Get(':id')
  @Allow({ roles: ASKING, audit: null })
  @ApiOkResponse({ standardSchema: datasetExportSchema })
  find(
    @Caller() caller: AccessContext,
    @ValidNumber() id: number,
    @ValidQuery(emptyQuerySchema) _: object,
  ): Promise<DatasetExport> {
    return this.#exports.find(caller, id)
  }

  /** A director approves a data set with scores by phase against its measured risk, or declines it. */
  @Post(':id/decision')
  @HttpCode(202)
  @Allow({ roles: ['director'], audit: 'in_transaction', stepUp: true })
  @ApiAcceptedResponse({ standardSchema: datasetExportSchema })
  decide(
    @Caller() caller: AccessContext,
    @ValidNumber() id: number,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(newDatasetDecisionSchema) decision: NewDatasetDecision,
  ): Promise<DatasetExport> {
    return this.#decisions.decide(caller, id, decision)
  }

  /** The zip. Each download is recorded. */
  @Get(':id/package')
  @Allow({ roles: ASKING, audit: 'in_transaction', stepUp: true })
  @ApiProduces('application/zip')
  async download(
    @Caller() caller: AccessContext,
    @ValidNumber() id: number,
    @ValidQuery(emptyQuerySchema) _: object,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const parts = await this.#exports.download(caller, id)
    reply.header('content-type', 'application/zip')
    reply.header('content-disposition', `attachment; filename="${packageName(id)}.zip"`)
    return new StreamableFile(Readable.from(parts))
  }
}
