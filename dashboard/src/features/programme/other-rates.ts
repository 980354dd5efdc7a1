import type { ProportionContract } from '../../../../api/src/contracts/estimates.js'
import type { Filters } from '../../../../api/src/contracts/filters.js'
import type {
  MeasureOutcomes,
  OutcomeClass,
  ProgrammeOutcomes,
} from '../../../../api/src/contracts/programme.js'
import type { CardTable } from '../../components/chart-card/card-table.js'
import { filterLink } from '../../components/filter-bar/filter-link.js'
import { measureName } from '../../format/measure-words.js'

interface Rate {
  readonly key: string
  readonly label: string
  readonly share: ProportionContract
  /** Who is in the denominator. */
  readonly counted: string
  readonly href: string
  readonly denominatorHref: string
}

/** Rates beside the four figures, each with its own denominator; those a measure does not define are left out. */
export function otherRates(outcomes: ProgrammeOutcomes, measure: string, filters: Filters): CardTable {
  const rates = [
    recovery(outcomes, filters),
    ...measureRates(outcomes.by_measure[measure], measure, filters),
    ...courseRates(outcomes, filters),
  ]
  return {
    caption: 'Each name leads to the episodes counted, the line below it to all that it is a share of',
    columns: [
      { name: 'rate', label: 'Rate', kind: 'text' },
      { name: 'proportion', label: 'Share', kind: 'proportion' },
      { name: 'interval_low', label: '95 % from', kind: 'proportion' },
      { name: 'interval_high', label: 'to', kind: 'proportion' },
      { name: 'numerator', label: 'n', kind: 'number' },
      { name: 'denominator', label: 'of', kind: 'number' },
      { name: 'counted', label: 'Counted', kind: 'text', isInFileOnly: true },
    ],
    rows: rates.map((rate) => ({
      key: rate.key,
      href: rate.href,
      detail: `of ${rate.counted}`,
      detailHref: rate.denominatorHref,
      cells: [
        rate.label,
        rate.share.proportion,
        rate.share.interval?.low ?? null,
        rate.share.interval?.high ?? null,
        rate.share.numerator,
        rate.share.denominator,
        rate.counted,
      ],
    })),
  }
}

function recovery(outcomes: ProgrammeOutcomes, filters: Filters): Rate {
  return {
    key: 'recovery',
    label: 'Recovery',
    share: outcomes.national.recovery,
    counted: 'finished courses at caseness at the start',
    href: filterLink('/members', filters, { family: 'national', class: 'recovery' }),
    denominatorHref: filterLink('/members', filters, { family: 'national', class: 'case_at_start' }),
  }
}

function measureRates(
  outcomes: MeasureOutcomes | undefined,
  measure: string,
  filters: Filters,
): readonly Rate[] {
  if (outcomes === undefined) return []
  const name = measureName(measure)
  const rows = (outcomeClass: OutcomeClass): string =>
    filterLink('/members', { ...filters, measure }, { family: 'measure', class: outcomeClass })
  const response = outcomes.response && {
    key: 'response',
    label: `Response, ${name}`,
    share: outcomes.response,
    counted: 'episodes with two scores, at caseness at the start',
    href: rows('response'),
    denominatorHref: rows('case_at_start'),
  }
  const remission = outcomes.remission && {
    key: 'remission',
    label: `Remission, ${name}`,
    share: outcomes.remission,
    counted: 'episodes with two scores, the first above remission',
    href: rows('remission'),
    denominatorHref: rows('not_in_remission_at_start'),
  }
  return [response, remission].filter((rate) => rate !== null)
}

function courseRates(outcomes: ProgrammeOutcomes, filters: Filters): readonly Rate[] {
  const rows = (outcomeClass: OutcomeClass): string =>
    filterLink('/members', filters, { family: 'attendance', class: outcomeClass })
  return [
    {
      key: 'dropout_by_attendance',
      label: 'Dropout by attendance',
      share: outcomes.dropout.by_attendance,
      counted: 'started episodes: the last 2 or more sessions missed',
      href: rows('dropout_by_attendance'),
      denominatorHref: rows('started'),
    },
    {
      key: 'dropout_as_recorded',
      label: 'Dropout as recorded',
      share: outcomes.dropout.as_recorded,
      counted: 'started episodes: by exit reason',
      href: rows('dropout_as_recorded'),
      denominatorHref: rows('started'),
    },
    {
      key: 'attendance',
      label: 'Attendance',
      share: outcomes.attendance,
      counted: 'sessions that members could attend',
      href: rows('all'),
      denominatorHref: rows('all'),
    },
  ]
}
