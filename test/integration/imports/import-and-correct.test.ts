import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { ImportsService } from '../../../api/src/features/imports/imports.service.js'
import { changedFile, clinicFiles, lines } from '../../builders/import-files.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { countRows, importsService, runImport } from './run-import.js'

let database: TestDatabase
let service: ImportsService

beforeEach(async () => {
  database = await createTestDatabase()
  service = importsService(database)
})
afterEach(() => database.drop())

describe('a clinic whose files are imported', () => {
  test('every row is stored once, with its score, its arm and its outcome', async () => {
    const { report } = await runImport(service, clinicFiles())
    expect(report).toMatchObject({
      committed: true,
      rows: 20,
      accepted: 20,
      rejected: 0,
      duplicate: 0,
      touched_episodes: 2,
    })
    expect(report.created).toEqual([
      { kind: 'site', id: 'S1' },
      { kind: 'therapist', id: 'T1' },
    ])
    expect(await countRows(database)).toMatchObject({
      member: 2,
      episode: 2,
      attendance: 8,
      response: 5,
      episode_outcome: 2,
    })
    expect(
      await database.ownerQuery(
        `select response_id, answers, total, n_answered, scoring, source_system, joined_on, session_id
         from response join episode using (member_id, episode_id) left join group_session using (group_session_id)
         order by response_id limit 2`,
      ),
    ).toMatchObject([
      {
        response_id: 'R1',
        answers: '222222220',
        total: 16,
        n_answered: 9,
        scoring: 'complete',
        source_system: 'file',
        session_id: 'G1-1',
      },
      {
        response_id: 'R2',
        answers: '2222211',
        total: 12,
        n_answered: 7,
        scoring: 'complete',
        session_id: 'G1-1',
      },
    ])
    expect(
      await database.ownerQuery(
        'select member_code, arm from episode join member using (member_id) order by 1',
      ),
    ).toEqual([
      { member_code: 'M1', arm: 'group_only' },
      { member_code: 'M2', arm: 'combined' },
    ])
  })

  test('a second import of the same files changes nothing', async () => {
    await runImport(service, clinicFiles())
    const before = await countRows(database)
    const { report } = await runImport(service, clinicFiles())
    expect(report).toMatchObject({
      committed: true,
      rows: 20,
      accepted: 0,
      duplicate: 20,
      touched_episodes: 0,
      difference: [],
    })
    expect(await countRows(database)).toEqual(before)
  })

  test('a row that differs from what is stored is a conflict, and nothing of the import is stored', async () => {
    await runImport(service, clinicFiles())
    const before = await countRows(database)
    const files = changedFile('responses.csv', {
      replace: ['R1,M1,G1-1,2026-01-05,phq9,2', 'R1,M1,G1-1,2026-01-05,phq9,3'],
      add: ['R6,M2,G1-2,2026-01-12,phq9,1,1,1,1,1,1,1,1,0'],
    })
    const { report, rejects } = await runImport(service, files)
    expect(report).toMatchObject({ committed: false, rows: 6, accepted: 1, duplicate: 4, rejected: 1 })
    expect(rejects).toMatchObject([{ file: 'responses.csv', row: 2, code: 'conflict' }])
    expect(await countRows(database)).toEqual(before)
  })

  test('a correction with its reason makes a new version and keeps the old one with who, when and why', async () => {
    await runImport(service, clinicFiles())
    const files = changedFile('responses.csv', {
      replace: ['R1,M1,G1-1,2026-01-05,phq9,2', 'R1,M1,G1-1,2026-01-05,phq9,3'],
    })
    const { report } = await runImport(service, files, { correctReason: 'misread form' })
    expect(report).toMatchObject({ committed: true, corrected: 1, duplicate: 4, touched_episodes: 1 })
    expect(
      await database.ownerQuery("select answers, total, version from response where response_id = 'R1'"),
    ).toEqual([{ answers: '322222220', total: 17, version: 2 }])
    expect(
      await database.ownerQuery(
        'select response_id, answers, total, version, reason, replaced_by_batch_id::int as batch from response_history',
      ),
    ).toEqual([
      {
        response_id: 'R1',
        answers: '222222220',
        total: 16,
        version: 1,
        reason: 'misread form',
        batch: report.import_id,
      },
    ])
    expect(
      await database.ownerQuery(
        "select baseline from episode_measure_outcome where measure_code = 'phq9' and baseline > 10",
      ),
    ).toEqual([{ baseline: 17 }])
  })

  test('every kind of record can be corrected, and its old version is kept', async () => {
    await runImport(service, {
      ...clinicFiles(),
      'concurrent_treatments.csv': lines(
        'member_id,kind,started_on,ended_on',
        'M2,medication,2025-12-01,2026-02-01',
      ),
    })
    const { report } = await runImport(
      service,
      {
        ...changedFile('groups.csv', { replace: [',T1,', ',T2,'] }),
        ...changedFile('members.csv', { replace: ['2026-01-19,dropped_out', '2026-01-20,referred_on'] }),
        ...changedFile('sessions.csv', { replace: ['2026-01-12,held', '2026-01-13,held'] }),
        ...changedFile('attendance.csv', { replace: ['M1,G1-3,absent_notified', 'M1,G1-3,present'] }),
        'concurrent_treatments.csv': lines(
          'member_id,kind,started_on,ended_on',
          'M2,medication,2025-12-01,2026-03-01',
        ),
        'therapists.csv': lines('therapist_id,display_name', 'T1,Therapist one', 'T2,Therapist two'),
      },
      { correctReason: 'list of the coordinator' },
    )
    expect(report).toMatchObject({ committed: true, corrected: 6, rejected: 0, accepted: 1 })
    expect(await countRows(database)).toMatchObject({ member_record_history: 3, reference_record_history: 3 })
    expect(await database.ownerQuery("select therapist_id from group_therapist where part = 'lead'")).toEqual(
      [{ therapist_id: 'T2' }],
    )
    expect(
      await database.ownerQuery('select session_on::text from group_session where session_number = 2'),
    ).toEqual([{ session_on: '2026-01-13' }])
  })

  test('a form that was voided and is imported again becomes a new version', async () => {
    await runImport(service, clinicFiles())
    await database.ownerQuery("update response set is_voided = true where response_id = 'R5'")
    const { report } = await runImport(service, clinicFiles())
    expect(report).toMatchObject({ committed: true, accepted: 1, duplicate: 19 })
    expect(
      await database.ownerQuery("select is_voided, version from response where response_id = 'R5'"),
    ).toEqual([{ is_voided: false, version: 2 }])
    expect(await database.ownerQuery('select is_voided, reason from response_history')).toEqual([
      { is_voided: true, reason: 'imported again after it was voided' },
    ])
  })

  test('a dry run says what would be added and stores nothing but its record', async () => {
    const { report } = await runImport(service, clinicFiles(), { dryRun: true })
    expect(report).toMatchObject({ dry_run: true, committed: false, accepted: 20, touched_episodes: 2 })
    expect(report.difference).toContainEqual({ table: 'response', added: 5, changed: 0 })
    expect(report.created).toHaveLength(2)
    expect(await countRows(database)).toMatchObject({ site: 0, member: 0, response: 0 })
    expect(await database.ownerQuery('select is_dry_run, is_committed from import_batch')).toEqual([
      { is_dry_run: true, is_committed: false },
    ])
  })

  test('with accept-valid the valid rows are stored and every bad one is listed', async () => {
    const files = {
      ...clinicFiles(),
      ...changedFile('responses.csv', {
        add: ['R6,M1,G1-2,2026-01-12,phq9,4,0,0,0,0,0,0,x,0', 'R7,M9,G1-2,2026-01-12,phq9,1,0,0,0,0,0,0,0,0'],
      }),
    }
    const { report, rejects } = await runImport(service, files, { mode: 'accept-valid' })
    expect(report).toMatchObject({ committed: true, rows: 22, accepted: 20, rejected: 2, rejects_total: 3 })
    expect(rejects.map(({ row, column, code }) => [row, column, code])).toEqual([
      [7, 'item1', 'item_out_of_range'],
      [7, 'item8', 'wrong_type'],
      [8, 'member_id', 'unknown_member'],
    ])
    expect(await database.ownerQuery('select count(*)::int as n from import_reject')).toEqual([{ n: 3 }])
    expect(await countRows(database)).toMatchObject({ response: 5 })
  })

  test('treatments that come later decide the arm of a stored episode anew', async () => {
    const withoutArm = lines(
      'member_id,group_id,join_date,planned_end_date',
      'M1,G1,2026-01-05,2026-01-26',
      'M2,G1,2026-01-05,2026-01-26',
    )
    await runImport(service, clinicFiles({ 'members.csv': withoutArm }))
    const treatments = lines('member_id,kind,started_on', 'M1,individual_therapy,2026-01-10')
    await runImport(service, { 'concurrent_treatments.csv': treatments })
    expect(
      await database.ownerQuery(
        'select member_code, arm from episode join member using (member_id) order by 1',
      ),
    ).toEqual([
      { member_code: 'M1', arm: 'combined' },
      { member_code: 'M2', arm: null },
    ])
  })

  test('a column that the file leaves out says nothing against what is stored', async () => {
    await runImport(service, clinicFiles())
    const { report } = await runImport(service, {
      'members.csv': lines('member_id,group_id,join_date', 'M1,G1,2026-01-05'),
    })
    expect(report).toMatchObject({ committed: true, duplicate: 1, rejected: 0 })
  })
})
