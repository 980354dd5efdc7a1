import type { Day } from '../../core/calendar-day.js'
import type { Scoring } from '../../core/vocabulary.js'
import type { Transaction } from '../../database/access.js'

export interface StoredForm {
  member_id: number
  member_code: string
  source_system: string
  response_id: string
  version: number
  episode_id: number
  joined_on: Day
  session_id: string | null
  measure_code: string
  responded_on: Day
  mode: 'paper' | 'tablet' | 'link' | 'interview' | 'import'
  answers: string | null
  functional_difficulty: number | null
  scoring: Scoring
  total: number | null
  is_voided: boolean
  /** The first scored form of the measure in the episode; null without one. */
  first: { source_system: string; response_id: string; total: number; responded_on: Day } | null
}

/** Forms of one session that are not void, whoever filled them in; of one member where it is given. */
export function queryFormsOfSession(
  transaction: Transaction,
  sessionId: string,
  memberId: number | null = null,
): Promise<StoredForm[]> {
  return query(
    transaction,
    // Through the episodes of the group, because forms have no index by session.
    `episode.group_id = (select group_id from group_session where session_id = $1)
     and response.group_session_id = (select group_session_id from group_session where session_id = $1)
     and coalesce(response.member_id = $2, true) and not response.is_voided`,
    [sessionId, memberId],
  )
}

/** One form, void or not. */
export async function queryForm(
  transaction: Transaction,
  sourceSystem: string,
  responseId: string,
): Promise<StoredForm | undefined> {
  const [form] = await query(transaction, 'response.source_system = $1 and response.response_id = $2', [
    sourceSystem,
    responseId,
  ])
  return form
}

/** In time order, as scores are taken. */
function query(
  transaction: Transaction,
  condition: string,
  values: readonly unknown[],
): Promise<StoredForm[]> {
  return transaction.query<StoredForm>(
    `select response.member_id, member.member_code, response.source_system, response.response_id, response.version,
            response.episode_id, episode.joined_on, group_session.session_id, response.measure_code,
            response.responded_on, response.mode, response.answers, response.functional_difficulty, response.scoring,
            response.total, response.is_voided, earliest.first
     from episode
     join response on response.member_id = episode.member_id and response.episode_id = episode.episode_id
     join member on member.member_id = response.member_id
     left join group_session on group_session.group_session_id = response.group_session_id
     left join lateral (
       select json_build_object('source_system', scored.source_system, 'response_id', scored.response_id,
                                'total', scored.total, 'responded_on', scored.responded_on) as first
       from response as scored
       where scored.member_id = response.member_id and scored.episode_id = response.episode_id
         and scored.measure_code = response.measure_code and scored.total is not null and not scored.is_voided
       order by scored.responded_on, scored.response_id collate "C", scored.source_system collate "C" limit 1
     ) as earliest on true
     where ${condition}
     order by response.responded_on, response.response_id collate "C", response.source_system collate "C"`,
    values,
  )
}
