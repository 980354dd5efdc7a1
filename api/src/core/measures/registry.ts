/** Every measure the product knows. Adding a measure is adding its file and a line here. */

import { UnknownMeasure } from '../errors.js'
import { gad7 } from './gad-7.js'
import type { MeasureDefinition } from './measure-definition.js'
import { phq9 } from './phq-9.js'
import { rosenberg } from './rosenberg.js'

export const measureRegistry: readonly MeasureDefinition[] = [phq9, gad7, rosenberg]

const byCode = new Map(measureRegistry.map((measure) => [measure.code, measure]))

/** The definition with this code; undefined when there is none. */
export function findMeasure(code: string): MeasureDefinition | undefined {
  return byCode.get(code)
}

/** As `findMeasure`, for codes that were checked before. @throws UnknownMeasure */
export function requireMeasure(code: string): MeasureDefinition {
  const measure = byCode.get(code)
  if (measure === undefined) throw new UnknownMeasure(code, [...byCode.keys()])
  return measure
}

/** How many item columns a file of responses may have at most. */
export function maximumItemCount(): number {
  return Math.max(...measureRegistry.map((measure) => measure.items.length))
}
