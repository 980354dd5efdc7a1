import { describe, expect, test } from '@jest/globals'
import { progressPicture } from '../../../../../dashboard/src/charts/progress-picture.model.js'
import { type ProgressWords, progressWords } from '../../../../../dashboard/src/charts/progress-words.js'
import { PHQ9, RSES } from '../../charts/measures.js'
import { aMember, dayAfterStart } from '../../charts/member-builder.js'

const CRISIS_LINE = '988 Suicide and Crisis Lifeline, call or text 988'
const onPhq9 = (...scores: number[]) =>
  aMember(
    PHQ9,
    scores.map((score, week) => ({ week, score })),
  )
const wordsOf = (...scores: number[]) => progressWords(onPhq9(...scores), PHQ9, CRISIS_LINE)

describe('the sheet for the member says', () => {
  test('what the form asks, and which way is better', () => {
    expect(wordsOf(17).about).toBe(
      'The PHQ-9 asks how often you felt low, tired or hopeless in the last two weeks. The score goes from 0 to 27. A lower score means fewer problems.',
    )
    const onRses = progressWords(aMember(RSES, [{ week: 0, score: 12 }]), RSES, null)
    expect(onRses.about).toMatch(/A higher score is better\.$/)
  })

  test('where they started and where they are; with one score no second', () => {
    expect(wordsOf(17, 12, 9)).toMatchObject({
      start: { label: 'You started at', score: '17', day: 'on 7 Sept 2026' },
      now: { label: 'Your last score', score: '9', day: 'on 21 Sept 2026' },
    })
    expect(wordsOf(17).now).toBeNull()
    expect(wordsOf(17).change).toEqual(['There is one score so far. With the next one we can compare.'])
    expect(wordsOf()).toMatchObject({ start: null, now: null, change: ['There is no score yet.'] })
  })

  test('a change of the reliable points is clear, and one point less is not', () => {
    expect(wordsOf(17, 11).change.at(-1)).toBe('So your score is clearly better than at the start.')
    expect(wordsOf(17, 12).change.at(-1)).toMatch(/^So this is not a clear change yet\./)
    expect(wordsOf(12, 18).change.at(-1)).toMatch(/Let us look at the plan together\.$/)
    expect(wordsOf(12, 12).change[0]).toBe('Your score is the same as at the start.')
  })

  test('who began too well for a clear change that there is little room, not that nothing changed', () => {
    expect(wordsOf(4, 2).change).toEqual([
      'Your score went down by 2 points. That is the way we hope for.',
      'You started so well that this score has little room to get better.',
    ])
  })

  test('where higher is better, up is the way we hope for', () => {
    const member = aMember(RSES, [
      { week: 0, score: 12 },
      { week: 1, score: 14 },
    ])
    const { change } = progressWords(member, RSES, null)
    expect(change[0]).toBe('Your score went up by 2 points. That is the way we hope for.')
    // A threshold of 5.2 points is passed by whole scores from 6 on.
    expect(change[1]).toMatch(/Only 6 points or more is a clear change\./)
  })

  test('what is missing, and that nothing is', () => {
    expect(wordsOf(17, 12).missed).toEqual(['You came to all 2 sessions.', 'No form is missing.'])
    const member = aMember(
      PHQ9,
      [
        { week: 0, score: 17 },
        { week: 1, score: null },
        { week: 2, score: null, attendance: 'absent_notified' },
      ],
      { unscorable: [{ response_id: 'u', responded_on: dayAfterStart(7), n_missing: 4 }] },
    )
    expect(progressWords(member, PHQ9, null).missed).toEqual([
      'You came to 2 of 3 sessions.',
      'From 1 session we have no form.',
      '1 form had too many empty answers to count.',
    ])
  })

  test('whom to call, and whom to ask where no number is known', () => {
    expect(wordsOf(17).crisis[1]).toBe(`You can get help at any time: ${CRISIS_LINE}.`)
    expect(progressWords(onPhq9(17), PHQ9, null).crisis[1]).toBe(
      'Ask your therapist now which number you can call at any time.',
    )
  })
})

describe('the sheet for the member', () => {
  const courses = [[], [17], [17, 9], [17, 16], [12, 19], [12, 12], [4, 2], [0, 1]]
  const sheets = [
    ...courses.map((scores) => progressWords(onPhq9(...scores), PHQ9, null)),
    ...courses.map((scores) =>
      progressWords(
        aMember(
          RSES,
          scores.map((score, week) => ({ week, score })),
        ),
        RSES,
        null,
      ),
    ),
  ]

  test.each(sheets)('holds no word of the trade, no judgement and no forecast (%#)', (sheet) => {
    expect(textOf(sheet)).not.toMatch(
      /reliab|deteriorat|baseline|caseness|severe|moderate|risk|item|suicid|self-harm|signal|probab|predict|will be|member|patient|failed|bad\b|worse|abnormal|score of/i,
    )
  })

  test.each(sheets)('can be read at the age of twelve (%#)', (sheet) => {
    const sentences = textOf(sheet)
      .split(/(?<=[.!?])\s+/)
      .filter((sentence) => sentence !== '')
    for (const sentence of sentences) expect(wordsIn(sentence).length).toBeLessThanOrEqual(21)
    expect(gradeOf(sentences)).toBeLessThanOrEqual(6)
  })

  test('says the same whatever the answer to item 9 was', () => {
    const visits = [
      { week: 0, score: 17 },
      { week: 1, score: 15 },
    ]
    const none = aMember(PHQ9, visits)
    const some = aMember(
      PHQ9,
      visits.map((visit) => ({ ...visit, riskAnswer: 3 })),
    )
    expect(progressWords(some, PHQ9, null)).toEqual(progressWords(none, PHQ9, null))
    const size = { width: 660, height: 210 }
    expect(progressPicture(some, PHQ9, size)).toEqual(progressPicture(none, PHQ9, size))
  })
})

describe('the picture for the member', () => {
  const size = { width: 660, height: 210 }

  test('has the zone of normal ups and downs one threshold to each side of the start, within the scale', () => {
    const { upsAndDowns, marks, plot } = progressPicture(onPhq9(17, 16, 9), PHQ9, size)
    const pointsHigh = plot.height / 27
    expect(upsAndDowns?.height).toBeCloseTo(12 * pointsHigh, 9)
    expect(upsAndDowns?.top).toBeCloseTo(plot.top + 4 * pointsHigh, 9)
    expect(marks.map(({ kind }) => kind)).toEqual(['start', 'between', 'now'])
    // 24 + 6 is beyond the scale: the zone ends with it.
    expect(progressPicture(onPhq9(24, 20), PHQ9, size).upsAndDowns?.top).toBeCloseTo(plot.top, 9)
  })

  test('says which way is better', () => {
    const rses = aMember(RSES, [{ week: 0, score: 12 }])
    expect(progressPicture(onPhq9(17), PHQ9, size).betterIs).toBe('down')
    expect(progressPicture(rses, RSES, size).betterIs).toBe('up')
  })
})

function textOf(sheet: ProgressWords): string {
  const { about, start, now, change, missed, limits, crisis } = sheet
  return [about, ...change, ...missed, ...limits, ...crisis]
    .concat([start, now].flatMap((score) => (score === null ? [] : [`${score.label} ${score.score}.`])))
    .join(' ')
}

function wordsIn(sentence: string): string[] {
  return sentence.match(/[a-z’'-]+/gi) ?? []
}

/** School grade after Kincaid et al. (1975); grade 6 is read by twelve-year-olds. */
function gradeOf(sentences: readonly string[]): number {
  const words = sentences.flatMap(wordsIn)
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0)
  return 0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59
}

/** Groups of vowels, a silent e at the end aside. */
function syllablesOf(word: string): number {
  const groups = word
    .toLowerCase()
    .replace(/e$/, '')
    .match(/[aeiouy]+/g)
  return Math.max(1, groups?.length ?? 0)
}
