import { describe, expect, test } from '@jest/globals'
import { changedFile, clinicFiles, lines } from '../../builders/import-files.js'
import { judgeFiles, rejectsOf } from '../../builders/judged-files.js'

const RESPONSES =
  'response_id,member_id,session_id,response_date,measure,item1,item2,item3,item4,item5,item6,item7,item8,item9'
const ITEMS = 'phq9,1,1,1,1,1,1,1,1,0'
const MEMBERS = 'member_id,group_id,join_date,planned_end_date'

const clinicWith = (name: string, change: Parameters<typeof changedFile>[1]) => ({
  ...clinicFiles(),
  ...changedFile(name, change),
})

/** The group of the clinic and a second one at the same time, with given members. */
function twoGroups(rows: {
  members: readonly string[]
  attendance?: readonly string[]
  responses?: readonly string[]
  membersHeader?: string
}) {
  const group = ',S1,T1,support,online,open,2026-01-05,8'
  return clinicFiles({
    'groups.csv': lines(
      'group_id,site_id,therapist_id,modality,format,structure,start_date,planned_sessions',
      `G1${group}`,
      `G2${group}`,
    ),
    'members.csv': lines(rows.membersHeader ?? MEMBERS, ...rows.members),
    'sessions.csv': lines(
      'session_id,group_id,session_number,session_date,status',
      'A1,G1,1,2026-01-05,held',
      'A2,G1,2,2026-01-12,cancelled',
      'A3,G1,3,2026-01-19,held',
      'A4,G1,4,2026-03-02,held',
      'A5,G1,5,2026-12-07,planned',
      'B1,G2,1,2026-01-05,held',
    ),
    'attendance.csv':
      rows.attendance === undefined
        ? null
        : lines('member_id,session_id,status,join_date', ...rows.attendance),
    'responses.csv': rows.responses === undefined ? null : lines(`${RESPONSES},join_date`, ...rows.responses),
  })
}

describe('the same key twice in one file', () => {
  test('a duplicate row is counted once', async () => {
    const { report } = await judgeFiles(clinicWith('attendance.csv', { add: ['M1,G1-1,present'] }))
    expect(report).toMatchObject({ rows: 21, accepted: 20, duplicate: 1, rejected: 0 })
  })

  test('with another content both rows are rejected, since neither can be known to be right', async () => {
    expect(await rejectsOf(clinicWith('attendance.csv', { add: ['M1,G1-1,late'] }))).toEqual([
      '2 status conflict',
      '10 status conflict',
    ])
  })

  test('a response_id under two members is rejected', async () => {
    expect(await rejectsOf(clinicWith('responses.csv', { add: [`R1,M2,G1-1,2026-01-05,${ITEMS}`] }))).toEqual(
      ['2 response_id response_id_of_another_member', '7 response_id response_id_of_another_member'],
    )
  })

  test('two sessions of a group with one number are both rejected', async () => {
    const rejects = await rejectsOf(clinicWith('sessions.csv', { replace: ['G1-2,G1,2', 'G1-2,G1,1'] }))
    expect(rejects.filter((reject) => reject.includes('session_number'))).toEqual([
      '2 session_number session_number_twice',
      '3 session_number session_number_twice',
    ])
  })

  test('rows of one member that name two people are rejected', async () => {
    const files = twoGroups({
      membersHeader: `${MEMBERS},full_name`,
      members: ['M1,G1,2026-01-05,2026-01-20,Willow Testbrook', 'M1,G2,2026-02-05,2026-02-20,Moss Testdale'],
    })
    expect(await rejectsOf(files)).toEqual(['2 full_name conflict', '3 full_name conflict'])
  })
})

describe('a reference to something that is not there', () => {
  test('an unknown group, member or session is rejected and never made', async () => {
    const files = {
      ...clinicWith('members.csv', { add: ['M3,G9,2026-01-05,2026-01-26,,,group_only,0,0,30,female,0'] }),
      ...changedFile('attendance.csv', { add: ['M9,G1-1,present', 'M1,G9-9,present'] }),
    }
    const { rejects } = await judgeFiles(files)
    expect(rejects.map(({ file, row, code }) => `${file} ${row} ${code}`)).toEqual([
      'members.csv 4 unknown_group',
      'attendance.csv 10 unknown_member',
      'attendance.csv 11 unknown_session',
    ])
  })

  test('sites and therapists are made from groups.csv when their files are absent, and listed', async () => {
    const { report } = await judgeFiles(clinicFiles())
    expect(report.created).toEqual([
      { kind: 'site', id: 'S1' },
      { kind: 'therapist', id: 'T1' },
    ])
  })

  test('what is made is listed in order of id, whatever the order of the groups', async () => {
    const rows = ['G8,S0,T9', 'G9,S10,T0'].map((ids) => `${ids},support,online,open,2026-01-05,4`)
    const { report } = await judgeFiles(clinicWith('groups.csv', { add: rows }))
    expect(report.created.map(({ id }) => id)).toEqual(['S0', 'S1', 'S10', 'T0', 'T1', 'T9'])
  })

  test('with their files there, an unknown site or therapist is rejected', async () => {
    const files = clinicFiles({
      'sites.csv': lines('site_id', 'S2'),
      'therapists.csv': lines('therapist_id', 'T2'),
    })
    const { rejects } = await judgeFiles(files)
    expect(rejects.slice(0, 2).map(({ file, code }) => `${file} ${code}`)).toEqual([
      'groups.csv unknown_site',
      'groups.csv unknown_therapist',
    ])
  })

  test('rows that depend on a rejected row are rejected with a code that says so', async () => {
    const { report, rejects } = await judgeFiles(
      clinicWith('members.csv', { replace: ['M2,G1,2026-01-05', 'M2,G1,2026-01-32'] }),
    )
    expect(rejects.map(({ file, code }) => `${file} ${code}`)).toEqual([
      'members.csv no_such_day',
      ...Array<string>(4).fill('attendance.csv depends_on_rejected_row'),
      'responses.csv depends_on_rejected_row',
    ])
    expect(report.rows).toBe(report.accepted + report.rejected)
  })
})

describe('an episode', () => {
  test('two at once are rejected unless the setting allows groups at the same time', async () => {
    const files = twoGroups({ members: ['M1,G1,2026-01-05,2026-01-26', 'M1,G2,2026-01-12,2026-02-26'] })
    expect(await rejectsOf(files)).toEqual([
      '2 join_date overlapping_episodes',
      '3 join_date overlapping_episodes',
    ])
    expect(await rejectsOf(files, { allowsConcurrentGroups: true })).toEqual([])
  })

  test('one may begin on the day on which another ends', async () => {
    const files = twoGroups({ members: ['M1,G1,2026-01-05,2026-01-26', 'M1,G2,2026-01-26,2026-02-26'] })
    expect(await rejectsOf(files)).toEqual([])
  })

  test('one without an end overlaps every later one', async () => {
    const files = twoGroups({ members: ['M1,G1,2026-01-05,', 'M1,G2,2026-03-26,2026-04-26'] })
    expect(await rejectsOf(files)).toEqual([
      '2 join_date overlapping_episodes',
      '3 join_date overlapping_episodes',
    ])
  })

  test('it cannot end before it began, begin in the future or before the birth', async () => {
    const header = `${MEMBERS},birth_year,date_of_birth`
    const files = twoGroups({
      membersHeader: header,
      members: [
        'M1,G1,2026-01-05,2026-01-04,,',
        'M2,G1,2026-06-02,2026-07-01,,',
        'M3,G1,2026-01-05,2026-01-26,2027,',
        'M4,G1,2026-01-05,2026-01-26,,2026-01-06',
      ],
    })
    expect(await rejectsOf(files)).toEqual([
      '2 planned_end_date end_before_start',
      '3 join_date future_date',
      '4 join_date before_birth',
      '5 join_date before_birth',
    ])
  })

  test('a planned end may lie in the future', async () => {
    expect(await rejectsOf(twoGroups({ members: ['M1,G1,2026-05-05,2026-12-26'] }))).toEqual([])
  })
})

describe('the arm', () => {
  const header = `${MEMBERS},arm,concurrent_individual,concurrent_medication`
  const treated = (row: string, ...treatments: string[]) => ({
    ...twoGroups({ membersHeader: header, members: [row] }),
    ...(treatments.length === 0
      ? {}
      : { 'concurrent_treatments.csv': lines('member_id,kind,started_on,ended_on', ...treatments) }),
  })

  test('that disagrees with its flags rejects the row', async () => {
    expect(await rejectsOf(treated('M1,G1,2026-01-05,2026-01-26,group_only,0,1'))).toEqual([
      '2 arm arm_contradiction',
    ])
    expect(await rejectsOf(treated('M1,G1,2026-01-05,2026-01-26,combined,0,0'))).toEqual([
      '2 arm arm_contradiction',
    ])
  })

  test('that disagrees with the dates of treatments rejects the row', async () => {
    const row = 'M1,G1,2026-01-05,2026-01-26,group_only,,'
    expect(await rejectsOf(treated(row, 'M1,medication,2026-01-18,'))).toEqual([
      '2 arm arm_contradiction',
      '2 member_id depends_on_rejected_row',
    ])
    expect(await rejectsOf(treated(row, 'M1,medication,2026-01-19,'))).toEqual([])
    expect(await rejectsOf(treated(row, 'M1,medication,2025-01-19,2026-01-04'))).toEqual([])
  })
})

describe('attendance', () => {
  const members = ['M1,G1,2026-01-05,2026-01-20', 'M2,G2,2026-01-05,2026-03-20']
  const attendance = (...rows: string[]) => rejectsOf(twoGroups({ members, attendance: rows }))

  test('belongs to a session of the group of an episode', async () => {
    expect(await attendance('M2,A1,present,')).toEqual(['2 session_id session_of_another_group'])
  })

  test('is refused on a cancelled or a planned session', async () => {
    expect(await attendance('M1,A2,present,', 'M1,A5,present,')).toEqual([
      '2 session_id attendance_on_unheld_session',
      '3 session_id attendance_on_unheld_session',
      '3 session_id outside_episode',
    ])
  })

  test('is refused after the planned end', async () => {
    expect(await attendance('M1,A4,absent_notified,')).toEqual(['2 session_id outside_episode'])
  })

  test('names its episode by a joining day that exists', async () => {
    expect(await attendance('M1,A1,present,2026-01-05', 'M1,A3,present,2026-01-06')).toEqual([
      '3 join_date unknown_episode',
    ])
  })

  test('attended after leaving is refused, absences up to the planned end are taken', async () => {
    const files = clinicWith('attendance.csv', { replace: ['M2,G1-4,absent_unnotified', 'M2,G1-4,present'] })
    expect(await rejectsOf(files)).toEqual(['9 status attendance_after_exit'])
    expect(await rejectsOf(clinicFiles())).toEqual([])
  })

  test('a session that was held cannot lie in the future', async () => {
    const rejects = await rejectsOf(
      clinicWith('sessions.csv', { replace: ['2026-01-26,held', '2026-06-02,held'] }),
    )
    expect(rejects[0]).toBe('5 session_date future_date')
  })
})

describe('a form', () => {
  const members = [
    'M1,G1,2026-01-05,2026-01-20',
    'M2,G2,2026-01-05,2026-01-26',
    'M2,G1,2026-02-10,2026-03-10',
  ]
  const forms = (...rows: string[]) =>
    rejectsOf(twoGroups({ members, responses: rows.map((row, i) => `F${i},${row}`) }))

  test('counts from 28 days before joining to 28 days after the end', async () => {
    expect(
      await forms(
        `M1,,2025-12-08,${ITEMS},`,
        `M1,,2025-12-07,${ITEMS},`,
        `M1,,2026-02-17,${ITEMS},`,
        `M1,,2026-02-18,${ITEMS},`,
      ),
    ).toEqual(['3 response_date outside_episode', '5 response_date outside_episode'])
  })

  test('that could belong to two episodes is ambiguous until it names one', async () => {
    expect(await forms(`M2,,2026-02-01,${ITEMS},`)).toEqual(['2 response_date ambiguous_episode'])
    expect(await forms(`M2,,2026-02-01,${ITEMS},2026-02-10`)).toEqual([])
    expect(await forms(`M2,,2026-02-01,${ITEMS},2026-02-11`)).toEqual(['2 join_date unknown_episode'])
  })

  test('with a session belongs to the episode in that group', async () => {
    expect(await forms(`M2,A4,2026-02-12,${ITEMS},`)).toEqual([])
    expect(await forms(`M1,B1,2026-01-12,${ITEMS},`)).toEqual(['2 session_id session_of_another_group'])
  })

  test('cannot lie in the future', async () => {
    expect(await forms(`M1,,2026-06-02,${ITEMS},`)).toEqual(['2 response_date future_date'])
  })

  test('by an absent member, and a second one of a day, are taken and noticed', async () => {
    const { report } = await judgeFiles(
      clinicWith('responses.csv', {
        add: [`R8,M1,G1-3,2026-01-19,${ITEMS}`, `R9,M1,G1-3,2026-01-19,${ITEMS}`],
      }),
    )
    expect(report.rejected).toBe(0)
    expect(report.notices.map(({ code }) => code).sort()).toEqual([
      'response_when_absent',
      'two_forms_on_one_day',
    ])
  })
})

test('the order of rows in a file changes nothing but the lines', async () => {
  const shuffled = Object.fromEntries(
    Object.entries(clinicFiles()).map(([name, text]) => {
      const [header = '', ...rows] = text.trimEnd().split('\n')
      return [name, lines(header, ...rows.reverse())]
    }),
  )
  const { report } = await judgeFiles(shuffled)
  expect(report).toMatchObject({ rows: 20, accepted: 20, rejected: 0 })
})
