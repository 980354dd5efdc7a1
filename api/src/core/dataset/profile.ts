/**
 * What a row of a data set says of scores. The usual profile has the band at the start and the category of change. The two
 * others have the band of the score in each phase of the episode: a course of scores is a fingerprint, so a director has
 * to approve each of them against its measured risk.
 */

export const DATASET_PROFILES = ['bands', 'phases_wide', 'phases_long'] as const
/** One row a person (`bands`, `phases_wide`), or one row a person and phase (`phases_long`). */
export type DatasetProfile = (typeof DATASET_PROFILES)[number]

export function hasPhases(profile: DatasetProfile): boolean {
  return profile !== 'bands'
}

export const PHASES = ['start', 'early', 'middle', 'late', 'last'] as const
export type Phase = (typeof PHASES)[number]

/**
 * Phases that are weeks since the first score, first and last day included; no `to`: until the end. By time and not by
 * session, since a count of sessions tells how often somebody came. Early response is judged by the fourth week in most
 * studies, and twelve weeks are the usual length of a closed programme; the start is the first valid score, the last the
 * last one of the episode.
 */
export const PHASE_DAYS = {
  early: { from: 1, to: 28 },
  middle: { from: 29, to: 84 },
  late: { from: 85, to: null },
} as const

export const PHASE_LABELS: Readonly<Record<Phase, string>> = {
  start: 'Start',
  early: 'Weeks 1 to 4',
  middle: 'Weeks 5 to 12',
  late: 'Week 13 and later',
  last: 'Last score',
}

export type ScoreColumn = `score_${Phase}`

export function scoreColumn(phase: Phase): ScoreColumn {
  return `score_${phase}`
}

export const SCORE_COLUMNS: readonly ScoreColumn[] = PHASES.map(scoreColumn)
