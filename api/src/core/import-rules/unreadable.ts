import type { Named, RowReading } from './records.js'
import type { RowCells } from './row-cells.js'

/** A row with at least one bad cell, and what could be read of its key. */
export function unreadable<Content, Key>(
  cells: RowCells,
  line: number,
  named: Named<Key>,
  isSafetyRelevant = false,
): RowReading<Content, Key> {
  return { kind: 'unreadable', line, named, problems: cells.problems, isSafetyRelevant }
}
