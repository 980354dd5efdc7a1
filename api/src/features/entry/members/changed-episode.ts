/** What an episode would be after a change, and the one that follows it when a member moves. */

import type { EpisodeChange, EpisodeMove, EpisodeRecord } from '../../../contracts/member-records.js'
import { invalidBody } from '../../../platform/problem.js'
import type { EnteredEpisode } from '../rows/rows-of-members.js'

type EpisodeFields = Pick<
  EpisodeRecord,
  | 'planned_end_on'
  | 'exited_on'
  | 'exit_reason'
  | 'recorded_arm'
  | 'concurrent_individual'
  | 'concurrent_medication'
  | 'age_at_joining'
  | 'birth_year'
  | 'gender'
  | 'prior_episodes'
>

export interface ChangedEpisode {
  readonly stored: EpisodeFields
  readonly wanted: EpisodeFields
}

export function changedEpisode(episode: EpisodeRecord, change: EpisodeChange): ChangedEpisode {
  const stored: EpisodeFields = {
    planned_end_on: episode.planned_end_on,
    exited_on: episode.exited_on,
    exit_reason: episode.exit_reason,
    recorded_arm: episode.recorded_arm,
    concurrent_individual: episode.concurrent_individual,
    concurrent_medication: episode.concurrent_medication,
    age_at_joining: episode.age_at_joining,
    birth_year: episode.birth_year,
    gender: episode.gender,
    prior_episodes: episode.prior_episodes,
  }
  const {
    planned_end_on = stored.planned_end_on,
    exited_on = stored.exited_on,
    exit_reason = stored.exit_reason,
    recorded_arm = stored.recorded_arm,
    concurrent_individual = stored.concurrent_individual,
    concurrent_medication = stored.concurrent_medication,
    age_at_joining = stored.age_at_joining,
    birth_year = stored.birth_year,
    gender = stored.gender,
    prior_episodes = stored.prior_episodes,
  } = change
  const stay = { planned_end_on, exited_on, exit_reason }
  const treatment = { recorded_arm, concurrent_individual, concurrent_medication }
  return { stored, wanted: { ...stay, ...treatment, age_at_joining, birth_year, gender, prior_episodes } }
}

/** @throws ProblemError for an end without a reason, and for a reason without an end */
export function refuseUnexplainedEnd({ wanted }: ChangedEpisode, change: EpisodeChange): void {
  if (change.exited_on === undefined && change.exit_reason === undefined) return
  const { exited_on, exit_reason } = wanted
  if ((exited_on === null) === (exit_reason === null)) return
  throw invalidBody([
    exited_on === null
      ? { path: 'exited_on', message: 'Say on which day the episode ended.' }
      : { path: 'exit_reason', message: 'Say why the episode ended.' },
  ])
}

/** The person comes along; what was recorded of the time at joining does not. */
export function openedEpisode(from: EpisodeRecord, move: EpisodeMove): EnteredEpisode {
  return {
    member_id: from.member_id,
    group_id: move.to_group_id,
    joined_on: move.on,
    planned_end_on: move.planned_end_on,
    exited_on: null,
    exit_reason: null,
    recorded_arm: null,
    concurrent_individual: null,
    concurrent_medication: null,
    age_at_joining: null,
    birth_year: from.birth_year,
    gender: from.gender,
    prior_episodes: from.prior_episodes === null ? null : from.prior_episodes + 1,
    full_name: null,
    date_of_birth: null,
  }
}
