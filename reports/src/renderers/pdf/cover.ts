import type { Content } from 'pdfmake/interfaces.js'
import type { KeyFigure, ReportDocument } from '../../document/report-document.js'
import { INK } from '../ink.js'
import type { PdfWords } from './words.js'

/** The product's mark: a tide gauge. */
export const BRAND_MARK = `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24"><path d="M4 3v18M4 4h6M4 8h3.5M4 16.5h3.5M4 20h6M4 12.3c2.6-2.7 5-2.7 7.4-.5s5.2 2.2 8.6-.5" fill="none" stroke="${INK.brand}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/></svg>`

/** First page: the finding, its figures, what they stand on, and what follows. */
export function pdfCover({ cover, kind, stamp }: ReportDocument, words: PdfWords): Content[] {
  return [
    {
      columns: [
        { svg: BRAND_MARK, width: 17 },
        { text: 'Tidemark', bold: true, fontSize: 12, color: INK.brand, margin: [7, 1, 0, 0] },
      ],
      margin: [0, 0, 0, cover.layout === 'head' ? 14 : 26],
    },
    { text: words.of(kind), style: 'eyebrow' },
    { text: words.of(cover.title), style: 'title' },
    { text: words.of(cover.scope), style: 'scope' },
    ...(stamp.superseded === null ? [] : [superseded(stamp.superseded, words)]),
    ...(cover.keyFigures.length === 0 ? [] : [pdfKeyFigures(cover.keyFigures, words)]),
    { text: words.of(cover.introduction), style: 'introduction' },
    ...(cover.layout === 'head' ? [] : [standsOnAndContents(cover.facts, words)]),
  ]
}

function standsOnAndContents(entries: ReportDocument['cover']['facts'], words: PdfWords): Content {
  return {
    columns: [
      {
        width: '56%',
        stack: [{ text: 'What it stands on', style: 'small heading' }, facts(entries, words)],
      },
      {
        width: '*',
        stack: [
          { text: 'Contents', style: 'small heading' },
          { toc: { id: 'contents', numberStyle: { color: INK.muted, fontSize: 8.5 } } },
        ],
      },
    ],
    columnGap: 34,
    margin: [0, 14, 0, 0],
  }
}

/** What a report without a page of its own stands on: at its end. */
export function pdfFacts({ cover }: ReportDocument, words: PdfWords): Content[] {
  return [
    {
      stack: [
        { text: 'What it stands on', style: 'small heading', margin: [0, 16, 0, 4] },
        facts(cover.facts, words),
      ],
      unbreakable: true,
    },
  ]
}

/** Up to four figures side by side, each with its interval beside it and its fraction under it. */
export function pdfKeyFigures(figures: readonly KeyFigure[], words: PdfWords): Content {
  const cells = figures.map(
    (figure): Content => ({
      stack: [
        { text: words.of(figure.label), fontSize: 8.5, color: INK.muted, margin: [0, 0, 0, 3] },
        {
          text: [
            { text: figure.value, fontSize: 21, bold: true, color: INK.ink },
            ...(figure.interval === null
              ? []
              : [{ text: `  ${figure.interval}`, fontSize: 8.5, color: INK.muted }]),
          ],
          lineHeight: 1,
        },
        { text: words.of(figure.under), fontSize: 8, color: INK.muted, margin: [0, 3, 0, 0] },
      ],
    }),
  )
  return {
    table: { widths: figures.map(() => '*'), body: [cells] },
    layout: {
      hLineWidth: () => 0.75,
      vLineWidth: (line) => (line === 0 || line === figures.length ? 0 : 0.75),
      hLineColor: () => INK.line,
      vLineColor: () => INK.line,
      paddingLeft: (column) => (column === 0 ? 0 : 11),
      paddingRight: () => 8,
      paddingTop: () => 11,
      paddingBottom: () => 12,
    },
    margin: [0, 4, 0, 18],
  }
}

function facts(entries: ReportDocument['cover']['facts'], words: PdfWords): Content {
  return {
    table: {
      widths: [74, '*'],
      body: entries.map(({ name, value }) => [
        { text: name, color: INK.muted, fontSize: 8 },
        { text: words.of(value), fontSize: 8, lineHeight: 1.2 },
      ]),
    },
    layout: {
      hLineWidth: (line) => (line === 0 ? 0 : 0.5),
      vLineWidth: () => 0,
      hLineColor: () => INK.line,
      paddingLeft: () => 0,
      paddingRight: () => 0,
      paddingTop: () => 2.2,
      paddingBottom: () => 1.8,
    },
  }
}

function superseded(text: string, words: PdfWords): Content {
  return {
    table: {
      widths: ['*'],
      body: [
        [{ text: [{ text: '◆ Superseded. ', bold: true, color: INK.watch }, { text: words.of(text) }] }],
      ],
    },
    layout: boxed(INK['watch-soft']),
    margin: [0, 0, 0, 14],
  }
}

/** A tinted field without lines. */
export function boxed(fill: string) {
  return {
    hLineWidth: () => 0,
    vLineWidth: () => 0,
    fillColor: () => fill,
    paddingLeft: () => 10,
    paddingRight: () => 10,
    paddingTop: () => 7,
    paddingBottom: () => 8,
  }
}
