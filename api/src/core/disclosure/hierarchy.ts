/** Generalisation hierarchies: what each value of a column becomes, level by level, until nothing of it is left. */

import type { CodedColumn } from './coded-table.js'
import { DisclosureRefused } from './disclosure-refused.js'

/** Fits one coded column: level 0 is the value itself, each further level is coarser. */
export interface Hierarchy {
  readonly column: string
  /** Number of distinct values that the hierarchy knows, which may be more than the table has. */
  readonly domainSize: number
  readonly levels: readonly HierarchyLevel[]
}

export interface HierarchyLevel {
  /** One entry a value of the column: the code of what it becomes. */
  readonly codeOfValue: Uint32Array
  /** One entry a code: what it is called. */
  readonly labels: readonly string[]
  /** One entry a code: how many values of the domain it takes together, 1 to `domainSize`. */
  readonly leaves: Uint32Array
}

/**
 * Reads a declared hierarchy and fits it to a column.
 *
 * @param rows  one a value of the domain: the value first, then its generalisations from fine to coarse
 * @throws      DisclosureRefused: a row of another length (`hierarchy_ragged`); a value with two rows that differ
 *              (`hierarchy_double_parent`); a label that splits again at a coarser level (`hierarchy_not_nested`); a value
 *              of the column without a row (`hierarchy_hole`)
 */
export function fitHierarchy(column: CodedColumn, rows: readonly (readonly string[])[]): Hierarchy {
  const byValue = rowsByValue(column.name, rows)
  const domain = [...byValue.values()]
  const depth = domain[0]?.length ?? 1
  const missing = column.values.filter((value) => !byValue.has(value))
  const [first] = missing
  if (first !== undefined) {
    throw new DisclosureRefused(
      'hierarchy_hole',
      `The hierarchy of "${column.name}" has no row for ${quoted(first)}${andMore(missing.length - 1)}. Add one for every value of the column${first === '' ? '; an empty value stands for missing' : ''}.`,
    )
  }
  checkNesting(column.name, domain, depth)
  const levels = Array.from({ length: depth }, (_, level) => levelOf(column, byValue, domain, level))
  return { column: column.name, domainSize: domain.length, levels }
}

/** For a column without a hierarchy: it stays as it is, and its domain is what the table holds. */
export function keptAsItIs(column: CodedColumn): Hierarchy {
  return fitHierarchy(
    column,
    column.values.map((value) => [value]),
  )
}

function rowsByValue(name: string, rows: readonly (readonly string[])[]): Map<string, readonly string[]> {
  const byValue = new Map<string, readonly string[]>()
  const depth = rows[0]?.length ?? 0
  for (const [place, row] of rows.entries()) {
    const [value] = row
    if (value === undefined || row.length !== depth) {
      throw new DisclosureRefused(
        'hierarchy_ragged',
        `Row ${place + 1} of the hierarchy of "${name}" has ${row.length} columns, row 1 has ${depth}. Give every value the same number of levels.`,
      )
    }
    const known = byValue.get(value)
    if (known?.some((label, level) => label !== row[level])) {
      throw new DisclosureRefused(
        'hierarchy_double_parent',
        `The hierarchy of "${name}" gives ${quoted(value)} two different rows, the second in row ${place + 1}. Keep one.`,
      )
    }
    byValue.set(value, row)
  }
  return byValue
}

/** Two values that are one at some level are one at every coarser level. */
function checkNesting(name: string, domain: readonly (readonly string[])[], depth: number): void {
  for (let level = 1; level < depth - 1; level += 1) {
    const parents = new Map<string, string>()
    for (const row of domain) {
      const [label = '', parent = ''] = row.slice(level, level + 2)
      const known = parents.get(label) ?? parent
      if (known !== parent) {
        throw new DisclosureRefused(
          'hierarchy_not_nested',
          `In the hierarchy of "${name}" ${quoted(label)} of level ${level} becomes both ${quoted(known)} and ${quoted(parent)} at level ${level + 1}. A label has one parent.`,
        )
      }
      parents.set(label, parent)
    }
  }
}

function levelOf(
  column: CodedColumn,
  byValue: ReadonlyMap<string, readonly string[]>,
  domain: readonly (readonly string[])[],
  level: number,
): HierarchyLevel {
  const codes = new Map<string, number>()
  const counts: number[] = []
  for (const row of domain) {
    const label = row[level] ?? ''
    const code = codes.get(label) ?? codes.size
    codes.set(label, code)
    counts[code] = (counts[code] ?? 0) + 1
  }
  const codeOfValue = Uint32Array.from(
    column.values.map((value) => codes.get(byValue.get(value)?.[level] ?? '') ?? 0),
  )
  return { codeOfValue, labels: [...codes.keys()], leaves: Uint32Array.from(counts) }
}

function quoted(value: string): string {
  return value === '' ? 'an empty value' : `"${value}"`
}

function andMore(others: number): string {
  return others === 0 ? '' : ` and ${others} more ${others === 1 ? 'value' : 'values'}`
}
