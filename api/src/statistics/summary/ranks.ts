/** Ranks from 1; tied values share the mean of the ranks they span. */
export function midRanks(values: readonly number[]): number[] {
  const order = values.map((value, position) => ({ value, position })).sort((a, b) => a.value - b.value)
  const ranks = new Array<number>(values.length).fill(0)
  let start = 0
  while (start < order.length) {
    const tied = order[start]?.value
    let end = start
    while (end + 1 < order.length && order[end + 1]?.value === tied) end += 1
    for (const { position } of order.slice(start, end + 1)) ranks[position] = (start + end) / 2 + 1
    start = end + 1
  }
  return ranks
}
