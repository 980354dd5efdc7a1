/** @jest-environment <rootDir>/test/unit/reports/support/environment.mjs */
import { describe, expect, test } from '@jest/globals'
import { strFromU8, unzipSync } from 'fflate'
import type { ReportContent } from '../../../api/src/contracts/report-content.js'
import { timeToImprovement } from '../../../dashboard/src/charts/time-to-improvement.model.js'
import { reportOf } from '../../../reports/src/definitions/report-of.js'
import { figuresOf, type ReportDocument } from '../../../reports/src/document/report-document.js'
import { drawFigures } from '../../../reports/src/figures/drawn-figures.js'
import { renderCsv } from '../../../reports/src/renderers/csv.js'
import { renderHtml } from '../../../reports/src/renderers/html/html.js'
import { renderPdf } from '../../../reports/src/renderers/pdf/pdf.js'
import { theirDay } from '../../browser/support/caseload-answers.js'
import { aStudy } from '../../browser/support/study-answers.js'
import { pdfText } from '../../builders/pdf-pages.js'
import { aProgrammeReport, aReportHead } from '../../builders/report-content.js'
import { aGroup } from '../dashboard/charts/group-builder.js'
import { PHQ9 } from '../dashboard/charts/measures.js'
import { aMember } from '../dashboard/charts/member-builder.js'

const HASH = 'ab'.repeat(32)
const LAYOUT = { paper: 'a4', language: 'en' } as const
const NO_PERIOD = { period: { from: null, to: null, basis: null, found: null }, outcome_rules: null } as const

/** Came down from 19 to 8, with item 9 above zero once. */
const trajectory = aMember(PHQ9, [
  { week: 0, score: 19, riskAnswer: 2 },
  { week: 1, score: 15, riskAnswer: 0 },
  { week: 2, score: 8, riskAnswer: 0 },
])

function ofMember(definition: 'member_progress' | 'member_progress_clinical'): ReportContent {
  const head = aReportHead({ ...NO_PERIOD, crisis_line: 'Samaritans 116 123', measures: [PHQ9] })
  const parts = { trajectories: [trajectory] }
  return definition === 'member_progress'
    ? { ...head, definition, request: { definition, member: '0987', ...LAYOUT }, parts }
    : { ...head, definition, request: { definition, member: '0987', ...LAYOUT }, parts }
}

async function htmlOf(document: ReportDocument): Promise<string> {
  return renderHtml(document, await drawFigures(document))
}

describe('a sheet to talk through with the member', () => {
  const document = reportOf(ofMember('member_progress'), HASH)

  test('says nothing of item 9, in no format', async () => {
    const pdf = pdfText(await renderPdf(document, await drawFigures(document)))
    const files = Object.values(unzipSync(renderCsv(document))).map((bytes) => strFromU8(bytes))
    for (const text of [pdf, await htmlOf(document), ...files])
      expect(text).not.toMatch(/item 9|risk|self-harm/i)
  })

  test('tells in plain words what changed, and what to do in a crisis', async () => {
    const text = await htmlOf(document)
    expect(text).toContain('Your score went down by 11 points.')
    expect(text).toContain('Samaritans 116 123')
    expect(text).not.toMatch(/reliabl|caseness|interval|episode/i)
  })
})

describe('a report on a member for the notes', () => {
  test('sums up scores, attendance and item 9 in text', () => {
    const { cover } = reportOf(ofMember('member_progress_clinical'), HASH)
    expect(cover.title).toBe('PHQ-9 from 19 to 8, 11 points better: reliably improved')
    expect(cover.introduction).toContain('PHQ-9: 19 on 7 Sept 2026, 8 on 21 Sept 2026; 11 points better')
    expect(cover.introduction).toMatch(/Item 9: .+; above zero on 1 of 3 forms of this episode/)
  })
})

describe('a report on a group', () => {
  const content: ReportContent = {
    ...aReportHead({ ...NO_PERIOD, measures: [PHQ9] }),
    definition: 'group_progress',
    request: { definition: 'group_progress', group: 'G1', ...LAYOUT },
    parts: {
      trajectories: [
        aGroup([
          [19, 15, 9],
          [12, 13, 11],
          [22, 20, 21],
        ]),
      ],
      boards: [
        {
          group_id: 'G1',
          measure: 'phq9',
          sessions: [],
          rules_version: 1,
          has_expected_response: false,
          rows: [],
        },
      ],
    },
  }

  test('names members by their codes and draws their courses', async () => {
    const text = await htmlOf(reportOf(content, HASH))
    expect(text).toContain('Tuesday CBT')
    expect(text).toMatch(/<figure id="courses-phq9">[\s\S]*<svg/)
  })
})

describe('a caseload for supervision', () => {
  test('puts answers to item 9 that wait first, in their own colour', async () => {
    const caseload = theirDay()
    const document = reportOf(
      {
        ...aReportHead({ ...NO_PERIOD, measures: [PHQ9] }),
        definition: 'caseload_review',
        request: { definition: 'caseload_review', ...LAYOUT },
        parts: { caseload },
      },
      HASH,
    )
    const [first] = document.blocks
    expect(first).toMatchObject({ kind: 'note', tone: 'item9' })
    expect(document.cover.title).toContain(`${caseload.tiles.not_on_track.n} of `)
    expect(await htmlOf(document)).not.toMatch(/no risk/i)
  })
})

describe('a report on a comparison', () => {
  test('says in words what it may say of group therapy alone', async () => {
    const study = aStudy(1, 300)
    const found = study.result.non_inferiority
    if (found === null) throw new Error('The study asks whether group therapy alone is worse.')
    const html = await htmlOf(
      reportOf(
        {
          ...aReportHead({ ...NO_PERIOD, measures: [PHQ9] }),
          definition: 'comparison',
          request: { definition: 'comparison', study: 1, ...LAYOUT },
          parts: {
            study: {
              ...study,
              result: { ...study.result, non_inferiority: { ...found, margin: 2, reading: 'cannot_tell' } },
            },
          },
        },
        HASH,
      ),
    )
    expect(html).toContain('Whether group only is at most 2 points worse, these data cannot tell.')
    expect(html).not.toContain('cannot_tell')
  })

  test('begins with the verdict, and calls it an association', () => {
    const study = aStudy(1, 300)
    const document = reportOf(
      {
        ...aReportHead({ ...NO_PERIOD, measures: [PHQ9] }),
        definition: 'comparison',
        request: { definition: 'comparison', study: 1, ...LAYOUT },
        parts: { study },
      },
      HASH,
    )
    expect(study.result.verdict.text.startsWith(document.cover.title)).toBe(true)
    expect(document.cover.introduction).toContain('association')
    const { picture, table } = figuresOf(document).find(({ id }) => id === 'time-to-improvement') ?? {}
    expect(picture).not.toBeNull()
    expect(table?.rows).toEqual(
      timeToImprovement(study.result).table.rows.map(({ key, cells }) => ({ key, cells })),
    )
  })
})

describe('a page for the browser', () => {
  const document = reportOf(aProgrammeReport(), HASH)

  test('has a language, landmarks, one main heading and heads with a scope', async () => {
    const text = await htmlOf(document)
    expect(text).toMatch(/^<!doctype html>\n<html lang="en-GB">/)
    expect(text.match(/<h1[ >]/g)).toHaveLength(1)
    for (const landmark of ['<header>', '<nav aria-label="Contents">', '<main id="report">', '<footer>']) {
      expect(text).toContain(landmark)
    }
    const heads = text.match(/<th[ >][^>]*>/g) ?? []
    expect(heads.length).toBeGreaterThan(50)
    expect(heads.filter((head) => !head.includes('scope='))).toEqual([])
    expect(text.match(/<table/g)?.length).toBe(text.match(/<caption/g)?.length)
  })

  test('gives each figure an alternative and its numbers', async () => {
    const figures = (await htmlOf(document)).split('<figure ').slice(1)
    expect(figures.length).toBeGreaterThan(4)
    for (const figure of figures) {
      expect(figure).toMatch(/role="img" aria-label="[^"]+"/)
      expect(figure).toContain('<summary>Numbers of this figure</summary>')
    }
  })

  test('runs no script, asks no other address and lets no name become markup', async () => {
    const spoilt = { ...document, cover: { ...document.cover, scope: '<img src=x onerror=alert(1)>' } }
    const text = await htmlOf(spoilt)
    expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;')
    expect(text).not.toMatch(/<script|<img|<link|@import|https?:\/\/(?!www\.w3\.org)/)
  })
})
