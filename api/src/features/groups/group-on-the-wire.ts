import type { Group } from '../../contracts/groups.js'
import type { StoredGroup } from './group-list.query.js'

export function groupOnTheWire(stored: StoredGroup): Group {
  const { start_on, end_on, last_session_on, today, sessions_ahead, ...group } = stored
  return {
    ...group,
    start_date: start_on,
    end_date: end_on,
    last_session_date: last_session_on,
    status: statusOf({ ...group, start_on, today, sessions_ahead }),
  }
}

/** Running while a session lies ahead or an episode is open; before its start it is planned. */
function statusOf(
  group: Pick<StoredGroup, 'start_on' | 'today' | 'sessions_ahead' | 'n_open_episodes' | 'sessions_held'>,
): Group['status'] {
  if (group.sessions_held === 0 && group.start_on > group.today) return 'planned'
  return group.sessions_ahead > 0 || group.n_open_episodes > 0 ? 'running' : 'ended'
}
