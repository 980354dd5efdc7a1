import type { FoundMembers } from '../../../../../api/src/contracts/identity.js'
import type {
  EpisodeChange,
  EpisodeMove,
  EpisodeRecord,
  MemberChange,
  MemberMerge,
  MemberRecord,
  MovedEpisode,
  NewMember,
  NewTreatment,
  TreatmentChange,
  TreatmentRecord,
} from '../../../../../api/src/contracts/member-records.js'
import { sendJson } from '../../../api-client/send-json.js'

export function addMember(member: NewMember): Promise<MemberRecord> {
  return sendJson('POST', '/members', member)
}

export function changeMember(memberId: string, change: MemberChange): Promise<MemberRecord> {
  return sendJson('PATCH', `/members/${encodeURIComponent(memberId)}`, change)
}

export function changeEpisode(episodeId: number, change: EpisodeChange): Promise<EpisodeRecord> {
  return sendJson('PATCH', `/episodes/${episodeId}`, change)
}

export function moveEpisode(episodeId: number, move: EpisodeMove): Promise<MovedEpisode> {
  return sendJson('POST', `/episodes/${episodeId}/move`, move)
}

export function addTreatment(treatment: NewTreatment): Promise<TreatmentRecord> {
  return sendJson('POST', '/concurrent-treatments', treatment)
}

export function changeTreatment(
  { member_id, kind, started_on }: TreatmentRecord,
  change: TreatmentChange,
): Promise<TreatmentRecord> {
  const path = `/concurrent-treatments/${encodeURIComponent(member_id)}/${kind}/${started_on}`
  return sendJson('PATCH', path, change)
}

export function findMembers(text: string): Promise<FoundMembers> {
  return sendJson('POST', '/members/search', { text, page: 1, page_size: 20 })
}

export function mergeMembers(from: string, into: string, reason: string): Promise<MemberMerge> {
  return sendJson('POST', `/members/${encodeURIComponent(from)}/merge`, { into, reason })
}

export function undoMerge(mergeId: number, reason: string): Promise<MemberMerge> {
  return sendJson('POST', `/member-merges/${mergeId}/undo`, { reason })
}
