// A folder of import files in, figures out: the command without a database and without a screen.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { UnknownMeasure } from '../../../api/src/core/errors.js'
import { ImportCancelled } from '../../../api/src/features/imports/reading/file-refused.js'
import {
  type CalibrateRequest,
  calibrateFolder,
  calibrateJson,
  calibrateSummary,
} from '../../../api/src/features/signals/calibrate.command.js'

const fixture = (set: string) =>
  fileURLToPath(new URL(`../../fixtures/reference-${set}/data`, import.meta.url))
let place = ''
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'tidemark-calibrate-'))
})
afterEach(() => rmSync(place, { recursive: true }))

const calibrate = (folder: string, change: Partial<CalibrateRequest> = {}) =>
  calibrateFolder({
    folder,
    measureCode: 'phq9',
    ignoreUnknown: false,
    now: new Date('2026-01-01T12:00:00Z'),
    signal: new AbortController().signal,
    say: () => {},
    ...change,
  })

function copyWith(set: string, file: string, change: (text: string) => string): string {
  const folder = join(place, 'in')
  cpSync(fixture(set), folder, { recursive: true })
  writeFileSync(join(folder, file), change(readFileSync(join(folder, file), 'utf8')))
  return folder
}

describe('a clinic with enough ended episodes', () => {
  test('is judged, step by step, in figures and in words', async () => {
    const said: string[] = []
    const report = await calibrate(fixture('small'), { say: (text) => said.push(text) })
    expect(said).toEqual(expect.arrayContaining(['Fitting: 1 of 6', 'Fitting: 6 of 6']))
    expect(JSON.parse(calibrateJson(report))).toMatchObject({ episodes: 115, time_function: 'week' })
    const words = calibrateSummary(report)
    expect(words).toContain(
      'PHQ-9: 804 scores after baseline of 115 episodes ended by 2024-06-21, 115 members.',
    )
    expect(words).toMatch(/^Forecast above \.6, score 6 +70 /m)
  })
  test('counts no episode that goes on, however far ahead its end is planned', async () => {
    const folder = copyWith('small', 'members.csv', (text) =>
      text.replace(/^(M0000[1-9],.*),[^,]*,[^,]*,[^,\n]*$/gm, '$1,2099-12-31,,'),
    )
    const report = await calibrate(folder)
    expect(JSON.parse(calibrateJson(report)).episodes).toBe(106)
  })
  test('stops between two fits when asked to', async () => {
    const controller = new AbortController()
    const said: string[] = []
    const say = (text: string) => {
      said.push(text)
      if (text === 'Fitting: 2 of 6') controller.abort()
    }
    await expect(calibrate(fixture('small'), { signal: controller.signal, say })).rejects.toThrow(
      ImportCancelled,
    )
    expect(said).not.toContain('Fitting: 3 of 6')
  })
})

describe('the expected response is off, with all keys there and the reason,', () => {
  test.each([
    { set: 'tiny', measureCode: 'phq9', found: 11 },
    { set: 'small', measureCode: 'rses', found: 0 },
  ])('in $set for $measureCode', async ({ set, measureCode, found }) => {
    const report = await calibrate(fixture(set), { measureCode })
    expect(JSON.parse(calibrateJson(report))).toEqual({
      episodes: found,
      time_function: null,
      share_above: null,
      by_baseline_band: [],
      by_score_number: [],
      forecast: [],
      simple_change: [],
      naive: [],
      off: { reason: 'too_few_episodes', message: expect.stringContaining(`there are ${found}.`) },
    })
    expect(calibrateSummary(report)).toMatch(/^The expected response is off\. It needs 100 ended episodes/)
  })
})

describe('files that cannot be used', () => {
  test('are refused by name', async () => {
    const report = await calibrate(copyWith('tiny', 'groups.csv', () => ''))
    expect(report.kind).toBe('refused')
    expect(calibrateSummary(report)).toContain('groups.csv')
  })
  test('have their rows named, with the rule', async () => {
    const report = await calibrate(
      copyWith('tiny', 'responses.csv', (text) => text.replace(/^(R\d+,M\d+,[^,]*,[^,]*,phq9),\d/m, '$1,7')),
    )
    expect(report).toMatchObject({ kind: 'rejected', rejected: 1 })
    expect(calibrateSummary(report)).toMatch(
      /^1 of \d+ rows were rejected\. The first:\n {2}responses\.csv row /,
    )
    expect(JSON.parse(calibrateJson(report))).toMatchObject({
      kind: 'rejected',
      first_rejects: [{ column: 'item1' }],
    })
  })
  test('a measure that nobody knows is named', async () => {
    await expect(calibrate(fixture('tiny'), { measureCode: 'phq8' })).rejects.toThrow(UnknownMeasure)
  })
})
