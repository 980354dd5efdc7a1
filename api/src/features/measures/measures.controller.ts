import { Controller, Get } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import { type MeasureContract, type MeasureList, measureListSchema } from '../../contracts/measures.js'
import { USER_ROLES } from '../../contracts/vocabulary.js'
import { reliableChangeThreshold } from '../../core/change/reliable-change.js'
import type { MeasureDefinition } from '../../core/measures/measure-definition.js'
import { measureRegistry } from '../../core/measures/registry.js'
import { Allow } from '../../platform/policy.js'
import { emptyQuerySchema, ValidQuery } from '../../platform/valid-query.js'

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
}

function measureOnTheWire(measure: MeasureDefinition): MeasureContract {
  return {
    code: measure.code,
    version: measure.version,
    name: measure.name,
    short_name: measure.shortName,
    items: measure.items.map(({ number, label, isRiskItem, isReversed }) => ({
      number,
      label,
      is_risk_item: isRiskItem,
      is_reversed: isReversed,
    })),
    item_range: measure.itemRange,
    total_range: measure.totalRange,
    direction: measure.direction,
    bands: [...measure.bands],
    caseness: measure.caseness,
    reliable_change_threshold: reliableChangeThreshold(measure),
    reliable_change_note: reliableChangeNote(measure),
    licence: measure.licence,
    source: measure.source,
  }
}

function reliableChangeNote(measure: MeasureDefinition): string {
  return measure.reliableChange.kind === 'fixed'
    ? `A change of ${measure.reliableChange.threshold} points or more is reliable (${measure.reliableChange.source}).`
    : `Reliable change by Jacobson and Truax, from this deployment's spread at baseline and a reliability of ` +
        `${measure.reliability.alpha}; there is no agreed threshold and no agreed cut-off.`
}
