/** What happens to signals by time alone. Reads see it at once; here it is written down. */

import type { Transaction } from '../../../database/access.js'

/** Opens signals again whose snooze is over, from the beginning of that day at the site. */
export async function openAfterSnooze(transaction: Transaction): Promise<number> {
  const opened = await transaction.query(
    `with opened as (
       update signal set state = 'open', snoozed_until = null, version = signal.version + 1,
         opened_at = signal.snoozed_until::timestamp at time zone time_zone, dealt_level = null, dealt_inputs = null
       from site
       where site.site_id = signal.site_id and state = 'snoozed'
         and snoozed_until <= (now() at time zone time_zone)::date
       returning signal.member_id, signal.signal_id, signal.episode_id, signal.version, signal.state, signal.level,
                 signal.sentence, signal.opened_at
     ), noted as (
       insert into signal_action (member_id, signal_id, episode_id, version, event, state, level, sentence, acted_at)
       select member_id, signal_id, episode_id, version, 'snooze_over', state, level, sentence, opened_at from opened
     )
     select from opened`,
  )
  return opened.length
}

/** Keeps the instant at which an answer to item 9 had waited for too many hours. */
export async function noteEscalations(transaction: Transaction, hours: number): Promise<number> {
  const escalated = await transaction.query(
    `with escalated as (
       update signal set escalated_at = opened_at + make_interval(hours => $1)
       where kind = 'risk_item' and state = 'open' and escalated_at is null
         and opened_at + make_interval(hours => $1) <= now()
       returning member_id, signal_id, episode_id, state, level, sentence, escalated_at
     ), noted as (
       insert into signal_action (member_id, signal_id, episode_id, event, state, level, sentence, acted_at)
       select member_id, signal_id, episode_id, 'escalated', state, level, sentence, escalated_at from escalated
     )
     select from escalated`,
    [hours],
  )
  return escalated.length
}
