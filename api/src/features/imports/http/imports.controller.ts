import { Readable } from 'node:stream'
import {
  Controller,
  Get,
  Header,
  Headers,
  HttpCode,
  Param,
  Post,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common'
import {
  ApiBody,
  ApiConsumes,
  ApiHeader,
  ApiOkResponse,
  ApiProduces,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type ImportPage, importPageSchema } from '../../../contracts/import-request.js'
import {
  type ImportBatch,
  type ImportList,
  type ImportReport,
  importBatchSchema,
  importListSchema,
  importReportSchema,
} from '../../../contracts/imports.js'
import { problemSchema } from '../../../contracts/problem.js'
import type { AccessContext } from '../../../database/access.js'
import { abortedWith } from '../../../platform/aborted-with.js'
import { Caller } from '../../../platform/access-context.js'
import { Allow } from '../../../platform/policy.js'
import { ProblemError } from '../../../platform/problem.js'
import { emptyQuerySchema, ValidQuery } from '../../../platform/valid-query.js'
import { ImportsService } from '../imports.service.js'
import { sourceFromUploads } from '../reading/import-source.js'
import { rejectsHeader, rejectsRows } from '../rejects-csv.js'
import { KeyedImportsService } from './keyed-imports.service.js'
import { readUpload } from './read-upload.js'

/** The form of POST /imports, for the description of the API. */
const formSchema = {
  type: 'object',
  required: ['files'],
  properties: {
    mode: { type: 'string', enum: ['all-or-nothing', 'accept-valid'], default: 'all-or-nothing' },
    dry_run: { type: 'string', enum: ['true', 'false'], default: 'false' },
    correct: { type: 'string', description: 'Why rows that differ from what is stored replace it.' },
    source: { type: 'string', default: 'file', description: 'The system that gave the responses their ids.' },
    ignore_unknown: { type: 'string', enum: ['true', 'false'], default: 'false' },
    files: { type: 'array', items: { type: 'string', format: 'binary' } },
  },
}

@ApiTags('imports')
@Controller('imports')
export class ImportsController {
  readonly #imports: ImportsService
  readonly #keyed: KeyedImportsService

  constructor(imports: ImportsService, keyed: KeyedImportsService) {
    this.#imports = imports
    this.#keyed = keyed
  }

  /**
   * Imports files, 50 MB together. The answer is the report, also when nothing was stored: `committed` says which,
   * `errors` names files that cannot be read, `first_rejects` rows that were not taken.
   */
  @Post()
  @Allow({ roles: ['coordinator', 'integration'], scope: 'ingest:write', audit: 'in_transaction' })
  @HttpCode(200)
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: formSchema })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'The same key and contents: the same answer.',
  })
  @ApiOkResponse({ standardSchema: importReportSchema })
  @ApiResponse({
    status: 409,
    standardSchema: problemSchema,
    description: 'The first request with this key still runs, or a row collides with a record out of reach.',
  })
  @ApiResponse({ status: 413, standardSchema: problemSchema, description: 'More than 50 MB.' })
  @ApiResponse({
    status: 415,
    standardSchema: problemSchema,
    description: 'A file is no CSV text, whatever its name.',
  })
  @ApiResponse({
    status: 422,
    standardSchema: problemSchema,
    description: 'The key belongs to other contents.',
  })
  async run(
    @Caller() caller: AccessContext,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('idempotency-key') key: string | undefined,
    @ValidQuery(emptyQuerySchema) _: object,
  ): Promise<ImportReport> {
    const { fields, files, hash } = await readUpload(request)
    const report = await this.#keyed.run(
      caller,
      {
        source: sourceFromUploads(files),
        mode: fields.mode,
        dryRun: fields.dry_run,
        correctReason: fields.correct,
        sourceSystem: fields.source,
        ignoreUnknown: fields.ignore_unknown,
        signal: abortedWith(reply),
      },
      key ?? null,
      hash,
    )
    const foreign = report.errors.find(({ code }) => code === 'not_csv')
    if (foreign !== undefined) throw new ProblemError(415, foreign.code, 'Not CSV', foreign.message)
    return report
  }

  /** Past imports, newest first; dry runs and refused ones too. */
  @Get()
  @Allow({ roles: ['coordinator', 'integration'], scope: 'ingest:write', audit: null })
  @ApiOkResponse({ standardSchema: importListSchema })
  list(@Caller() caller: AccessContext, @ValidQuery(importPageSchema) page: ImportPage): Promise<ImportList> {
    return this.#imports.list(caller, page)
  }

  @Get(':id')
  @Allow({ roles: ['coordinator', 'integration'], scope: 'ingest:write', audit: null })
  @ApiOkResponse({ standardSchema: importBatchSchema })
  one(
    @Caller() caller: AccessContext,
    @Param('id') id: string,
    @ValidQuery(emptyQuerySchema) _: object,
  ): Promise<ImportBatch> {
    return this.find(caller, id)
  }

  /** Every problem of every row that was not taken: file, row, column, code, expected, message. */
  @Get(':id/rejects.csv')
  @Allow({ roles: ['coordinator', 'integration'], scope: 'ingest:write', audit: 'export.download' })
  @ApiProduces('text/csv')
  @Header('content-type', 'text/csv; charset=utf-8')
  async rejects(
    @Caller() caller: AccessContext,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
    @ValidQuery(emptyQuerySchema) _: object,
  ): Promise<StreamableFile> {
    const { import_id } = await this.find(caller, id)
    reply.header('content-disposition', `attachment; filename="import-${import_id}-rejects.csv"`)
    return new StreamableFile(Readable.from(this.rejectsText(caller, import_id ?? 0)))
  }

  private async *rejectsText(caller: AccessContext, importId: number): AsyncGenerator<Buffer> {
    yield Buffer.from(rejectsHeader())
    for await (const rows of this.#imports.rejects(caller, importId)) yield Buffer.from(rejectsRows(rows))
  }

  private async find(caller: AccessContext, id: string): Promise<ImportBatch> {
    const found = /^[1-9]\d{0,14}$/.test(id) ? await this.#imports.find(caller, Number(id)) : null
    if (found !== null) return found
    const detail = 'There is no such import. Check the id, or go back to the list.'
    throw new ProblemError(404, 'import_not_found', 'Not found', detail)
  }
}
