/** Large enough that round trips do not count, small enough that no statement grows without bound. */
const ROWS_AT_ONCE = 10_000

/** Runs `work` on one part of the rows after another and joins what comes back. */
export async function inChunks<Row, Result>(
  rows: readonly Row[],
  work: (chunk: readonly Row[]) => Promise<readonly Result[]>,
): Promise<Result[]> {
  const results: Result[] = []
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    for (const result of await work(rows.slice(start, start + ROWS_AT_ONCE))) results.push(result)
  }
  return results
}
