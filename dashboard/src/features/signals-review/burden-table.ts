import type { SignalBurden } from '../../../../api/src/contracts/signals.js'
import type { CardTable, CardTableRow } from '../../components/chart-card/card-table.js'
import { keysOf } from '../../format/labels.js'
import { fewWords, KIND_LABELS } from './review-words.js'

type Burden = SignalBurden['all']

/** Therapists in order of name, as the server sends them, and all together: no row is above another for its figure. */
export function burdenTable(burden: SignalBurden): CardTable {
  const kinds = keysOf(KIND_LABELS).filter((kind) => burden.all.by_kind.some((each) => each.kind === kind))
  const cellsOf = (name: string, own: Burden): (string | number | null)[] => [
    name,
    own.alerts_a_member_a_month,
    own.alerts,
    own.members,
    own.member_months,
    ...kinds.map((kind) => own.by_kind.find((each) => each.kind === kind)?.alerts ?? 0),
  ]
  const rowOf = (key: string, name: string, own: Burden): CardTableRow => {
    const few = fewWords(own.member_months)
    return { key, cells: cellsOf(name, own), ...(few === null ? {} : { detail: few }) }
  }
  return {
    caption: 'Alerts by therapist in order of name, and all together',
    // In order of name alone: alerts are counted, people are not ranked.
    columns: [
      { name: 'therapist', label: 'Therapist', kind: 'text' as const },
      { name: 'alerts_a_member_a_month', label: 'A member a month', kind: 'number' as const, decimals: 2 },
      { name: 'alerts', label: 'Alerts', kind: 'number' as const },
      { name: 'members', label: 'Members', kind: 'number' as const },
      { name: 'member_months', label: 'Member-months', kind: 'number' as const, decimals: 1 },
      ...kinds.map((kind) => ({ name: `alerts_${kind}`, label: KIND_LABELS[kind], kind: 'number' as const })),
    ].map((column) => ({ ...column, isSortable: false })),
    rows: [
      ...burden.therapists.map((each) => rowOf(each.therapist_id, each.display_name, each)),
      rowOf('all', 'All together', burden.all),
    ],
  }
}
