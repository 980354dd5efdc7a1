import type { Day } from '../../core/calendar-day.js'
import { otherMeasureCode } from '../../core/comparison/study-definition.js'
import type { StudyEpisode } from '../../core/comparison/study-episode.js'
import type { Arm, ConcurrentTreatmentKind, Format, Gender, Modality } from '../../core/vocabulary.js'
import type { Transaction } from '../../database/access.js'

interface EpisodeRow {
  readonly member_id: number
  readonly episode_id: number
  readonly group_id: string
  readonly site_id: string
  readonly modality: Modality
  readonly format: Format
  readonly joined_on: Day
  readonly planned_end_on: Day | null
  readonly exited_on: Day | null
  readonly recorded_arm: Arm | null
  readonly concurrent_individual: boolean | null
  readonly concurrent_medication: boolean | null
  readonly age: number | null
  readonly gender: Gender | null
  readonly prior_episodes: number | null
  /** Days since 1970 and totals, in time order, of the study's measure and of the other. */
  readonly days: number[] | null
  readonly totals: number[] | null
  readonly other_day: number | null
  readonly other_total: number | null
  readonly attended_days: number[] | null
}

interface TreatmentRow {
  readonly member_id: number
  readonly kind: ConcurrentTreatmentKind
  readonly started_on: Day
  readonly ended_on: Day | null
}

const DAY = "- date '1970-01-01'"

/** What a comparison reads of the episodes at some sites, as recorded of days up to `asOf`. */
export async function queryStudyEpisodes(
  transaction: Transaction,
  siteIds: readonly string[],
  measureCode: string,
  asOf: Day,
): Promise<StudyEpisode[]> {
  const treatments = await treatmentsOf(transaction, siteIds)
  const rows = await transaction.query<EpisodeRow>(
    `with chosen as materialized (
       select episode.*, treatment_group.site_id as of_site, modality, format
       from episode join treatment_group using (group_id)
       where treatment_group.site_id = any ($1::text[]) and joined_on <= $4::date
     ), scored as materialized (
       select member_id, episode_id, measure_code, responded_on ${DAY} as day, total, response_id
       from response
       where measure_code in ($2, $3) and total is not null and not is_voided and responded_on <= $4::date
         and site_id = any ($1::text[])
     ), own as (
       select member_id, episode_id,
         array_agg(day order by day, response_id collate "C") as days,
         array_agg(total order by day, response_id collate "C") as totals
       from scored where measure_code = $2 group by member_id, episode_id
     ), other as (
       select distinct on (member_id, episode_id) member_id, episode_id, day, total
       from scored where measure_code = $3
       order by member_id, episode_id, day, response_id collate "C"
     ), seen as (
       select attendance.member_id, attendance.episode_id, array_agg(session_on ${DAY}) as attended_days
       from attendance join group_session using (group_session_id)
       where attendance.status in ('present', 'late', 'left_early') and session_on <= $4::date
         and attendance.site_id = any ($1::text[])
       group by attendance.member_id, attendance.episode_id
     )
     select member_id, episode_id, group_id, of_site as site_id, modality, format, joined_on, planned_end_on,
       exited_on, coalesce(recorded_arm, arm) as recorded_arm, concurrent_individual, concurrent_medication,
       coalesce(age_at_joining, extract(year from joined_on)::int - birth_year) as age, gender, prior_episodes,
       days, totals, other.day as other_day, other.total as other_total, attended_days
     from chosen
     left join own using (member_id, episode_id)
     left join other using (member_id, episode_id)
     left join seen using (member_id, episode_id)
     order by member_id, episode_id`,
    [siteIds, measureCode, otherMeasureCode(measureCode), asOf],
  )
  return rows.map((row) => studyEpisode(row, treatments.get(row.member_id) ?? []))
}

async function treatmentsOf(
  transaction: Transaction,
  siteIds: readonly string[],
): Promise<Map<number, StudyEpisode['treatments'][number][]>> {
  const rows = await transaction.query<TreatmentRow>(
    `select member_id, kind, started_on, ended_on from concurrent_treatment
     where member_id in (
       select member_id from episode join treatment_group using (group_id)
       where treatment_group.site_id = any ($1::text[]))
     order by member_id, started_on, kind`,
    [siteIds],
  )
  const treatments = new Map<number, StudyEpisode['treatments'][number][]>()
  for (const { member_id, kind, started_on, ended_on } of rows) {
    const treatment = { kind, startedOn: started_on, endedOn: ended_on }
    const known = treatments.get(member_id)
    if (known === undefined) treatments.set(member_id, [treatment])
    else known.push(treatment)
  }
  return treatments
}

/** Numbers padded, so that their text has their order. */
function studyEpisode(row: EpisodeRow, treatments: StudyEpisode['treatments']): StudyEpisode {
  const { days, totals, other_day, other_total } = row
  const hasOther = other_day !== null && other_total !== null
  return {
    label: `${String(row.member_id).padStart(12, '0')}.${String(row.episode_id).padStart(12, '0')}`,
    groupId: row.group_id,
    siteId: row.site_id,
    modality: row.modality,
    format: row.format,
    joinedOn: row.joined_on,
    plannedEndOn: row.planned_end_on,
    exitedOn: row.exited_on,
    recordedArm: row.recorded_arm,
    concurrentIndividual: row.concurrent_individual,
    concurrentMedication: row.concurrent_medication,
    treatments,
    age: row.age,
    gender: row.gender,
    priorEpisodes: row.prior_episodes,
    scores: (days ?? []).flatMap((dayNumber, i) => {
      const total = totals?.[i]
      return total === undefined ? [] : [{ dayNumber, total }]
    }),
    otherBaseline: hasOther ? { dayNumber: other_day, total: other_total } : null,
    attendedDays: row.attended_days ?? [],
  }
}
