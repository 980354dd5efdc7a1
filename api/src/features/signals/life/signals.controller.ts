import { Controller, Get, HttpCode, Post } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import {
  type Escalated,
  escalatedSchema,
  type SignalAction,
  type SignalBurden,
  type SignalBurdenQuery,
  type SignalHistory,
  type SignalList,
  type SignalQuery,
  signalActionSchema,
  signalBurdenQuerySchema,
  signalBurdenSchema,
  signalHistorySchema,
  signalListSchema,
  signalQuerySchema,
} from '../../../contracts/signals.js'
import type { AccessContext } from '../../../database/access.js'
import { Caller } from '../../../platform/access-context.js'
import { Allow } from '../../../platform/policy.js'
import { ValidBody } from '../../../platform/valid-body.js'
import { ValidNumber } from '../../../platform/valid-path.js'
import { emptyQuerySchema, ValidQuery } from '../../../platform/valid-query.js'
import { SignalActionsService } from './signal-actions.service.js'
import { SignalBurdenService } from './signal-burden.service.js'
import { SignalsService } from './signals.service.js'

/** Signals and what people do about them: therapists for their groups, directors for what escalates at their sites. */
@ApiTags('signals')
@Controller('signals')
export class SignalsController {
  readonly #signals: SignalsService
  readonly #actions: SignalActionsService
  readonly #burden: SignalBurdenService

  constructor(signals: SignalsService, actions: SignalActionsService, burden: SignalBurdenService) {
    this.#signals = signals
    this.#actions = actions
    this.#burden = burden
  }

  @Get()
  @Allow({ roles: ['director', 'therapist'], audit: 'member.read' })
  @ApiOkResponse({ standardSchema: signalListSchema })
  list(
    @Caller() caller: AccessContext,
    @ValidQuery(signalQuerySchema) query: SignalQuery,
  ): Promise<SignalList> {
    return this.#signals.list(caller, query)
  }

  @Get('escalated')
  @Allow({ roles: ['director'], audit: null })
  @ApiOkResponse({ standardSchema: escalatedSchema })
  escalated(@Caller() caller: AccessContext, @ValidQuery(emptyQuerySchema) _: object): Promise<Escalated> {
    return this.#signals.escalated(caller)
  }

  @Get('burden')
  @Allow({ roles: ['director'], audit: null })
  @ApiOkResponse({ standardSchema: signalBurdenSchema })
  burden(
    @Caller() caller: AccessContext,
    @ValidQuery(signalBurdenQuerySchema) query: SignalBurdenQuery,
  ): Promise<SignalBurden> {
    return this.#burden.burden(caller, query)
  }

  @Get(':id')
  @Allow({ roles: ['director', 'therapist'], audit: 'member.read' })
  @ApiOkResponse({ standardSchema: signalHistorySchema })
  history(
    @Caller() caller: AccessContext,
    @ValidNumber() id: number,
    @ValidQuery(emptyQuerySchema) _: object,
  ): Promise<SignalHistory> {
    return this.#signals.history(caller, id)
  }

  @Post(':id/actions')
  @HttpCode(200)
  @Allow({ roles: ['director', 'therapist'], audit: 'in_transaction' })
  @ApiOkResponse({ standardSchema: signalHistorySchema })
  act(
    @Caller() caller: AccessContext,
    @ValidNumber() id: number,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(signalActionSchema) action: SignalAction,
  ): Promise<SignalHistory> {
    return this.#actions.act(caller, id, action)
  }
}
