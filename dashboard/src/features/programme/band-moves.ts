import type { MeasureContract } from '../../../../api/src/contracts/measures.js'
import type { MeasureOutcomes } from '../../../../api/src/contracts/programme.js'
import type { CardTable } from '../../components/chart-card/card-table.js'
import { EN_DASH } from '../../format/number.js'

export type MoveDirection = 'better' | 'same' | 'worse'

export interface BandMoves {
  readonly bands: readonly { readonly code: string; readonly label: string; readonly range: string }[]
  /** One row a band at the start, in the measure's order; `cells` follow `bands`. */
  readonly rows: readonly {
    readonly code: string
    readonly label: string
    readonly total: number
    /** The episodes of the row; null where there are none. */
    readonly href: string | null
    readonly cells: readonly {
      readonly to: string
      readonly n: number
      readonly direction: MoveDirection
      readonly href: string | null
    }[]
  }[]
  readonly better: number
  readonly same: number
  readonly worse: number
  readonly table: CardTable
}

/**
 * Severity band at the start by band at the end, as a matrix and as a list.
 *
 * @param rowsHref  leads to the episodes that started in one band, and ended in another where `to` is given
 */
export function bandMoves(
  moves: MeasureOutcomes['band_moves'],
  measure: MeasureContract,
  rowsHref: (from: string, to?: string) => string,
): BandMoves {
  const { bands } = measure
  const rows = bands.map((from, fromIndex) => {
    const cells = bands.map((to, toIndex) => {
      const n = moves.find((move) => move.from === from.code && move.to === to.code)?.n ?? 0
      return {
        to: to.code,
        n,
        direction: directionOf(toIndex - fromIndex, measure.direction),
        href: n === 0 ? null : rowsHref(from.code, to.code),
      }
    })
    const total = cells.reduce((sum, cell) => sum + cell.n, 0)
    return {
      code: from.code,
      label: from.label,
      total,
      href: total === 0 ? null : rowsHref(from.code),
      cells,
    }
  })
  const all = rows.flatMap((row) => row.cells)
  const count = (direction: MoveDirection): number =>
    all.filter((cell) => cell.direction === direction).reduce((sum, cell) => sum + cell.n, 0)
  return {
    bands: bands.map((band) => ({
      code: band.code,
      label: band.label,
      range: `${band.low}${EN_DASH}${band.high}`,
    })),
    rows,
    better: count('better'),
    same: count('same'),
    worse: count('worse'),
    table: {
      caption: `Severity band of ${measure.short_name} at the first and the last score`,
      columns: [
        { name: 'band_at_start', label: 'At the start', kind: 'text' },
        { name: 'band_at_end', label: 'At the end', kind: 'text' },
        { name: 'episodes', label: 'Episodes', kind: 'number' },
      ],
      rows: rows.flatMap((row) =>
        row.cells
          .filter((cell) => cell.n > 0)
          .map((cell) => ({
            key: `${row.code} ${cell.to}`,
            ...(cell.href === null ? {} : { href: cell.href }),
            cells: [row.label, bands.find((band) => band.code === cell.to)?.label ?? cell.to, cell.n],
          })),
      ),
    },
  }
}

function directionOf(bandsUp: number, direction: MeasureContract['direction']): MoveDirection {
  if (bandsUp === 0) return 'same'
  const isLowerScore = bandsUp < 0
  return isLowerScore === (direction === 'lower_is_better') ? 'better' : 'worse'
}
