/** @jest-environment <rootDir>/test/unit/reports/support/environment.mjs */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { cloneElement, isValidElement } from 'react'
import { controlChart } from '../../../dashboard/src/charts/control-chart.model.js'
import { estimateRows } from '../../../dashboard/src/charts/estimate-rows.model.js'
import { eventCurves } from '../../../dashboard/src/charts/event-curves.model.js'
import { funnel } from '../../../dashboard/src/charts/funnel.model.js'
import { groupSpaghetti } from '../../../dashboard/src/charts/group-spaghetti.model.js'
import { changeBySessions } from '../../../dashboard/src/charts/interval-bars.model.js'
import { memberTrajectory } from '../../../dashboard/src/charts/member-trajectory.model.js'
import { outcomeClasses } from '../../../dashboard/src/charts/outcome-classes.model.js'
import { progressPicture } from '../../../dashboard/src/charts/progress-picture.model.js'
import { NO_OVERLAP, propensityOverlap } from '../../../dashboard/src/charts/propensity-overlap.model.js'
import { shareAbove } from '../../../dashboard/src/charts/share-above.model.js'
import { timeToEvent } from '../../../dashboard/src/charts/time-to-event.model.js'
import { trajectoryWithInterval } from '../../../dashboard/src/charts/trajectory-with-interval.model.js'
import { drawFigure, type Picture } from '../../../reports/src/figures/draw-figure.js'
import {
  controlChartPicture,
  estimateRowsPicture,
  eventCurvesPicture,
  funnelPicture,
  groupSpaghettiPicture,
  intervalBarsPicture,
  memberTrajectoryPicture,
  outcomeClassesPicture,
  PROGRESS_PICTURE_SIZE,
  progressPicturePicture,
  propensityOverlapPicture,
  shareAbovePicture,
  timeToEventPicture,
  trajectoryPicture,
} from '../../../reports/src/figures/pictures.js'
import { aProgrammeTrajectory, someProgrammeOutcomes } from '../../browser/support/programme-answers.js'
import { aControlChart } from '../../browser/support/programme-chart-answers.js'
import { aDoseResponse, aTimeToChange } from '../../browser/support/programme-time-answers.js'
import { aStudy } from '../../browser/support/study-answers.js'
import { aFunnel } from '../../builders/report-content.js'
import { aGroup } from '../dashboard/charts/group-builder.js'
import { PHQ9 } from '../dashboard/charts/measures.js'
import { aMember } from '../dashboard/charts/member-builder.js'
import { outsideOf, overlapsOf, textsOf } from './support/svg-texts.js'

/** Width of the text of a page, in points; figures are set across it. */
const PAGE = 483
/** A column of a page, drawn a pixel a point, or at 96 pixels an inch. */
const COLUMN_POINTS = 330
const COLUMN_PIXELS = [330, 440]
/** Of letters, as printed. */
const SMALLEST_POINTS = 7

const COURSE = [19, 17, 18, 14, 12, 9, 8].map((score, week) => ({ week: week * 2, score }))
const member = aMember(PHQ9, COURSE)
const someShares = (key: string) => ({
  key,
  label: `Week ${key}`,
  scores: 120,
  p84: {
    proportion: 0.17,
    numerator: 20,
    denominator: 120,
    expected: 0.16,
    standard_error: 0.034,
    is_off: false,
    interval: { low: 0.11, high: 0.25, level: 0.95, method: 'wilson' },
  },
  p90: {
    proportion: 0.22,
    numerator: 26,
    denominator: 120,
    expected: 0.1,
    standard_error: 0.038,
    is_off: true,
    interval: { low: 0.15, high: 0.3, level: 0.95, method: 'wilson' },
  },
})

const timed = (key: string, label: string, pace: number) => ({
  key,
  label,
  n: 60,
  events: 30,
  steps: [0, 14, 28, 42, 56].map((time, place) => ({
    time,
    share: place * pace,
    low: place * pace * 0.8,
    high: place * pace * 1.2,
  })),
  stoppedAt: null,
  risk: [0, 28, 56].map((time, place) => ({ time, atRisk: 60 - place * 15 })),
})
const TIMED = [timed('combined', 'Combined', 0.15), timed('group_only', 'Group only', 0.1)]

/** Every chart of the dashboard, by its file. A new chart is entered here with a picture of its own. */
const PICTURES: Readonly<Record<string, Picture>> = {
  'control-chart.tsx': controlChartPicture(controlChart(aControlChart())),
  'event-curves.tsx': eventCurvesPicture(
    eventCurves(aTimeToChange(), 'incidence', (stratum) => stratum, 'reliable improvement'),
  ),
  'interval-bars.tsx': intervalBarsPicture(changeBySessions(aDoseResponse())),
  'estimate-rows.tsx': estimateRowsPicture(
    estimateRows(
      ['Those who stayed', 'Last score carried on', 'Mixed model'].map((label, place) => ({
        key: label,
        label,
        estimate: 5 + place / 2,
        interval: { low: 4 + place / 2, high: 6 + place / 2 },
      })),
      { unit: 'points better', caption: 'Change on PHQ-9' },
    ),
  ),
  'funnel.tsx': funnelPicture(funnel(aFunnel(Array.from({ length: 12 }, (_, place) => `Group ${place}`)))),
  'group-spaghetti.tsx': groupSpaghettiPicture(
    groupSpaghetti(
      aGroup([
        [19, 17, 15, 12],
        [14, 15, 13, 9],
        [22, 20, 21, 18],
        [11, 9, 8, 6],
      ]),
      PHQ9,
    ),
  ),
  'member-trajectory.tsx': memberTrajectoryPicture(memberTrajectory(member, PHQ9)),
  'outcome-classes.tsx': outcomeClassesPicture(outcomeClasses(someProgrammeOutcomes().by_measure)),
  'progress-picture.tsx': progressPicturePicture(progressPicture(member, PHQ9, PROGRESS_PICTURE_SIZE)),
  'propensity-overlap.tsx': propensityOverlapPicture(
    propensityOverlap(aStudy(1, 300).result.overlap ?? NO_OVERLAP),
  ),
  'time-to-event.tsx': timeToEventPicture(timeToEvent('Share reliably improved', TIMED)),
  'share-above.tsx': shareAbovePicture(
    shareAbove('Shares above', 'Week', [someShares('4'), someShares('8')]),
  ),
  'trajectory-with-interval.tsx': trajectoryPicture(
    trajectoryWithInterval(aProgrammeTrajectory(), PHQ9, 'by_arm'),
  ),
}

/** Parts of other charts, and charts that are a table or a list on screen: in print they are tables too. */
const NOT_A_PICTURE = new Set([
  'attendance-mark.tsx',
  'attendance-strip.tsx',
  'chart-tooltip.tsx',
  'forest.tsx',
  'inline-bar.tsx',
  'items-heat-table.tsx',
  'level-costs.tsx',
  'love-plot.tsx',
  'member-mark-shape.tsx',
  'member-trajectory-range.tsx',
  'member-trajectory-words.tsx',
  'roster-board.tsx',
  'sparkline.tsx',
  'study-flow.tsx',
])

describe('figures outside the browser', () => {
  test('every chart of the dashboard is drawn here, or told to be no picture', () => {
    const files = readdirSync(join(import.meta.dirname, '../../../dashboard/src/charts'))
    const charts = files.filter((file) => file.endsWith('.tsx') && !NOT_A_PICTURE.has(file))
    expect(charts.sort()).toEqual(Object.keys(PICTURES).sort())
  })

  describe.each(Object.entries(PICTURES))('%s', (file, picture) => {
    let svg: string
    test('is drawn as an SVG that stands alone', async () => {
      svg = await drawFigure(picture, 'figure')
      expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/)
      expect(svg).not.toMatch(/var\(|class=|style=|<style|foreignObject|NaN|&nbsp;/)
      expect(svg.match(/<(path|line|circle|rect|polygon)\b/g)?.length ?? 0).toBeGreaterThan(3)
    })

    test('has words that neither cover each other nor leave the frame', () => {
      const texts = textsOf(svg)
      expect(texts.length).toBeGreaterThan(3)
      expect({ file, overlaps: overlapsOf(texts), outside: outsideOf(texts, picture) }).toEqual({
        file,
        overlaps: [],
        outside: [],
      })
    })

    test('can be read when printed', () => {
      const scale = Math.min(1, PAGE / picture.width)
      const small = textsOf(svg).filter(({ fontSize }) => fontSize * scale < SMALLEST_POINTS)
      expect(small).toEqual([])
    })
  })

  // The sheet of progress is laid out for one size.
  const bendable = Object.entries(PICTURES).filter(([file]) => file !== 'progress-picture.tsx')
  describe.each(bendable)('%s on a column of 330 points', (_, picture) => {
    test.each(COLUMN_PIXELS)('has words that can be read and cover none at %i pixels', async (width) => {
      const { element } = picture
      if (!isValidElement<{ width: number }>(element)) throw new Error('A picture is drawn by an element.')
      const narrow = { ...picture, width, element: cloneElement(element, { width }) }
      const texts = textsOf(await drawFigure(narrow, 'figure'))
      expect({
        overlaps: overlapsOf(texts),
        // Lines that wrap make a chart higher.
        outside: outsideOf(texts, { width, height: 2 * picture.height }),
        small: texts.filter(({ fontSize }) => (fontSize * COLUMN_POINTS) / width < SMALLEST_POINTS),
      }).toEqual({ overlaps: [], outside: [], small: [] })
    })
  })

  test('two figures of one page share no identifier', async () => {
    const picture = PICTURES['trajectory-with-interval.tsx']
    if (picture === undefined) throw new Error('There is no such figure.')
    const ids = async (name: string): Promise<string[]> =>
      [...(await drawFigure(picture, name)).matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id)
    const [first, second] = [await ids('one'), await ids('two')]
    expect(first.length).toBeGreaterThan(0)
    expect(first.filter((id) => second.includes(id))).toEqual([])
  })
})
