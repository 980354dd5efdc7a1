import { Controller, Get, Headers, HttpCode, Patch, Post } from '@nestjs/common'
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger'
import {
  type NewResponse,
  newResponseSchema,
  type ResponseChange,
  type ResponseVersions,
  type ResponseVoid,
  responseChangeSchema,
  responseVersionsSchema,
  responseVoidSchema,
  type SavedResponse,
  savedResponseSchema,
} from '../../../contracts/response-entry.js'
import type { AccessContext } from '../../../database/access.js'
import { Caller } from '../../../platform/access-context.js'
import { Allow } from '../../../platform/policy.js'
import { ValidBody } from '../../../platform/valid-body.js'
import { ValidId } from '../../../platform/valid-path.js'
import { emptyQuerySchema, ValidQuery } from '../../../platform/valid-query.js'
import { ResponseEntryService } from './response-entry.service.js'

@ApiTags('entry')
@Controller('responses')
export class ResponseEntryController {
  readonly #responses: ResponseEntryService

  constructor(responses: ResponseEntryService) {
    this.#responses = responses
  }

  /** One form. Sent again with the same key, or with the same id and content, it is answered and not stored again. */
  @Post()
  @HttpCode(201)
  @Allow({ roles: ['therapist', 'coordinator'], audit: 'in_transaction' })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ standardSchema: savedResponseSchema })
  add(
    @Caller() caller: AccessContext,
    @ValidQuery(emptyQuerySchema) _: object,
    @Headers('idempotency-key') key: string | undefined,
    @ValidBody(newResponseSchema) response: NewResponse,
  ): Promise<SavedResponse> {
    return this.#responses.add(caller, response, key ?? null)
  }

  /** A correction, with its reason; a form that was voided comes back. */
  @Patch(':source/:id')
  @Allow({ roles: ['therapist', 'coordinator'], audit: 'in_transaction' })
  @ApiOkResponse({ standardSchema: savedResponseSchema })
  change(
    @Caller() caller: AccessContext,
    @ValidId('source') sourceSystem: string,
    @ValidId() responseId: string,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(responseChangeSchema) change: ResponseChange,
  ): Promise<SavedResponse> {
    return this.#responses.change(caller, sourceSystem, responseId, change)
  }

  @Post(':source/:id/void')
  @HttpCode(200)
  @Allow({ roles: ['therapist', 'coordinator'], audit: 'in_transaction' })
  @ApiOkResponse({ standardSchema: savedResponseSchema })
  void(
    @Caller() caller: AccessContext,
    @ValidId('source') sourceSystem: string,
    @ValidId() responseId: string,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(responseVoidSchema) given: ResponseVoid,
  ): Promise<SavedResponse> {
    return this.#responses.void(caller, sourceSystem, responseId, given)
  }

  /** Every version of a form: what it said, who entered it, and why it was replaced. */
  @Get(':source/:id/versions')
  @Allow({ roles: ['therapist', 'coordinator'], audit: 'member.read' })
  @ApiOkResponse({ standardSchema: responseVersionsSchema })
  versions(
    @Caller() caller: AccessContext,
    @ValidId('source') sourceSystem: string,
    @ValidId() responseId: string,
    @ValidQuery(emptyQuerySchema) _: object,
  ): Promise<ResponseVersions> {
    return this.#responses.versions(caller, sourceSystem, responseId)
  }
}
