import { describe, expect, test } from '@jest/globals'
import { SIGNAL_KINDS } from '../../../../api/src/contracts/signal-evidence.js'
import { SIGNAL_STATES, signalActionSchema } from '../../../../api/src/contracts/signals.js'
import { KINDS_WITH_A_LIFE, stateAfter } from '../../../../api/src/core/signals/signal-life.js'
import { availableActions } from '../../../../dashboard/src/components/signals/action-words.js'
import { evidenceFacts } from '../../../../dashboard/src/components/signals/evidence-facts.js'
import { item9Title, item9Words } from '../../../../dashboard/src/components/signals/item9-words.js'
import { historyWords, lifeWords } from '../../../../dashboard/src/components/signals/life-words.js'
import {
  type ActionDraft,
  actionOf,
  draftErrors,
} from '../../../../dashboard/src/components/signals/signal-draft.js'
import { signalPill } from '../../../../dashboard/src/components/signals/signal-words.js'
import {
  aDeterioration,
  aLife,
  aMissingForm,
  anAbsence,
  aRiskItem,
  aScoreWorseThanExpected,
  lastAction,
  noReliableChange,
  riskItemOf,
  tooFewScores,
} from '../../../browser/support/signal-answers.js'

const ZONE = 'Europe/London'
const ALL = [
  aRiskItem(),
  aDeterioration(),
  aScoreWorseThanExpected(),
  noReliableChange(),
  anAbsence(),
  aMissingForm(),
  tooFewScores(),
]
const DRAFT: ActionDraft = { action: 'acknowledge', taken: null, until: '', note: '', alsoEarlier: false }
const DAYS = { first: '2026-11-19', last: '2026-12-16' }

describe('a signal as a pill', () => {
  test('every kind has words of its own', () => {
    expect(ALL.map((evidence) => signalPill(evidence).words)).toEqual([
      'Item 9 answered 1',
      'Reliably worse',
      'Worse than expected',
      'No reliable change',
      'Missed 2 sessions',
      'PHQ-9 missing',
      'Not enough data',
    ])
    expect(ALL.map(({ kind }) => kind).sort()).toEqual([...SIGNAL_KINDS].sort())
  })

  test('the purple of item 9 is used for nothing else, and green for no signal', () => {
    const shapes = ALL.map((evidence) => signalPill(evidence).shape)
    expect(shapes).toEqual(['item9', 'bad', 'bad', 'bad', 'watch', 'missing', 'neutral'])
  })
})

describe('why a signal was raised', () => {
  test('a score worse than expected names what was expected, both limits and what it was fitted on', () => {
    expect(evidenceFacts(aScoreWorseThanExpected()).map(({ label, words }) => `${label}: ${words}`)).toEqual([
      'Measure: PHQ-9',
      'At the start: 14, on 6 Oct 2026',
      'Now: 20, on 17 Nov 2026',
      'Expected by now from that start: about 10.2',
      '5 in 6 such scores are: 13.9 or less',
      '9 in 10 such scores are: 15.1 or less',
      'Beyond: the range of 9 in 10, at the latest 2 scores',
      'When: session 6, 6.0 weeks after the first form',
      'Expected response: fit 12, 1,412 ended episodes of this deployment',
      'Since: 17 Nov 2026',
      'Rules: version 3',
    ])
  })

  test('for a measure that rises with health the limits are said the other way round', () => {
    const evidence = aScoreWorseThanExpected()
    const inputs = { ...evidence.inputs, expected: 22, limit_84: 18, limit_90: 16.5 }
    const words = evidenceFacts({ ...evidence, inputs }).map((each) => each.words)
    expect(words).toContain('18.0 or more')
    expect(words).toContain('16.5 or more')
  })

  test('every kind says each thing once, in plain words and never as raw data', () => {
    for (const evidence of ALL) {
      const facts = evidenceFacts(evidence)
      expect(new Set(facts.map(({ label }) => label)).size).toBe(facts.length)
      for (const { words } of facts) expect(words).not.toMatch(/[{}[\]]|undefined|NaN|null/)
      expect(facts.map(({ label }) => label)).toEqual(expect.arrayContaining(['Since', 'Rules']))
    }
  })

  test('an answer to item 9 that a later form left out says so', () => {
    const words = evidenceFacts(aRiskItem({ is_unanswered_since: true })).map((each) => each.words)
    expect(words).toContain('a later form left the item out')
  })

  test('somebody who never came has no last day, which is not an empty cell', () => {
    const evidence = anAbsence()
    const facts = evidenceFacts({ ...evidence, inputs: { ...evidence.inputs, last_attended_on: null } })
    expect(facts).toContainEqual({ label: 'Last came on', words: 'has not come yet' })
  })
})

describe('what a person may do about a signal', () => {
  test('is what the rules of the life of a signal allow, for every kind and state', () => {
    for (const kind of KINDS_WITH_A_LIFE) {
      for (const state of SIGNAL_STATES) {
        for (const evidence_stands of [true, false]) {
          const stored = { evidence: { kind }, evidenceStands: evidence_stands, state }
          const allowed = (['acknowledge', 'act', 'resolve', 'reopen'] as const).filter(
            (action) => 'state' in stateAfter(stored, { action }),
          )
          const snooze = stateAfter(stored, {
            action: 'snooze',
            until: '2027-01-01',
          })
          const offered = availableActions(
            { kind },
            { state, evidence_stands, escalated_at: null },
            'therapist',
          )
          expect({ kind, state, evidence_stands, offered: [...offered].sort() }).toEqual({
            kind,
            state,
            evidence_stands,
            offered: [...allowed, ...('state' in snooze ? ['snooze'] : [])].sort(),
          })
        }
      }
    }
  })

  test('a director steps in where an answer to item 9 has escalated, and carries on from there', () => {
    const open = { state: 'open', evidence_stands: true } as const
    const escalated = { ...open, escalated_at: '2026-11-18T17:10:00.000Z' }
    const known = { state: 'acknowledged', evidence_stands: true, escalated_at: null } as const
    expect(availableActions({ kind: 'risk_item' }, { ...open, escalated_at: null }, 'director')).toEqual([])
    expect(availableActions({ kind: 'risk_item' }, escalated, 'director')).toEqual(['acknowledge', 'act'])
    expect(availableActions({ kind: 'risk_item' }, known, 'director')).toEqual(['act', 'resolve', 'reopen'])
    expect(availableActions({ kind: 'absent_2' }, escalated, 'director')).toEqual([])
    expect(availableActions({ kind: 'risk_item' }, escalated, 'coordinator')).toEqual([])
  })
})

describe('what is sent', () => {
  const errorsOf = (draft: Partial<ActionDraft>) =>
    draftErrors({ ...DRAFT, ...draft }, DAYS).map(({ field, words }) => `${field}: ${words}`)

  test('that nothing is needed asks for a reason, and so do putting off and opening again', () => {
    const why = ['note: Say in a few words why.']
    expect(errorsOf({ action: 'act', taken: 'none_needed' })).toEqual(why)
    expect(errorsOf({ action: 'snooze', until: '2026-11-25', note: '  ' })).toEqual(why)
    expect(errorsOf({ action: 'reopen' })).toEqual(why)
    expect(errorsOf({ action: 'act', taken: 'plan_reviewed' })).toEqual([])
    expect(errorsOf({})).toEqual([])
  })

  test('a day outside the days that the deployment allows is refused here already', () => {
    const refused = ['until: Choose a day from 2026-11-19 to 2026-12-16.']
    for (const until of ['', '2026-11-18', '2026-12-17']) {
      expect(errorsOf({ action: 'snooze', until, note: 'On holiday' })).toEqual(refused)
    }
    expect(errorsOf({ action: 'snooze', until: '2026-12-16', note: 'On holiday' })).toEqual([])
  })

  test('carries the version that was read, and only what belongs to the action', () => {
    const draft = {
      ...DRAFT,
      note: '  Spoke with \n them ',
      taken: 'risk_assessed',
      alsoEarlier: true,
    } as const
    const sent = (['acknowledge', 'act', 'resolve', 'reopen'] as const).map((action) =>
      actionOf({ ...draft, action }, 7),
    )
    const note = 'Spoke with them'
    expect(sent).toEqual([
      { action: 'acknowledge', version: 7, note, also_earlier: true },
      { action: 'act', version: 7, taken: 'risk_assessed', note },
      { action: 'resolve', version: 7, note },
      { action: 'reopen', version: 7, note },
    ])
    for (const each of sent) expect(signalActionSchema.parse(each)).toEqual(each)
    expect(actionOf({ ...DRAFT, action: 'snooze', until: '2026-11-25', note }, 7)).toEqual({
      action: 'snooze',
      version: 7,
      until: '2026-11-25',
      note,
    })
  })

  test('an empty note is none', () => {
    expect(actionOf(DRAFT, 1)).toEqual({ action: 'acknowledge', version: 1, note: null, also_earlier: false })
    expect(actionOf({ ...DRAFT, action: 'snooze', until: '2026-11-25' }, 1)).toBeNull()
    expect(actionOf({ ...DRAFT, action: 'act' }, 1)).toBeNull()
  })
})

describe('the life of a signal in words', () => {
  const words = (over: Parameters<typeof aLife>[0], kind = anAbsence()) => lifeWords(kind, aLife(over), ZONE)

  test('open says since when', () => {
    expect(words({})).toEqual(['Open since 17 Nov 2026, 17:10.'])
  })

  test('acknowledged says by whom and when, an action what it was and why', () => {
    expect(words({ state: 'acknowledged', last_action: lastAction() })).toEqual([
      'Acknowledged by Dr. Ines Brandt, 18 Nov 2026, 08:30.',
    ])
    const act = lastAction({ event: 'act', taken: 'none_needed', note: 'Known holiday' })
    expect(words({ state: 'acknowledged', last_action: act })).toEqual([
      'Nothing needed: recorded by Dr. Ines Brandt, 18 Nov 2026, 08:30: “Known holiday”',
    ])
  })

  test('put off says until when and by whom', () => {
    const last_action = lastAction({ event: 'snooze', note: 'Exam weeks' })
    expect(words({ state: 'snoozed', snoozed_until: '2026-12-01', last_action })).toEqual([
      'Put off until 1 Dec 2026 by Dr. Ines Brandt, 18 Nov 2026, 08:30: “Exam weeks”',
    ])
  })

  test('an open answer to item 9 says when it goes to the director, or that it went', () => {
    const due = aLife({ escalates_at: '2026-11-18T17:10:00.000Z' })
    expect(lifeWords(aRiskItem(), due, ZONE)).toEqual([
      'Open since 17 Nov 2026, 17:10.',
      'Goes to the director on 18 Nov 2026, 17:10 unless acknowledged.',
    ])
    const gone = { ...due, escalated_at: '2026-11-18T17:10:00.000Z' }
    expect(lifeWords(aRiskItem(), gone, ZONE)[1]).toBe(
      'Escalated: the director sees it since 18 Nov 2026, 17:10.',
    )
  })

  test('evidence that is over ends a signal, but for item 9, which waits on', () => {
    expect(words({ state: 'resolved', evidence_stands: false })).toEqual([
      'Over: what raised it no longer holds.',
    ])
    expect(lifeWords(aRiskItem(), aLife({ evidence_stands: false }), ZONE)).toEqual([
      'Open since 17 Nov 2026, 17:10.',
      'The form no longer says so. It still waits for a person.',
    ])
  })

  test('a line of the history names the action that was taken, and the day of a putting off', () => {
    const none = { taken: null, snoozed_until: null }
    expect(historyWords({ ...none, event: 'act', taken: 'plan_reviewed' })).toBe('Plan reviewed')
    expect(historyWords({ ...none, event: 'snooze', snoozed_until: '2026-12-01' })).toBe(
      'Put off until 1 Dec 2026',
    )
    expect(historyWords({ ...none, event: 'became_worse' })).toBe('Opened again: became worse')
  })
})

describe('item 9', () => {
  const open = [
    { answer: 2, on: '2026-11-17', life: aLife() },
    { answer: 1, on: '2026-11-10', life: aLife({ signal_id: 40 }) },
  ]

  test('says first how many answers wait for a person', () => {
    expect(item9Title(riskItemOf('yes', open))).toBe('2 answers above zero to item 9 wait for a person')
    expect(item9Title(riskItemOf('yes', open.slice(0, 1)))).toBe(
      '1 answer above zero to item 9 waits for a person',
    )
  })

  test('with nothing waiting it tells the three states of the latest form apart', () => {
    expect(item9Title(riskItemOf('yes'))).toBe('Item 9 was answered above zero on 17 Nov 2026')
    expect(item9Title(riskItemOf('no'))).toBe('Item 9 was answered “not at all” on 17 Nov 2026')
    expect(item9Title(riskItemOf('unknown'))).toBe('Item 9 was not answered on 17 Nov 2026')
  })

  test('a later “not at all” and an item left out end nothing that waits', () => {
    expect(item9Words(riskItemOf('no', open))).toMatch(/that ends nothing until a person has looked/)
    expect(item9Words(riskItemOf('unknown', open))).toMatch(/says nothing either way/)
  })

  test('is never called no risk', () => {
    for (const latest of ['yes', 'no', 'unknown'] as const) {
      for (const waiting of [[], open]) {
        const item = riskItemOf(latest, waiting)
        expect(`${item9Title(item)} ${item9Words(item)}`).not.toMatch(/no risk|safe|not at risk/i)
      }
    }
  })
})
