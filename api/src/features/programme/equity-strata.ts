import { EQUITY_DIMENSIONS } from '../../contracts/programme-parts.js'
import { AGE_BAND_STARTS, AGE_BANDS } from '../../core/programme/age-bands.js'
import type { CountedBy, OutcomeCounts } from './outcome-counts.query.js'
import { sumOfCounts } from './sum-of-counts.js'

const ofEpisode =
  'join episode as of_episode on of_episode.member_id = selected.member_id and of_episode.episode_id = selected.episode_id'

/** Where only the year of birth is known, the age that is reached in the year of joining. */
const AGE =
  'coalesce(of_episode.age_at_joining, extract(year from selected.joined_on)::integer - of_episode.birth_year)'
const bands = AGE_BANDS.slice(0, -1).map((band) => `'${band}'`)

/** What tells episodes apart, in the order of `EQUITY_DIMENSIONS`. Nothing known is a stratum of its own. */
const keys: Readonly<Record<(typeof EQUITY_DIMENSIONS)[number], string>> = {
  age_band: `coalesce((array[${bands.join(', ')}])[width_bucket(${AGE}, array[${AGE_BAND_STARTS.join(', ')}]) + 1], 'unknown')`,
  gender: `coalesce(of_episode.gender, 'unknown')`,
  prior_episodes: `case when of_episode.prior_episodes is null then 'unknown'
    when of_episode.prior_episodes = 0 then 'none' when of_episode.prior_episodes = 1 then 'one' else 'two_or_more' end`,
  arm: `coalesce(selected.arm, 'unknown')`,
}

const SEPARATOR = ' '

/** By all dimensions at once: one scan, whose counts add up to those of each dimension. */
export const byEveryDimension: CountedBy = {
  key: EQUITY_DIMENSIONS.map((dimension) => keys[dimension]).join(` || '${SEPARATOR}' || `),
  join: ofEpisode,
}

/** The counts of the strata of one dimension, by name. */
export function countsOfDimension(
  all: readonly OutcomeCounts[],
  dimension: (typeof EQUITY_DIMENSIONS)[number],
): OutcomeCounts[] {
  const place = EQUITY_DIMENSIONS.indexOf(dimension)
  const strata = new Map<string, OutcomeCounts>()
  for (const counts of all) {
    const key = counts.key.split(SEPARATOR)[place] ?? ''
    const known = strata.get(key)
    strata.set(key, known === undefined ? { ...counts, key } : sumOfCounts(known, counts))
  }
  return [...strata.values()]
}
