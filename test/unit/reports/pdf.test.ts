/** @jest-environment <rootDir>/test/unit/reports/support/environment.mjs */
import { beforeAll, describe, expect, test } from '@jest/globals'
import { reportOf } from '../../../reports/src/definitions/report-of.js'
import type { ReportDocument } from '../../../reports/src/document/report-document.js'
import { drawFigures } from '../../../reports/src/figures/drawn-figures.js'
import { renderPdf } from '../../../reports/src/renderers/pdf/pdf.js'
import { pdfObjects, pdfPages, pdfText } from '../../builders/pdf-pages.js'
import { anEmptyProgrammeReport, aProgrammeReport } from '../../builders/report-content.js'

const HASH = '0123456789abcdef'.repeat(4)

async function pdfOf(document: ReportDocument): Promise<Buffer> {
  return await renderPdf(document, await drawFigures(document))
}

describe('a programme report as a PDF', () => {
  let bytes: Buffer
  beforeAll(async () => {
    bytes = await pdfOf(reportOf(aProgrammeReport(), HASH))
  })

  test('says its finding, its figures with interval and fraction, and what it stands on', () => {
    const text = pdfText(bytes)
    expect(text).toContain(
      'About 5 in 10 at caseness reliably recovered; about 6 in 100 reliably deteriorated',
    )
    expect(text).toContain('281 of 586')
    expect(text).toContain('11,206')
    // The table of contents stands beside it, on the same lines.
    expect(text).toMatch(/calculation version .*?3, signal rules 1/)
  })

  test('carries the hash of its numbers and its number on every page', () => {
    const pages = pdfPages(bytes)
    expect(pages.length).toBeGreaterThan(5)
    for (const [place, { text }] of pages.entries()) {
      expect(text).toContain(HASH)
      expect(text).toContain(`${place + 1} / ${pages.length}`)
    }
  })

  test('has a running head on every page but the first', () => {
    const heads = pdfPages(bytes).map(({ text }) => /^Tidemark[^\S\n]+Programme outcomes/.test(text))
    expect(heads).toEqual([false, ...heads.slice(1).map(() => true)])
  })

  test('has bookmarks, a language, a title and the date of its numbers', () => {
    const heads = [...pdfObjects(bytes).values()].map(({ head }) => head).join('\n')
    expect(heads).toContain('/Lang (en-GB)')
    expect(heads).toContain('/DisplayDocTitle true')
    expect(heads).toContain('(Key findings)')
    expect(heads).toContain('(Methods and limits)')
    expect(heads).toContain('(D:20261201050000Z)')
  })

  test('holds its fonts in itself', () => {
    const heads = [...pdfObjects(bytes).values()].map(({ head }) => head)
    const descriptors = heads.filter((head) => head.includes('/FontDescriptor\n'))
    expect(descriptors.length).toBeGreaterThan(0)
    for (const head of descriptors) expect(head).toMatch(/\/FontFile\d? \d+ 0 R/)
  })

  test('is the same, byte for byte, when it is rendered again', async () => {
    expect((await pdfOf(reportOf(aProgrammeReport(), HASH))).equals(bytes)).toBe(true)
  })

  test('writes a small number as a word', () => {
    const text = pdfText(bytes)
    expect(text).toContain('fewer than 11')
    expect(text).toContain('kept back')
  })
})

/** A report of one table of names, and nothing else. */
function aListOf(names: readonly string[], paper: 'a4' | 'letter' = 'a4'): ReportDocument {
  return {
    ...reportOf(anEmptyProgrammeReport(), HASH),
    paper,
    blocks: [
      {
        kind: 'table',
        table: {
          id: 'names',
          caption: 'Names',
          columns: [
            { name: 'name', label: 'Called', kind: 'text' },
            { name: 'n', label: 'n', kind: 'number' },
          ],
          rows: names.map((name, place) => ({ key: String(place), cells: [name, place] })),
          whenEmpty: 'Nobody.',
        },
      },
    ],
  }
}

const textOf = async (names: readonly string[]): Promise<string> => pdfText(await pdfOf(aListOf(names)))

describe('paper', () => {
  test('is A4 or Letter, as was asked', async () => {
    const [a4] = pdfPages(await pdfOf(aListOf(['a'], 'a4')))
    const [letter] = pdfPages(await pdfOf(aListOf(['a'], 'letter')))
    expect(a4).toMatchObject({ width: 595.28, height: 841.89 })
    expect(letter).toMatchObject({ width: 612, height: 792 })
  })
})

describe('bad input', () => {
  test('a period in which nothing ended gives a page that says so, and what to ask without', async () => {
    const text = pdfText(await pdfOf(reportOf(anEmptyProgrammeReport(), HASH)))
    expect(text).toContain('Nothing to report')
    expect(text).toContain('Without the filter "from" there would be 12 episodes.')
  })

  test('letters of Polish, Czech, Greek and Hungarian are printed', async () => {
    const text = await textOf(['Żółć gęślą · Příliš žluťoučký · Ψυχή ώρα · Árvíztűrő tükörfúrógép'])
    for (const word of ['Żółć', 'gęślą', 'žluťoučký', 'Ψυχή', 'tükörfúrógép']) expect(text).toContain(word)
  })

  test('a letter that no font has is printed as a box, with a note that names it', async () => {
    const text = await textOf(['Group 支持'])
    expect(text).toContain('Group □□')
    expect(text).toContain('lack U+652F, U+6301')
  })

  test('a Hebrew name is printed in a font that has its letters', async () => {
    const bytes = await pdfOf(aListOf(['קבוצת תמיכה']))
    const heads = [...pdfObjects(bytes).values()].map(({ head }) => head).join('\n')
    expect(heads).toMatch(/\/BaseFont \/[A-Z]+\+NotoSansHebrew/)
    expect(pdfText(bytes)).not.toContain('□')
  })

  test('a name of 200 letters without a blank is broken inside its column', async () => {
    const words = (await textOf(['W'.repeat(200)])).split(' ').filter((word) => /W{5}/.test(word))
    expect(words.join('').replaceAll('\u200b', '')).toBe('W'.repeat(200))
    expect(words.length).toBeGreaterThan(4)
  })

  test('a table of many pages repeats its caption and its heads', async () => {
    const names = Array.from({ length: 400 }, (_, place) => `Group number ${place + 1}`)
    const pages = pdfPages(await pdfOf(aListOf(names))).filter(({ text }) => text.includes('Group number'))
    expect(pages.length).toBeGreaterThan(8)
    for (const { text } of pages) expect(text).toMatch(/Names\nCalled n\n/)
  })

  test('text that looks like a formula or a tag is printed as it is', async () => {
    const text = await textOf(['=1+1', '<b>bold'])
    expect(text).toContain('=1+1')
    expect(text).toContain('<b>bold')
  })
})
