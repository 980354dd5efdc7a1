/** A measure's definition file as screens read it: for tables and charts, and as the form that is filled in. */

import type { MeasureForm } from '../../contracts/entry.js'
import type { MeasureContract } from '../../contracts/measures.js'
import { reliableChangeThreshold } from '../../core/change/reliable-change.js'
import type { MeasureDefinition } from '../../core/measures/measure-definition.js'

export function measureOnTheWire(measure: MeasureDefinition): MeasureContract {
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

export function measureForm(measure: MeasureDefinition): MeasureForm {
  const { functionalDifficulty } = measure
  return {
    ...measureOnTheWire(measure),
    instruction: measure.instruction,
    items: measure.items.map(({ number, label, wording, isRiskItem, isReversed }) => ({
      number,
      label,
      wording,
      is_risk_item: isRiskItem,
      is_reversed: isReversed,
    })),
    choices: [...measure.choices],
    functional_difficulty:
      functionalDifficulty === null
        ? null
        : { wording: functionalDifficulty.wording, choices: [...functionalDifficulty.choices] },
    max_missing_items: measure.maxMissingItems,
  }
}

function reliableChangeNote(measure: MeasureDefinition): string {
  return measure.reliableChange.kind === 'fixed'
    ? `A change of ${measure.reliableChange.threshold} points or more is reliable (${measure.reliableChange.source}).`
    : `Reliable change by Jacobson and Truax, from this deployment's spread at baseline and a reliability of ` +
        `${measure.reliability.alpha}; there is no agreed threshold and no agreed cut-off.`
}
