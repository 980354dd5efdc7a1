import type { MeasureContract } from '../../../../api/src/contracts/measures.js'
import type { MemberTrajectory } from '../../../../api/src/contracts/members.js'
import { formatDay } from '../../format/day.js'
import { ARM_LABELS, EXIT_REASON_LABELS, RELIABLE_CHANGE_LABELS } from '../../format/enumeration-labels.js'
import { changeWords } from '../../format/measure-words.js'
import { countOf, formatNumber } from '../../format/number.js'

/** The page's finding: is this member better than at the start, beyond measurement error? */
export function memberHeadline(trajectory: MemberTrajectory, measureName: string): string {
  const { episode, points } = trajectory
  if (points.length === 0) return `Member ${trajectory.member_id} has no ${measureName} score yet`
  if (points.length === 1 || episode.change === null) {
    return `One ${measureName} score so far: change cannot be judged before the second`
  }
  if (episode.reliable_change === 'not_assessable') {
    return `Change on ${measureName} cannot be judged yet: the baselines have no spread to judge it by`
  }
  const change = episode.change === 0 ? 'as at the start' : `${changeWords(episode.change)} than at the start`
  return `${RELIABLE_CHANGE_LABELS[episode.reliable_change]}: ${change} on ${measureName}`
}

/** "Episode 2 of 2 · joined 7 Sep 2026 · 9 of 10 sessions attended · 11 scores · group only". */
export function memberSubline(trajectory: MemberTrajectory): string {
  const { episode, episodes } = trajectory
  const place = episodes.findIndex((each) => each.episode_id === episode.episode_id) + 1
  const left = episode.exit_reason === null ? 'ended' : EXIT_REASON_LABELS[episode.exit_reason].toLowerCase()
  return [
    `Episode ${place} of ${episodes.length}`,
    `joined ${formatDay(episode.joined_on)}`,
    ...(episode.exited_on === null ? [] : [`${left} ${formatDay(episode.exited_on)}`]),
    `${episode.sessions_attended} of ${countOf(episode.sessions_eligible, 'session')} attended`,
    countOf(episode.n_scores, 'score'),
    ...(episode.arm === null ? [] : [ARM_LABELS[episode.arm].toLowerCase()]),
  ].join(' · ')
}

/** Title of the picture: "PHQ-9 fell from 17 to 9 in 11 weeks". */
export function courseTitle(trajectory: MemberTrajectory, measureName: string): string {
  const first = trajectory.points.find((point) => point.weeks_since_baseline === 0) ?? trajectory.points[0]
  const last = trajectory.points.at(-1)
  if (!first || !last) return `${measureName} over time`
  if (first === last) return `${measureName} ${formatNumber(first.score)} on ${formatDay(first.responded_on)}`
  const weeks = countOf(Math.round(last.weeks_since_baseline), 'week')
  const place = isWorseThanExpected(trajectory) ? ', beyond the expected range' : ''
  if (first.score === last.score)
    return `${measureName} ${formatNumber(first.score)}, the same after ${weeks}${place}`
  const moved = last.score < first.score ? 'fell' : 'rose'
  return `${measureName} ${moved} from ${formatNumber(first.score)} to ${formatNumber(last.score)} in ${weeks}${place}`
}

/** As the signal says it, so that title and banner are of one mind. */
function isWorseThanExpected({ standing, measure }: MemberTrajectory): boolean {
  return standing.signals.some(
    ({ evidence }) =>
      evidence.kind === 'worse_than_expected' && evidence.measure === measure && evidence.inputs.is_above_90,
  )
}

/** What the expected range is, on what it rests, and when there is none. */
export function expectedDefinition({ expected_response: response }: MemberTrajectory): string {
  if (response.kind === 'off') return `Expected range: ${response.reason}`
  const fitted = `fitted on ${countOf(response.episodes, 'episode')} of this deployment that had ended by ${formatDay(response.as_of)} (fit ${response.model_fit_id})`
  return (
    'Expected range: from the course to be expected (dashed) to the score that 9 of 10 scores of members who began here do not ' +
    `go beyond, from the first score alone; ${fitted}. It has one end: no score is too good.`
  )
}

/** What has to be read with the picture and is not drawn in it. */
export function courseNotes(trajectory: MemberTrajectory, measure: MeasureContract): string[] {
  const notes: string[] = []
  const { unscorable, reliable_change, fitted } = trajectory
  if (unscorable.length > 0) {
    notes.push(
      `${countOf(unscorable.length, 'form')} with too many answers missing ${unscorable.length === 1 ? 'has' : 'have'} no score.`,
    )
  }
  if (reliable_change !== null && !isOnScale(reliable_change.improved_at, measure)) {
    notes.push(
      `From this start an improvement of ${formatNumber(reliable_change.threshold)} points is outside the measure’s range, so reliable improvement cannot happen.`,
    )
  }
  if (trajectory.expected_response.kind === 'off') notes.push(sentence(trajectory.expected_response.reason))
  if (measure.bands.length === 0) notes.push(`${measure.short_name} has no agreed severity bands or cut-off.`)
  if (fitted !== null) {
    const slope = formatNumber(Math.abs(fitted.slope_per_week), 2)
    const way = fitted.slope_per_week < 0 ? 'down' : 'up'
    notes.push(
      `Straight line fitted to ${countOf(fitted.n, 'score')}: ${slope} points a week ${way} (standard error ${formatNumber(fitted.standard_error, 2)}).`,
    )
  }
  return notes
}

function sentence(words: string): string {
  return words.endsWith('.') ? words : `${words}.`
}

function isOnScale(score: number, measure: MeasureContract): boolean {
  return score >= measure.total_range.low && score <= measure.total_range.high
}
