import type { TimeToChangeQuery } from '../../contracts/programme-charts.js'
import type { MeasureDefinition } from '../../core/measures/measure-definition.js'
import type { Transaction } from '../../database/access.js'
import { SqlValues } from '../../database/sql-values.js'
import { dayOfImprovement } from '../outcomes/measure-classes.js'
import { measureClassCondition, outcomeClassCondition } from '../outcomes/outcome-classes.js'
import type { ReadRequest } from '../outcomes/read-request.js'
import type { ReliablePoints } from '../outcomes/reliable-points.service.js'
import { selectedEpisodes, selectedMeasures } from '../outcomes/selected-episodes.js'

export interface StoredKind {
  /** null: of nobody knows which arm. */
  stratum: string | null
  time: number
  mark: 0 | 1 | 2
  n: number
}

const ofGroup = (column: string) => ({
  key: `of_group.${column}`,
  join: (of: string) => `join treatment_group as of_group on of_group.group_id = ${of}.group_id`,
})
const strata: Readonly<
  Record<TimeToChangeQuery['by'], { key: string | null; join: (of: string) => string }>
> = {
  none: { key: `'all'`, join: () => '' },
  arm: { key: null, join: () => '' },
  modality: ofGroup('modality'),
  format: ofGroup('format'),
  structure: ofGroup('structure'),
}

/**
 * Days since baseline to the first reliable improvement, else to the last valid score; of those in whom one could be
 * seen. Mark 2: dropped out by attendance without it.
 */
export function queryImprovementKinds(
  transaction: Transaction,
  request: ReadRequest,
  measure: MeasureDefinition,
  reliable: ReliablePoints,
  { event, by }: { event: 'first_observed' | 'sustained'; by: TimeToChangeQuery['by'] },
): Promise<StoredKind[]> {
  const points = reliable.of(measure)
  if (points === null) return Promise.resolve([])
  const values = new SqlValues()
  const day = dayOfImprovement(event === 'sustained' ? 'held' : 'improved', points)
  const { key, join } = strata[by]
  const text = `with ${selectedMeasures(request, values, measure.code, 'joining_date')}
    select ${key ?? 'of_measure.arm'} as stratum, coalesce(${day}, last_on - baseline_on) as time,
           case when ${day} is not null then 1
                when of_measure.has_ended and outcome.has_dropped_out then 2 else 0 end as mark,
           count(*) as n
    from of_measure
    join episode_outcome as outcome
      on outcome.member_id = of_measure.member_id and outcome.episode_id = of_measure.episode_id
    ${join('of_measure')}
    where ${measureClassCondition('improvable', measure, reliable)}
    group by 1, 2, 3 order by 1, 2, 3`
  return transaction.query<StoredKind>(text, values.list)
}

/**
 * Eligible sessions to the last attended one of those who dropped out, to the end of the others; of ended episodes
 * with an attended session. Mark 2: left for another recorded reason than finishing, at the last attended session.
 */
export function queryDropoutKinds(
  transaction: Transaction,
  request: ReadRequest,
  { event, by }: { event: 'dropout_by_attendance' | 'dropout_as_recorded'; by: TimeToChangeQuery['by'] },
): Promise<StoredKind[]> {
  const values = new SqlValues()
  const { key, join } = strata[by]
  const text = `with ${selectedEpisodes(request, values, 'joining_date')}, marked as (
      select selected.*,
             case when ${outcomeClassCondition(event, 'attendance')} then 1
                  when exit_reason in ('referred_on', 'moved_away', 'excluded', 'died', 'other') then 2
                  else 0 end as mark
      from selected where ${outcomeClassCondition('started', 'attendance')}
    )
    select ${key ?? 'marked.arm'} as stratum, case mark when 0 then sessions_eligible else last_attended_index end as time,
           mark, count(*) as n
    from marked ${join('marked')}
    group by 1, 2, 3 order by 1, 2, 3`
  return transaction.query<StoredKind>(text, values.list)
}
