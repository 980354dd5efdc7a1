import type { TimeToChangeQuery } from '../../contracts/programme-charts.js'
import type { MeasureDefinition } from '../../core/measures/measure-definition.js'
import type { Transaction } from '../../database/access.js'
import { SqlValues } from '../../database/sql-values.js'
import type { ReadRequest } from '../outcomes/read-request.js'
import type { ReliablePoints } from '../outcomes/reliable-points.service.js'
import { selectedEpisodes, selectedMeasures } from '../outcomes/selected-episodes.js'
import { timedDropout, timedImprovement } from '../outcomes/timed-events.js'

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

/** How many episodes are alike in stratum, days to a reliable improvement and what happened. */
export function queryImprovementKinds(
  transaction: Transaction,
  request: ReadRequest,
  measure: MeasureDefinition,
  reliable: ReliablePoints,
  { event, by }: { event: 'first_observed' | 'sustained'; by: TimeToChangeQuery['by'] },
): Promise<StoredKind[]> {
  const hasDroppedOut = 'of_measure.has_ended and outcome.has_dropped_out'
  const timed = timedImprovement(event, measure, reliable, hasDroppedOut)
  if (timed === null) return Promise.resolve([])
  const values = new SqlValues()
  const { key, join } = strata[by]
  const text = `with ${selectedMeasures(request, values, measure.code, 'joining_date')}
    select ${key ?? 'of_measure.arm'} as stratum, ${timed.time} as time, ${timed.mark} as mark, count(*) as n
    from of_measure
    join episode_outcome as outcome
      on outcome.member_id = of_measure.member_id and outcome.episode_id = of_measure.episode_id
    ${join('of_measure')}
    where ${timed.isInSet}
    group by 1, 2, 3 order by 1, 2, 3`
  return transaction.query<StoredKind>(text, values.list)
}

/** The same of eligible sessions to a dropout. */
export function queryDropoutKinds(
  transaction: Transaction,
  request: ReadRequest,
  { event, by }: { event: 'dropout_by_attendance' | 'dropout_as_recorded'; by: TimeToChangeQuery['by'] },
): Promise<StoredKind[]> {
  const values = new SqlValues()
  const { key, join } = strata[by]
  const timed = timedDropout(event)
  const text = `with ${selectedEpisodes(request, values, 'joining_date')}
    select ${key ?? 'selected.arm'} as stratum, ${timed.time} as time, ${timed.mark} as mark, count(*) as n
    from selected ${join('selected')}
    where ${timed.isInSet}
    group by 1, 2, 3 order by 1, 2, 3`
  return transaction.query<StoredKind>(text, values.list)
}
