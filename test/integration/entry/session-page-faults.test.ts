import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type SavedSessionMember, savedSessionMemberSchema } from '../../../api/src/contracts/entry.js'
import { IMPORT_LOCK } from '../../../api/src/database/lock-keys.js'
import { withClient } from '../../../api/src/database/with-client.js'
import { asSuperuser } from '../audit/superuser.js'
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
const form = (change: object = {}) => ({ measure: 'phq9', replaces: null, answers: ANSWERS, ...change })
const PRESENT = { attendance: { status: 'present', version: null } }

async function save(
  caller: Caller,
  session: string,
  member: string,
  body: object,
): Promise<SavedSessionMember> {
  return savedSessionMemberSchema.parse(await sent(caller, page(session, member), body))
}

/** As the screen does it: what finds no connection for want of room is sent again. */
async function saveWhenThereIsRoom(
  caller: Caller,
  session: string,
  member: string,
  body: object,
): Promise<SavedSessionMember> {
  for (;;) {
    const answer = await caller.send('PUT', `/api/v1/group-sessions/${session}/members/${member}`, body)
    if (answer.status === 200) return savedSessionMemberSchema.parse(answer.json())
    if (answer.status !== 503) throw new Error(answer.text)
  }
}

/** Everything that an entry might leave behind. */
async function counts(): Promise<Record<string, number>> {
  const [row] = await clinic.database.ownerQuery<Record<string, number>>(
    `select (select count(*)::int from attendance) as attendance, (select count(*)::int from response) as response,
            (select count(*)::int from response_history) as response_history,
            (select count(*)::int from member_record_history) as record_history,
            (select count(*)::int from group_session where status = 'held') as held`,
  )
  return row ?? {}
}

describe('sent twice', () => {
  const body = { ...PRESENT, forms: [form()] }

  test('it is stored once, and the answer is the same', async () => {
    const first = await save(clinic.therapist, 'g1-9', 'improves', body)
    const stored = await counts()
    const second = await save(clinic.therapist, 'g1-9', 'improves', body)
    expect([second.member, second.session]).toEqual([first.member, first.session])
    expect(await counts()).toEqual(stored)
  })

  test('by 64 copies at once, it makes one row', async () => {
    const before = await counts()
    const answers = await Promise.all(
      Array.from({ length: 64 }, () => saveWhenThereIsRoom(clinic.therapist, 'g1-9', 'improves', body)),
    )
    expect(new Set(answers.map(({ member }) => JSON.stringify(member))).size).toBe(1)
    expect(await counts()).toEqual({
      ...before,
      attendance: (before.attendance ?? 0) + 1,
      response: (before.response ?? 0) + 1,
      held: (before.held ?? 0) + 1,
    })
  }, 60_000)
})

describe('two people at the same member', () => {
  test('with the same in mind: both are right', async () => {
    const body = { ...PRESENT, forms: [form()] }
    const one = await save(clinic.therapist, 'g1-9', 'improves', body)
    const other = await save(clinic.coordinator, 'g1-9', 'improves', body)
    expect(other.member.attendance).toEqual(one.member.attendance)
    expect(other.member.forms.map(({ version }) => version)).toEqual([1])
  })

  test('with different things in mind: the second is told what changed, and nothing of theirs is stored', async () => {
    await save(clinic.therapist, 'g1-9', 'improves', { ...PRESENT, forms: [form()] })
    const answer = await clinic.coordinator.send('PUT', '/api/v1/group-sessions/g1-9/members/improves', {
      attendance: { status: 'late', version: null },
      forms: [{ measure: 'gad7', replaces: null, answers: [1, 1, 1, 1, 1, 1, 1] }],
    })
    expect([answer.status, Object(answer.json()).code]).toEqual([409, 'changed_meanwhile'])
    expect(Object(answer.json()).errors).toEqual([
      { path: 'attendance.status', message: 'It is now: present.' },
    ])
    expect((await save(clinic.therapist, 'g1-9', 'improves', PRESENT)).member.forms).toHaveLength(1)
  })

  test('with other answers: it is said which form, and not what the other one entered', async () => {
    const { member } = await save(clinic.therapist, 'g1-9', 'improves', { forms: [form()] })
    const [stored] = member.forms
    const replaces = { source_system: 'screen', response_id: stored?.response_id, version: 1 }
    const mine = { forms: [form({ replaces, answers: [3, ...ANSWERS.slice(1)] })] }
    expect((await save(clinic.therapist, 'g1-9', 'improves', mine)).member.forms[0]?.version).toBe(2)
    const late = await clinic.coordinator.send('PUT', '/api/v1/group-sessions/g1-9/members/improves', {
      forms: [form({ replaces, answers: [0, ...ANSWERS.slice(1)] })],
    })
    expect(Object(late.json()).errors).toEqual([
      { path: 'forms.0.answers', message: 'It is something else now.' },
    ])
    expect(late.text).not.toMatch(/3222|2221/)
    const again = await refused(clinic.coordinator, page('g1-9', 'improves'), { forms: [form()] })
    expect(again).toEqual({ status: 409, code: 'changed_meanwhile', errors: ['forms.0.answers'] })
  })
})

describe('a session that is not held', () => {
  test.each([
    [
      'cancelled meanwhile',
      'g1-9',
      `update group_session set status = 'cancelled' where session_id = 'g1-9'`,
    ],
    ['planned for later', 'g1-10', 'select 1'],
  ])(
    '%s: attendance is refused with the reason, and nothing of the entry is stored',
    async (_, session, change) => {
      await clinic.database.ownerQuery(change)
      const before = await counts()
      const answer = await refused(clinic.therapist, page(session, 'improves'), {
        ...PRESENT,
        forms: [form()],
      })
      expect(answer.status).toBe(422)
      expect(answer.errors).toContain('attendance.status attendance_on_unheld_session')
      expect(await counts()).toEqual(before)
    },
  )
})

describe('a member who left midway', () => {
  beforeEach(() =>
    clinic.database.ownerQuery(
      `update episode set exited_on = '2026-02-24', exit_reason = 'dropped_out'
       from member where member.member_id = episode.member_id and member_code = 'improves' and group_id = 'g1'`,
    ),
  )

  test('may be recorded as absent up to the planned end, and not as present', async () => {
    const present = await refused(clinic.therapist, page('g1-9', 'improves'), PRESENT)
    expect(present).toEqual({
      status: 422,
      code: 'not_accepted',
      errors: ['attendance.status attendance_after_exit'],
    })
    const { member } = await save(clinic.therapist, 'g1-9', 'improves', {
      attendance: { status: 'absent_unnotified', version: null },
    })
    expect([member.is_in_care, member.attendance?.status]).toEqual([false, 'absent_unnotified'])
  })
})

describe('broken off in the middle', () => {
  const body = { ...PRESENT, forms: [form()] }

  test('by the death of its connection: nothing is half stored, and sent again it is whole', async () => {
    const before = await counts()
    const superuser = await asSuperuser(clinic.database)
    // The attendance is written by the time that the form has to wait here.
    await superuser.query('begin')
    await superuser.query('lock table response in exclusive mode')
    const answer = clinic.therapist.send('PUT', '/api/v1/group-sessions/g1-9/members/improves', body)
    for (let ended = 0; ended === 0; await setTimeout(20)) {
      await superuser.query('select pg_stat_clear_snapshot()')
      const killed = await superuser.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock' and query like '%into response (%'`,
      )
      ended = killed.length
    }
    await superuser.query('rollback')
    await superuser.end()
    const { status } = await answer
    expect(status).toBe(503)
    expect(await counts()).toEqual(before)
    expect((await save(clinic.therapist, 'g1-9', 'improves', body)).member.forms).toHaveLength(1)
  })

  test('because it cannot be recorded: it is not kept', async () => {
    const before = await counts()
    await clinic.database.ownerQuery('revoke insert on audit_event from tidemark_app')
    expect(await refused(clinic.therapist, page('g1-9', 'improves'), body)).toMatchObject({ status: 503 })
    expect(await counts()).toEqual(before)
  })
})

describe('while an import runs', () => {
  test('an entry waits for it', async () => {
    const saved = withClient(clinic.database.ownerUrl, async (owner) => {
      await owner.query('begin')
      await owner.query('select pg_advisory_xact_lock($1)', [IMPORT_LOCK])
      const waiting = save(clinic.therapist, 'g1-9', 'improves', PRESENT)
      await setTimeout(300)
      const { rows } = await owner.query(`select from attendance join group_session using (group_session_id)
        where session_id = 'g1-9'`)
      expect(rows).toHaveLength(0)
      await owner.query('commit')
      return waiting
    })
    expect((await saved).member.attendance?.status).toBe('present')
  })

  test('too long: it is told to send again, and nothing is stored', async () => {
    const answer = await withClient(clinic.database.ownerUrl, async (owner) => {
      await owner.query('begin')
      await owner.query('select pg_advisory_xact_lock($1)', [IMPORT_LOCK])
      const waited = await refused(clinic.therapist, page('g1-9', 'improves'), PRESENT)
      await owner.query('commit')
      return waited
    })
    expect(answer).toMatchObject({ status: 503, code: 'import_running' })
  }, 20_000)
})
