import type {
  GroupChange,
  GroupRecord,
  GroupSessionChange,
  GroupSessionRecord,
  NewGroup,
  NewGroupSession,
} from '../../../../../api/src/contracts/group-records.js'
import type { EpisodeRecord, NewEpisode } from '../../../../../api/src/contracts/member-records.js'
import { sendJson } from '../../../api-client/send-json.js'

export function addGroup(group: NewGroup): Promise<GroupRecord> {
  return sendJson('POST', '/groups', group)
}

export function changeGroup(groupId: string, change: GroupChange): Promise<GroupRecord> {
  return sendJson('PATCH', `/groups/${encodeURIComponent(groupId)}`, change)
}

export function addSession(session: NewGroupSession): Promise<GroupSessionRecord> {
  return sendJson('POST', '/group-sessions', session)
}

export function changeSession(sessionId: string, change: GroupSessionChange): Promise<GroupSessionRecord> {
  return sendJson('PATCH', `/group-sessions/${encodeURIComponent(sessionId)}`, change)
}

export function addEpisode(episode: NewEpisode): Promise<EpisodeRecord> {
  return sendJson('POST', '/episodes', episode)
}
