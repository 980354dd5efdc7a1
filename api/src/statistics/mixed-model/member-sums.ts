/** Everything a mixed model needs to know of the rows: a few sums a member. One pass, and shards can be merged. */

import { requireFinite, requireSameLength } from '../checks.js'
import { StatisticsError } from '../errors.js'
import { at, type Matrix, zeros } from '../linear-algebra/matrix.js'
import type { Design } from '../regression/design-matrix.js'

/** Rows are added in blocks of this size first, so that the sums of a million rows keep their digits. */
const BLOCK = 4096

export interface MixedModelRows {
  readonly outcome: ArrayLike<number>
  /** Fixed effects, intercept first. */
  readonly design: Design
  /** The column of the random slope, such as weeks since baseline. */
  readonly time: ArrayLike<number>
  readonly member: ArrayLike<string>
  /** null: no group level. */
  readonly group: ArrayLike<string> | null
}

/**
 * Sufficient statistics. With x the row of fixed effects followed by the outcome (q values in all):
 * a member holds n, sum t, sum t^2, sum x and sum t x; all rows together hold sum x x'.
 */
export interface MemberSums {
  /** Names of the fixed effects, intercept first; q - 1 of them. */
  readonly columns: readonly string[]
  readonly rows: number
  readonly members: readonly string[]
  /** Empty without a group level. */
  readonly groups: readonly string[]
  /** Position of each member's group in `groups`; empty without a group level. */
  readonly groupOfMember: Int32Array
  readonly count: Float64Array
  readonly time: Float64Array
  readonly timeSquared: Float64Array
  /** 2 q values a member: sum x, then sum t x. */
  readonly products: Float64Array
  /** q x q */
  readonly total: Matrix
}

export class MemberInTwoGroups extends StatisticsError {
  constructor(member: string) {
    super(
      'member_in_two_groups',
      `A member belongs to one group in a mixed model; ${member} has rows in two. Give each episode its own id.`,
    )
  }
}

/**
 * One pass over the rows.
 *
 * @param rows  any order; numbers must be finite
 * @throws      UnequalLengths, NotFinite, MemberInTwoGroups
 */
export function sumRows(rows: MixedModelRows): MemberSums {
  const { outcome, design, time, member, group } = rows
  const n = outcome.length
  requireSameLength({ length: design.matrix.rows }, 'The rows of the design', outcome, 'the outcome')
  requireSameLength(outcome, 'The outcome', time, 'the times')
  requireSameLength(outcome, 'The outcome', member, 'the members')
  if (group !== null) requireSameLength(outcome, 'The outcome', group, 'the groups')
  requireFinite(outcome, 'The outcome')
  requireFinite(time, 'The times')
  const index = indexMembers(member, group)
  const q = design.matrix.columns + 1
  const size = index.members.length
  const sums = {
    count: new Float64Array(size),
    time: new Float64Array(size),
    timeSquared: new Float64Array(size),
    products: new Float64Array(size * 2 * q),
  }
  const total = zeros(q, q)
  const block = zeros(q, q)
  const x = new Float64Array(q)
  const fixed = design.matrix.values
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j < q - 1; j += 1) x[j] = at(fixed, i * (q - 1) + j)
    x[q - 1] = outcome[i] ?? Number.NaN
    addRow(sums, x, time[i] ?? Number.NaN, index.memberOfRow[i] ?? -1)
    addOuter(block, x)
    if (i % BLOCK === BLOCK - 1) flush(block, total)
  }
  flush(block, total)
  const { memberOfRow: _, ...names } = index
  return { columns: design.names, rows: n, ...names, ...sums, total: mirrored(total) }
}

/**
 * The sums of two sets of rows together; members and groups are matched by name.
 *
 * @throws MemberInTwoGroups, RangeError when the columns differ
 */
export function mergeSums(first: MemberSums, second: MemberSums): MemberSums {
  if (first.columns.join() !== second.columns.join()) {
    throw new RangeError(`Sums of different columns: ${first.columns.join()} and ${second.columns.join()}.`)
  }
  const q = first.total.columns
  const parts = [first, second]
  const member = parts.flatMap((part) => [...part.members])
  const group =
    first.groups.length === 0 ? null : parts.flatMap((part) => part.members.map((_, m) => groupName(part, m)))
  const { memberOfRow, ...names } = indexMembers(member, group)
  const size = names.members.length
  const count = new Float64Array(size)
  const time = new Float64Array(size)
  const timeSquared = new Float64Array(size)
  const products = new Float64Array(size * 2 * q)
  let row = 0
  for (const part of parts) {
    for (const m of part.members.keys()) {
      const target = memberOfRow[row] ?? -1
      row += 1
      count[target] = at(count, target) + at(part.count, m)
      time[target] = at(time, target) + at(part.time, m)
      timeSquared[target] = at(timeSquared, target) + at(part.timeSquared, m)
      for (let j = 0; j < 2 * q; j += 1) {
        const position = target * 2 * q + j
        products[position] = at(products, position) + at(part.products, m * 2 * q + j)
      }
    }
  }
  const total = zeros(q, q)
  for (const part of parts) flush({ ...part.total, values: new Float64Array(part.total.values) }, total)
  const rows = first.rows + second.rows
  return { columns: first.columns, rows, ...names, count, time, timeSquared, products, total }
}

function groupName(sums: MemberSums, member: number): string {
  return sums.groups[sums.groupOfMember[member] ?? -1] ?? ''
}

interface MemberIndex {
  readonly members: readonly string[]
  readonly groups: readonly string[]
  readonly groupOfMember: Int32Array
  readonly memberOfRow: Int32Array
}

/** Numbers members and groups in the order in which they first appear. */
function indexMembers(member: ArrayLike<string>, group: ArrayLike<string> | null): MemberIndex {
  const memberOfRow = new Int32Array(member.length)
  const positions = new Map<string, number>()
  const groupPositions = new Map<string, number>()
  const groupOf: number[] = []
  // rows of one member usually stand together: the last answer is remembered
  let lastMember: string | null = null
  let lastGroup: string | null = null
  let position = -1
  for (let i = 0; i < member.length; i += 1) {
    const id = member[i] ?? ''
    const itsGroup = group === null ? null : (group[i] ?? '')
    if (id !== lastMember || itsGroup !== lastGroup) {
      position = numbered(positions, id)
      lastMember = id
      lastGroup = itsGroup
      if (itsGroup !== null) {
        const number = numbered(groupPositions, itsGroup)
        if (position === groupOf.length) groupOf.push(number)
        else if (groupOf[position] !== number) throw new MemberInTwoGroups(id)
      }
    }
    memberOfRow[i] = position
  }
  return {
    members: [...positions.keys()],
    groups: [...groupPositions.keys()],
    groupOfMember: Int32Array.from(groupOf),
    memberOfRow,
  }
}

function numbered(positions: Map<string, number>, id: string): number {
  const known = positions.get(id)
  if (known !== undefined) return known
  positions.set(id, positions.size)
  return positions.size - 1
}

function addRow(
  sums: Pick<MemberSums, 'count' | 'time' | 'timeSquared' | 'products'>,
  x: Float64Array,
  t: number,
  member: number,
): void {
  sums.count[member] = at(sums.count, member) + 1
  sums.time[member] = at(sums.time, member) + t
  sums.timeSquared[member] = at(sums.timeSquared, member) + t * t
  const q = x.length
  const start = member * 2 * q
  for (let j = 0; j < q; j += 1) {
    const value = at(x, j)
    sums.products[start + j] = at(sums.products, start + j) + value
    sums.products[start + q + j] = at(sums.products, start + q + j) + t * value
  }
}

/** Lower triangle of x x'. */
function addOuter(block: Matrix, x: Float64Array): void {
  const q = x.length
  for (let i = 0; i < q; i += 1) {
    const value = at(x, i)
    for (let j = 0; j <= i; j += 1) block.values[i * q + j] = at(block.values, i * q + j) + value * at(x, j)
  }
}

function flush(block: Matrix, total: Matrix): void {
  for (const [i, value] of block.values.entries()) total.values[i] = at(total.values, i) + value
  block.values.fill(0)
}

function mirrored(lower: Matrix): Matrix {
  const { rows: size, values } = lower
  for (let i = 0; i < size; i += 1) {
    for (let j = i + 1; j < size; j += 1) values[i * size + j] = at(values, j * size + i)
  }
  return lower
}
