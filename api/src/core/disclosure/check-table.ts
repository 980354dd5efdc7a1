/** Can this table be released, at which levels of its columns, and what do the risks come down to? */

import { classesAt } from './classes.js'
import type { CodedColumn } from './coded-table.js'
import { columnsNamed } from './coded-table.js'
import { DisclosureRefused } from './disclosure-refused.js'
import { fitHierarchy, keptAsItIs } from './hierarchy.js'
import { nonUniformEntropy } from './information-loss.js'
import {
  discernibility,
  type ReidentificationRisks,
  reidentificationRisks,
  type SensitiveRisks,
  sensitiveRisks,
} from './released-table.js'
import type { KeptClasses, Requirement } from './requirement.js'
import { type Generalisation, searchLattice } from './search-lattice.js'
import { foldTable, type Tuples } from './tuples.js'

export interface TableCheckRequest {
  readonly columns: readonly CodedColumn[]
  /** Names of what others may know of a person. */
  readonly quasi: readonly string[]
  /** Names of what nobody should learn of a person. */
  readonly sensitive: readonly string[]
  /** By column name: its declared hierarchy. A column without one stays as it is. */
  readonly hierarchies: ReadonlyMap<string, readonly (readonly string[])[]>
  readonly requirement: Requirement
  /** Risks above it count as high, 0 to 1. */
  readonly threshold: number
}

export interface TableRisks extends ReidentificationRisks {
  /** One a sensitive column; null where nothing is released. */
  readonly sensitive: readonly (SensitiveRisks | null)[]
}

export interface TableCheck {
  readonly rows: number
  readonly nodes: number
  /** Nodes that had to be grouped. */
  readonly evaluated: number
  readonly before: TableRisks
  readonly result:
    | {
        readonly kind: 'nothing_feasible'
        /** See `SearchResult`. */
        readonly blocking: readonly string[]
        readonly blockingTogether: readonly string[]
      }
    | {
        readonly kind: 'found'
        /** In the order of the quasi-identifiers. */
        readonly levels: readonly {
          readonly column: string
          readonly level: number
          readonly of: number
          /** Normalised certainty penalty of the column, 0 to 1. */
          readonly penalty: number
        }[]
        readonly suppressed: number
        readonly after: TableRisks
        readonly losses: {
          readonly normalised_certainty_penalty: number
          readonly non_uniform_entropy: number
          readonly discernibility: number
          /** Rows a class; null without one. */
          readonly average_class_size: number | null
        }
      }
}

/**
 * Searches the least generalisation that keeps the requirement, exactly, and measures the table before and after.
 *
 * @throws DisclosureRefused for a column, hierarchy or requirement that does not fit
 * Edge cases  no row: refused; a column that is constant or all different: as any other
 */
export function checkTable(request: TableCheckRequest): TableCheck {
  const { columns, hierarchies, requirement, threshold } = request
  const quasi = columnsNamed(columns, request.quasi)
  const sensitive = columnsNamed(columns, request.sensitive)
  const both = request.quasi.find((name) => request.sensitive.includes(name))
  if (both !== undefined) {
    throw new DisclosureRefused(
      'column_twice',
      `"${both}" is named as quasi-identifier and as sensitive. It can be one of them.`,
    )
  }
  if ((quasi[0]?.codes.length ?? 0) === 0) {
    throw new DisclosureRefused('too_few_rows', 'The table needs a quasi-identifier and at least one row.')
  }
  const fitted = quasi.map((column) => {
    const rows = hierarchies.get(column.name)
    return rows === undefined ? keptAsItIs(column) : fitHierarchy(column, rows)
  })
  const tuples = foldTable(quasi, fitted, sensitive)
  const found = searchLattice(tuples, requirement)
  const asItIs = classesAt(
    tuples,
    fitted.map(() => 0),
  )
  return {
    rows: tuples.rows,
    nodes: found.nodes,
    evaluated: found.evaluated,
    before: risksOf(tuples, asItIs, new Uint8Array(asItIs.count).fill(1), threshold),
    result: found.kind === 'found' ? released(tuples, found.best, threshold) : found,
  }
}

function released(
  tuples: Tuples,
  { node, classes, kept, suppressed, loss }: Generalisation,
  threshold: number,
): TableCheck['result'] {
  const after = risksOf(tuples, classes, kept, threshold)
  return {
    kind: 'found',
    levels: tuples.hierarchies.map(({ column, levels }, place) => ({
      column,
      level: node[place] ?? 0,
      of: levels.length - 1,
      penalty: loss.byColumn[place] ?? 0,
    })),
    suppressed,
    after,
    losses: {
      normalised_certainty_penalty: loss.mean,
      non_uniform_entropy: nonUniformEntropy(tuples, node, classes, kept),
      discernibility: discernibility(classes, kept),
      average_class_size: after.classes === 0 ? null : after.rows / after.classes,
    },
  }
}

function risksOf(
  tuples: Tuples,
  classes: Generalisation['classes'],
  kept: KeptClasses,
  threshold: number,
): TableRisks {
  return {
    ...reidentificationRisks(classes, kept, threshold),
    sensitive: tuples.sensitive.map((column) => sensitiveRisks(tuples, classes, kept, column)),
  }
}
