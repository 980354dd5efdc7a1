import type { EQUITY_DIMENSIONS } from '../../contracts/programme-parts.js'
import { AGE_BAND_STARTS, AGE_BANDS } from '../../core/programme/age-bands.js'
import type { CountedBy } from './outcome-counts.query.js'

const ofEpisode =
  'join episode as of_episode on of_episode.member_id = selected.member_id and of_episode.episode_id = selected.episode_id'

/** Where only the year of birth is known, the age that is reached in the year of joining. */
const AGE =
  'coalesce(of_episode.age_at_joining, extract(year from selected.joined_on)::integer - of_episode.birth_year)'
const bands = AGE_BANDS.slice(0, -1).map((band) => `'${band}'`)

/** By what episodes are told apart. Nothing known is a stratum of its own. */
export const stratumOf: Readonly<Record<(typeof EQUITY_DIMENSIONS)[number], CountedBy>> = {
  age_band: {
    key: `coalesce((array[${bands.join(', ')}])[width_bucket(${AGE}, array[${AGE_BAND_STARTS.join(', ')}]) + 1], 'unknown')`,
    join: ofEpisode,
  },
  gender: { key: `coalesce(of_episode.gender, 'unknown')`, join: ofEpisode },
  prior_episodes: {
    key: `case when of_episode.prior_episodes is null then 'unknown' when of_episode.prior_episodes = 0 then 'none'
               when of_episode.prior_episodes = 1 then 'one' else 'two_or_more' end`,
    join: ofEpisode,
  },
  arm: { key: `coalesce(selected.arm, 'unknown')` },
}
