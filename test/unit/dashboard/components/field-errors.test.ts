import { describe, expect, test } from '@jest/globals'
import { ProblemError } from '../../../../dashboard/src/api-client/problem-error.js'
import {
  brokenRules,
  changedMeanwhileWords,
  fieldErrorsOf,
} from '../../../../dashboard/src/components/form/field-errors.js'

const problem = (code: string, errors: { path: string; message: string }[]) =>
  new ProblemError({ title: 'No', status: 400, detail: 'Not as expected.', code, request_id: null, errors })

describe('what the server found wrong', () => {
  test('stands at its field, an entry of a list at the list', () => {
    const found = fieldErrorsOf(
      problem('invalid_body', [
        { path: 'site_ids.3', message: 'There is no such site.' },
        { path: 'nickname', message: 'Not asked for here.' },
        { path: 'site_ids_2', message: 'Another field.' },
      ]),
      ['name', 'site_ids'] as const,
    )
    expect(found).toEqual([{ field: 'site_ids', words: 'There is no such site.' }])
  })

  test('a change by somebody else is no error of a field, but says what is stored now', () => {
    const changed = problem('changed_meanwhile', [{ path: 'time_zone', message: 'It is now: Europe/Paris.' }])
    expect(fieldErrorsOf(changed, ['time_zone'] as const)).toEqual([])
    expect(changedMeanwhileWords(changed, 'Open it again.')).toBe(
      'Somebody else changed this meanwhile, so nothing was stored. time zone: It is now: Europe/Paris. Open it again.',
    )
    expect(changedMeanwhileWords(problem('timeout', []), 'Open it again.')).toBe('Not as expected.')
  })
})

test('only rules that do not hold are errors', () => {
  expect(brokenRules(['name', true, 'Give a name.'], ['reason', false, 'Give a reason.'])).toEqual([
    { field: 'reason', words: 'Give a reason.' },
  ])
})
