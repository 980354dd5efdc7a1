import { parseAsStringLiteral, useQueryState } from 'nuqs'
import type { ReactElement } from 'react'
import { useSearchParams } from 'react-router'
import type { Equity } from '../../../../api/src/contracts/programme-parts.js'
import { Card } from '../../components/card.js'
import { CardRow } from '../../components/card-row.js'
import { cardMessage } from '../../components/chart-card/card-message.js'
import { cardState } from '../../components/chart-card/card-state.js'
import { filterWords } from '../../components/filter-bar/filter-words.js'
import { LinkSwitch } from '../../components/link-switch/link-switch.js'
import { PrintNote } from '../../components/print-note/print-note.js'
import { keysOf } from '../../format/labels.js'
import { countOf } from '../../format/number.js'
import { EquityCard } from './equity-card.js'
import styles from './equity-list.module.css'
import { DIMENSION_LABELS, EQUITY_RATE_LABELS, EQUITY_RATES, equityFinding } from './equity-words.js'
import { stateWithRelaxation } from './programme-state.js'
import type { ProgrammeTabProps } from './programme-tab.js'
import { useEquity } from './use-equity.js'

const RATE_PARAMETER = 'rate'

/** Do all kinds of members do as well here, as far as may be told without telling of anybody? */
export function ProgrammeTabEquity(props: ProgrammeTabProps): ReactElement {
  const { asked, filterState, choices } = props
  const equity = useEquity(asked)
  const [rate] = useQueryState(
    RATE_PARAMETER,
    parseAsStringLiteral(EQUITY_RATES).withDefault('reliable_recovery'),
  )
  const state = cardState(equity, (found) => stateWithRelaxation(found.state, filterState, choices))
  const message = cardMessage(state)
  if (message !== null) return <CardRow layout="one">{message}</CardRow>
  return (
    <>
      <CardRow layout="one">
        <EquitySummary equity={equity.data} rate={rate} />
      </CardRow>
      <CardRow layout="halves">
        {keysOf(DIMENSION_LABELS).map((dimension) => (
          <EquityCard
            key={dimension}
            equity={equity.data}
            dimension={dimension}
            rate={rate}
            state={state}
            asked={asked}
          />
        ))}
      </CardRow>
      {equity.data !== undefined && (
        <PrintNote
          filters={filterWords(filterState.filters, choices)}
          n={countOf(equity.data.total.finished, 'finished course')}
          provenance={equity.data.provenance}
        />
      )}
    </>
  )
}

/** The finding over all comparisons, how sure that is, and the switch of the rate. */
function EquitySummary(props: {
  equity: Equity | undefined
  rate: (typeof EQUITY_RATES)[number]
}): ReactElement {
  const { equity, rate } = props
  const [search] = useSearchParams()
  const addressOf = (next: string): string => {
    const address = new URLSearchParams(search)
    address.set(RATE_PARAMETER, next)
    return `?${address.toString()}`
  }
  return (
    <Card label="Differences between strata">
      <h2 className={styles.finding}>
        {equity === undefined ? 'Differences between strata' : equityFinding(equity)}
      </h2>
      <p className={styles.words}>{equity === undefined ? '\u00a0' : summaryWords(equity)}</p>
      <LinkSwitch
        label="Rate"
        choices={EQUITY_RATES.map((each) => ({
          key: each,
          label: EQUITY_RATE_LABELS[each],
          href: addressOf(each),
          isCurrent: each === rate,
        }))}
      />
    </Card>
  )
}

function summaryWords({ comparisons, dimensions, smallest_shown }: Equity): string {
  const asked = dimensions.length * EQUITY_RATES.length
  const notMade = asked - comparisons
  return [
    comparisons === 0
      ? ''
      : `${countOf(comparisons, 'comparison')} ${comparisons === 1 ? 'was' : 'were'} made: of many some look different by chance alone, so each is judged with all of them in mind.`,
    notMade === 0
      ? ''
      : `${countOf(notMade, 'other')} could not be made, because numbers from 1 to ${smallest_shown - 1} and what would reveal them are kept back, or too few reached the outcome.`,
    'Strata differ in much else than their name: a difference says where to look, not why.',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ')
}
