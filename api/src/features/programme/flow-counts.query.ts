import type { OutcomeClass } from '../../contracts/programme.js'
import type { Day } from '../../core/calendar-day.js'
import type { Transaction } from '../../database/access.js'
import { SqlValues } from '../../database/sql-values.js'
import { outcomeClassCondition } from '../outcomes/outcome-classes.js'
import type { ReadRequest } from '../outcomes/read-request.js'
import { selectedEpisodes } from '../outcomes/selected-episodes.js'

export interface Joined {
  episodes: number
  groups: number
  first_joined: Day | null
  last_joined: Day | null
}

/** Every episode that the filters name, by the day of joining. */
export async function queryJoined(transaction: Transaction, request: ReadRequest): Promise<Joined> {
  const values = new SqlValues()
  const [row] = await transaction.query<Joined>(
    `with ${selectedEpisodes(request, values, 'joining_date')}, by_group as (
       select count(*) as n, min(joined_on) as first_joined, max(joined_on) as last_joined
       from selected group by group_id
     )
     select coalesce(sum(n), 0)::bigint as episodes, count(*) as groups, min(first_joined) as first_joined,
            max(last_joined) as last_joined
     from by_group`,
    values.list,
  )
  return row ?? { episodes: 0, groups: 0, first_joined: null, last_joined: null }
}

const FLOW_CLASSES = [
  'all',
  'attended',
  'not_yet_attended',
  'never_attended',
  'ended',
  'in_care',
  'finished',
  'ended_after_one_session',
  'paired_data',
  'without_baseline',
  'without_last_score',
] as const satisfies readonly OutcomeClass[]
export type FlowClass = (typeof FLOW_CLASSES)[number]

/** How many there are of each class of the flow. */
export async function queryFlowCounts(
  transaction: Transaction,
  request: ReadRequest,
): Promise<Record<FlowClass, number>> {
  const values = new SqlValues()
  const counts = FLOW_CLASSES.map(
    (each) => `count(*) filter (where ${outcomeClassCondition(each, 'flow')}) as "${each}"`,
  )
  const [row] = await transaction.query<Record<FlowClass, number>>(
    `with ${selectedEpisodes(request, values, 'joining_date')} select ${counts.join(', ')} from selected`,
    values.list,
  )
  if (row === undefined) throw new Error('A count without groups has one row.')
  return row
}
