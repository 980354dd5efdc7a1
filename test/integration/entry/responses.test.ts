import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import {
  responseVersionsSchema,
  type SavedResponse,
  savedResponseSchema,
} from '../../../api/src/contracts/response-entry.js'
import type { Caller } from '../support/test-api.js'
import { type EntryClinic, refused, sent, startEntryClinic } from './entry-clinic.js'

let clinic: EntryClinic

beforeAll(async () => {
  clinic = await startEntryClinic()
})
afterAll(() => clinic.close())

const ANSWERS = [2, 2, 2, 2, 1, 1, 1, 1, 0]
const aForm = (change: object = {}) => ({
  member_id: 'improves',
  responded_on: '2026-02-25',
  measure: 'phq9',
  answers: ANSWERS,
  ...change,
})

async function add(caller: Caller, form: object, key?: string): Promise<SavedResponse> {
  const options = key === undefined ? { status: 201 } : { status: 201, key }
  return savedResponseSchema.parse(await sent(caller, ['POST', '/responses'], form, options))
}

async function forms(where: string): Promise<Record<string, unknown>[]> {
  return clinic.database.ownerQuery(
    `select response_id, version, total, is_voided, mode from response where ${where} order by response_id`,
  )
}

describe('a form that came without a session', () => {
  test('is stored once for one key, and the answer is the same', async () => {
    const first = await add(clinic.coordinator, aForm(), 'key-1')
    const second = await add(clinic.coordinator, aForm(), 'key-1')
    expect(second).toEqual(first)
    expect(first.response).toMatchObject({
      source_system: 'screen',
      version: 1,
      session_id: null,
      total: 12,
      risk_item: 'no',
      change: null,
    })
    expect(await forms(`source_system = 'screen'`)).toHaveLength(1)
  })

  test('with the key of another form is refused, and without key or id as well', async () => {
    const other = await clinic.coordinator.send(
      'POST',
      '/api/v1/responses',
      aForm({ responded_on: '2026-02-26' }),
      { 'idempotency-key': 'key-1' },
    )
    expect([other.status, Object(other.json()).code]).toEqual([422, 'idempotency_key_reused'])
    expect(await refused(clinic.coordinator, ['POST', '/responses'], aForm())).toMatchObject({
      status: 400,
      code: 'idempotency_key_needed',
    })
  })

  test('is another form under the same key of somebody else', async () => {
    const theirs = await add(clinic.therapist, aForm({ responded_on: '2026-02-27' }), 'key-1')
    expect(theirs.response).toMatchObject({ change: { points: 12, class: 'reliably_improved' } })
    expect(await forms(`source_system = 'screen'`)).toHaveLength(2)
  })

  test('answers a key again after a correction with the form as it is', async () => {
    const stored = await add(
      clinic.coordinator,
      aForm({ measure: 'gad7', answers: Array(7).fill(1) }),
      'key-2',
    )
    const { response_id } = stored.response
    await sent(clinic.coordinator, ['PATCH', `/responses/screen/${response_id}`], {
      version: 1,
      answers: Array(7).fill(2),
      reason: 'the wrong line',
    })
    const again = await add(
      clinic.coordinator,
      aForm({ measure: 'gad7', answers: Array(7).fill(1) }),
      'key-2',
    )
    expect(again.response).toMatchObject({ response_id, version: 2, total: 14 })
  })

  test('with an id of its own is stored once, and another content under it is refused', async () => {
    const form = aForm({ response_id: 'P-17', responded_on: '2026-02-20' })
    const first = await add(clinic.coordinator, form)
    expect(await add(clinic.coordinator, form)).toEqual(first)
    expect(
      await refused(clinic.coordinator, ['POST', '/responses'], {
        ...form,
        answers: [0, ...ANSWERS.slice(1)],
      }),
    ).toEqual({ status: 409, code: 'already_stored', errors: ['response_id conflict'] })
    const othersId = await refused(clinic.coordinator, ['POST', '/responses'], {
      ...form,
      member_id: 'recovers',
    })
    expect(othersId.errors).toEqual(['response_id response_id_of_another_member'])
  })

  test('sent in 64 copies at once, it is one row', async () => {
    const form = aForm({ member_id: 'recovers', responded_on: '2026-02-21' })
    const answers = await Promise.all(
      Array.from({ length: 64 }, async () => {
        for (;;) {
          const answer = await clinic.coordinator.send('POST', '/api/v1/responses', form, {
            'idempotency-key': 'many',
          })
          if (answer.status !== 503) return answer.text
        }
      }),
    )
    expect(new Set(answers).size).toBe(1)
    expect(await forms(`responded_on = '2026-02-21'`)).toHaveLength(1)
  }, 60_000)

  test.each<[string, object, string[]]>([
    ['outside of every episode', { responded_on: '2025-06-01' }, ['responded_on outside_episode']],
    ['in the future', { responded_on: '2026-03-03' }, ['responded_on future_date']],
    ['with an answer of 4', { answers: [4, ...ANSWERS.slice(1)] }, ['answers.0 item_out_of_range']],
    ['of an unknown measure', { measure: 'phq8' }, ['measure unknown_measure']],
    ['with a total beyond the measure', { answers: null, total: 28 }, ['total number_out_of_range']],
    ['of an episode that is none', { joined_on: '2026-01-06' }, ['joined_on unknown_episode']],
    ['with an id of two alphabets', { response_id: 'РHQ-1' }, ['response_id confusable_id']],
  ])('%s is refused', async (_, change, errors) => {
    const answer = await refused(clinic.coordinator, ['POST', '/responses'], {
      response_id: 'refused-1',
      ...aForm(change),
      ...change,
    })
    expect(answer).toEqual({ status: 422, code: 'not_accepted', errors })
  })

  test('refused with item 9 answered, it says that somebody needs a person, and repeats no answer', async () => {
    const form = aForm({ response_id: 'refused-2', answers: [7, ...ANSWERS.slice(1, 8), 1] })
    const answer = await clinic.coordinator.send('POST', '/api/v1/responses', form)
    expect(answer.status).toBe(422)
    expect(Object(answer.json()).errors).toEqual([
      expect.objectContaining({ path: 'answers.0', code: 'item_out_of_range' }),
      {
        path: 'answers',
        code: 'safety_relevant_not_stored',
        message: expect.stringContaining('it was not stored. Look after the member first'),
      },
    ])
    expect(answer.text).not.toMatch(/improves|"7"|: 7|is 7/)
    expect(await forms(`response_id = 'refused-2'`)).toEqual([])
  })

  test('of a member or for a session that is not theirs is not there', async () => {
    const of = (change: object) =>
      refused(clinic.therapist, ['POST', '/responses'], aForm({ response_id: 'x', ...change }))
    expect(await of({ member_id: 'goes-on' })).toMatchObject({ status: 404, code: 'member_not_found' })
    expect(await of({ session_id: 'g2-1' })).toMatchObject({ status: 404, code: 'group_session_not_found' })
  })

  test('of which only the total is known has one, and item 9 unknown', async () => {
    const form = aForm({ response_id: 'T-1', responded_on: '2026-02-18', answers: null, total: 17 })
    const { response, notices } = await add(clinic.coordinator, form)
    expect(response).toMatchObject({ answers: null, total: 17, scoring: 'total_only', risk_item: 'unknown' })
    expect(notices).toEqual([])
  })

  test('with a total that is not the sum keeps its answers, and it is said', async () => {
    const form = aForm({ response_id: 'T-2', responded_on: '2026-02-17', total: 13 })
    const { response, notices } = await add(clinic.coordinator, form)
    expect(response.total).toBe(12)
    expect(notices.map(({ code }) => code)).toEqual(['total_mismatch'])
  })

  test('beside another of the day is stored and flagged; with item 9 answered it says so at once', async () => {
    const form = aForm({
      response_id: 'T-3',
      responded_on: '2026-02-17',
      answers: [...ANSWERS.slice(0, 8), 1],
    })
    const { notices, risk_item_answered } = await add(clinic.coordinator, form)
    expect([notices.map(({ code }) => code), risk_item_answered]).toEqual([['two_forms_on_one_day'], true])
  })
})

describe('a correction', () => {
  const path = '/responses/file/deteriorates-g1-phq9-1'

  test('makes a new version; every version can be read with who, when and why', async () => {
    const saved = savedResponseSchema.parse(
      await sent(clinic.coordinator, ['PATCH', path], {
        version: 1,
        responded_on: '2026-01-06',
        functional_difficulty: 1,
        reason: 'the date was wrong',
      }),
    )
    expect(saved.response).toMatchObject({ version: 2, responded_on: '2026-01-06', functional_difficulty: 1 })
    const { versions } = await clinic.coordinator.read(responseVersionsSchema, `${path}/versions`)
    expect(versions).toMatchObject([
      { version: 2, recorded_by: expect.stringMatching(/^user:u-coordinator/), replaced: null },
      {
        version: 1,
        responded_on: '2026-01-05',
        recorded_by: 'command_line:test',
        replaced: { by: expect.stringMatching(/^user:u-coordinator/), reason: 'the date was wrong' },
      },
    ])
    const [outcome] = await clinic.database.ownerQuery(
      `select baseline_on::text from episode_measure_outcome join member using (member_id)
       where member_code = 'deteriorates' and measure_code = 'phq9'`,
    )
    expect(outcome).toEqual({ baseline_on: '2026-01-06' })
  })

  test('sent twice is one; based on an older version it is a conflict that names the fields', async () => {
    const change = { version: 2, functional_difficulty: 2, reason: 'read again' }
    await sent(clinic.coordinator, ['PATCH', path], change)
    await sent(clinic.coordinator, ['PATCH', path], change)
    expect(await forms(`response_id = 'deteriorates-g1-phq9-1'`)).toMatchObject([{ version: 3 }])
    const stale = await refused(clinic.therapist, ['PATCH', path], {
      version: 2,
      answers: ANSWERS,
      responded_on: '2026-01-07',
      reason: 'mine',
    })
    expect(stale).toEqual({
      status: 409,
      code: 'changed_meanwhile',
      errors: ['responded_on', 'answers'],
    })
  })

  test('cannot take a form out of every episode, nor give a total to one with answers', async () => {
    const change = (fields: object) =>
      refused(clinic.coordinator, ['PATCH', path], { version: 3, reason: 'a try', ...fields })
    // Item 9 of this form is answered with 2: what is refused says so, whatever the reason.
    expect((await change({ responded_on: '2025-01-01' })).errors).toEqual([
      'responded_on outside_episode',
      'answers safety_relevant_not_stored',
    ])
    expect(await change({ total: 3 })).toEqual({ status: 400, code: 'invalid_body', errors: ['total'] })
    expect(await change({ session_id: 'g2-1' })).toMatchObject({ status: 404 })
  })
})

describe('a void form', () => {
  const path = '/responses/file/improves-g1-phq9-4'
  const last = () =>
    clinic.database.ownerQuery(
      `select last_on::text from episode_measure_outcome join member using (member_id)
       where member_code = 'improves' and measure_code = 'phq9'`,
    )

  test('counts no more, is kept, and comes back with a correction', async () => {
    const before = await last()
    const voided = { version: 1, reason: 'it was of another member' }
    const saved = await sent(clinic.therapist, ['POST', `${path}/void`], voided)
    expect(saved).toMatchObject({ response: { version: 2, is_voided: true } })
    expect(await sent(clinic.therapist, ['POST', `${path}/void`], voided)).toEqual(saved)
    const back = await sent(clinic.therapist, ['PATCH', path], {
      version: 2,
      reason: 'it was hers after all',
    })
    expect(back).toMatchObject({ response: { version: 3, is_voided: false, total: 17 } })
    expect(await last()).toEqual(before)
    const kept = await clinic.database.ownerQuery(
      `select version, is_voided, reason from response_history where response_id = 'improves-g1-phq9-4' order by version`,
    )
    expect(kept).toEqual([
      { version: 1, is_voided: false, reason: 'it was of another member' },
      { version: 2, is_voided: true, reason: 'it was hers after all' },
    ])
  })

  test('that somebody corrected meanwhile is not voided', async () => {
    const late = await refused(clinic.coordinator, ['POST', `${path}/void`], {
      version: 1,
      reason: 'too late',
    })
    expect(late).toEqual({ status: 409, code: 'changed_meanwhile', errors: ['version'] })
  })

  test('of another site is not there', async () => {
    const other = await refused(clinic.otherCoordinator, ['POST', `${path}/void`], {
      version: 1,
      reason: 'not mine',
    })
    expect(other).toMatchObject({ status: 404, code: 'response_not_found' })
  })
})

test('no answer, no reason and no id of a form stands in the audit', async () => {
  const events = await clinic.database.ownerQuery<object>('select action, target, detail from audit_event')
  expect(events.length).toBeGreaterThan(20)
  expect(JSON.stringify(events)).not.toMatch(/wrong line|another member|phq9-4|P-17|improves/)
})
