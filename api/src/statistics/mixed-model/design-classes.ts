/**
 * The sums, made small: members with the same number of scores at times with the same sum and sum of squares share
 * their 2 x 2 algebra, so that only sums over such a class of members are kept.
 */

import { at, type Matrix } from '../linear-algebra/matrix.js'
import type { MemberSums } from './member-sums.js'
import type { Symmetric2 } from './random-structure.js'

/** Members of one group in one class: entries of a group stand together, `start[g]` to `start[g + 1]`. */
export interface GroupEntries {
  readonly start: Int32Array
  readonly classOf: Int32Array
  readonly members: Float64Array
  /** 2 q values an entry: sums over its members of sum x and sum t x. */
  readonly sums: Float64Array
}

export interface DesignClasses {
  /** Fixed effects and the outcome. */
  readonly q: number
  readonly rows: number
  /** S = Z'Z = [[n, sum t], [sum t, sum t^2]] of each class. */
  readonly shapes: readonly Symmetric2[]
  /** Members in each class. */
  readonly members: Float64Array
  /** 3 q (q + 1) / 2 values a class, lower triangles: sums over members of u0 u0', u0 u1' + u1 u0', u1 u1'. */
  readonly products: Float64Array
  /** q x q: sum of x x' over all rows. */
  readonly total: Matrix
  readonly groups: GroupEntries | null
}

export function triangleSize(q: number): number {
  return (q * (q + 1)) / 2
}

/** @param withGroups  false: the group level of the sums is not used */
export function gatherClasses(sums: MemberSums, withGroups: boolean): DesignClasses {
  const q = sums.total.columns
  const { classOfMember, shapes } = classify(sums)
  const triangle = triangleSize(q)
  const members = new Float64Array(shapes.length)
  const products = new Float64Array(shapes.length * 3 * triangle)
  for (const [m, k] of classOfMember.entries()) {
    members[k] = at(members, k) + 1
    addProducts(products, k * 3 * triangle, triangle, sums.products, m * 2 * q, q)
  }
  const groups = withGroups ? gatherGroups(sums, classOfMember, q) : null
  return { q, rows: sums.rows, shapes, members, products, total: sums.total, groups }
}

/** Equal (n, sum t, sum t^2) exactly: whole days make it so; ragged times give classes of one member. */
function classify(sums: MemberSums): { classOfMember: Int32Array; shapes: Symmetric2[] } {
  const classOfMember = new Int32Array(sums.members.length)
  const shapes: Symmetric2[] = []
  const bySquare = new Map<number, number[]>()
  for (let m = 0; m < classOfMember.length; m += 1) {
    const shape = { s00: at(sums.count, m), s01: at(sums.time, m), s11: at(sums.timeSquared, m) }
    const candidates = bySquare.get(shape.s11)
    const known = candidates?.find((k) => shapes[k]?.s00 === shape.s00 && shapes[k]?.s01 === shape.s01)
    if (known !== undefined) {
      classOfMember[m] = known
      continue
    }
    classOfMember[m] = shapes.length
    if (candidates === undefined) bySquare.set(shape.s11, [shapes.length])
    else candidates.push(shapes.length)
    shapes.push(shape)
  }
  return { classOfMember, shapes }
}

function addProducts(
  target: Float64Array,
  offset: number,
  triangle: number,
  source: Float64Array,
  start: number,
  q: number,
): void {
  let position = offset
  for (let i = 0; i < q; i += 1) {
    const u0 = at(source, start + i)
    const u1 = at(source, start + q + i)
    for (let j = 0; j <= i; j += 1) {
      const v0 = at(source, start + j)
      const v1 = at(source, start + q + j)
      target[position] = at(target, position) + u0 * v0
      target[position + triangle] = at(target, position + triangle) + u0 * v1 + u1 * v0
      target[position + 2 * triangle] = at(target, position + 2 * triangle) + u1 * v1
      position += 1
    }
  }
}

function gatherGroups(sums: MemberSums, classOfMember: Int32Array, q: number): GroupEntries {
  const order = byGroupAndClass(sums, classOfMember)
  const start = new Int32Array(sums.groups.length + 1)
  const classOf = new Int32Array(order.length)
  const members = new Float64Array(order.length)
  const entrySums = new Float64Array(order.length * 2 * q)
  let entries = 0
  let group = -1
  for (const m of order) {
    const its = sums.groupOfMember[m] ?? 0
    const k = classOfMember[m] ?? 0
    if (its !== group || classOf[entries - 1] !== k) {
      while (group < its) {
        group += 1
        start[group] = entries
      }
      classOf[entries] = k
      entries += 1
    }
    members[entries - 1] = at(members, entries - 1) + 1
    for (let j = 0; j < 2 * q; j += 1) {
      const position = (entries - 1) * 2 * q + j
      entrySums[position] = at(entrySums, position) + at(sums.products, m * 2 * q + j)
    }
  }
  start[group + 1] = entries
  return {
    start,
    classOf: classOf.slice(0, entries),
    members: members.slice(0, entries),
    sums: entrySums.slice(0, entries * 2 * q),
  }
}

/** Members group by group, and class by class inside a group. */
function byGroupAndClass({ groups, groupOfMember }: MemberSums, classOfMember: Int32Array): Int32Array {
  const filled = new Int32Array(groups.length + 1)
  for (const g of groupOfMember) filled[g + 1] = (filled[g + 1] ?? 0) + 1
  for (let g = 0; g < groups.length; g += 1) filled[g + 1] = (filled[g + 1] ?? 0) + (filled[g] ?? 0)
  const ends = filled.slice(1)
  const order = new Int32Array(groupOfMember.length)
  for (let m = 0; m < groupOfMember.length; m += 1) {
    const g = groupOfMember[m] ?? 0
    const position = filled[g] ?? 0
    order[position] = m
    filled[g] = position + 1
  }
  let begin = 0
  for (const end of ends) {
    order.subarray(begin, end).sort((a, b) => (classOfMember[a] ?? 0) - (classOfMember[b] ?? 0))
    begin = end
  }
  return order
}
