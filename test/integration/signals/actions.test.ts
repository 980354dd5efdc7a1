import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import {
  escalatedSchema,
  type SignalHistory,
  signalHistorySchema,
  signalListSchema,
} from '../../../api/src/contracts/signals.js'
import { insertClinic } from '../support/insert-clinic.js'
import { makeUser, type TestUser } from '../support/sign-in.js'
import { type ApiAnswer, type Caller, startTestApi, type TestApi } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { addForm, clinicOfToday, dayFromNow, eventsOf, signalId, signalsOf } from './clinic-of-today.js'

let database: TestDatabase
let api: TestApi
let therapist: TestUser
let asTherapist: Caller
let asCoTherapist: Caller
let asDirector: Caller

beforeAll(async () => {
  database = await createTestDatabase()
  await insertClinic(database.access, clinicOfToday)
  await database.ownerQuery(
    `insert into therapist (therapist_id, display_name, site_id) values ('T-co', 'Co-therapist', 'north')`,
  )
  await database.ownerQuery(`insert into group_therapist values ('g1', 'T-co', 'co_lead')`)
  api = await startTestApi(database, { now: new Date().toISOString() })
  therapist = await makeUser(database, { role: 'therapist', therapistId: 'T-g1' })
  asTherapist = await api.as(therapist)
  asCoTherapist = await api.as(await makeUser(database, { role: 'therapist', therapistId: 'T-co' }))
  asDirector = await api.as(await makeUser(database, { role: 'director', sites: ['north'] }))
})
afterAll(async () => {
  await api.close()
  await database.drop()
})

const act = (caller: Caller, id: number, action: object): Promise<ApiAnswer> =>
  caller.send('POST', `/api/v1/signals/${id}/actions`, action)

async function acted(caller: Caller, id: number, action: object): Promise<SignalHistory> {
  const answer = await act(caller, id, action)
  if (answer.status !== 200) throw new Error(`${answer.status}: ${answer.text}`)
  return signalHistorySchema.parse(answer.json())
}

const problem = ({ status, json }: ApiAnswer) => [status, Object(json()).code]

describe('the life of a signal', () => {
  test('acknowledged, acted upon, resolved and opened again, with who and when at each step', async () => {
    const id = await signalId(database, 'stuck', 'no_reliable_change_by_k')
    const seen = await acted(asTherapist, id, { action: 'acknowledge', version: 1 })
    expect(seen.life).toMatchObject({ state: 'acknowledged', version: 2 })
    await acted(asTherapist, id, {
      action: 'act',
      taken: 'plan_reviewed',
      note: 'Looked at the aims',
      version: 2,
    })
    await acted(asTherapist, id, { action: 'resolve', version: 3 })
    const last = await acted(asCoTherapist, id, { action: 'reopen', note: 'Too early', version: 4 })
    expect(last.life).toMatchObject({
      state: 'open',
      version: 5,
      last_action: { event: 'reopen', note: 'Too early', by: 'Person of therapist' },
    })
    const events = last.history.map(({ event, taken, note, by, state }) => [event, taken, note, by, state])
    expect(events).toEqual([
      ['raised', null, null, 'system', 'open'],
      ['acknowledge', null, null, 'Person of therapist', 'acknowledged'],
      ['act', 'plan_reviewed', 'Looked at the aims', 'Person of therapist', 'acknowledged'],
      ['resolve', null, null, 'Person of therapist', 'resolved'],
      ['reopen', null, 'Too early', 'Person of therapist', 'open'],
    ])
    expect(last.history.every(({ sentence }) => sentence.startsWith('Less than 6 points'))).toBe(true)
  })

  test('that nothing is needed takes a reason', async () => {
    const id = await signalId(database, 'stuck', 'no_reliable_change_by_k')
    const without = await act(asTherapist, id, { action: 'act', taken: 'none_needed', version: 5 })
    expect(problem(without)).toEqual([400, 'invalid_body'])
    const withReason = { action: 'act', taken: 'none_needed', note: 'Moves away next week', version: 5 }
    expect((await acted(asTherapist, id, withReason)).life.state).toBe('acknowledged')
  })

  test('what makes no sense is refused with a sentence', async () => {
    const id = await signalId(database, 'stuck', 'no_reliable_change_by_k')
    const again = await act(asTherapist, id, { action: 'acknowledge', version: 6 })
    expect(problem(again)).toEqual([409, 'signal_not_open'])
    expect(again.text).toContain('nothing to acknowledge')
    await acted(asTherapist, id, { action: 'resolve', version: 6 })
    const late = await act(asTherapist, id, { action: 'act', taken: 'plan_reviewed', version: 7 })
    expect(problem(late)).toEqual([409, 'signal_resolved'])
  })
})

describe('two who act at the same time', () => {
  test('a double submit is stored once and answered the same', async () => {
    const id = await signalId(database, 'worse', 'reliably_deteriorated')
    const action = { action: 'acknowledge', note: 'Seen in the room', version: 1 }
    const answers = await Promise.all([1, 2, 3].map(() => acted(asTherapist, id, action)))
    for (const answer of answers) {
      expect(answer.life).toMatchObject({ state: 'acknowledged', version: 2 })
      expect(answer.history.map(({ event }) => event)).toEqual(['raised', 'acknowledge'])
    }
  })

  test('of two therapists the later one is told what the signal is now, and nothing is lost', async () => {
    const id = await signalId(database, 'worse', 'reliably_deteriorated')
    const [mine, theirs] = await Promise.all([
      act(asTherapist, id, { action: 'act', taken: 'plan_reviewed', version: 2 }),
      act(asCoTherapist, id, { action: 'act', taken: 'medication_review_referred', version: 2 }),
    ])
    expect([mine.status, theirs.status].sort()).toEqual([200, 409])
    const late = mine.status === 409 ? mine : theirs
    expect(problem(late)).toEqual([409, 'changed_meanwhile'])
    expect(late.text).toContain('It is now acknowledged')
    const { history } = await asTherapist.read(signalHistorySchema, `/signals/${id}`)
    expect(history.map(({ event }) => event)).toEqual(['raised', 'acknowledge', 'act'])
  })

  test('who acts on evidence that has moved meanwhile is told', async () => {
    const id = await signalId(database, 'worse', 'reliably_deteriorated')
    await addForm(database, 'worse', 18)
    const answer = await act(asTherapist, id, { action: 'resolve', version: 3 })
    expect(problem(answer)).toEqual([409, 'changed_meanwhile'])
    expect(answer.text).toContain('6 points worse than at the start (12 then, 18 now)')
  })
})

describe('a signal that somebody has dealt with', () => {
  test('stays so while the evidence is no worse, and opens again when it is', async () => {
    // Acknowledged at 19 points; 18 since.
    expect(await signalsOf(database, 'worse')).toMatchObject([{ state: 'acknowledged', version: 4 }])
    await addForm(database, 'worse', 21, { id: 'worse-later' })
    expect(await signalsOf(database, 'worse')).toMatchObject([
      { state: 'open', version: 5, sentence: '9 points worse than at the start (12 then, 21 now)' },
    ])
    const events = await eventsOf(database, 'worse')
    expect(events.map(({ event }) => event)).toEqual(['raised', 'acknowledge', 'act', 'became_worse'])
  })
})

describe('putting a signal off', () => {
  test('needs a reason and a day within the days that the deployment allows', async () => {
    const id = await signalId(database, 'away', 'absent_2')
    const snooze = (until: string, note?: string) =>
      act(asTherapist, id, { action: 'snooze', until, ...(note === undefined ? {} : { note }), version: 1 })
    expect(problem(await snooze(dayFromNow(7)))).toEqual([400, 'invalid_body'])
    expect(problem(await snooze(dayFromNow(0), 'On holiday'))).toEqual([400, 'invalid_body'])
    const late = await snooze(dayFromNow(29), 'On holiday')
    expect(problem(late)).toEqual([400, 'invalid_body'])
    expect(late.text).toContain(`to ${dayFromNow(28)}: 28 days at most`)
    expect((await snooze(dayFromNow(28), 'On holiday')).status).toBe(200)
    expect(await signalsOf(database, 'away')).toMatchObject([{ state: 'snoozed', version: 2 }])
  })

  test('ends on its day by itself: nobody has to wake it', async () => {
    const id = await signalId(database, 'away', 'absent_2')
    const before = await asTherapist.read(signalHistorySchema, `/signals/${id}`)
    expect(before.life).toMatchObject({ state: 'snoozed', snoozed_until: dayFromNow(28) })
    const now = api.now()
    api.setNow(new Date(`${dayFromNow(28)}T00:00:01Z`))
    const after = await asTherapist.read(signalHistorySchema, `/signals/${id}`)
    expect(after.life).toMatchObject({ state: 'open', snoozed_until: null, version: 2 })
    const open = await asTherapist.read(signalListSchema, '/signals?state=open&member=away')
    expect(open.total).toBe(1)
    // What is open again can be acknowledged.
    expect((await acted(asTherapist, id, { action: 'acknowledge', version: 2 })).life.state).toBe(
      'acknowledged',
    )
    api.setNow(now)
  })

  test('is not for item 9', async () => {
    const id = await signalId(database, 'harm', 'risk_item')
    const answer = await act(asTherapist, id, {
      action: 'snooze',
      until: dayFromNow(2),
      note: 'Not today',
      version: 1,
    })
    expect(problem(answer)).toEqual([409, 'signal_item_9_cannot_wait'])
    const resolved = await act(asTherapist, id, { action: 'resolve', version: 1 })
    expect(problem(resolved)).toEqual([409, 'signal_acknowledge_first'])
  })
})

describe('item 9', () => {
  test('one acknowledgement takes earlier answers of the member along when it says so', async () => {
    await addForm(database, 'formless', 9, { item9: 1, on: dayFromNow(-3) })
    await addForm(database, 'formless', 9, { item9: 2, on: dayFromNow(-1) })
    const id = await signalId(database, 'formless', 'risk_item')
    await acted(asTherapist, id, { action: 'acknowledge', also_earlier: true, version: 1 })
    const risk = (await signalsOf(database, 'formless')).filter(({ kind }) => kind === 'risk_item')
    expect(risk).toMatchObject([{ state: 'acknowledged' }, { state: 'acknowledged' }])
  })

  test('a director sees it by id at once, and acts when hours without a person have gone by', async () => {
    const id = await signalId(database, 'neighbour', 'risk_item')
    const early = await act(asDirector, id, { action: 'acknowledge', version: 1 })
    expect(problem(early)).toEqual([409, 'not_escalated'])
    expect((await asDirector.read(signalListSchema, '/signals?escalated=yes')).total).toBe(0)
    const now = api.now()
    // No job has run in between: the hours count by themselves.
    api.setNow(new Date(now.getTime() + 24 * 3_600_000 + 60_000))
    const { signals } = await asDirector.read(signalListSchema, '/signals?escalated=yes')
    expect(signals.map(({ member_id }) => member_id)).toEqual(['neighbour', 'harm'])
    expect(signals[0]?.life.escalated_at).toBe(signals[0]?.life.escalates_at)
    const { life, history } = await acted(asDirector, id, { action: 'acknowledge', version: 1 })
    expect(life).toMatchObject({ state: 'acknowledged', escalated_at: null })
    expect(new Map(history.map(({ event, by }) => [event, by]))).toEqual(
      new Map([
        ['raised', 'system'],
        ['escalated', 'system'],
        ['acknowledge', 'Person of director'],
      ]),
    )
    expect(history.find(({ event }) => event === 'escalated')?.at).toBe(signals[0]?.life.escalates_at)
    await acted(asDirector, id, {
      action: 'act',
      taken: 'risk_assessed',
      note: 'Called the member',
      version: 2,
    })
    api.setNow(now)
  })

  test('the hours are the deployment’s: list, number and right to act change with them', async () => {
    await addForm(database, 'well', 8, { item9: 1, on: dayFromNow(-2) })
    const id = await signalId(database, 'well', 'risk_item')
    const seen = async () => {
      const { signals } = await asDirector.read(signalListSchema, '/signals?escalated=yes')
      const { n } = await asDirector.read(escalatedSchema, '/signals/escalated')
      return { listed: signals.map(({ life }) => life.signal_id), n }
    }
    const acknowledge = () => act(asDirector, id, { action: 'acknowledge', version: 1 })
    await database.ownerQuery(
      `update signal set opened_at = $2::timestamptz - interval '5 hours' where signal_id = $1`,
      [id, api.now()],
    )
    // 5 of 24 hours.
    expect(await seen()).toEqual({ listed: [], n: 0 })
    expect(problem(await acknowledge())).toEqual([409, 'not_escalated'])
    await database.ownerQuery(`insert into setting (name, value) values ('item_9_escalation_hours', '4')`)
    // 5 of 4 hours.
    expect(await seen()).toEqual({ listed: [id], n: 1 })
    expect((await acknowledge()).status).toBe(200)
    expect(await seen()).toEqual({ listed: [], n: 0 })
    await database.ownerQuery(`delete from setting where name = 'item_9_escalation_hours'`)
  })

  test('other signals are not a director’s to close', async () => {
    const id = await signalId(database, 'neighbour', 'reliably_deteriorated')
    expect(problem(await act(asDirector, id, { action: 'acknowledge', version: 1 }))).toEqual([
      409,
      'not_escalated',
    ])
  })
})

describe('what is not theirs', () => {
  test('is not there: for another therapist, for a director of another site', async () => {
    const far = await signalId(database, 'far', 'risk_item')
    const neighbour = await signalId(database, 'neighbour', 'risk_item')
    for (const [caller, id] of [
      [asTherapist, neighbour],
      [asTherapist, far],
      [asDirector, far],
    ] as const) {
      expect(problem(await caller.get(`/api/v1/signals/${id}`))).toEqual([404, 'signal_not_found'])
      expect(problem(await act(caller, id, { action: 'acknowledge', version: 1 }))).toEqual([
        404,
        'signal_not_found',
      ])
    }
    const mine = await asTherapist.read(signalListSchema, '/signals?state=any&page_size=500')
    expect(new Set(mine.signals.map(({ group_id }) => group_id))).toEqual(new Set(['g1']))
    const north = await asDirector.read(signalListSchema, '/signals?state=any&page_size=500')
    expect(new Set(north.signals.map(({ site_id }) => site_id))).toEqual(new Set(['north']))
  })

  test('a substitute acts while the cover lasts', async () => {
    await database.ownerQuery(
      `insert into therapist (therapist_id, display_name, site_id) values ('T-sub', 'Substitute', 'north')`,
    )
    const substitute = await api.as(await makeUser(database, { role: 'therapist', therapistId: 'T-sub' }))
    const id = await signalId(database, 'neighbour', 'reliably_deteriorated')
    expect((await act(substitute, id, { action: 'acknowledge', version: 1 })).status).toBe(404)
    await database.ownerQuery(
      `insert into therapist_cover (covered_therapist_id, substitute_therapist_id, from_on, to_on, reason, created_by)
       values ('T-g4', 'T-sub', $1, $1, 'ill', 'test')`,
      [dayFromNow(0)],
    )
    expect((await act(substitute, id, { action: 'acknowledge', version: 1 })).status).toBe(200)
  })
})

test('every act is in the audit with the member, and without what was written', async () => {
  const [{ number } = { number: 0 }] = await database.ownerQuery<{ number: number }>(
    'select coalesce(max(number), 0)::int as number from audit_event',
  )
  const id = await signalId(database, 'harm', 'risk_item')
  await acted(asTherapist, id, { action: 'acknowledge', note: 'Spoke with her', version: 1 })
  const events = await database.ownerQuery<Record<string, unknown>>(
    `select action, actor_id, target, detail, array(select member_code from member where member_id = any (member_ids)) as members
     from audit_event where number > $1`,
    [number],
  )
  expect(events).toEqual([
    {
      action: 'record.amend',
      actor_id: therapist.id,
      target: `signal:${id}`,
      detail: '{"act":"acknowledge","kind":"risk_item"}',
      members: ['harm'],
    },
  ])
})
