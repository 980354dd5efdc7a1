import { describe, expect, test } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import { FILE_CODES, ROW_CODES } from '../../../api/src/core/import-rules/codes.js'
import { emptyLookup } from '../../../api/src/core/import-rules/lookup.js'
import { type ImportPlan, planImport } from '../../../api/src/core/import-rules/plan-import.js'
import { sourceFromUploads } from '../../../api/src/features/imports/reading/import-source.js'
import { readImportFiles } from '../../../api/src/features/imports/reading/read-import-files.js'
import { isMessy, SCENARIO_NAMES } from '../../../seed/src/scenarios/all-scenarios.js'
import { scenarioFiles } from '../../../seed/src/write-scenario.js'

const AS_OF = '2026-03-11'

/** Reads and judges files as an import into an empty deployment does. */
async function judge(files: ReadonlyMap<string, Uint8Array>) {
  const uploads = [...files].map(([name, bytes]) => ({ name, bytes }))
  const { readings, errors } = await readImportFiles(sourceFromUploads(uploads), { ignoreUnknown: false })
  const context = {
    lookup: emptyLookup,
    isCorrecting: false,
    allowsConcurrentGroups: false,
    todayIn: () => AS_OF,
  }
  return { errors, plan: planImport(readings, context) }
}

/** "file,row,column,code" of every problem, in order. */
function rejectsOf({ reference, members, sessions, attendance, responses }: ImportPlan): string[] {
  const judged = [
    reference.sites,
    reference.therapists,
    reference.groups,
    members.members,
    members.treatments,
    sessions.sessions,
    attendance.attendance,
    responses.responses,
  ]
  const problems = judged.flatMap(({ file, rejects }) =>
    rejects.flatMap(({ line, problems }) =>
      problems.map(({ column, code }) => `${file},${line},${column},${code}`),
    ),
  )
  return problems.sort()
}

function withoutRefused(files: ReadonlyMap<string, Uint8Array>): Map<string, Uint8Array> {
  return new Map([...files].filter(([file]) => !file.startsWith('refused/')))
}

function parsed(files: ReadonlyMap<string, Uint8Array>, file: string): Record<string, string>[] {
  const rows: Record<string, string>[] = parse(Buffer.from(files.get(file) ?? []), { columns: true })
  return rows
}

test.each(SCENARIO_NAMES.filter((name) => !isMessy(name)))(
  'the import takes every row of %s',
  async (scenario) => {
    const { errors, plan } = await judge(scenarioFiles({ scenario, members: 200, seed: 4, asOf: AS_OF }))
    expect(errors).toEqual([])
    expect(rejectsOf(plan)).toEqual([])
    expect(plan.responses.responses.candidates.length).toBeGreaterThan(1000)
  },
)

describe('the messy clinic', () => {
  const files = scenarioFiles({ scenario: 'messy', asOf: AS_OF })
  const expected = parsed(files, 'expected-rejects.csv')

  test.each([undefined, 1, 2, 3, 4, 5])(
    'is rejected in exactly the listed rows, columns and codes (seed %s)',
    async (seed) => {
      const spoiled = scenarioFiles({
        scenario: 'messy',
        asOf: AS_OF,
        ...(seed === undefined ? {} : { seed }),
      })
      const { errors, plan } = await judge(withoutRefused(spoiled))
      expect(errors).toEqual([])
      const listed = parsed(spoiled, 'expected-rejects.csv')
      expect(rejectsOf(plan)).toEqual(
        listed.map(({ file, row, column, code }) => `${file},${row},${column},${code}`).sort(),
      )
    },
  )

  test('has rows that only look wrong: taken, and told of', async () => {
    const { plan } = await judge(withoutRefused(files))
    const notices = plan.responses.notices.summarise('responses.csv').map(({ code }) => code)
    expect(new Set(notices)).toEqual(
      new Set(['total_mismatch', 'response_when_absent', 'two_forms_on_one_day']),
    )
    const taken = new Map(plan.members.members.candidates.map(({ record }) => [record.memberCode, record]))
    expect(taken.get('MY001')?.identity.fullName).toBe("=cmd|'/c calc'!A1")
    expect(taken.get('MY003')?.identity.fullName).toBe('Willow Testbrook')
    expect([...taken.keys()]).toEqual(expect.arrayContaining(['007', '__proto__', 'José'.normalize('NFC')]))
    expect(plan.members.members.candidates.filter(({ repeats }) => repeats.length > 0)).toHaveLength(1)
  })

  test('has an example of every code that a first import can meet', () => {
    // the others need something stored before: rows that a correction would pull the ground from under, or that
    // somebody bound by sites cannot see
    const later = ['session_in_use', 'episode_in_use', 'out_of_reach', 'needs_administrator']
    const possible = ROW_CODES.filter((code) => !later.includes(code))
    expect(new Set(expected.map(({ code }) => code))).toEqual(new Set(possible))
  })

  test('has a spoiled file for every way in which one cannot be read', async () => {
    const refusals = parsed(files, 'expected-refusals.csv')
    for (const { folder, file = '', code } of refusals) {
      const bytes = files.get(`refused/${folder}/${file}`) ?? new Uint8Array()
      const { errors } = await judge(new Map([[file, bytes]]))
      expect({ folder, codes: errors.map((error) => error.code) }).toEqual({ folder, codes: [code] })
    }
    // the first three are about which files are given, not about what is in one
    const ofContent = FILE_CODES.filter(
      (code) => !['unknown_file', 'file_given_twice', 'no_import_files'].includes(code),
    )
    expect(new Set(refusals.map(({ code }) => code))).toEqual(new Set(ofContent))
  })
})
