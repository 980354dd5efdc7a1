import { Controller, Get } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import {
  type ResponseList,
  type ResponseQuery,
  responseListSchema,
  responseQuerySchema,
} from '../../contracts/members.js'
import { requireMeasure } from '../../core/measures/registry.js'
import { type AccessContext, DatabaseAccess } from '../../database/access.js'
import { Caller } from '../../platform/access-context.js'
import { Allow } from '../../platform/policy.js'
import { ValidQuery } from '../../platform/valid-query.js'
import { memberNumber } from '../members/member-number.service.js'
import { readResponseRows } from './response-rows.service.js'

@ApiTags('responses')
@Controller('responses')
export class ResponsesController {
  readonly #access: DatabaseAccess

  constructor(access: DatabaseAccess) {
    this.#access = access
  }

  @Allow({ roles: ['director', 'therapist', 'coordinator'], audit: 'member.read' })
  @Get()
  @ApiOkResponse({ standardSchema: responseListSchema })
  list(
    @Caller() caller: AccessContext,
    @ValidQuery(responseQuerySchema) { member, episode, measure }: ResponseQuery,
  ): Promise<ResponseList> {
    const measureCode = measure === undefined ? undefined : requireMeasure(measure).code
    return this.#access.run(
      caller,
      async (transaction) => ({
        member_id: member,
        responses: await readResponseRows(transaction, {
          memberId: await memberNumber(transaction, member),
          episodeId: episode,
          measureCode,
        }),
      }),
      { readOnly: true },
    )
  }
}
