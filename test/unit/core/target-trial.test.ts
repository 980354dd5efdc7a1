import { describe, expect, test } from '@jest/globals'
import { addDays, dayNumber } from '../../../api/src/core/calendar-day.js'
import {
  AS_REFERENCE,
  DEFAULT_STUDY,
  definitionProblems,
  type StudyDefinition,
} from '../../../api/src/core/comparison/study-definition.js'
import type { StudyEpisode } from '../../../api/src/core/comparison/study-episode.js'
import { targetTrial } from '../../../api/src/core/comparison/target-trial.js'
import { phq9 } from '../../../api/src/core/measures/phq-9.js'
import { aStudyEpisode, STUDY_AS_OF, STUDY_JOINED_ON, scoresByWeek } from '../../builders/study.js'

const trialOf = (
  episodes: readonly StudyEpisode[],
  changes: Partial<StudyDefinition> = {},
  asOf = STUDY_AS_OF,
) => targetTrial({ ...DEFAULT_STUDY, ...changes }, phq9, episodes, asOf)
const dayOf = (days: number) => addDays(STUDY_JOINED_ON, days)
const armOf = (changes: Partial<StudyEpisode>, definition: Partial<StudyDefinition> = {}) =>
  trialOf([aStudyEpisode(changes)], definition).complete[0]?.arm ?? null

test('every exclusion is counted once, and the numbers add up', () => {
  const { flow, complete } = trialOf([
    aStudyEpisode({ label: 'compared' }),
    aStudyEpisode({ label: 'arm unknown', recordedArm: null }),
    aStudyEpisode({ label: 'no baseline', scores: [] }),
    aStudyEpisode({ label: 'mild', scores: scoresByWeek([9, 8, 8, 8, 8, 8, 8, 8, 8]) }),
    aStudyEpisode({ label: 'left early', exitedOn: dayOf(13) }),
    aStudyEpisode({ label: 'short course', plannedEndOn: dayOf(41) }),
    aStudyEpisode({ label: 'no outcome', scores: scoresByWeek([16, 15, 14]) }),
    aStudyEpisode({ label: 'age unknown', age: null }),
  ])
  expect(flow.map(({ step, excluded, n }) => [step, excluded, n])).toEqual([
    ['all_episodes', 0, 8],
    ['arm_known', 1, 7],
    ['combination_asked', 0, 7],
    ['baseline_known', 1, 6],
    ['severity', 1, 5],
    ['in_care_at_landmark', 1, 4],
    ['planned_length', 1, 3],
    ['window_closed', 0, 3],
    ['outcome_recorded', 1, 2],
    ['covariates_known', 1, 1],
  ])
  expect(complete.map(({ label }) => label)).toEqual(['compared'])
})

describe('the arm is decided at the start', () => {
  test('a treatment that begins on day 13 makes the arm combined, one that begins on day 14 does not', () => {
    const starting = (days: number) => ({
      treatments: [{ kind: 'medication' as const, startedOn: dayOf(days), endedOn: null }],
    })
    expect(armOf(starting(13))).toBe('combined')
    expect(armOf(starting(14))).toBe('group_only')
    expect(armOf(starting(14), { graceDays: 15, landmarkDay: 15 })).toBe('combined')
  })

  test('a flag written for another grace period gives way to the dates', () => {
    const late = [{ kind: 'medication' as const, startedOn: dayOf(20), endedOn: null }]
    const flags = {
      concurrentIndividual: false,
      concurrentMedication: true,
      recordedArm: 'combined' as const,
    }
    expect(armOf({ ...flags, treatments: late })).toBe('group_only')
  })

  test('a member with a combination that is not asked for is left out, and not moved to the other arm', () => {
    const flags = { recordedArm: null, concurrentIndividual: false, concurrentMedication: true }
    expect(armOf(flags)).toBe('combined')
    const { flow } = trialOf([aStudyEpisode(flags)], { combinations: ['individual'] })
    expect(flow.find(({ step }) => step === 'combination_asked')).toMatchObject({ excluded: 1, n: 0 })
  })

  test('combined without saying with what counts only where every combination is asked for', () => {
    expect(armOf({ recordedArm: 'combined' })).toBe('combined')
    expect(armOf({ recordedArm: 'combined' }, { combinations: ['individual', 'both'] })).toBeNull()
  })
})

describe('the outcome', () => {
  const outcomeOf = (weeks: readonly (number | null)[], changes: Partial<StudyDefinition> = {}) =>
    trialOf([aStudyEpisode({ scores: scoresByWeek(weeks) })], changes).observed[0]?.outcome ?? null

  test('is the score nearest to the target week, the earlier of two as near', () => {
    const weeks = [20, null, null, null, null, null, 11, 12, null, 13, 14, 15]
    expect(outcomeOf(weeks)).toMatchObject({
      score: 12,
      week: 7,
      changeInPoints: 8,
      isReliablyImproved: true,
    })
  })

  test('is not known when no score lies in the window: a later one is another question', () => {
    const weeks = [20, 19, 18, 17, 16, 15, null, null, null, null, null, 5]
    expect(outcomeOf(weeks)).toBeNull()
    expect(outcomeOf(weeks, { outcome: { kind: 'last' } })).toMatchObject({ score: 5, week: 11 })
    expect(outcomeOf(weeks, { outcome: { kind: 'last' }, followUpWeeks: 6 })).toMatchObject({ score: 15 })
  })

  test('a member below the cut-off at baseline cannot recover, and is no failure either', () => {
    const weeks = [9, null, null, null, null, null, null, null, 2]
    expect(outcomeOf(weeks, { baselineThreshold: null })).toMatchObject({
      isReliablyImproved: true,
      isReliablyRecovered: null,
    })
  })

  test('carrying forward stops where the window closes', () => {
    const scores = scoresByWeek([20, 19, 18, null, null, null, null, null, null, null, null, 3])
    expect(trialOf([aStudyEpisode({ scores })]).eligible[0]?.carriedForward).toBe(18)
  })
})

test('a window that is still open on the day asked about leaves the member out, not without an outcome', () => {
  const last = { exitedOn: null }
  const closes = 10 * 7
  expect(trialOf([aStudyEpisode(last)], {}, dayOf(closes)).complete).toHaveLength(1)
  const { flow } = trialOf([aStudyEpisode(last)], {}, dayOf(closes - 1))
  expect(flow.find(({ step }) => step === 'window_closed')).toMatchObject({ excluded: 1 })
})

test('a baseline after the landmark is none: it would come from those who stayed', () => {
  const scores = scoresByWeek([null, null, null, 16, 15, 14, 13, 12, 11])
  expect(trialOf([aStudyEpisode({ scores })]).anySeverity).toHaveLength(0)
  expect(trialOf([aStudyEpisode({ scores })], { landmarkDay: null }).anySeverity).toHaveLength(1)
})

test('who left on the landmark day was in care on it', () => {
  expect(trialOf([aStudyEpisode({ exitedOn: dayOf(14) })]).eligible).toHaveLength(1)
  expect(trialOf([aStudyEpisode({ exitedOn: dayOf(13) })]).eligible).toHaveLength(0)
  expect(trialOf([aStudyEpisode({ exitedOn: dayOf(13) })], { landmarkDay: null }).eligible).toHaveLength(1)
})

test('parts of a definition that contradict each other are named by their field', () => {
  const fieldsOf = (changes: Partial<StudyDefinition>) =>
    definitionProblems({ ...DEFAULT_STUDY, ...changes }).map(({ field }) => field)
  expect(fieldsOf({})).toEqual([])
  expect(definitionProblems(AS_REFERENCE)).toEqual([])
  expect(fieldsOf({ outcome: { kind: 'window', week: 3, halfWidthWeeks: 1 } })).toEqual(['outcome.week'])
  expect(fieldsOf({ followUpWeeks: 9 })).toEqual(['follow_up_weeks'])
  expect(fieldsOf({ graceDays: 15 })).toEqual(['landmark_day'])
})

test('days are counted from joining, not from the baseline', () => {
  const early = { dayNumber: dayNumber(STUDY_JOINED_ON, 'The joining day') - 20, total: 18 }
  const scores = [early, ...scoresByWeek([null, null, null, null, null, null, null, null, 9])]
  expect(trialOf([aStudyEpisode({ scores })]).observed[0]).toMatchObject({
    baseline: 18,
    outcome: { week: 8 },
  })
})
