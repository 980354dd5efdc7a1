import type { ReactElement } from 'react'
import { Link } from 'react-router'
import type { MemberTrajectory } from '../../../../api/src/contracts/members.js'
import { Card } from '../../components/card.js'
import { ReliableChangePill } from '../../components/episode-table/episode-columns.js'
import { type CarriedFilters, filterLink } from '../../components/filter-bar/filter-link.js'
import { episodeEndWords, episodeScoresWords, episodeTimeWords } from './episode-words.js'
import styles from './episodes-card.module.css'

/** Every episode of care, the latest on top: the one of this page is marked, the others are a link away. */
export function EpisodesCard(props: {
  found: MemberTrajectory
  filters: CarriedFilters
  measureName: string
}): ReactElement {
  const { found, filters, measureName } = props
  const page = `/members/${encodeURIComponent(found.member_id)}`
  const latestFirst = found.episodes.map((episode, place) => ({ episode, number: place + 1 })).reverse()
  return (
    <Card label="Episodes of care">
      <h2 className={styles.title}>{found.episodes.length} episodes of care</h2>
      <ol className={styles.episodes} reversed>
        {latestFirst.map(({ episode, number }) => {
          const isOpen = episode.episode_id === found.episode.episode_id
          const name = `Episode ${number}: ${episode.group_name}`
          return (
            <li key={episode.episode_id} className={styles.episode} data-open={isOpen}>
              <p className={styles.name}>
                {isOpen ? (
                  <strong aria-current="true">{name}</strong>
                ) : (
                  <Link to={filterLink(page, filters, { episode: String(episode.episode_id) })}>{name}</Link>
                )}
                {isOpen && <span className={styles.here}>on this page</span>}
              </p>
              <p className={styles.time}>{episodeTimeWords(episode)}</p>
              <p className={styles.end}>{episodeEndWords(episode)}</p>
              <p className={styles.scores}>
                {episodeScoresWords(episode, measureName)}
                {episode.reliable_change !== 'not_assessable' && <ReliableChangePill of={episode} />}
              </p>
            </li>
          )
        })}
      </ol>
    </Card>
  )
}
