/** Columns of a regression that are counted from their mean. */

import type { DesignColumn } from '../../statistics/regression/design-matrix.js'
import { mean } from '../../statistics/summary/moments.js'

/** Each value less the mean of all; empty when there is none. */
export function centred(name: string, values: number[]): DesignColumn {
  const centre = values.length === 0 ? 0 : mean(values)
  return { name, values: values.map((value) => value - centre) }
}
