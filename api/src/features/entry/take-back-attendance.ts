import type { Transaction } from '../../database/access.js'
import type { EpisodeKey } from '../outcomes/episode-key.js'

/**
 * Takes attendance back that was entered by mistake: the row goes, its version stays in the history with the reason.
 *
 * @param memberId  null: of everybody at the session
 * @returns         the episodes whose outcomes change
 */
export async function takeBackAttendance(
  transaction: Transaction,
  part: { readonly sessionId: string; readonly memberId: number | null },
  reason: string,
): Promise<EpisodeKey[]> {
  const rows = `group_session_id = (select group_session_id from group_session where session_id = $1)
    and coalesce(member_id = $2, true)`
  // Two statements: the database deletes only what it finds in the history.
  await transaction.query(
    `insert into member_record_history (member_id, record_type, record_key, version, content, reason)
     select member_id, 'attendance', group_session_id::text, version, to_jsonb(attendance) - 'version', $3
     from attendance where ${rows}`,
    [part.sessionId, part.memberId, reason],
  )
  return transaction.query<EpisodeKey>(
    `delete from attendance where ${rows} returning member_id as "memberId", episode_id as "episodeId"`,
    [part.sessionId, part.memberId],
  )
}
