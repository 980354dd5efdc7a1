/** The scores of one episode by week: what a mean course of many episodes is made of. */

const DAYS_PER_WEEK = 7

export interface WeekOfScores {
  /** Whole weeks since baseline. */
  readonly week: number
  /** Scores within half a week either side; at least 1. */
  readonly nScores: number
  /** Their sum, in points. */
  readonly sumScore: number
}

/** The whole week since baseline that is nearest to a day: week 1 holds days 4 to 10. */
export function weekOf(daysSinceBaseline: number): number {
  return Math.round(daysSinceBaseline / DAYS_PER_WEEK)
}

/**
 * The scores of one episode, added up by week since its baseline.
 *
 * @param scores  whole points with whole days since baseline, any order
 * @returns       weeks with a score, in order
 */
export function scoresByWeek(
  scores: readonly { readonly daysSinceBaseline: number; readonly score: number }[],
): WeekOfScores[] {
  const weeks = new Map<number, WeekOfScores>()
  for (const { daysSinceBaseline, score } of scores) {
    const week = weekOf(daysSinceBaseline)
    const { nScores, sumScore } = weeks.get(week) ?? { nScores: 0, sumScore: 0 }
    weeks.set(week, { week, nScores: nScores + 1, sumScore: sumScore + score })
  }
  return [...weeks.values()].sort((one, other) => one.week - other.week)
}
