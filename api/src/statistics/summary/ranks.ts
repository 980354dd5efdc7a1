/** Ranks from 1; tied values share the mean of the ranks they span. */
export function midRanks(values: ArrayLike<number>): Float64Array {
  const sorted = new Float64Array(values).sort()
  const rankOf = new Map<number, number>()
  for (let start = 0; start < sorted.length; ) {
    const tied = sorted[start] ?? Number.NaN
    let end = start
    while (end + 1 < sorted.length && sorted[end + 1] === tied) end += 1
    rankOf.set(tied, (start + end) / 2 + 1)
    start = end + 1
  }
  return Float64Array.from(values, (value) => rankOf.get(value) ?? Number.NaN)
}
