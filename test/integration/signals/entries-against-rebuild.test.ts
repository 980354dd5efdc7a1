import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { rebuildOutcomes } from '../../../api/src/features/outcomes/rebuild.command.js'
import { expectation } from '../../unit/signals/support/expectation.js'
import { type EntryClinic, refused, sent, startEntryClinic } from '../entry/entry-clinic.js'
import { testContext } from '../support/insert-clinic.js'
import { clinicOfToday, dayFromNow, signalsOf } from './clinic-of-today.js'
import { anyEntry } from './random-entries.js'

let clinic: EntryClinic

beforeEach(async () => {
  clinic = await startEntryClinic(clinicOfToday)
  clinic.api.setNow(new Date())
})
afterEach(() => clinic.close())

const ENTRIES = 25
const NO_DIFFERENCE = { missing: 0, superfluous: 0, different: 0, first_differences: [] }

/** Everything that a save might leave behind: each row of each table. */
async function everything(): Promise<Record<string, unknown>> {
  const tables = [
    'attendance',
    'response',
    'response_history',
    'member_record_history',
    'group_session',
    'signal',
    'signal_action',
    'episode_outcome',
    'episode_measure_outcome',
    'episode_standing',
  ]
  const rows = tables.map(async (table) => [
    table,
    await clinic.database.ownerQuery(`select to_jsonb(one)::text as row from ${table} as one order by row`),
  ])
  return Object.fromEntries(await Promise.all(rows))
}

/** Of PHQ-9 alone, so that one measure is held against a fit and the other is not. */
async function fitExpectedResponseOfPhq9(): Promise<void> {
  await clinic.database.ownerQuery(
    `insert into model_fit (measure_code, is_on, episodes, as_of, data_until, rules_version, calculation_version,
       content, fitted_by, fitted_at)
     values ('phq9', true, 240, $1, now(), 1, 1, $2, 'test', now())`,
    [dayFromNow(0), JSON.stringify({ fit: expectation, reliableChangeLimits: null })],
  )
  await rebuildOutcomes(clinic.database.access, testContext, { check: false })
}

describe('whatever is entered, in whatever order', () => {
  test.each([[1], [2]])(
    'a rebuild finds outcomes, standings and signals as the records say (seed %i)',
    async (seed) => {
      await fitExpectedResponseOfPhq9()
      const done = new Map<string, number>()
      for (const [index, entry] of fc.sample(anyEntry, { seed, numRuns: ENTRIES }).entries()) {
        const answer = await entry.send(clinic)
        // What the rules do not allow at that moment is refused, and changes nothing.
        if (answer !== null && ![200, 201, 422].includes(answer.status))
          throw new Error(`${entry.kind} answered ${answer.status}: ${answer.text}`)
        if (answer !== null && answer.status !== 422) done.set(entry.kind, (done.get(entry.kind) ?? 0) + 1)
        if (index % 4 !== 0 && index !== ENTRIES - 1) continue
        const report = await rebuildOutcomes(clinic.database.access, testContext, { check: true })
        expect({ after: index + 1, ...report }).toMatchObject({ after: index + 1, ...NO_DIFFERENCE })
      }
      // It was no idle run.
      expect([...done.values()].reduce((sum, n) => sum + n, 0)).toBeGreaterThanOrEqual(15)
      expect(done.size).toBeGreaterThanOrEqual(6)
    },
    60_000,
  )
})

describe('a save that fails in the middle', () => {
  const page = ['PUT', '/group-sessions/g1-9/members/well'] as const
  // Far worse than the 7 before, with an answer to item 9.
  const body = {
    attendance: { status: 'present', version: null },
    forms: [{ measure: 'phq9', replaces: null, answers: [3, 3, 3, 3, 3, 3, 3, 1, 2] }],
  }

  test.each([
    [
      'because its signal cannot be raised',
      [
        `create function refuse_row() returns trigger language plpgsql as $$ begin raise 'no room'; end $$`,
        `create trigger refuse before insert on signal for each row execute function refuse_row()`,
      ],
      'drop trigger refuse on signal',
    ],
    [
      'because what happened to the signal cannot be kept',
      [
        `create function refuse_row() returns trigger language plpgsql as $$ begin raise 'no room'; end $$`,
        `create trigger refuse before insert on signal_action for each row execute function refuse_row()`,
      ],
      'drop trigger refuse on signal_action',
    ],
    [
      'because it cannot be recorded',
      ['revoke insert on audit_event from tidemark_app'],
      'grant insert on audit_event to tidemark_app',
    ],
  ])(
    '%s leaves neither form nor signal nor attendance, and is whole when sent again',
    async (_, faults, mend) => {
      for (const fault of faults) await clinic.database.ownerQuery(fault)
      const before = await everything()
      const { status } = await refused(clinic.therapist, page, body)
      expect(status).toBeGreaterThanOrEqual(500)
      expect(await everything()).toEqual(before)
      await clinic.database.ownerQuery(mend)
      expect(await sent(clinic.therapist, page, body)).toMatchObject({ risk_item_answered: true })
      const raised = await signalsOf(clinic.database, 'well')
      expect(raised.map(({ kind }) => kind)).toEqual(
        expect.arrayContaining(['risk_item', 'reliably_deteriorated']),
      )
    },
  )
})
