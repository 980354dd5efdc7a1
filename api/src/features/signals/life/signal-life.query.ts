/** Stored signals as people see them: a snooze that is over is open, an escalation that is due has happened. */

import type { SignalHistory } from '../../../contracts/signals.js'
import type { Day } from '../../../core/calendar-day.js'
import type { SignalState } from '../../../core/signals/signal-life.js'
import type { SqlValues } from '../../../database/sql-values.js'
import type { StandingSignal } from '../refresh/standing-row.js'

type EventName = SignalHistory['history'][number]['event']
type Taken = SignalHistory['history'][number]['taken']

/** Instants as text: they come out of JSON. */
export interface StoredLife {
  readonly signal_id: number
  readonly version: number
  readonly state: SignalState
  readonly raised_at: string
  readonly opened_at: string
  readonly snoozed_until: Day | null
  readonly evidence_stands: boolean
  readonly escalated_at: string | null
  readonly escalates_at: string | null
  readonly response_id: string | null
  readonly evidence: StandingSignal
  readonly last_action: {
    readonly event: EventName
    readonly taken: Taken
    readonly note: string | null
    readonly actor: string
    readonly acted_at: string
  } | null
}

/** When signals are asked about, and after how many hours item 9 escalates. */
export interface LifeAsOf {
  readonly now: Date
  readonly escalationHours: number
}

/** State of the row `signal` on the day `today` of its site. */
export const stateToday = `case when signal.state = 'snoozed' and signal.snoozed_until <= today.today then 'open'
  else signal.state end`

/** The day at each site; join it by `site_id`. */
export function daysOfSites({ now }: LifeAsOf, values: SqlValues): string {
  return `(select site_id, (${values.add(now)}::timestamptz at time zone time_zone)::date as today from site) as today`
}

/** When an open answer to item 9 escalates; null for everything else. */
export function escalatesAt({ escalationHours }: LifeAsOf, values: SqlValues): string {
  return `case when signal.kind = 'risk_item' and signal.state = 'open'
    then signal.opened_at + make_interval(hours => ${values.add(escalationHours)}) end`
}

/** The life of the row `signal` as one JSON value, with the latest thing that a person did. */
export function lifeAsJson(asOf: LifeAsOf, values: SqlValues): string {
  const due = escalatesAt(asOf, values)
  return `json_build_object(
    'signal_id', signal.signal_id, 'version', signal.version, 'state', ${stateToday},
    'raised_at', signal.raised_at, 'opened_at', signal.opened_at, 'snoozed_until', signal.snoozed_until,
    'evidence_stands', signal.evidence_stands, 'escalates_at', ${due},
    'escalated_at', case when signal.state = 'open' then
      coalesce(signal.escalated_at, case when ${due} <= ${values.add(asOf.now)} then ${due} end) end,
    'response_id', signal.response_id,
    'evidence', json_build_object('kind', signal.kind, 'measureCode', signal.measure_code, 'level', signal.level,
      'since', signal.since, 'inputs', signal.inputs, 'sentence', signal.sentence,
      'rulesVersion', signal.rules_version, 'modelFitId', signal.model_fit_id),
    'last_action', (
      select json_build_object('event', event, 'taken', taken, 'note', note, 'actor', actor, 'acted_at', acted_at)
      from signal_action
      where signal_action.member_id = signal.member_id and signal_action.signal_id = signal.signal_id
        and event in ('acknowledge', 'act', 'snooze', 'resolve', 'reopen')
      order by signal_action.version desc limit 1))`
}
