import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { savedSessionMemberSchema, sessionSheetSchema } from '../../../api/src/contracts/entry.js'
import { type EntryClinic, sent, startEntryClinic, TODAY } from './entry-clinic.js'

let clinic: EntryClinic

beforeAll(async () => {
  clinic = await startEntryClinic()
})
afterAll(() => clinic.close())

const page = (session: string, member: string) =>
  ['PUT', `/group-sessions/${session}/members/${member}`] as const
const phq9 = (answers: (number | null)[], change: object = {}) => ({
  measure: 'phq9',
  replaces: null,
  answers,
  ...change,
})
const ANSWERS = [2, 2, 2, 2, 1, 1, 1, 1, 0]

describe('the sheet of a session', () => {
  test('has everything that the page needs', async () => {
    const sheet = await clinic.therapist.read(sessionSheetSchema, '/group-sessions/g1-8/entry')
    expect(sheet).toMatchObject({
      group: { group_id: 'g1', therapists: [{ therapist_id: 'T-g1', part: 'lead' }] },
      session: {
        session_id: 'g1-8',
        session_number: 8,
        session_date: '2026-02-23',
        status: 'held',
        version: 1,
      },
      today: TODAY,
      attendance_entry: 'open',
      crisis_line: null,
    })
    expect(sheet.measures.map(({ code, is_expected, is_used }) => [code, is_expected, is_used])).toEqual([
      ['phq9', true, true],
      ['gad7', true, true],
      ['rses', false, false],
    ])
    expect(sheet.measures[0]?.items[8]).toMatchObject({
      number: 9,
      is_risk_item: true,
      wording: expect.any(String),
    })
    expect(
      sheet.roster.map(({ member_id, full_name, session_of_member }) => [
        member_id,
        full_name,
        session_of_member,
      ]),
    ).toEqual([
      ['deteriorates', 'Name of deteriorates', 8],
      ['improves', 'Name of improves', 8],
      ['recovers', 'Name of recovers', 8],
      ['recovers-unreliably', 'Name of recovers-unreliably', 8],
    ])
  })

  test('has the forms that are there, with change for the therapist and none for the coordinator', async () => {
    const own = await clinic.therapist.read(sessionSheetSchema, '/group-sessions/g1-3/entry')
    const row = own.roster.find(({ member_id }) => member_id === 'deteriorates')
    expect(row?.attendance).toEqual({ status: 'present', version: 1 })
    expect(row?.forms[0]).toMatchObject({
      measure: 'phq9',
      source_system: 'file',
      response_id: 'deteriorates-g1-phq9-3',
      total: 19,
      band: { code: 'moderately_severe', label: 'Moderately severe' },
      risk_item: 'yes',
      change: { baseline: 12, baseline_on: '2026-01-05', points: -7, class: 'reliably_deteriorated' },
    })
    const theirs = await clinic.coordinator.read(sessionSheetSchema, '/group-sessions/g1-3/entry')
    expect(theirs.roster.flatMap(({ forms }) => forms.map(({ change }) => change))).toEqual(
      Array(7).fill(null),
    )
  })

  test.each([
    ['g1-8', 'open'],
    ['g1-9', 'makes_held'],
    ['g1-10', 'not_yet'],
  ])('of %s says whether attendance may be entered: %s', async (session, expected) => {
    const sheet = await clinic.therapist.read(sessionSheetSchema, `/group-sessions/${session}/entry`)
    expect(sheet.attendance_entry).toBe(expected)
  })

  test('is not there for somebody else, and not for directors', async () => {
    expect((await clinic.otherCoordinator.get('/api/v1/group-sessions/g1-8/entry')).status).toBe(404)
    expect((await clinic.therapist.get('/api/v1/group-sessions/g2-8/entry')).status).toBe(404)
    expect((await clinic.director.get('/api/v1/group-sessions/g1-8/entry')).status).toBe(403)
  })
})

describe('a member of a session', () => {
  test('is stored with attendance and form; a planned session of today becomes held, and it is said', async () => {
    const saved = savedSessionMemberSchema.parse(
      await sent(clinic.therapist, page('g1-9', 'improves'), {
        attendance: { status: 'late', version: null },
        forms: [phq9([...ANSWERS.slice(0, 8), 1], { functional_difficulty: 2 })],
      }),
    )
    expect(saved.session).toMatchObject({ status: 'held', version: 2 })
    expect(saved.notices.map(({ code }) => code)).toEqual(['session_became_held'])
    expect(saved.member.attendance).toEqual({ status: 'late', version: 1 })
    expect(saved.member.forms).toEqual([
      expect.objectContaining({
        measure: 'phq9',
        source_system: 'screen',
        version: 1,
        total: 13,
        band: { code: 'moderate', label: 'Moderate' },
        functional_difficulty: 2,
        responded_on: TODAY,
        mode: 'paper',
        risk_item: 'yes',
        change: { baseline: 24, baseline_on: '2026-01-05', points: 11, class: 'reliably_improved' },
      }),
    ])
    expect([saved.risk_item_answered, saved.crisis_line]).toEqual([true, null])
    const [outcome] = await clinic.database.ownerQuery(
      `select sessions_attended, risk_item, (select last from episode_measure_outcome m
         where m.member_id = o.member_id and m.episode_id = o.episode_id and measure_code = 'phq9') as last
       from episode_outcome o join member using (member_id) where member_code = 'improves'`,
    )
    expect(outcome).toEqual({ sessions_attended: 5, risk_item: 'yes', last: 13 })
  })
})
