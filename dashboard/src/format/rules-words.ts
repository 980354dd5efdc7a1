import type { ProgrammeOutcomes } from '../../../api/src/contracts/programme.js'
import { measureName } from './measure-words.js'
import { countOf, formatNumber } from './number.js'
import { formatFraction } from './percent.js'
import type { RateFamilyOfPage } from './programme-headline.js'

type Move = ProgrammeOutcomes['moves'][number]

const RATE_WORDS: Readonly<Record<Move['rate'], string>> = {
  reliable_recovery: 'reliable recovery',
  reliable_improvement: 'reliable improvement',
  reliable_deterioration: 'reliable deterioration',
}

/** "A change is reliable from 6 points on PHQ-9, 5 points on GAD-7; on RSES it cannot be judged." */
export function pointsWords({ rules }: Pick<ProgrammeOutcomes, 'rules'>): string {
  const points = Object.entries(rules.reliable_points)
  const known = points.flatMap(([measure, least]) =>
    least === null ? [] : [`${countOf(least, 'point')} on ${measureName(measure)}`],
  )
  const unknown = points.flatMap(([measure, least]) => (least === null ? [measureName(measure)] : []))
  const first = known.length === 0 ? '' : `A change is reliable from ${known.join(', ')}`
  const rest = unknown.length === 0 ? '' : `on ${unknown.join(', ')} it cannot be judged`
  return `${[first, rest].filter((part) => part !== '').join('; ')}.`
}

/** What other rules move, rate by rate and in episodes, against the standard ones; null under the standard rules. */
export function movesWords(
  { moves }: Pick<ProgrammeOutcomes, 'moves'>,
  family: RateFamilyOfPage,
): string | null {
  const own = moves.filter((move) => move.family === family)
  if (own.length === 0) return null
  const moved = own.filter(({ difference }) => difference !== 0)
  if (moved.length === 0) return 'Against the standard rules nothing moves: they count the same episodes.'
  const still = own.filter(({ difference }) => difference === 0).map(({ rate }) => RATE_WORDS[rate])
  const unmoved = ['recovery', ...still]
  return (
    `Against the standard rules: ${moved.map(moveWords).join('; ')}. ` +
    `${capitalise(unmoved.join(', '))} ${unmoved.length === 1 ? 'does' : 'do'} not move.`
  )
}

/** "reliable improvement 22 episodes fewer (402 of 642, not 424)". */
function moveWords({ rate, standard, chosen, difference }: Move): string {
  const by = countOf(Math.abs(difference), 'episode')
  const side = difference < 0 ? 'fewer' : 'more'
  return `${RATE_WORDS[rate]} ${by} ${side} (${formatFraction(chosen)}, not ${formatNumber(standard.numerator)})`
}

function capitalise(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
