import type { ReportDocument } from '../document/report-document.js'

/** What a file without pages says of itself: the cover, the findings and the notes, a line each. */
export function aboutRows({ kind, cover, stamp, blocks }: ReportDocument): [string, string][] {
  return [
    ['Report', kind],
    ['Finding', cover.title],
    ['Scope', cover.scope],
    ...(stamp.superseded === null ? [] : [['Superseded', stamp.superseded] satisfies [string, string]]),
    ...cover.keyFigures.map(({ label, value, interval, under }): [string, string] => [
      label,
      [value, ...(interval === null ? [] : [`(${interval})`]), under].join(' '),
    ]),
    ...cover.facts.map(({ name, value }): [string, string] => [name, value]),
    ['SHA-256 of the numbers', stamp.sha256],
    ...blocks.flatMap((block): [string, string][] => {
      switch (block.kind) {
        case 'findings':
          return block.findings.map(({ text }) => ['Finding', text])
        case 'note':
          return [[block.title, block.text]]
        default:
          return []
      }
    }),
  ]
}
