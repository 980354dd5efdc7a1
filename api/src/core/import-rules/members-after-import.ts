/** Members as they would be after the import: what is stored, with the accepted rows in place. */

import type { Day } from '../calendar-day.js'
import { groupBy } from './group-by.js'
import type { ImportContext } from './import-context.js'
import type { JudgedFile } from './judge-rows.js'
import { episodeKey, type StoredEpisode, treatmentKey } from './lookup.js'
import type { EpisodeRecord, MemberRow, TreatmentRecord } from './records.js'

export type StoredMemberRow = MemberRow & StoredEpisode
export type JudgedMembers = JudgedFile<MemberRow, StoredMemberRow>

/** The earliest the member may have been born; null = nothing is known. */
export type Birth = Day | null

export function currentEpisodes(
  members: JudgedMembers,
  context: ImportContext,
): (memberCode: string) => readonly EpisodeRecord[] {
  const accepted = groupBy(members.candidates, ({ record }) => record.memberCode)
  const settled = new Map<string, readonly EpisodeRecord[]>()
  return (memberCode) => {
    const known = settled.get(memberCode)
    if (known !== undefined) return known
    const rows = (accepted.get(memberCode) ?? []).map(({ record }) => record)
    const stored = context.lookup.members.get(memberCode)?.episodes ?? []
    const kept = stored.filter((episode) => !rows.some((row) => isSameEpisode(row, episode)))
    const episodes = [...kept, ...rows]
    settled.set(memberCode, episodes)
    return episodes
  }
}

export function currentTreatments(
  treatments: JudgedFile<TreatmentRecord>,
  context: ImportContext,
): (memberCode: string) => readonly TreatmentRecord[] {
  const accepted = groupBy(treatments.candidates, ({ record }) => record.memberCode)
  return (memberCode) => {
    const rows = (accepted.get(memberCode) ?? []).map(({ record }) => record)
    const keys = new Set(rows.map(treatmentKey))
    const stored = context.lookup.members.get(memberCode)?.treatments ?? []
    return [...stored.filter((treatment) => !keys.has(treatmentKey(treatment))), ...rows]
  }
}

export function birthLookup(members: JudgedMembers, context: ImportContext): (memberCode: string) => Birth {
  const births = new Map<string, Birth>()
  for (const { record } of members.candidates) {
    const birth = earliestBirth(record.identity.dateOfBirth, record.birthYear)
    if (birth !== null) births.set(record.memberCode, birth)
  }
  return (memberCode) => {
    const given = births.get(memberCode)
    if (given !== undefined) return given
    const stored = context.lookup.members.get(memberCode)
    const birthYear = stored?.episodes.find((episode) => episode.birthYear !== null)?.birthYear ?? null
    return earliestBirth(stored?.identity.dateOfBirth ?? null, birthYear)
  }
}

export function memberCodes(members: JudgedMembers): ReadonlySet<string> {
  return new Set(members.candidates.map(({ record }) => record.memberCode))
}

export function earliestBirth(dateOfBirth: Day | null, birthYear: number | null): Birth {
  return dateOfBirth ?? (birthYear === null ? null : `${birthYear}-01-01`)
}

export function isSameEpisode(one: EpisodeRecord, other: EpisodeRecord): boolean {
  return one.groupId === other.groupId && one.joinedOn === other.joinedOn
}

export function keyOfEpisode(episode: EpisodeRecord): string {
  return episodeKey(episode.memberCode, episode.groupId, episode.joinedOn)
}
