import { addDays } from '../../../../api/src/core/calendar-day.js'
import { type Anchors, cell, type SpoiledTables } from './anchors.js'

/**
 * Odd rows that must be taken: they look like mistakes and are none. Beside them two rows that only such odd
 * episodes can refuse: a form without a session that fits two of them, and an absence after a planned end.
 */
export function addAcceptedOddities(tables: SpoiledTables, anchors: Anchors): void {
  const { group, member, otherMember, session, phq9 } = anchors
  const start = cell(group, 'start_date')
  const short = {
    ...member,
    arm: 'group_only',
    concurrent_individual: '0',
    concurrent_medication: '0',
    join_date: start,
    planned_end_date: addDays(start, 7),
    exit_date: addDays(start, 7),
  }
  // literal text that some program would run: a spreadsheet, a browser, a database
  tables.members.accept({ ...short, member_id: 'MY001', full_name: "=cmd|'/c calc'!A1" })
  tables.members.accept({ ...short, member_id: 'MY002', full_name: '<script>alert(1)</script>' })
  tables.members.accept({ ...short, member_id: '__proto__', full_name: "Robert'); drop table member; --" })
  tables.members.accept({ ...short, member_id: '007', full_name: 'Walnut, "The Quoted" Testford' })
  tables.members.accept({ ...short, member_id: ' MY003 ', full_name: ' Willow Testbrook ' })
  tables.members.accept({ ...short, member_id: 'José'.normalize('NFD'), full_name: 'José Testwood' })
  // the same row again, letter for letter: counted as a duplicate
  tables.members.accept(otherMember)
  tables.responses.accept(phq9)

  tables.responses.accept({ ...phq9, response_id: 'RY001', total: '27' })
  tables.responses.accept({
    response_id: 'RY002',
    member_id: 'José'.normalize('NFC'),
    response_date: start,
    measure: 'phq9',
    total: '12',
  })
  tables.responses.accept({ ...phq9, response_id: 'RY003', item4: ' 2 ' })

  const secondJoin = addDays(start, 42)
  tables.members.accept({ ...short, member_id: 'MY004' })
  tables.members.accept({
    ...short,
    member_id: 'MY004',
    join_date: secondJoin,
    planned_end_date: addDays(secondJoin, 7),
    exit_date: addDays(secondJoin, 7),
  })
  tables.responses.reject('ambiguous_episode', 'response_date', {
    ...phq9,
    response_id: 'RY004',
    member_id: 'MY004',
    session_id: '',
    response_date: addDays(start, 20),
  })

  // a form from a session that the member missed, and an absence from a session after the planned end
  const sessionId = cell(session, 'session_id')
  const plannedEnd = addDays(start, 35)
  tables.members.accept({ ...short, member_id: 'MY005', planned_end_date: plannedEnd, exit_date: plannedEnd })
  tables.attendance.accept({ member_id: 'MY005', session_id: sessionId, status: 'absent_notified' })
  tables.responses.accept({
    ...phq9,
    response_id: 'RY005',
    member_id: 'MY005',
    session_id: sessionId,
    response_date: cell(session, 'session_date'),
  })
  tables.members.accept({ ...short, member_id: 'MY006', planned_end_date: start, exit_date: start })
  tables.attendance.reject('outside_episode', 'session_id', {
    member_id: 'MY006',
    session_id: sessionId,
    status: 'absent_notified',
  })
}
