import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type EntryClinic, refused, startEntryClinic, TODAY } from './entry-clinic.js'

let clinic: EntryClinic

beforeAll(async () => {
  clinic = await startEntryClinic()
})
afterAll(() => clinic.close())

const page = (session: string, member: string) =>
  ['PUT', `/group-sessions/${session}/members/${member}`] as const
const ANSWERS = [2, 2, 2, 2, 1, 1, 1, 1, 0]
const form = (change: object = {}) => ({ measure: 'phq9', replaces: null, answers: ANSWERS, ...change })
const PRESENT = { attendance: { status: 'present', version: null } }

/** Everything that an entry might leave behind. */
function counts(): Promise<unknown[]> {
  return clinic.database.ownerQuery(
    `select (select count(*)::int from attendance) as attendance, (select count(*)::int from response) as response,
            (select count(*)::int from group_session where status = 'held') as held`,
  )
}

describe('wrong input', () => {
  test.each<[string, object, string[]]>([
    ['an answer of 4', form({ answers: [4, ...ANSWERS.slice(1)] }), ['forms.0.answers.0 item_out_of_range']],
    [
      'an answer of -1',
      form({ answers: [...ANSWERS.slice(1), -1] }),
      ['forms.0.answers.8 item_out_of_range'],
    ],
    ['8 answers', form({ answers: ANSWERS.slice(1) }), ['forms.0.answers.8 wrong_item_count']],
    ['10 answers', form({ answers: [...ANSWERS, 1] }), ['forms.0.answers.9 wrong_item_count']],
    ['no answer', form({ answers: Array(9).fill(null) }), ['forms.0.answers.0 empty_response']],
    ['an unknown measure', form({ measure: 'phq8' }), ['forms.0.measure unknown_measure']],
    [
      'a difficulty of 4',
      form({ functional_difficulty: 4 }),
      ['forms.0.functional_difficulty item_out_of_range'],
    ],
    [
      'a difficulty that the measure does not ask',
      { measure: 'rses', replaces: null, answers: Array(10).fill(1), functional_difficulty: 1 },
      ['forms.0.functional_difficulty wrong_item_count'],
    ],
    ['a day that is to come', form({ responded_on: '2026-03-03' }), ['forms.0.responded_on future_date']],
    [
      'a day before the member came',
      form({ responded_on: '2025-06-01' }),
      ['forms.0.responded_on outside_episode'],
    ],
    [
      'the same measure twice',
      [form(), form({ answers: [0, ...ANSWERS.slice(1)] })],
      ['forms.0.response_id conflict', 'forms.1.response_id conflict'],
    ],
  ])('%s: nothing is stored, not even the attendance beside it', async (_, forms, errors) => {
    const before = await counts()
    const answer = await refused(clinic.therapist, page('g1-9', 'improves'), {
      ...PRESENT,
      forms: [forms].flat(),
    })
    expect(answer.errors).toEqual(errors)
    expect(await counts()).toEqual(before)
  })

  test.each<[string, unknown, string]>([
    ['half an answer', form({ answers: [0.5, ...ANSWERS.slice(1)] }), 'forms.0.answers.0'],
    ['an answer in words', form({ answers: ['2', ...ANSWERS.slice(1)] }), 'forms.0.answers.0'],
    ['an answer of true', form({ answers: [true, ...ANSWERS.slice(1)] }), 'forms.0.answers.0'],
    ['30 February', form({ responded_on: '2026-02-30' }), 'forms.0.responded_on'],
    ['no answers at all', { measure: 'phq9', replaces: null }, 'forms.0.answers'],
  ])('%s is no form', async (_, given, path) => {
    const answer = await refused(clinic.therapist, page('g1-9', 'improves'), { forms: [given] })
    expect(answer).toEqual({ status: 400, code: 'invalid_body', errors: [path] })
  })

  test('with item 9 answered, it says that somebody needs a person, and repeats no answer', async () => {
    const answers = [9, 2, 2, 2, 1, 1, 1, 1, 3]
    const answer = await clinic.therapist.send('PUT', '/api/v1/group-sessions/g1-9/members/improves', {
      forms: [form({ answers })],
    })
    const { errors } = Object(answer.json())
    expect(errors.map(({ code }: { code: string }) => code)).toEqual([
      'item_out_of_range',
      'safety_relevant_not_stored',
    ])
    expect(answer.text).not.toMatch(/improves|"9"|: 9|is 9/)
  })

  test('a member of another group: not of this session; one out of reach: not there', async () => {
    const other = await refused(clinic.coordinatorOfBoth, page('g1-9', 'goes-on'), PRESENT)
    expect(other.errors).toEqual(['attendance.status session_of_another_group'])
    const foreign = await refused(clinic.therapist, page('g1-9', 'goes-on'), PRESENT)
    expect([foreign.status, foreign.code]).toEqual([404, 'member_not_found'])
    const elsewhere = await refused(clinic.otherCoordinator, page('g1-9', 'improves'), PRESENT)
    expect([elsewhere.status, elsewhere.code]).toEqual([404, 'group_session_not_found'])
  })
})

test("the day of a session is the site's", async () => {
  // 3:00 UTC on the 2nd is still the 1st in New York, where the session lies ahead.
  clinic.api.setNow(new Date(`${TODAY}T03:00:00Z`))
  const { today, attendance_entry } = Object(
    (await clinic.otherCoordinator.get('/api/v1/group-sessions/g2-9/entry')).json(),
  )
  expect([today, attendance_entry]).toEqual(['2026-03-01', 'not_yet'])
})
