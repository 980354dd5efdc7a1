import { Controller, Get, HttpCode, Post, Res } from '@nestjs/common'
import { ApiAcceptedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import {
  type NewStudyRequest,
  newStudySchema,
  type Study,
  type StudyList,
  type StudyPreview,
  type StudyRun,
  studyListSchema,
  studyPreviewSchema,
  studyRunSchema,
  studySchema,
} from '../../contracts/studies.js'
import type { AccessContext } from '../../database/access.js'
import { abortedWith } from '../../platform/aborted-with.js'
import { Caller } from '../../platform/access-context.js'
import { Allow } from '../../platform/policy.js'
import { emptyBodySchema, ValidBody } from '../../platform/valid-body.js'
import { ValidNumber } from '../../platform/valid-path.js'
import { emptyQuerySchema, ValidQuery } from '../../platform/valid-query.js'
import { StudiesService } from './studies.service.js'
import { StudyRunsService } from './study-runs.service.js'

@ApiTags('comparison')
@Controller('studies')
export class StudiesController {
  readonly #studies: StudiesService
  readonly #runs: StudyRunsService

  constructor(studies: StudiesService, runs: StudyRunsService) {
    this.#studies = studies
    this.#runs = runs
  }

  @Get()
  @Allow({ roles: ['director'], audit: null })
  @ApiOkResponse({ standardSchema: studyListSchema })
  list(@Caller() caller: AccessContext, @ValidQuery(emptyQuerySchema) _: object): Promise<StudyList> {
    return this.#studies.list(caller)
  }

  @Get('runs/:id')
  @Allow({ roles: ['director'], audit: null })
  @ApiOkResponse({ standardSchema: studyRunSchema })
  findRun(
    @Caller() caller: AccessContext,
    @ValidNumber() id: number,
    @ValidQuery(emptyQuerySchema) _: object,
  ): Promise<StudyRun> {
    return this.#runs.find(caller, id)
  }

  @Get(':id')
  @Allow({ roles: ['director'], audit: null })
  @ApiOkResponse({ standardSchema: studySchema })
  find(
    @Caller() caller: AccessContext,
    @ValidNumber() id: number,
    @ValidQuery(emptyQuerySchema) _: object,
  ): Promise<Study> {
    return this.#studies.find(caller, id)
  }

  /** A changed cell of the target trial, worked out as long as whoever asked waits for it; nothing is stored. */
  @Post('preview')
  @HttpCode(200)
  @Allow({ roles: ['director'], audit: null })
  @ApiOkResponse({ standardSchema: studyPreviewSchema })
  preview(
    @Caller() caller: AccessContext,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(newStudySchema) request: NewStudyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StudyPreview> {
    return this.#studies.preview(caller, request, abortedWith(reply))
  }

  /** Worked out in the background; at once where a stored comparison reads the same. */
  @Post()
  @HttpCode(202)
  @Allow({ roles: ['director'], audit: 'in_transaction' })
  @ApiAcceptedResponse({ standardSchema: studyRunSchema })
  request(
    @Caller() caller: AccessContext,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(newStudySchema) request: NewStudyRequest,
  ): Promise<StudyRun> {
    return this.#runs.request(caller, request)
  }

  /** The same question again, over what is recorded now. */
  @Post(':id/run')
  @HttpCode(202)
  @Allow({ roles: ['director'], audit: 'in_transaction' })
  @ApiAcceptedResponse({ standardSchema: studyRunSchema })
  requestAgain(
    @Caller() caller: AccessContext,
    @ValidNumber() id: number,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(emptyBodySchema) __: unknown,
  ): Promise<StudyRun> {
    return this.#runs.requestAgain(caller, id)
  }

  @Post(':id/freeze')
  @HttpCode(200)
  @Allow({ roles: ['director'], audit: 'in_transaction' })
  @ApiOkResponse({ standardSchema: studySchema })
  freeze(
    @Caller() caller: AccessContext,
    @ValidNumber() id: number,
    @ValidQuery(emptyQuerySchema) _: object,
  ): Promise<Study> {
    return this.#studies.freeze(caller, id)
  }
}
