import { Controller, Get } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import { type MeasureForm, measureFormSchema } from '../../contracts/entry.js'
import { type MeasureList, measureListSchema } from '../../contracts/measures.js'
import { USER_ROLES } from '../../contracts/vocabulary.js'
import { measureRegistry, requireMeasure } from '../../core/measures/registry.js'
import { Allow } from '../../platform/policy.js'
import { ValidId } from '../../platform/valid-path.js'
import { emptyQuerySchema, ValidQuery } from '../../platform/valid-query.js'
import { measureForm, measureOnTheWire } from './measure-on-the-wire.service.js'

/** The questionnaires, as their definition files say. */
@ApiTags('measures')
@Controller('measures')
export class MeasuresController {
  @Get()
  @Allow({ roles: USER_ROLES, audit: null })
  @ApiOkResponse({ standardSchema: measureListSchema })
  list(@ValidQuery(emptyQuerySchema) _: object): MeasureList {
    return { measures: measureRegistry.map(measureOnTheWire) }
  }

  /** With wording and choices, to be filled in. */
  @Get(':code/form')
  @Allow({ roles: ['therapist', 'coordinator'], audit: null })
  @ApiOkResponse({ standardSchema: measureFormSchema })
  form(@ValidId('code') code: string, @ValidQuery(emptyQuerySchema) _: object): MeasureForm {
    return measureForm(requireMeasure(code))
  }
}
