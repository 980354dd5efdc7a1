import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { type SavedSessionMember, savedSessionMemberSchema } from '../../../api/src/contracts/entry.js'
import type { Caller } from '../support/test-api.js'
import { type EntryClinic, refused, sent, startEntryClinic } from './entry-clinic.js'

let clinic: EntryClinic

beforeEach(async () => {
  clinic = await startEntryClinic()
})
afterEach(() => clinic.close())

const page = (session: string, member: string) =>
  ['PUT', `/group-sessions/${session}/members/${member}`] as const
const ANSWERS = [2, 2, 2, 2, 1, 1, 1, 1, 0]

async function save(
  caller: Caller,
  session: string,
  member: string,
  body: object,
): Promise<SavedSessionMember> {
  return savedSessionMemberSchema.parse(await sent(caller, page(session, member), body))
}

test('a form with three answers missing is stored and has no score; item 9 left out is not "no"', async () => {
  const answers = [2, null, null, null, 1, 1, 1, 1, 0]
  const saved = await save(clinic.therapist, 'g1-9', 'improves', {
    forms: [{ measure: 'phq9', replaces: null, answers }],
  })
  expect(saved.member.forms).toMatchObject([
    { answers, scoring: 'unscorable', total: null, band: null, change: null, risk_item: 'no', n_missing: 3 },
  ])
  const without = await save(clinic.therapist, 'g1-9', 'recovers', {
    forms: [{ measure: 'phq9', replaces: null, answers: [...ANSWERS.slice(0, 8), null] }],
  })
  expect(without.member.forms).toMatchObject([{ scoring: 'prorated', risk_item: 'unknown' }])
  expect(without.risk_item_answered).toBe(false)
})

test('a form of an import is corrected in its place: the old version stays, with who, when and why', async () => {
  const { member } = await save(clinic.therapist, 'g1-2', 'improves', {
    attendance: { status: 'late', version: 1 },
    forms: [
      {
        measure: 'phq9',
        replaces: { source_system: 'file', response_id: 'improves-g1-phq9-2', version: 1 },
        answers: [3, 3, 3, 3, 3, 3, 3, 0, 0],
      },
      {
        measure: 'rses',
        replaces: null,
        answers: Array(10).fill(1),
      },
    ],
    reason: 'read wrongly from the paper',
  })
  expect(member.attendance).toEqual({ status: 'late', version: 2 })
  expect(
    member.forms.map(({ measure, source_system, version, total }) => [
      measure,
      source_system,
      version,
      total,
    ]),
  ).toEqual([
    ['phq9', 'file', 2, 21],
    ['gad7', 'file', 1, 15],
    ['rses', 'screen', 1, 15],
  ])
  const kept = await clinic.database.ownerQuery(
    `select version, total, reason, replaced_by like 'user:u-therapist-%' as by_therapist from response_history`,
  )
  expect(kept).toEqual([{ version: 1, total: 20, reason: 'read wrongly from the paper', by_therapist: true }])
  const [attendance] = await clinic.database.ownerQuery(
    `select version, content ->> 'status' as status, reason, replaced_by like 'user:u-therapist-%' as by_therapist
     from member_record_history`,
  )
  expect(attendance).toEqual({
    version: 1,
    status: 'present',
    reason: 'read wrongly from the paper',
    by_therapist: true,
  })
  const [recorded] = await clinic.database.ownerQuery<{ recorded_by: string; mode: string }>(
    `select recorded_by, mode from response where response_id = 'improves-g1-phq9-2'`,
  )
  expect(recorded).toEqual({ recorded_by: expect.stringMatching(/^user:u-therapist-/), mode: 'import' })
})

test('attendance that was entered by mistake is taken back, counts no more, and may be entered again', async () => {
  const back = { attendance: { status: null, version: 1 }, reason: 'it was another member' }
  const { member } = await save(clinic.therapist, 'g1-4', 'improves', back)
  expect(member.attendance).toBeNull()
  const attended = `select sessions_attended as n from episode_outcome join member using (member_id)
    where member_code = 'improves'`
  expect(await clinic.database.ownerQuery(attended)).toEqual([{ n: 3 }])
  expect((await save(clinic.therapist, 'g1-4', 'improves', back)).member.attendance).toBeNull()
  const again = await save(clinic.coordinator, 'g1-4', 'improves', {
    attendance: { status: 'left_early', version: null },
  })
  expect(again.member.attendance).toEqual({ status: 'left_early', version: 2 })
  const corrected = await save(clinic.coordinator, 'g1-4', 'improves', {
    attendance: { status: 'present', version: 2 },
  })
  expect(corrected.member.attendance).toEqual({ status: 'present', version: 3 })
  const versions = await clinic.database.ownerQuery(
    `select version, content ->> 'status' as status from member_record_history order by version`,
  )
  expect(versions).toEqual([
    { version: 1, status: 'present' },
    { version: 2, status: 'left_early' },
  ])
})

test('the database gives up no attendance that the history does not hold', async () => {
  await expect(clinic.database.ownerQuery('delete from attendance')).rejects.toThrow(
    'Attendance is taken back only after its version is in the history.',
  )
})

test('a form of a member who was absent is taken, and it is said', async () => {
  const saved = await save(clinic.coordinator, 'g1-9', 'improves', {
    attendance: { status: 'absent_notified', version: null },
    forms: [{ measure: 'phq9', replaces: null, answers: ANSWERS }],
  })
  expect(saved.notices.map(({ code, measure }) => [code, measure])).toEqual([
    ['session_became_held', null],
    ['response_when_absent', 'phq9'],
  ])
})

test('who saw and who wrote is recorded, without answers and without reasons', async () => {
  await clinic.therapist.get('/api/v1/group-sessions/g1-9/entry')
  const body = { attendance: { status: 'present', version: null }, reason: 'a reason in words' }
  await save(clinic.therapist, 'g1-9', 'improves', body)
  await save(clinic.therapist, 'g1-9', 'improves', body)
  await save(clinic.therapist, 'g1-9', 'improves', { attendance: { status: 'late', version: 1 } })
  const events = await clinic.database.ownerQuery<{ action: string; members: number; detail: string }>(
    'select action, cardinality(member_ids) as members, target, detail from audit_event order by number',
  )
  expect(events.map(({ action, members }) => [action, members])).toEqual([
    ['identity.read', 4],
    ['record.create', 1],
    ['member.read', 1],
    ['record.amend', 1],
  ])
  expect(JSON.stringify(events)).not.toMatch(/in words|present|late|improves/)
})

test('an entry of nothing is refused', async () => {
  expect(await refused(clinic.therapist, page('g1-9', 'improves'), {})).toMatchObject({
    status: 400,
    code: 'invalid_body',
  })
})
