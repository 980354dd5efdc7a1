import { Controller, Get, HttpCode, Post } from '@nestjs/common'
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger'
import {
  type NewRuleSet,
  newRuleSetSchema,
  type RuleSetList,
  ruleSetListSchema,
  type StoredRuleSet,
  storedRuleSetSchema,
} from '../../../contracts/rule-sets.js'
import type { AccessContext } from '../../../database/access.js'
import { Caller } from '../../../platform/access-context.js'
import { Allow } from '../../../platform/policy.js'
import { ValidBody } from '../../../platform/valid-body.js'
import { emptyQuerySchema, ValidQuery } from '../../../platform/valid-query.js'
import { RuleSetsService } from './rule-sets.service.js'

@ApiTags('signals')
@Controller('rule-sets')
export class RuleSetsController {
  readonly #ruleSets: RuleSetsService

  constructor(ruleSets: RuleSetsService) {
    this.#ruleSets = ruleSets
  }

  @Get()
  @Allow({ roles: ['director', 'therapist', 'administrator'], audit: null })
  @ApiOkResponse({ standardSchema: ruleSetListSchema })
  list(@Caller() caller: AccessContext, @ValidQuery(emptyQuerySchema) _: object): Promise<RuleSetList> {
    return this.#ruleSets.list(caller)
  }

  @Post()
  @HttpCode(201)
  @Allow({ roles: ['director'], audit: 'in_transaction', stepUp: true })
  @ApiCreatedResponse({ standardSchema: storedRuleSetSchema })
  replace(
    @Caller() caller: AccessContext,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(newRuleSetSchema) wanted: NewRuleSet,
  ): Promise<StoredRuleSet> {
    return this.#ruleSets.replace(caller, wanted)
  }
}
