/** The rows of a regression, the members of each group next to each other. */

import { at, type Matrix, zeros } from '../linear-algebra/matrix.js'
import type { LinearFit } from '../regression/least-squares.js'

export interface ArrangedRows {
  readonly design: Matrix
  readonly weights: Float64Array
  readonly residuals: Float64Array
  /** Where each group begins, and at last the number of rows. */
  readonly starts: Int32Array
  readonly mostRows: number
}

/** The rows of each group one after another, the groups in the order in which they first occur. */
export function arrangeByCluster(fit: LinearFit, clusters: readonly (string | number)[]): ArrangedRows {
  const { rows, columns, values } = fit.design.matrix
  const places = new Map<string | number, number>()
  const clusterOf = new Int32Array(rows)
  for (let i = 0; i < rows; i += 1) {
    const cluster = clusters[i] ?? ''
    const known = places.get(cluster)
    clusterOf[i] = known ?? places.size
    if (known === undefined) places.set(cluster, places.size)
  }
  const starts = new Int32Array(places.size + 1)
  for (const cluster of clusterOf) starts[cluster + 1] = (starts[cluster + 1] ?? 0) + 1
  const mostRows = starts.reduce((most, size) => Math.max(most, size), 0)
  for (let j = 0; j < places.size; j += 1) starts[j + 1] = (starts[j + 1] ?? 0) + (starts[j] ?? 0)
  const next = starts.slice()
  const design = zeros(rows, columns)
  const weights = new Float64Array(rows)
  const residuals = new Float64Array(rows)
  for (let i = 0; i < rows; i += 1) {
    const cluster = clusterOf[i] ?? 0
    const place = next[cluster] ?? 0
    next[cluster] = place + 1
    for (let a = 0; a < columns; a += 1) design.values[place * columns + a] = at(values, i * columns + a)
    weights[place] = at(fit.weights, i)
    residuals[place] = at(fit.residuals, i)
  }
  return { design, weights, residuals, starts, mostRows }
}
