import type { Day } from '../../core/calendar-day.js'
import type { ReliableChange } from '../../core/change/reliable-change.js'
import type { DatasetEpisode } from '../../core/dataset/cohort.js'
import type { DatasetDefinition } from '../../core/dataset/dataset-definition.js'
import type { EarlierPersons } from '../../core/dataset/export-limits.js'
import { hasPhases, PHASE_DAYS } from '../../core/dataset/profile.js'
import type { Arm, Focus, Format, Gender, Modality, Structure } from '../../core/vocabulary.js'
import type { Transaction } from '../../database/access.js'
import { packEpisodes } from './packed-episodes.js'
import { readInBlocks } from './read-in-blocks.js'

interface EpisodeRow {
  readonly person: number
  readonly joined_in_year: number
  readonly joined_on_day: number
  readonly has_ended: boolean
  readonly age: number | null
  readonly gender: Gender | null
  readonly modality: Modality
  readonly format: Format
  readonly structure: Structure
  readonly focus: Focus | null
  readonly arm: Arm | null
  readonly prior_episodes: number | null
  readonly sessions_attended: number
  readonly baseline: number | null
  readonly is_case_at_start: boolean | null
  readonly change: ReliableChange | null
  readonly change_in_points: number | null
  readonly score_early?: number | null
  readonly score_middle?: number | null
  readonly score_late?: number | null
  readonly score_last?: number | null
}

/** What a data set may know of every episode of the deployment that has begun by `asOf`, by member and day of joining. */
export async function queryDatasetEpisodes(
  transaction: Transaction,
  { measureCode, profile }: Pick<DatasetDefinition, 'measureCode' | 'profile'>,
  asOf: Day,
): Promise<DatasetEpisode[]> {
  const phases = hasPhases(profile) ? phasesOfEpisodes : { columns: '', source: '' }
  const blocks: DatasetEpisode[][] = []
  const query = `select episode.member_id as person, extract(year from episode.joined_on)::int as joined_in_year,
       episode.joined_on - date '1970-01-01' as joined_on_day,
       coalesce(episode.ended_on <= $2::date, false) as has_ended,
       coalesce(age_at_joining, extract(year from episode.joined_on)::int - birth_year) as age, gender,
       modality, format, structure, focus, episode.arm, prior_episodes,
       coalesce(sessions_attended, 0) as sessions_attended,
       baseline, measured.is_case_at_start, reliable_change as change, change_in_points${phases.columns}
     from episode
     join treatment_group using (group_id)
     left join episode_outcome using (member_id, episode_id)
     left join episode_measure_outcome as measured
       on measured.member_id = episode.member_id and measured.episode_id = episode.episode_id and measure_code = $1${phases.source}
     where episode.joined_on <= $2::date
     order by episode.member_id, episode.joined_on, episode.episode_id`
  await readInBlocks<EpisodeRow>(
    transaction,
    { cursor: 'dataset_episode', query, values: [measureCode, asOf] },
    (rows) => blocks.push(packEpisodes(rows.map(episodeOf))),
  )
  return blocks.flat()
}

/** The last valid score of each phase; of two on one day the later by id. By episode, so that the index finds its rows. */
const phasesOfEpisodes = {
  columns: `, score_early, score_middle, score_late,
       case when measured.n_scores > 1 then measured.last end as score_last`,
  source: `
     left join lateral (
       select ${Object.entries(PHASE_DAYS)
         .map(([phase, { from, to }]) => lastWithin(`score_${phase}`, from, to))
         .join(', ')}
       from response
       where response.member_id = episode.member_id and response.episode_id = episode.episode_id
         and response.measure_code = $1 and not is_voided and total is not null
         and responded_on > measured.baseline_on and responded_on <= $2::date
     ) as phase on true`,
}

function lastWithin(name: string, from: number, to: number | null): string {
  const days = 'responded_on - measured.baseline_on'
  const isWithin = to === null ? `${days} >= ${from}` : `${days} between ${from} and ${to}`
  return `(array_agg(total order by responded_on desc, response_id collate "C" desc, source_system collate "C" desc)
         filter (where ${isWithin}))[1] as ${name}`
}

function episodeOf(row: EpisodeRow): DatasetEpisode {
  return {
    person: row.person,
    joinedInYear: row.joined_in_year,
    joinedOnDay: row.joined_on_day,
    hasEnded: row.has_ended,
    age: row.age,
    gender: row.gender,
    modality: row.modality,
    format: row.format,
    structure: row.structure,
    focus: row.focus,
    arm: row.arm,
    priorEpisodes: row.prior_episodes,
    sessionsAttended: row.sessions_attended,
    baseline: row.baseline,
    isCaseAtStart: row.is_case_at_start,
    change: row.change,
    changeInPoints: row.change_in_points,
    scoreEarly: row.score_early ?? null,
    scoreMiddle: row.score_middle ?? null,
    scoreLate: row.score_late ?? null,
    scoreLast: row.score_last ?? null,
  }
}

/** Of every data set that was published, expired or not: whoever has it, has it. */
export async function queryEarlierDatasets(transaction: Transaction): Promise<EarlierPersons[]> {
  const rows = await transaction.query<{ id: number; member_ids: number[] }>(
    'select dataset_export_id as id, member_ids from dataset_export_person order by dataset_export_id',
  )
  return rows.map(({ id, member_ids }) => ({ name: `data set ${id}`, persons: member_ids }))
}
