import type { Day } from '../../core/calendar-day.js'
import type { DosedEpisode } from '../../core/programme/dose-response.js'
import type { Transaction } from '../../database/access.js'
import { SqlValues } from '../../database/sql-values.js'
import type { ReadRequest } from '../outcomes/read-request.js'
import { selectedEpisodes } from '../outcomes/selected-episodes.js'

/** How many ended episodes are alike in sessions, baseline and change. */
export interface DosedKind extends DosedEpisode {
  readonly n: number
}

export function queryDosedKinds(
  transaction: Transaction,
  request: ReadRequest,
  measureCode: string,
): Promise<DosedKind[]> {
  const values = new SqlValues()
  return transaction.query(
    `with ${selectedEpisodes(request, values)}
     select selected.sessions_attended as attended, selected.sessions_eligible as eligible, of_measure.baseline,
            of_measure.change_in_points as change, count(*) as n
     from selected
     join episode_measure_outcome as of_measure
       on of_measure.member_id = selected.member_id and of_measure.episode_id = selected.episode_id
      and of_measure.measure_code = ${values.add(measureCode)}
     where selected.has_ended and of_measure.change_in_points is not null
     group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
    values.list,
  )
}

/** First and last end of the ended episodes, and how many groups they are of. */
export async function queryDosedPeriod(
  transaction: Transaction,
  request: ReadRequest,
): Promise<{ first_end: Day | null; last_end: Day | null; groups: number }> {
  const values = new SqlValues()
  const [row] = await transaction.query<{ first_end: Day | null; last_end: Day | null; groups: number }>(
    `with ${selectedEpisodes(request, values)}, by_group as (
       select min(ended_on) as first_end, max(ended_on) as last_end from selected where has_ended group by group_id
     )
     select min(first_end) as first_end, max(last_end) as last_end, count(*) as groups from by_group`,
    values.list,
  )
  return row ?? { first_end: null, last_end: null, groups: 0 }
}
