import { describe, expect, test } from '@jest/globals'
import type { Caseload } from '../../../../api/src/contracts/signals.js'
import { nextStepOf } from '../../../../dashboard/src/features/today/row-step.js'
import {
  livingSignals,
  rowName,
  rowSentences,
  scoreWords,
  sessionWords,
} from '../../../../dashboard/src/features/today/row-words.js'
import { rowsOf, todayLink, todayView } from '../../../../dashboard/src/features/today/today-view.js'
import {
  emptyWords,
  rangeWords,
  tileDetail,
  todaySubline,
  todayTitle,
} from '../../../../dashboard/src/features/today/today-words.js'
import { aCaseload, aRow, aStanding, theirDay } from '../../../browser/support/caseload-answers.js'
import {
  aDeterioration,
  aLife,
  aMissingForm,
  aRiskItem,
  lastAction,
  noReliableChange,
  riskItemOf,
  tooFewScores,
} from '../../../browser/support/signal-answers.js'

const ZONE = 'Europe/London'
const MEASURES = ['phq9', 'gad7']
const tiles = (n: number, of: number, item_9_new = 0): Caseload['tiles'] => ({
  not_on_track: { n, of },
  item_9_new,
  form_missing: 0,
  absent_twice: 0,
})

describe('the title is the finding', () => {
  test('how many of the members in care are not on track', () => {
    expect(todayTitle(tiles(3, 21))).toBe('Three of your 21 members are not on track')
    expect(todayTitle(tiles(1, 21))).toBe('One of your 21 members is not on track')
    expect(todayTitle(tiles(14, 60))).toBe('14 of your 60 members are not on track')
    expect(todayTitle(tiles(0, 21))).toBe('None of your 21 members is off track')
    expect(todayTitle(tiles(0, 0))).toBe('None of your members is in care today')
  })

  test('an answer to item 9 that waits is never left out where nobody is off track', () => {
    expect(todayTitle(tiles(0, 21, 1))).toBe(
      'None of your 21 members is off track, but an answer to item 9 waits',
    )
    expect(todayTitle(tiles(0, 0, 2))).toBe('Answers to item 9 of 2 members wait')
  })
})

describe('under the title', () => {
  const asOf = '2026-12-01T09:00:00.000Z'
  test('stand the day at the site and the last import with the rows that need a fix', () => {
    const today = { as_of: asOf, last_import: { at: '2026-12-01T08:12:00.000Z', rejected: 2 } }
    expect(todaySubline(today, ZONE)).toBe('Tuesday 1 December · last import 08:12, 2 rows need a fix')
  })
  test('an import of another day says which', () => {
    const before = { as_of: asOf, last_import: { at: '2026-11-28T08:12:00.000Z', rejected: 0 } }
    expect(todaySubline(before, ZONE)).toBe('Tuesday 1 December · last import 28 Nov, 08:12, all rows stored')
    expect(todaySubline({ as_of: asOf, last_import: null }, ZONE)).toBe(
      'Tuesday 1 December · no import has brought records of your groups',
    )
  })
})

describe('the address', () => {
  const view = (text: string) => todayView(new URLSearchParams(text), MEASURES)
  test('holds the tile and the measure; what is usual is left out of it', () => {
    expect(view('')).toEqual({ show: null, measure: 'phq9', dropped: [] })
    expect(view('show=item_9&measure=gad7')).toEqual({ show: 'item_9', measure: 'gad7', dropped: [] })
    expect(todayLink({ show: 'item_9', measure: 'gad7' }, MEASURES)).toBe('/today?show=item_9&measure=gad7')
    expect(todayLink({ show: null, measure: 'phq9' }, MEASURES)).toBe('/today')
  })
  test('what it does not know acts on nothing and is named', () => {
    expect(view('show=worst&measure=rses')).toEqual({
      show: null,
      measure: 'phq9',
      dropped: ['worst', 'rses'],
    })
  })
})

describe('a tile', () => {
  const caseload = theirDay()
  const idsOf = (show: Parameters<typeof rowsOf>[1]) =>
    rowsOf(caseload, show).rows.map((row) => row.member_id)

  test('filters to the rows that it counts, those on track with a missing form among them', () => {
    expect(idsOf('not_on_track')).toEqual(['1042', '0987'])
    expect(idsOf('item_9')).toEqual(['1042'])
    expect(idsOf('absent_twice')).toEqual(['1088'])
    expect(idsOf('form_missing')).toEqual(['1200'])
  })
  test('without one everybody is there, those on track folded', () => {
    expect(rowsOf(caseload, null)).toEqual({ rows: caseload.members, folded: caseload.on_track })
  })
  test('says more than its number', () => {
    expect(tileDetail('not_on_track', caseload)).toBe('1 more to watch')
    expect(tileDetail('item_9', caseload)).toBe('not yet acknowledged')
    expect(tileDetail('absent_twice', caseload)).toBe('last seen 3 Nov')
  })
  test('that holds nobody says so in its own words', () => {
    expect(emptyWords('item_9', 21)).toBe('No answer to item 9 waits for a person.')
    expect(emptyWords(null, 21)).toBe('All of your 21 members are on track.')
  })
})

describe('a row', () => {
  test('names its member; hidden names leave initials, else the code', () => {
    const row = aRow({ member_id: '1042', full_name: 'Ada Byron', initials: 'A.B.' })
    expect(rowName(row, false)).toBe('Ada Byron')
    expect(rowName(row, true)).toBe('A.B.')
    expect(rowName(aRow({ member_id: '1042', full_name: null, initials: null }), false)).toBe('1042')
  })

  test('counts the member’s own sessions', () => {
    expect(sessionWords(aRow())).toBe('session 6')
    expect(sessionWords(aRow({ sessions: { held: 0, attended: 0 } }))).toBe('no session yet')
    expect(sessionWords(aRow({ is_open: false }))).toBe('has left')
  })

  test('shows the change as it stands on the form, with a true minus sign', () => {
    const worse = aRow({ measures: [aStanding('phq9', [12, 19])] })
    expect(scoreWords(worse, 'phq9')).toEqual({ score: '19', change: '+7', isWorse: true, caption: 'PHQ-9' })
    const better = aRow({ measures: [aStanding('phq9', [17, 12])] })
    expect(scoreWords(better, 'phq9')).toMatchObject({ change: '\u22125', isWorse: false })
    expect(scoreWords(aRow({ measures: [aStanding('phq9', [11])] }), 'phq9')).toEqual({
      score: '11',
      change: null,
      isWorse: false,
      caption: 'PHQ-9, first',
    })
    expect(scoreWords(aRow({ measures: [] }), 'gad7')).toMatchObject({ score: '–', caption: 'no GAD-7 yet' })
  })

  test('says each thing once: too few scores of both measures, and both missing forms', () => {
    const measures = [aStanding('phq9', [11]), aStanding('gad7', [9])]
    const ofGad7 = { measure: 'gad7' } as const
    const row = aRow({
      measures,
      signals: [
        tooFewScores(),
        { ...tooFewScores(), ...ofGad7 },
        aMissingForm(),
        { ...aMissingForm(), ...ofGad7 },
      ].map((evidence) => ({ evidence, life: null })),
    })
    expect(rowSentences(row)).toEqual([
      'Not enough data (1 score)',
      'Came to the last session, but no PHQ-9 or GAD-7 form has come in',
    ])
  })

  test('says of which measure a sentence about scores speaks, where there are several', () => {
    const measures = [aStanding('phq9', [12, 19]), aStanding('gad7', [6, 6])]
    const signals = [{ evidence: aDeterioration(), life: aLife() }]
    expect(rowSentences(aRow({ measures, signals }))).toEqual([
      'PHQ-9: 7 points worse than at the start (12 then, 19 now)',
    ])
  })

  test('an answer to item 9 that a later form took back still stands in the row', () => {
    const open = [{ answer: 1, on: '2026-11-10', life: aLife({ signal_id: 40 }) }]
    expect(rowSentences(aRow({ signals: [], risk_item: riskItemOf('no', open) }))).toEqual([
      'Item 9, thoughts of self-harm: answered 1 (several days), on 10 Nov 2026',
    ])
    const both = [{ answer: 1, on: '2026-11-17', life: aLife() }, ...open]
    const signals = [{ evidence: aRiskItem(), life: aLife() }]
    expect(rowSentences(aRow({ signals, risk_item: riskItemOf('yes', both) }))).toEqual([
      'Item 9, thoughts of self-harm: answered 1 (several days)',
      '1 earlier answer above zero waits as well',
    ])
  })
})

describe('the next step of a row', () => {
  test('is to acknowledge the latest answer to item 9, with the earlier ones counted', () => {
    const open = [
      { answer: 2, on: '2026-11-17', life: aLife() },
      { answer: 1, on: '2026-11-10', life: aLife({ signal_id: 40 }) },
    ]
    const row = aRow({
      signals: [{ evidence: aDeterioration(), life: aLife({ signal_id: 9 }) }],
      risk_item: riskItemOf('yes', open),
    })
    expect(nextStepOf(row)).toMatchObject({
      first: 'acknowledge',
      earlierOpen: 1,
      signal: { life: { signal_id: 41 } },
    })
  })

  test('else an action for the gravest signal that is open; nothing once all are dealt with', () => {
    const dealt = {
      evidence: aDeterioration(),
      life: aLife({ state: 'acknowledged', last_action: lastAction() }),
    }
    const open = { evidence: noReliableChange(), life: aLife({ signal_id: 42 }) }
    expect(nextStepOf(aRow({ signals: [dealt, open] }))).toMatchObject({
      first: 'act',
      signal: { life: { signal_id: 42 } },
    })
    expect(nextStepOf(aRow({ signals: [dealt] }))).toBeNull()
    expect(livingSignals(aRow({ signals: [dealt, open] })).map(({ life }) => life.state)).toEqual([
      'open',
      'acknowledged',
    ])
  })
})

describe('the foot of the page', () => {
  const lower = { direction: 'lower_is_better' } as const
  test('says what the shading is and what it was fitted on', () => {
    const [fitted] = aCaseload().expected_response
    expect(fitted === undefined ? [] : rangeWords(fitted, lower, ZONE)).toEqual([
      'Shaded: where 9 in 10 scores of members who began alike lie, from 412 ended episodes of this deployment, fitted 1 Nov 2026.',
      'Lower is better.',
    ])
  })
  test('or that there is none and why', () => {
    const off = {
      measure: 'phq9',
      is_on: false,
      message: 'It needs 100 ended episodes.',
      fitted_episodes: 40,
      fitted_at: null,
    }
    expect(rangeWords(off, lower, ZONE)[0]).toBe('No expected range is drawn: It needs 100 ended episodes.')
  })
})
