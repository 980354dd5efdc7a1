import { Controller, Get, Patch } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import {
  type Settings,
  type SettingsChange,
  settingsChangeSchema,
  settingsSchema,
} from '../../contracts/settings.js'
import type { AccessContext } from '../../database/access.js'
import { Caller } from '../../platform/access-context.js'
import { Allow } from '../../platform/policy.js'
import { ValidBody } from '../../platform/valid-body.js'
import { emptyQuerySchema, ValidQuery } from '../../platform/valid-query.js'
import { SettingsService } from './settings.service.js'

@ApiTags('administration')
@Controller('settings')
export class SettingsController {
  readonly #settings: SettingsService

  constructor(settings: SettingsService) {
    this.#settings = settings
  }

  @Get()
  @Allow({ roles: ['director', 'therapist', 'researcher', 'coordinator', 'administrator'], audit: null })
  @ApiOkResponse({ standardSchema: settingsSchema })
  read(@Caller() caller: AccessContext, @ValidQuery(emptyQuerySchema) _: object): Promise<Settings> {
    return this.#settings.read(caller)
  }

  @Patch()
  @Allow({ roles: ['administrator'], audit: 'in_transaction', stepUp: true })
  @ApiOkResponse({ standardSchema: settingsSchema })
  change(
    @Caller() caller: AccessContext,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(settingsChangeSchema) change: SettingsChange,
  ): Promise<Settings> {
    return this.#settings.change(caller, change)
  }
}
