import { type ReactElement, useMemo } from 'react'
import { Link } from 'react-router'
import type { MeasureContract } from '../../../../api/src/contracts/measures.js'
import type { ProgrammeOutcomes } from '../../../../api/src/contracts/programme.js'
import type { CardState } from '../../components/chart-card/card-state.js'
import { ChartCard } from '../../components/chart-card/chart-card.js'
import { type CarriedFilters, filterLink } from '../../components/filter-bar/filter-link.js'
import { countOf, formatNumber } from '../../format/number.js'
import { type BandMoves, bandMoves } from './band-moves.js'
import styles from './band-moves-card.module.css'
import { EMPTY_TABLE } from './empty-table.js'

/** Where members started and where they ended, in the bands that people speak about. */
export function BandMovesCard(props: {
  outcomes: ProgrammeOutcomes | undefined
  measure: MeasureContract | undefined
  state: CardState
  filters: CarriedFilters
}): ReactElement {
  const { outcomes, measure, filters } = props
  const moves = useMemo(() => {
    const own = measure && outcomes?.by_measure[measure.code]
    if (!own || measure.bands.length === 0) return null
    const rowsHref = (from: string, to?: string): string =>
      filterLink(
        '/members',
        { ...filters, measure: measure.code },
        { family: 'measure', class: 'paired_data', band_from: from, band_to: to },
      )
    return bandMoves(own.band_moves, measure, rowsHref)
  }, [outcomes, measure, filters])
  const state: CardState =
    measure !== undefined && measure.bands.length === 0
      ? { kind: 'empty', reason: `${measure.short_name} has no agreed severity bands.` }
      : props.state
  const paired = moves === null ? 0 : moves.better + moves.same + moves.worse
  return (
    <ChartCard
      title={moves === null ? 'Severity at the start and at the end' : movesTitle(moves)}
      caption={[
        measure?.short_name ?? 'measure',
        `${countOf(paired, 'episode')} with two scores`,
        'band at the start against band at the end',
      ]}
      state={state}
      height={300}
      {...(moves === null ? {} : { chart: () => <Matrix moves={moves} /> })}
      hasPicture={false}
      table={moves?.table ?? EMPTY_TABLE}
      how={{
        definition: 'Each episode stands once: in the row of its first band and the column of its last.',
        denominator:
          'Episodes with two valid scores on this measure. Prorated scores count, unscorable forms do not.',
        rule: `Calculation version ${outcomes?.provenance.calculation_version ?? '–'}; bands of ${measure?.name ?? 'the measure'}`,
        rows: {
          label: 'Episodes with two scores',
          href: filterLink(
            '/members',
            { ...filters, ...(measure === undefined ? {} : { measure: measure.code }) },
            { family: 'measure', class: 'paired_data' },
          ),
        },
      }}
      fileName="severity-band-moves"
      filters={props.filters}
      note="A band is wide: a member can change reliably inside one, or cross a border by one point."
    />
  )
}

function movesTitle(moves: BandMoves): string {
  const total = moves.better + moves.same + moves.worse
  if (total === 0) return 'Severity at the start and at the end'
  return `${formatNumber(moves.better)} of ${formatNumber(total)} ended in a milder band, ${formatNumber(moves.worse)} in a more severe one`
}

function Matrix({ moves }: { moves: BandMoves }): ReactElement {
  return (
    <table className={styles.matrix}>
      <caption className={styles.caption}>
        <span data-direction="better">milder</span> <span data-direction="same">the same band</span>{' '}
        <span data-direction="worse">more severe</span>
      </caption>
      <thead>
        <tr>
          <td className={styles.corner}>start ↓ end →</td>
          {moves.bands.map((band) => (
            <th key={band.code} scope="col">
              <span className={styles.label}>{band.label}</span>{' '}
              <span className={styles.range}>{band.range}</span>
            </th>
          ))}
          <th scope="col">All</th>
        </tr>
      </thead>
      <tbody>
        {moves.rows.map((row) => (
          <tr key={row.code}>
            <th scope="row">{row.label}</th>
            {row.cells.map((cell) => (
              <td key={cell.to} data-direction={cell.direction} data-none={cell.n === 0}>
                <Count n={cell.n} href={cell.href} />
              </td>
            ))}
            <td className={styles.total}>
              <Count n={row.total} href={row.href} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Count({ n, href }: { n: number; href: string | null }): ReactElement {
  const words = formatNumber(n)
  return href === null ? <span>{words}</span> : <Link to={href}>{words}</Link>
}
