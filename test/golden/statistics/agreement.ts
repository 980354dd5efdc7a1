/** Agreement with a reference number: within an absolute or a relative distance, whichever is wider. */
export function agrees(
  actual: number | null,
  expected: number | null,
  relative: number,
  absolute = relative,
): boolean {
  if (actual === null || expected === null) return actual === expected
  const gap = Math.abs(actual - expected)
  return gap <= absolute || gap <= relative * Math.abs(expected)
}

/** The rows whose numbers do not agree: an empty list is a pass, and a failure shows the offenders. */
export function disagreements<Row>(
  rows: readonly Row[],
  actual: (row: Row) => number | null,
  expected: (row: Row) => number | null,
  relative: number,
  absolute = 0,
): { row: Row; actual: number | null }[] {
  return rows
    .filter((row) => !agrees(actual(row), expected(row), relative, absolute))
    .map((row) => ({ row, actual: actual(row) }))
}
