import { describe, expect, test } from '@jest/globals'
import { changedFile, clinicFiles, lines } from '../../builders/import-files.js'
import { judgeFiles, rejectsOf } from '../../builders/judged-files.js'

const HEADER =
  'response_id,member_id,session_id,response_date,measure,item1,item2,item3,item4,item5,item6,item7,item8,item9,functional_difficulty,total'

/** A clinic with one PHQ-9 form whose first item, or other cells, are given. */
function withForm(form: {
  item1?: string
  rest?: string
  day?: string
  measure?: string
  total?: string
  difficulty?: string
}): Record<string, string> {
  const {
    item1 = '1',
    rest = '1,1,1,1,1,1,1,0',
    day = '2026-01-12',
    measure = 'phq9',
    total = '',
    difficulty = '',
  } = form
  const row = `X1,M1,G1-2,${day},${measure},${item1},${rest},${difficulty},${total}`
  return clinicFiles({ 'responses.csv': lines(HEADER, row) })
}

describe('an answer to an item of PHQ-9', () => {
  test.each(['0', '1', '2', '3', ' 2 ', '\t2'])(
    '%j is taken, blanks around it are trimmed',
    async (item1) => {
      expect(await rejectsOf(withForm({ item1 }))).toEqual([])
    },
  )

  test.each(['4', '-1', '9', '27', '1000000000'])('%j lies outside 0 to 3', async (item1) => {
    expect(await rejectsOf(withForm({ item1 }))).toEqual(['2 item1 item_out_of_range'])
  })

  test.each([
    '2.5',
    '2.0',
    '1e0',
    '03',
    '+3',
    '-0',
    '0x2',
    '0b1',
    'NaN',
    '３',
    '٣',
    '1,5',
    '.5',
    '99999999999999999999',
  ])('%j is no plain whole number and is not rounded or converted', async (item1) => {
    expect(await rejectsOf(withForm({ item1: `"${item1}"` }))).toEqual(['2 item1 not_integer'])
  })

  test.each(['true', 'null', '{}', 'two', '=1+1', '-', '1 2'])('%j is no number at all', async (item1) => {
    expect(await rejectsOf(withForm({ item1 }))).toEqual(['2 item1 wrong_type'])
  })

  test('an empty item is a missing answer, and up to two of them are prorated', async () => {
    const { report, rejects } = await judgeFiles(withForm({ item1: '', rest: '1,1,1,1,1,1,1,' }))
    expect(rejects).toEqual([])
    expect(report.accepted).toBe(16)
  })

  test('every bad cell of a row is reported, not only the first', async () => {
    const files = withForm({ item1: '4', rest: 'x,1,1,1,1,1,1,2.5', day: '2026-02-30' })
    expect(await rejectsOf(files)).toEqual([
      '2 response_date no_such_day',
      '2 item1 item_out_of_range',
      '2 item2 wrong_type',
      '2 item9 not_integer',
    ])
  })

  test('a bad cell does not hide that the member is unknown too', async () => {
    const row = 'X1,M77,G9-9,2026-01-12,phq9,4,1,1,1,1,1,1,1,0,,'
    expect(await rejectsOf(clinicFiles({ 'responses.csv': lines(HEADER, row) }))).toEqual([
      '2 item1 item_out_of_range',
      '2 member_id unknown_member',
      '2 session_id unknown_session',
    ])
  })

  test('the reject says what was expected and never what was written', async () => {
    const { rejects } = await judgeFiles(withForm({ item1: '4711', day: 'Willow Testbrook' }))
    expect(rejects.map(({ expected }) => expected)).toEqual([
      'a day written YYYY-MM-DD',
      'a whole number from 0 to 3',
    ])
    expect(JSON.stringify(rejects)).not.toMatch(/4711|Willow/)
  })
})

describe('a form as a whole', () => {
  test('all items empty and no total is an empty response', async () => {
    expect(await rejectsOf(withForm({ item1: '', rest: ',,,,,,,' }))).toEqual(['2 item1 empty_response'])
  })

  test('a total without items is taken as it is', async () => {
    expect(await rejectsOf(withForm({ item1: '', rest: ',,,,,,,', total: '14' }))).toEqual([])
  })

  test('a total beyond the measure is rejected', async () => {
    expect(await rejectsOf(withForm({ item1: '', rest: ',,,,,,,', total: '28' }))).toEqual([
      '2 total number_out_of_range',
    ])
  })

  test('a total that is not the sum is noticed and the items are kept', async () => {
    const { report } = await judgeFiles(withForm({ total: '9' }))
    expect(report).toMatchObject({ rejected: 0, accepted: 16 })
    expect(report.notices).toMatchObject([{ code: 'total_mismatch', file: 'responses.csv' }])
  })

  test('a total that is the sum of the answers, or their prorated score, is no mismatch', async () => {
    for (const form of [{ total: '8' }, { item1: '', total: '7' }, { item1: '', total: '8' }]) {
      expect((await judgeFiles(withForm(form))).report.notices).toEqual([])
    }
  })

  test('an eight-item PHQ-9 has the wrong number of items', async () => {
    const header =
      'response_id,member_id,session_id,response_date,measure,item1,item2,item3,item4,item5,item6,item7,item8'
    const files = clinicFiles({
      'responses.csv': lines(
        header,
        'X1,M1,G1-2,2026-01-12,phq9,1,1,1,1,1,1,1,1',
        'X2,M1,G1-2,2026-01-12,gad7,1,1,1,1,1,1,1,',
      ),
    })
    expect(await rejectsOf(files)).toEqual(['2 item9 wrong_item_count'])
  })

  test('a filled cell beyond the seven items of GAD-7 is a wrong item count', async () => {
    expect(await rejectsOf(withForm({ measure: 'gad7', rest: '1,1,1,1,1,1,1,' }))).toEqual([
      '2 item8 wrong_item_count',
    ])
  })

  test('an unknown measure is rejected with the list of the known ones', async () => {
    const { rejects } = await judgeFiles(withForm({ measure: 'bdi2' }))
    expect(rejects).toMatchObject([
      { column: 'measure', code: 'unknown_measure', expected: 'phq9, gad7, rses' },
    ])
  })

  test('functional difficulty outside its choices is rejected', async () => {
    expect(await rejectsOf(withForm({ difficulty: '4' }))).toEqual([
      '2 functional_difficulty item_out_of_range',
    ])
    expect(await rejectsOf(withForm({ difficulty: '3' }))).toEqual([])
  })

  test('whoever uploads is told of a rejected row with an answer above 0 to item 9 of PHQ-9', async () => {
    for (const rest of ['1,1,1,1,1,1,1,2', '1,1,1,1,1,1,1,4', '1,1,1,1,1,1,1,2.0']) {
      const { report, rejects } = await judgeFiles(withForm({ item1: 'x', rest }))
      expect(report.safety).toEqual({
        rejected_with_risk_answer: 1,
        rows: [{ file: 'responses.csv', row: 2 }],
      })
      expect(rejects[0]?.is_safety_relevant).toBe(true)
    }
    const { report } = await judgeFiles(withForm({ item1: 'x' }))
    expect(report.safety.rejected_with_risk_answer).toBe(0)
  })

  test('the same is told when the row is well written but refers to nobody', async () => {
    const row = 'X1,M77,,2026-01-12,phq9,1,1,1,1,1,1,1,1,1,,'
    const { report } = await judgeFiles(clinicFiles({ 'responses.csv': lines(HEADER, row) }))
    expect(report.safety.rejected_with_risk_answer).toBe(1)
  })
})

describe('a date', () => {
  test.each([
    ['2026-02-30', 'no_such_day'],
    ['2026-13-01', 'no_such_day'],
    ['1026-01-01', 'no_such_day'],
    ['03/04/2026', 'ambiguous_date'],
    ['3.4.26', 'ambiguous_date'],
    ['46034', 'excel_serial_date'],
    ['46034.5', 'excel_serial_date'],
    ['2026-01-12T10:00:00', 'not_a_date'],
    ['12 January 2026', 'not_a_date'],
    ['20260112', 'not_a_date'],
  ])('%j is rejected with a hint', async (day, code) => {
    expect(await rejectsOf(withForm({ day }))).toEqual([`2 response_date ${code}`])
  })
})

describe('an id', () => {
  const member = (id: string) =>
    clinicFiles({
      'members.csv': lines('member_id,group_id,join_date,planned_end_date', `${id},G1,2026-01-05,2026-01-26`),
      'attendance.csv': null,
      'responses.csv': null,
    })

  test.each([
    ['Cyrillic A', '\u0410001'],
    ['Latin beside Cyrillic', 'M\u0430ria'],
    ['a zero-width space', 'M\u200b1'],
    ['a zero-width no-break space', '\ufeff\u200bM1'],
    ['a right-to-left mark', 'M1\u200f'],
    ['full-width digits', 'M１'],
    ['Greek capitals', '\u0391\u0392\u0395'],
  ])('with %s could be taken for another one', async (_name, id) => {
    expect(await rejectsOf(member(id))).toEqual(['2 member_id confusable_id'])
  })

  test.each(['007', 'Żółć-1', 'Жанна', '患者1', '=cmd|calc', "O'Hara", '-12', 'a b'])(
    '%j is taken as it is',
    async (id) => {
      expect(await rejectsOf(member(id))).toEqual([])
    },
  )

  test('"José" written with a composed and with a combining accent is one member', async () => {
    const files = clinicFiles({
      'members.csv': lines(
        'member_id,group_id,join_date,planned_end_date',
        'Jos\u00e9,G1,2026-01-05,2026-01-26',
      ),
      'attendance.csv': lines('member_id,session_id,status', 'Jose\u0301,G1-1,present'),
      'responses.csv': null,
    })
    expect(await rejectsOf(files)).toEqual([])
  })

  test('that is empty or longer than 200 characters is rejected', async () => {
    expect(await rejectsOf(member(''))).toEqual(['2 member_id missing_value'])
    expect(await rejectsOf(member('m'.repeat(201)))).toEqual(['2 member_id id_too_long'])
  })
})

describe('the other files', () => {
  test('a value outside its list is rejected with the list', async () => {
    const { rejects } = await judgeFiles({
      ...clinicFiles(),
      ...changedFile('attendance.csv', { replace: ['M1,G1-1,present', 'M1,G1-1,came'] }),
    })
    expect(rejects).toMatchObject([
      {
        row: 2,
        column: 'status',
        code: 'unknown_value',
        expected: 'present, late, left_early, absent_notified, absent_unnotified',
      },
    ])
  })

  test('a flag is 0 or 1', async () => {
    const header = 'member_id,group_id,join_date,planned_end_date,concurrent_individual,concurrent_medication'
    const files = clinicFiles({
      'members.csv': lines(header, 'M1,G1,2026-01-05,2026-01-26,2,true'),
      'attendance.csv': null,
      'responses.csv': null,
    })
    expect(await rejectsOf(files)).toEqual([
      '2 concurrent_individual number_out_of_range',
      '2 concurrent_medication wrong_type',
    ])
  })

  test('a time zone must be one', async () => {
    const sites = lines('site_id,name,time_zone', 'S1,North,Europe/Atlantis', 'S2,South,Europe/Lisbon')
    expect(await rejectsOf(clinicFiles({ 'sites.csv': sites }))).toContain('2 time_zone unknown_time_zone')
  })

  test('a formula in a name stays literally what it is', async () => {
    const sites = lines('site_id,name', "S1,=cmd|' /C calc'!A0")
    expect(await rejectsOf(clinicFiles({ 'sites.csv': sites }))).toEqual([])
  })
})
