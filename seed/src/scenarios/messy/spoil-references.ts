import { addDays } from '../../../../api/src/core/calendar-day.js'
import type { RowCode } from '../../../../api/src/core/import-rules/codes.js'
import { type Anchors, cell, type SpoiledTables } from './anchors.js'
import { numberedIds } from './spoil-responses.js'
import type { Cells } from './spoiled-table.js'

/** Adds refused sites, therapists, groups and sessions. */
export function spoilReferences(tables: SpoiledTables, { asOf, group, otherGroup, session }: Anchors): void {
  tables.sites.reject('unknown_time_zone', 'time_zone', {
    site_id: 'S9',
    name: 'Nowhere',
    time_zone: 'Mars/Olympus',
  })
  tables.therapists.reject('unknown_site', 'site_id', { therapist_id: 'TX01', site_id: 'S99' })

  const newGroup = numberedIds('GX')
  const rejectGroup = (code: RowCode, column: string, changes: Cells) =>
    tables.groups.reject(code, column, { ...group, group_id: newGroup(), ...changes })
  rejectGroup('unknown_site', 'site_id', { site_id: 'S99' })
  rejectGroup('unknown_therapist', 'therapist_id', { therapist_id: 'T999' })
  rejectGroup('same_therapist_twice', 'co_therapist_id', { co_therapist_id: cell(group, 'therapist_id') })
  rejectGroup('unknown_value', 'modality', { modality: 'CBT' })
  rejectGroup('unknown_value', 'format', { format: 'In person' })
  rejectGroup('end_before_start', 'end_date', { end_date: addDays(cell(group, 'start_date'), -1) })
  rejectGroup('number_out_of_range', 'planned_sessions', { planned_sessions: '0' })

  const newSession = numberedIds('SX')
  const rejectSession = (code: RowCode, column: string, changes: Cells) =>
    tables.sessions.reject(code, column, {
      ...session,
      session_id: newSession(),
      session_number: '90',
      ...changes,
    })
  rejectSession('unknown_group', 'group_id', { group_id: 'G999' })
  rejectSession('session_number_twice', 'session_number', { session_number: '93' })
  rejectSession('session_number_twice', 'session_number', { session_number: '93' })
  rejectSession('future_date', 'session_date', { session_number: '91', session_date: addDays(asOf, 40) })
  rejectSession('unknown_value', 'status', {
    session_number: '92',
    group_id: cell(otherGroup, 'group_id'),
    status: 'done',
  })
}

/** Adds refused episodes, treatments and attendance, and one row that hangs on a refused one. */
export function spoilMembers(tables: SpoiledTables, anchors: Anchors): void {
  const { asOf, member, otherMember, session, otherSession, otherGroup } = anchors
  const newMember = numberedIds('MX')
  const rejectMember = (code: RowCode, column: string, changes: Cells) =>
    tables.members.reject(code, column, { ...member, ...AS_GROUP_ONLY, member_id: newMember(), ...changes })
  const joinDate = cell(member, 'join_date')
  rejectMember('unknown_group', 'group_id', { group_id: 'G999' })
  rejectMember('end_before_start', 'exit_date', { exit_date: addDays(joinDate, -1) })
  rejectMember('end_before_start', 'planned_end_date', { planned_end_date: addDays(joinDate, -1) })
  rejectMember('unknown_value', 'gender', { gender: 'F' })
  rejectMember('unknown_value', 'exit_reason', { exit_reason: 'finished' })
  rejectMember('not_integer', 'age', { age: '39.5' })
  rejectMember('number_out_of_range', 'concurrent_individual', { concurrent_individual: '2' })
  rejectMember('before_birth', 'join_date', { date_of_birth: addDays(joinDate, 1), age: '' })
  rejectMember('future_date', 'join_date', {
    join_date: addDays(asOf, 40),
    planned_end_date: addDays(asOf, 90),
    exit_date: '',
    exit_reason: '',
  })
  rejectMember('arm_contradiction', 'arm', { arm: 'combined' })
  rejectMember('arm_contradiction', 'arm', { concurrent_medication: '1' })
  rejectMember('overlapping_episodes', 'join_date', { member_id: 'MX-OVERLAP' })
  rejectMember('overlapping_episodes', 'join_date', {
    member_id: 'MX-OVERLAP',
    group_id: cell(otherGroup, 'group_id'),
    join_date: addDays(joinDate, 1),
  })

  rejectMember('unknown_value', 'arm', { member_id: 'MX-HANGS', arm: 'both' })
  tables.attendance.reject('depends_on_rejected_row', 'member_id', {
    member_id: 'MX-HANGS',
    session_id: cell(session, 'session_id'),
    status: 'present',
  })

  const attends = {
    member_id: cell(member, 'member_id'),
    session_id: cell(session, 'session_id'),
    status: 'present',
  }
  tables.attendance.reject('unknown_member', 'member_id', { ...attends, member_id: 'M99999' })
  tables.attendance.reject('unknown_session', 'session_id', { ...attends, session_id: 'G999-01' })
  tables.attendance.reject('session_of_another_group', 'session_id', {
    ...attends,
    session_id: cell(otherSession, 'session_id'),
  })
  tables.attendance.spoil('attendance_after_exit', 'status', anchors.absenceAfterExit, 'present')
  rejectAttendanceOnCancelled(tables, anchors)

  const treated = {
    member_id: cell(otherMember, 'member_id'),
    kind: 'medication',
    started_on: addDays(asOf, -20),
  }
  tables.treatments.reject('unknown_member', 'member_id', { ...treated, member_id: 'M99999' })
  tables.treatments.reject('unknown_value', 'kind', { ...treated, kind: 'pills' })
  tables.treatments.reject('end_before_start', 'ended_on', { ...treated, ended_on: addDays(asOf, -21) })
  tables.treatments.reject('future_date', 'started_on', { ...treated, started_on: addDays(asOf, 40) })
}

const AS_GROUP_ONLY = { arm: 'group_only', concurrent_individual: '0', concurrent_medication: '0' }

function rejectAttendanceOnCancelled(tables: SpoiledTables, { member, session }: Anchors): void {
  const cancelled = {
    ...session,
    session_id: 'SX-CANCELLED',
    session_number: '95',
    status: 'cancelled',
    duration_minutes: '',
  }
  tables.sessions.accept(cancelled)
  tables.attendance.reject('attendance_on_unheld_session', 'session_id', {
    member_id: cell(member, 'member_id'),
    session_id: cancelled.session_id,
    status: 'present',
  })
}
