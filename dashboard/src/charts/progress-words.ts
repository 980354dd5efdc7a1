/**
 * The words of the sheet that a therapist talks through with the member: short sentences, no terms of the trade, no
 * forecast, no word that judges. The answer to item 9 is never on it: a sheet is carried home and left lying, and that
 * answer belongs in a talk, not on paper. What to do in a crisis is on every sheet alike, so that its being there tells
 * nothing.
 */

import type { MeasureContract } from '../../../api/src/contracts/measures.js'
import type { MemberTrajectory } from '../../../api/src/contracts/members.js'
import { formatDay } from '../format/day.js'
import { countOf, formatNumber } from '../format/number.js'
import { hasForm } from './session-form.js'

export interface ProgressWords {
  readonly about: string
  /** null while there is no score. */
  readonly start: ScoreWords | null
  /** null below two scores. */
  readonly now: ScoreWords | null
  readonly change: readonly string[]
  readonly missed: readonly string[]
  readonly limits: readonly string[]
  readonly crisis: readonly string[]
}

interface ScoreWords {
  readonly label: string
  readonly score: string
  readonly day: string
}

const ABOUT: Readonly<Record<string, string>> = {
  phq9: 'The PHQ-9 asks how often you felt low, tired or hopeless in the last two weeks.',
  gad7: 'The GAD-7 asks how often you felt worried or tense in the last two weeks.',
  rses: 'The Rosenberg form asks what you think of yourself.',
}

/** @param crisisLine  of the deployment; null while none is entered */
export function progressWords(
  trajectory: MemberTrajectory,
  measure: MeasureContract,
  crisisLine: string | null,
): ProgressWords {
  const first = trajectory.points[0]
  const last = trajectory.points.at(-1)
  return {
    about: aboutWords(measure),
    start: first === undefined ? null : scoreWords('You started at', first),
    now: first === last || last === undefined ? null : scoreWords('Your last score', last),
    change: changeWords(trajectory, measure),
    missed: missedWords(trajectory),
    limits: [
      'The score does not say why something changed.',
      'It does not say what will come next.',
      'It is a few questions on a few days. You know best how you are.',
    ],
    crisis: crisisWords(crisisLine),
  }
}

function aboutWords({ code, name, total_range: { low, high }, direction }: MeasureContract): string {
  const asks = ABOUT[code] ?? `The form is called ${name}.`
  const meaning =
    direction === 'lower_is_better' ? 'A lower score means fewer problems.' : 'A higher score is better.'
  return `${asks} The score goes from ${formatNumber(low)} to ${formatNumber(high)}. ${meaning}`
}

function scoreWords(label: string, point: MemberTrajectory['points'][number]): ScoreWords {
  return { label, score: formatNumber(point.score), day: `on ${formatDay(point.responded_on)}` }
}

function changeWords(trajectory: MemberTrajectory, measure: MeasureContract): string[] {
  const { points, episode, reliable_change: rule } = trajectory
  const first = points[0]
  const last = points.at(-1)
  if (first === undefined || last === undefined) return ['There is no score yet.']
  if (first === last) return ['There is one score so far. With the next one we can compare.']
  const moved = movedWords(last.score - first.score, measure)
  if (rule === null || episode.reliable_change === 'not_assessable') {
    return [moved, 'We cannot say yet how much of this is more than normal ups and downs.']
  }
  const { low, high } = measure.total_range
  const canGetThere = rule.improved_at >= low && rule.improved_at <= high
  const atLeast = `Scores go up and down a little all the time. Only ${leastWords(rule.threshold)} or more is a clear change.`
  switch (episode.reliable_change) {
    case 'reliably_improved':
      return [moved, atLeast, 'So your score is clearly better than at the start.']
    case 'reliably_deteriorated':
      return [
        moved,
        atLeast,
        'So your score is clearly further from where you want to be than at the start. Let us look at the plan together.',
      ]
    case 'no_reliable_change':
      return canGetThere
        ? [
            moved,
            atLeast,
            'So this is not a clear change yet. It does not mean that nothing has changed for you.',
          ]
        : [moved, 'You started so well that this score has little room to get better.']
  }
}

function movedWords(points: number, { direction }: MeasureContract): string {
  if (points === 0) return 'Your score is the same as at the start.'
  const isBetter = direction === 'lower_is_better' ? points < 0 : points > 0
  const way = points < 0 ? 'down' : 'up'
  const meaning = isBetter ? 'That is the way we hope for.' : 'That is not the way we hope for.'
  return `Your score went ${way} by ${countOf(Math.abs(points), 'point')}. ${meaning}`
}

/** "6 points"; of a threshold that is no whole number the next one that is. */
function leastWords(threshold: number): string {
  return countOf(Math.ceil(threshold), 'point')
}

function missedWords(trajectory: MemberTrajectory): string[] {
  const { attendance, episode, unscorable } = trajectory
  const came = attendance.filter(
    ({ status }) => status === 'present' || status === 'late' || status === 'left_early',
  )
  const without = came.filter(({ session_id }) => !hasForm(trajectory, session_id)).length
  const { sessions_attended: attended, sessions_eligible: held } = episode
  return [
    held === 0
      ? 'No session has taken place yet.'
      : attended === held
        ? `You came to all ${countOf(held, 'session')}.`
        : `You came to ${attended} of ${countOf(held, 'session')}.`,
    ...(without === 0 ? [] : [`From ${countOf(without, 'session')} we have no form.`]),
    ...(unscorable.length === 0
      ? []
      : [`${countOf(unscorable.length, 'form')} had too many empty answers to count.`]),
    ...(without === 0 && unscorable.length === 0 && held > 0 ? ['No form is missing.'] : []),
  ]
}

function crisisWords(crisisLine: string | null): string[] {
  return [
    'If you think of hurting yourself, or feel that you cannot go on, do not wait for the next session.',
    crisisLine === null
      ? 'Ask your therapist now which number you can call at any time.'
      : `You can get help at any time: ${crisisLine}.`,
    'If you are in danger right now, call the emergency number.',
  ]
}
