/** Numbers the distinct keys of an array: open addressing on typed arrays, since a lattice search does it thousands of times. */

export interface Interned {
  /** One entry a key: which of the distinct keys it is, in the order of their first appearance. */
  readonly ids: Uint32Array
  readonly count: number
}

const FREE = -1
/** Keys are whole numbers below this, so that a product of two bounds can be checked without rounding. */
export const KEY_LIMIT = 2 ** 52

/** @param keys  whole numbers from 0 up to `KEY_LIMIT` */
export function internKeys(keys: Float64Array): Interned {
  const bits = Math.max(4, Math.ceil(Math.log2(keys.length + 1)) + 1)
  const mask = 2 ** bits - 1
  const slots = new Float64Array(mask + 1).fill(FREE)
  const idOfSlot = new Uint32Array(mask + 1)
  const ids = new Uint32Array(keys.length)
  let count = 0
  for (let place = 0; place < keys.length; place += 1) {
    const key = keys[place] ?? 0
    let slot = hash(key) & mask
    for (;;) {
      const held = slots[slot]
      if (held === key) break
      if (held === FREE) {
        slots[slot] = key
        idOfSlot[slot] = count
        count += 1
        break
      }
      slot = (slot + 1) & mask
    }
    ids[place] = idOfSlot[slot] ?? 0
  }
  return { ids, count }
}

export interface CodesOfColumn {
  /** One entry a row, below `size`; or, with `becomes`, a place in it. */
  readonly codes: Uint32Array
  readonly size: number
  /** What each code stands for, below `size`. */
  readonly becomes?: Uint32Array
}

/** So few keys are possible that each has a place of its own: nothing has to be hashed. */
const LEAST_DIRECT = 4_096
const DIRECT_A_ROW = 2

function numberDirectly(keys: Float64Array, bound: number): Interned {
  const idAfter = new Uint32Array(bound)
  const ids = new Uint32Array(keys.length)
  let count = 0
  for (let place = 0; place < keys.length; place += 1) {
    const key = keys[place] ?? 0
    let id = idAfter[key] ?? 0
    if (id === 0) {
      count += 1
      id = count
      idAfter[key] = id
    }
    ids[place] = id - 1
  }
  return { ids, count }
}

/**
 * Numbers the distinct combinations of several columns, exactly: where a mixed-radix number would outgrow what a double
 * holds, what was combined so far is numbered first.
 *
 * @param columns  all of one length
 */
export function internCombinations(rows: number, columns: readonly CodesOfColumn[]): Interned {
  const keys = new Float64Array(rows)
  let bound = 1
  for (const { codes, size, becomes } of columns) {
    if (bound * size >= KEY_LIMIT) {
      const { ids, count } = internKeys(keys)
      keys.set(ids)
      bound = count
    }
    if (becomes === undefined) {
      for (let row = 0; row < rows; row += 1) keys[row] = (keys[row] ?? 0) * size + (codes[row] ?? 0)
    } else {
      for (let row = 0; row < rows; row += 1) {
        keys[row] = (keys[row] ?? 0) * size + (becomes[codes[row] ?? 0] ?? 0)
      }
    }
    bound *= size
  }
  return bound <= Math.max(LEAST_DIRECT, DIRECT_A_ROW * rows) ? numberDirectly(keys, bound) : internKeys(keys)
}

/** Both halves of the number, mixed so that neighbours do not stand beside each other. */
function hash(key: number): number {
  const high = Math.floor(key / 2 ** 32)
  const mixed = Math.imul((key >>> 0) ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b)
  return mixed ^ (mixed >>> 15)
}
