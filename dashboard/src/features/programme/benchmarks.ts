import type { ProportionContract } from '../../../../api/src/contracts/estimates.js'
import type { Benchmarks, ProgrammeOutcomes } from '../../../../api/src/contracts/programme.js'
import type { CardTable } from '../../components/chart-card/card-table.js'
import { type CarriedFilters, filterLink } from '../../components/filter-bar/filter-link.js'
import { formatPercent } from '../../format/percent.js'

type Rate = keyof ProgrammeOutcomes['national']
type Published = Benchmarks['years'][number]['rates']

/** What was published for one year, over all therapies or of one kind. */
export interface PublishedFigures {
  readonly key: string
  readonly label: string
  readonly rates: Published
}

const RATES = [
  { key: 'reliable_recovery', label: 'Reliable recovery', of: 'at caseness', class: 'reliable_recovery' },
  { key: 'recovery', label: 'Recovery', of: 'at caseness', class: 'recovery' },
  {
    key: 'reliable_improvement',
    label: 'Reliable improvement',
    of: 'finished',
    class: 'reliable_improvement',
  },
  {
    key: 'reliable_deterioration',
    label: 'Reliable deterioration',
    of: 'finished',
    class: 'reliable_deterioration',
  },
  { key: 'paired_data', label: 'Paired-data completeness', of: 'finished', class: 'paired_data' },
] as const satisfies readonly { key: Rate; label: string; of: string; class: string }[]

/** Years first, newest on top, then kinds of therapy of each year; those without any published rate are left out. */
export function publishedChoices({ years, therapies }: Benchmarks): readonly PublishedFigures[] {
  const all = [
    ...years.map(({ year, rates }) => ({ key: year, label: `${year}, all therapies`, rates })),
    ...therapies.map(({ year, therapy, rates }) => ({
      key: `${year}:${therapy}`,
      label: `${year}, ${therapy}`,
      rates,
    })),
  ]
  return all.filter(({ rates }) => Object.values(rates).some((rate) => rate !== null))
}

/** "Reliable recovery 48 %; 45 % in the period before, 48 % published for 2024-25, all therapies". */
export function benchmarksTitle(
  outcomes: ProgrammeOutcomes,
  published: PublishedFigures | undefined,
): string {
  const here = outcomes.national.reliable_recovery.proportion
  if (here === null) return 'Against the period before and published figures'
  const before = outcomes.previous_period?.national.reliable_recovery.proportion ?? null
  const others = [
    ...(before === null ? [] : [`${formatPercent(before)} in the period before`]),
    ...(published === undefined || published.rates.reliable_recovery === null
      ? []
      : [`${formatPercent(published.rates.reliable_recovery)} published for ${published.label}`]),
  ]
  const rest = others.length === 0 ? '' : `; ${others.join(', ')}`
  return `Reliable recovery ${formatPercent(here)}${rest}`
}

/** Here, the period before and the published figure side by side, with the completeness of each. */
export function benchmarksTable(
  outcomes: ProgrammeOutcomes,
  published: PublishedFigures | undefined,
  filters: CarriedFilters,
): CardTable {
  const before = outcomes.previous_period
  return {
    caption: 'National definition throughout; paired-data completeness stands in the last line',
    columns: [
      { name: 'rate', label: 'Rate', kind: 'text' },
      ...shareColumns('here', 'Here'),
      ...(before === null ? [] : shareColumns('before', 'Before')),
      { name: 'published', label: 'Published', kind: 'proportion', decimals: 1 },
    ],
    rows: RATES.map((rate) => ({
      key: rate.key,
      href: filterLink('/members', filters, { family: 'national', class: rate.class }),
      detail: `of ${rate.of}`,
      cells: [
        rate.label,
        ...shareCells(outcomes.national[rate.key]),
        ...(before === null ? [] : shareCells(before.national[rate.key])),
        publishedRate(published, rate.key),
      ],
    })),
  }
}

function publishedRate(published: PublishedFigures | undefined, rate: Rate): number | null {
  return published === undefined || rate === 'paired_data' ? null : published.rates[rate]
}

function shareColumns(name: string, label: string): CardTable['columns'] {
  return [
    { name: `${name}_share`, label, kind: 'proportion' },
    { name: `${name}_low`, label: '95 % from', kind: 'proportion' },
    { name: `${name}_high`, label: 'to', kind: 'proportion' },
    { name: `${name}_n`, label: 'of', kind: 'number' },
  ]
}

function shareCells({ proportion, interval, denominator }: ProportionContract): (number | null)[] {
  return [proportion, interval?.low ?? null, interval?.high ?? null, denominator]
}
