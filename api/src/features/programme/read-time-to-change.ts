/** GET /programme/time-to-change: time to reliable improvement, or to dropout, with what competes with it. */

import type { SurvivalStratum, TimeToChange, TimeToChangeQuery } from '../../contracts/programme-charts.js'
import { requireMeasure } from '../../core/measures/registry.js'
import {
  spelledOut,
  type TimedKind,
  timesOfRiskTable,
  timeToEvent,
} from '../../core/programme/time-to-event.js'
import type { Transaction } from '../../database/access.js'
import { logRank } from '../../statistics/survival/log-rank.js'
import { refusalOnTheWire } from '../outcomes/estimates-on-the-wire.js'
import { provenanceOf } from '../outcomes/provenance.service.js'
import type { ReadRequest } from '../outcomes/read-request.js'
import { readReliablePoints, rulesOnTheWire } from '../outcomes/reliable-points.service.js'
import { isImprovement } from '../outcomes/timed-events.js'
import { queryJoined } from './flow-counts.query.js'
import { programmeState } from './programme-state.js'
import { episodeRows } from './rows-link.js'
import { queryDropoutKinds, queryImprovementKinds, type StoredKind } from './timed-kinds.query.js'

type Asked = Pick<TimeToChangeQuery, 'event' | 'by' | 'rules'>
const ALL = 'all'

export async function readTimeToChange(
  transaction: Transaction,
  request: ReadRequest,
  asked: Asked,
): Promise<TimeToChange> {
  const measure = requireMeasure(request.filters.measure ?? 'phq9')
  const points = await readReliablePoints(transaction, asked.rules)
  const { event, by } = asked
  const kinds = isImprovement(event)
    ? await queryImprovementKinds(transaction, request, measure, points, { event, by })
    : await queryDropoutKinds(transaction, request, { event, by })
  const joined = await queryJoined(transaction, request)
  const n = kinds.reduce((sum, kind) => sum + kind.n, 0)
  const times = timesOfRiskTable(kinds, isImprovement(event) ? 7 : 1)
  const stratumOf = (stratum: string, own: readonly StoredKind[]) =>
    stratumOnTheWire(stratum, own, { ...request, ...asked, times })
  const names = [...new Set(kinds.flatMap(({ stratum }) => stratum ?? []))].sort()
  return {
    event,
    by,
    measure: measure.code,
    unit: unitOf(event),
    ...wordsOf(event, measure.shortName, points.of(measure)),
    left_out: { n: joined.episodes - n, reason: leftOutWords(event) },
    overall: n === 0 ? null : stratumOf(ALL, kinds),
    strata:
      by === 'none'
        ? []
        : names.flatMap(
            (name) =>
              stratumOf(
                name,
                kinds.filter(({ stratum }) => stratum === name),
              ) ?? [],
          ),
    log_rank: logRankOnTheWire(by === 'none' ? [] : kinds),
    state:
      n > 0 ? await answered(transaction, request, n) : await stateOf(transaction, request, joined.episodes),
    rules: rulesOnTheWire(points),
    provenance: await provenanceOf(transaction, request, {
      basis: 'joining_date',
      from: joined.first_joined,
      to: joined.last_joined,
      nGroups: joined.groups,
    }),
  }
}

function answered(transaction: Transaction, request: ReadRequest, episodes: number) {
  return programmeState(transaction, request, { episodes, periodOf: 'joining_date' })
}

async function stateOf(
  transaction: Transaction,
  request: ReadRequest,
  joined: number,
): Promise<TimeToChange['state']> {
  if (joined === 0) return programmeState(transaction, request, { episodes: 0, periodOf: 'joining_date' })
  const message =
    'Members joined, but the event could be seen in none of them yet. Widen the period of joining.'
  const relax = (['from', 'to'] as const).filter((filter) => request.filters[filter] !== undefined)
  return {
    kind: 'too_few_members',
    message,
    relax: relax.map((filter) => ({ filter, episodes: joined })),
  }
}

function unitOf(event: TimeToChange['event']): TimeToChange['unit'] {
  return isImprovement(event) ? 'days' : 'sessions'
}

function wordsOf(
  event: TimeToChange['event'],
  measureName: string,
  points: number | null,
): Pick<TimeToChange, 'definition' | 'competing'> {
  const rule = points === null ? 'no rule is known' : `${points} points or more`
  const set = `Of episodes with two valid scores on ${measureName} whose first score leaves room for it`
  switch (event) {
    case 'first_observed':
      return {
        definition: `${set}: days from the first score to the first one that is reliably better (${rule}), else to the last score. It happened at some time before it was observed.`,
        competing: 'Dropout (the last two or more eligible sessions missed) before any reliable improvement.',
      }
    case 'sustained':
      return {
        definition: `${set}: days to the first reliable improvement (${rule}) that the next valid score still holds, else to the last score.`,
        competing: 'Dropout (the last two or more eligible sessions missed) before a sustained improvement.',
      }
    case 'dropout_by_attendance':
      return {
        definition:
          'Of ended episodes with an attended session: the last two or more eligible sessions missed; eligible sessions up to the last attended one, else to the end.',
        competing: 'Leaving for another recorded reason: referred on, moved away, excluded, died, other.',
      }
    case 'dropout_as_recorded':
      return {
        definition:
          'Of ended episodes with an attended session: the recorded reason is dropping out; eligible sessions up to the last attended one, else to the end.',
        competing: 'Leaving for another recorded reason: referred on, moved away, excluded, died, other.',
      }
  }
}

function leftOutWords(event: TimeToChange['event']): string {
  return unitOf(event) === 'days'
    ? 'Fewer than two valid scores, or a first score too near the best for a reliable improvement.'
    : 'Still in care, or never attended.'
}

function stratumOnTheWire(
  stratum: string,
  kinds: readonly TimedKind[],
  { filters, event, by, rules, times }: Pick<ReadRequest, 'filters'> & Asked & { times: readonly number[] },
): SurvivalStratum | null {
  const found = timeToEvent(kinds, times)
  if (found === null) return null
  const own = {
    ...(stratum === ALL || by === 'none' ? {} : { [by]: stratum }),
    period: 'joining_date' as const,
  }
  const classes = isImprovement(event)
    ? ({
        set: 'improvable',
        events: event === 'sustained' ? 'improvement_sustained' : 'improvement_observed',
      } as const)
    : ({ set: 'started', events: event === 'dropout_as_recorded' ? event : 'dropout_by_attendance' } as const)
  const family = isImprovement(event) ? ('measure' as const) : ('attendance' as const)
  const rowsAt = (state: 'at_risk' | 'event' | 'competing', time?: number) =>
    episodeRows(filters, { ...own, rules, timed: event, timed_state: state, timed_at: time })
  return {
    stratum,
    n: found.n,
    events: found.events,
    competing_events: found.competingEvents,
    censored: found.n - found.events - found.competingEvents,
    median: found.median,
    half: found.half,
    curve: found.curve.map(({ time, atRisk, shareWithout, low, high }) => ({
      time,
      at_risk: atRisk,
      share_without: shareWithout,
      low,
      high,
    })),
    incidence: found.incidence.map(({ atRisk, ...point }) => ({ ...point, at_risk: atRisk })),
    stopped_at: found.stoppedAt,
    risk_table: found.riskTable.map(({ time, atRisk, eventsSoFar, competingSoFar }) => ({
      time,
      at_risk: atRisk,
      events_so_far: eventsSoFar,
      competing_so_far: competingSoFar,
      rows: rowsAt('at_risk', time),
      rows_of_events: rowsAt('event', time),
      rows_of_competing: rowsAt('competing', time),
    })),
    rows: episodeRows(filters, { ...own, rules, class: classes.set, family }),
    rows_of_events: episodeRows(filters, { ...own, rules, class: classes.events, family }),
    rows_of_competing: rowsAt('competing'),
  }
}

/** Of those whose stratum is known. */
function logRankOnTheWire(kinds: readonly StoredKind[]): TimeToChange['log_rank'] {
  const known = kinds.filter(({ stratum }) => stratum !== null)
  const { time, mark } = spelledOut(known)
  const groups = known.flatMap((kind) => Array<string>(kind.n).fill(kind.stratum ?? ''))
  if (groups.length === 0) {
    return {
      refused: true,
      reason: 'one_group',
      message: 'There is nothing to compare: no strata were asked for.',
    }
  }
  const test = logRank({ time, event: mark.map((each) => (each === 1 ? 1 : 0)) }, groups)
  if (test.kind === 'refused') return refusalOnTheWire(test)
  return {
    chi_square: test.chiSquare,
    df: test.degreesOfFreedom,
    p: test.p,
    groups: test.groups.map(({ group, observed, expected }) => ({ stratum: group, observed, expected })),
    note: 'Members chose, or were chosen for, what they got: a difference is an association. The test ignores that members share groups, and takes competing events as the end of follow-up.',
  }
}
