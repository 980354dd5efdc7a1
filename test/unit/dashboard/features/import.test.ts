import { describe, expect, test } from '@jest/globals'
import { addFiles, NO_FILES, removeFile } from '../../../../dashboard/src/features/entry/chosen-files.js'
import { importForm, newIdempotencyKey } from '../../../../dashboard/src/features/entry/import-run.js'
import {
  canStore,
  isStoppedByRejects,
  reportAdvice,
  reportTitle,
} from '../../../../dashboard/src/features/entry/import-words.js'
import { aCleanImportPreview, anImportPreview } from '../../../browser/support/import-answers.js'

const file = (name: string, content = 'a\n1\n') => new File([content], name)

describe('choosing files', () => {
  test('files stand in the order in which they depend on each other', () => {
    const chosen = addFiles(NO_FILES, [file('responses.csv'), file('groups.csv'), file('members.csv')])
    expect(chosen.taken.map((each) => each.name)).toEqual(['groups.csv', 'members.csv', 'responses.csv'])
  })

  test('what is no file of an import is left out with its reason', () => {
    const chosen = addFiles(NO_FILES, [
      file('notes.docx'),
      file('members.xlsx'),
      file('patients.csv'),
      file('groups.csv', ''),
    ])
    expect(chosen.taken).toEqual([])
    expect(chosen.leftOut).toEqual([
      { name: 'notes.docx', reason: 'not a CSV file' },
      { name: 'members.xlsx', reason: 'a workbook; save each sheet as CSV (UTF-8) first' },
      { name: 'patients.csv', reason: 'no file of an import has this name' },
      { name: 'groups.csv', reason: 'the file is empty' },
    ])
  })

  test('a file chosen again replaces the earlier one; two of one name in one folder do not', () => {
    const first = addFiles(NO_FILES, [file('groups.csv', 'old')])
    const again = addFiles(first, [file('groups.csv', 'newer')])
    expect(again.taken.map((each) => each.size)).toEqual([5])
    const twice = addFiles(NO_FILES, [file('groups.csv', 'a'), file('groups.csv', 'bcd')])
    expect(twice.taken.map((each) => each.size)).toEqual([1])
    expect(twice.leftOut).toHaveLength(1)
  })

  test('a file can be taken away', () => {
    const chosen = addFiles(NO_FILES, [file('groups.csv'), file('members.csv')])
    expect(removeFile(chosen, 'groups.csv').taken.map((each) => each.name)).toEqual(['members.csv'])
  })
})

describe('sending an import', () => {
  const options = {
    mode: 'all-or-nothing',
    source: ' clinic ',
    correctReason: '  ',
    ignoresUnknownColumns: false,
  } as const

  test('options come before the files, and empty ones not at all', () => {
    const form = importForm([file('groups.csv')], options, 'preview')
    expect([...form.keys()]).toEqual(['mode', 'dry_run', 'source', 'files'])
    expect(form.get('dry_run')).toBe('true')
    expect(form.get('source')).toBe('clinic')
  })

  test('only the second sending stores', () => {
    expect(importForm([], options, 'store').get('dry_run')).toBe('false')
  })

  test('two attempts never share a key', () => {
    expect(newIdempotencyKey()).toMatch(/^[0-9a-f]{32}$/)
    expect(newIdempotencyKey()).not.toBe(newIdempotencyKey())
  })
})

describe('the words of a report', () => {
  test('rejected rows stop "all or nothing", and the way out is offered', () => {
    const report = anImportPreview()
    expect(reportTitle(report)).toBe('2 of 1,528 rows would be rejected')
    expect(canStore(report)).toBe(false)
    expect(isStoppedByRejects(report)).toBe(true)
  })

  test('the valid rows can be stored where they may', () => {
    const report = { ...anImportPreview(), mode: 'accept-valid' as const }
    expect(canStore(report)).toBe(true)
    expect(isStoppedByRejects(report)).toBe(false)
    expect(reportAdvice(report)).toMatch(/^The rejected rows will stay out/)
  })

  test('a clean preview can be stored', () => {
    expect(reportTitle(aCleanImportPreview())).toBe('All 1,528 rows can be stored')
    expect(canStore(aCleanImportPreview())).toBe(true)
  })

  test('rows stored already change nothing', () => {
    const report = { ...aCleanImportPreview(), accepted: 0, duplicate: 1528 }
    expect(reportTitle(report)).toBe('All 1,528 rows are stored already')
    expect(canStore(report)).toBe(false)
  })

  test('a file that cannot be read is named before anything else', () => {
    const errors = [{ code: 'no_header', file: 'members.csv', message: 'The header is missing.' }]
    const report = { ...anImportPreview(), errors }
    expect(reportTitle(report)).toBe('One file cannot be read')
    expect(canStore(report)).toBe(false)
  })

  test('a stored import says how many episodes it brought up to date', () => {
    const report = { ...aCleanImportPreview(), dry_run: false, committed: true }
    expect(reportTitle(report)).toBe('1,528 rows stored, 96 episodes brought up to date')
  })
})
