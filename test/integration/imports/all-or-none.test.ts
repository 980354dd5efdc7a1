import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { ImportCancelled } from '../../../api/src/features/imports/reading/file-refused.js'
import { changedFile, clinicFiles, lines } from '../../builders/import-files.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { countRows, importsService, runImport } from './run-import.js'

let database: TestDatabase

beforeEach(async () => {
  database = await createTestDatabase({ poolSize: 10 })
})
afterEach(() => database.drop())

describe('imports at the same time', () => {
  test('eight copies of one import, from eight processes, make one set of rows', async () => {
    // A service of its own for each: only the database stands between them.
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => runImport(importsService(database), clinicFiles())),
    )
    expect(outcomes.map(({ report }) => report.committed)).toEqual(Array(8).fill(true))
    expect(outcomes.map(({ report }) => report.accepted).sort((one, other) => one - other)).toEqual([
      0, 0, 0, 0, 0, 0, 0, 20,
    ])
    expect(await countRows(database)).toMatchObject({
      member: 2,
      episode: 2,
      attendance: 8,
      response: 5,
      response_history: 0,
    })
  })

  test('two that contradict each other: the second to come is told of the conflict', async () => {
    const other = { ...clinicFiles(), ...changedFile('responses.csv', { replace: ['phq9,2,2', 'phq9,3,2'] }) }
    const outcomes = await Promise.all([
      runImport(importsService(database), clinicFiles()),
      runImport(importsService(database), other),
    ])
    const [stored, refused] = outcomes.sort((one, two) => one.report.rejected - two.report.rejected)
    expect(stored?.report).toMatchObject({ committed: true, accepted: 20 })
    expect(refused?.report).toMatchObject({ committed: false, rejected: 1, duplicate: 19 })
    expect(refused?.rejects).toMatchObject([{ code: 'conflict', file: 'responses.csv', row: 2 }])
  })
})

describe('an import that does not come to its end', () => {
  test.each(['reading', 'checking', 'storing', 'outcomes'])(
    'cancelled while %s, it stores nothing',
    async (stage) => {
      const controller = new AbortController()
      const running = runImport(importsService(database), clinicFiles(), {
        signal: controller.signal,
        onProgress: (reached) => {
          if (reached === stage) controller.abort()
        },
      })
      await expect(running).rejects.toThrow(ImportCancelled)
      expect(await countRows(database)).toMatchObject({ site: 0, member: 0, response: 0, episode_outcome: 0 })
    },
  )

  test('that the database refuses at the last step leaves nothing behind', async () => {
    await database.ownerQuery(`create function refuse() returns trigger language plpgsql as
      $$ begin raise exception 'no' using errcode = 'check_violation'; end $$`)
    await database.ownerQuery(
      'create trigger refuse before insert on episode_outcome for each row execute function refuse()',
    )
    await expect(runImport(importsService(database), clinicFiles())).rejects.toThrow('no')
    expect(await countRows(database)).toMatchObject({ site: 0, group_session: 0, member: 0, response: 0 })
    await database.ownerQuery('drop trigger refuse on episode_outcome')
    expect((await runImport(importsService(database), clinicFiles())).report).toMatchObject({ accepted: 20 })
  })
})

describe('what a correction may not do', () => {
  beforeEach(async () => {
    await runImport(importsService(database), clinicFiles())
  })
  const correct = async (files: Record<string, string>) => {
    const { rejects } = await runImport(importsService(database), files, { correctReason: 'a mistake' })
    return rejects.map(({ row, column, code }) => `${row} ${column} ${code}`)
  }

  test('a held session with attendance cannot become a cancelled one', async () => {
    expect(
      await correct(changedFile('sessions.csv', { replace: ['2026-01-12,held', '2026-01-12,cancelled'] })),
    ).toEqual(['3 status session_in_use'])
  })

  test('an episode cannot end before what was attended', async () => {
    expect(
      await correct(
        changedFile('members.csv', {
          replace: ['2026-01-26,2026-01-26,completed', '2026-01-26,2026-01-20,completed'],
        }),
      ),
    ).toEqual(['2 exit_date episode_in_use'])
  })

  test('an episode cannot end so early that its forms fall outside', async () => {
    expect(
      await correct(
        changedFile('members.csv', {
          replace: ['2026-01-26,2026-01-19,dropped_out', '2026-01-11,2026-01-11,dropped_out'],
        }),
      ),
    ).toEqual(['3 exit_date episode_in_use', '3 planned_end_date episode_in_use'])
  })

  test('a form cannot change hands', async () => {
    expect(await correct(changedFile('responses.csv', { replace: ['R5,M2', 'R5,M1'] }))).toEqual([
      '6 response_id response_id_of_another_member',
    ])
  })

  test('a treatment that contradicts a recorded arm is rejected', async () => {
    const treatments = lines('member_id,kind,started_on', 'M1,medication,2026-01-06')
    expect(await correct({ 'concurrent_treatments.csv': treatments })).toEqual([
      '2 started_on arm_contradiction',
    ])
  })

  test('two sessions may change their numbers with each other', async () => {
    const swapped = lines(
      'session_id,group_id,session_number,session_date,status',
      'G1-1,G1,2,2026-01-05,held',
      'G1-2,G1,1,2026-01-12,held',
    )
    expect(await correct({ 'sessions.csv': swapped })).toEqual([])
    expect(
      await database.ownerQuery('select session_id, session_number from group_session order by 1 limit 2'),
    ).toEqual([
      { session_id: 'G1-1', session_number: 2 },
      { session_id: 'G1-2', session_number: 1 },
    ])
  })
})

test('the same response_id of another source system is another form', async () => {
  await runImport(importsService(database), clinicFiles())
  const { report } = await runImport(
    importsService(database),
    { 'responses.csv': clinicFiles()['responses.csv'] ?? '' },
    { sourceSystem: 'north' },
  )
  expect(report).toMatchObject({ accepted: 5, duplicate: 0 })
  expect(await countRows(database)).toMatchObject({ response: 10 })
})

test('names and births of members are kept apart from their records, and completed by a later file', async () => {
  const header = 'member_id,group_id,join_date,planned_end_date,full_name,date_of_birth'
  const first = clinicFiles({
    'members.csv': lines(
      header,
      'M1,G1,2026-01-05,2026-01-26,Willow Testbrook,',
      'M2,G1,2026-01-05,2026-01-26,,',
    ),
  })
  await runImport(importsService(database), first)
  expect((await runImport(importsService(database), first)).report).toMatchObject({
    duplicate: 20,
    rejected: 0,
  })
  const second = {
    'groups.csv': lines(
      'group_id,site_id,therapist_id,modality,format,structure,start_date,planned_sessions',
      'G2,S1,T1,support,online,open,2026-02-02,8',
    ),
    'members.csv': lines(header, 'M1,G2,2026-02-02,2026-03-26,Willow Testbrook,1990-04-01'),
  }
  expect((await runImport(importsService(database), second)).report).toMatchObject({
    committed: true,
    accepted: 2,
  })
  const other = { 'members.csv': lines(header, 'M1,G2,2026-04-02,2026-04-26,Moss Testdale,1990-04-01') }
  expect((await runImport(importsService(database), other)).rejects).toMatchObject([
    { column: 'full_name', code: 'conflict' },
  ])
  expect(
    await database.ownerQuery('select full_name, date_of_birth::text, version from member_identity'),
  ).toEqual([{ full_name: 'Willow Testbrook', date_of_birth: '1990-04-01', version: 2 }])
  expect(
    await database.ownerQuery('select full_name, date_of_birth, reason from member_identity_history'),
  ).toEqual([{ full_name: 'Willow Testbrook', date_of_birth: null, reason: 'completed by an import' }])
})
