import { parseAsString, useQueryStates } from 'nuqs'
import { type ReactElement, useMemo } from 'react'
import type { SignalBurdenQuery } from '../../../../api/src/contracts/signals.js'
import { OpenLink } from '../../components/access/open-link.js'
import { cardState } from '../../components/chart-card/card-state.js'
import type { CardTable } from '../../components/chart-card/card-table.js'
import { ChartCard } from '../../components/chart-card/chart-card.js'
import bar from '../../components/filter-bar/filter-bar.module.css'
import { DayChip } from '../../components/filter-bar/filter-chip.js'
import { parseAsDay } from '../../components/filter-bar/parse-as-day.js'
import { formatPeriod } from '../../format/day.js'
import { countOf, formatNumber } from '../../format/number.js'
import { burdenTable } from './burden-table.js'
import { useBurden } from './review-reads.js'
import { burdenTitle } from './review-words.js'

const NO_TABLE: CardTable = { caption: '', columns: [], rows: [] }

/** How many alerts therapists have to bear, and how to have fewer. */
export function BurdenCard(): ReactElement {
  const [{ from, to, site }, set] = useQueryStates(
    { from: parseAsDay, to: parseAsDay, site: parseAsString },
    { history: 'push' },
  )
  const query: SignalBurdenQuery = {
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
    ...(site ? { site } : {}),
  }
  const burden = useBurden(query)
  const found = burden.data
  const table = useMemo(() => (found === undefined ? NO_TABLE : burdenTable(found)), [found])
  return (
    <>
      <search className={bar.bar} aria-label="Period">
        <div className={bar.chips} data-open="true">
          <DayChip label="From" value={from} onChange={(day) => void set({ from: day })} />
          <DayChip label="To" value={to} onChange={(day) => void set({ to: day })} />
          {from === null && to === null && <span className={bar.basis}>Without days: the last 90 days.</span>}
        </div>
      </search>
      <ChartCard
        title={found === undefined ? 'Alerts a member a month' : burdenTitle(found)}
        caption={
          found === undefined
            ? ['by therapist']
            : [
                formatPeriod(found.from, found.to),
                countOf(found.all.members, 'member'),
                `${formatNumber(found.all.member_months, 1)} member-months`,
              ]
        }
        state={cardState(burden)}
        height={0}
        table={table}
        how={{
          definition:
            'An alert: a signal that counts for the status was raised, or opened again. It counts alerts, not therapists’ work.',
          denominator: 'Member-months: time in care within the period; a month is 365.25 / 12 days.',
          rule: 'A group with two therapists counts for both, so the rows add up to more than all together. With fewer than 10 member-months one alert more or less moves the figure much: such rows say so.',
        }}
        fileName="alert-burden"
        filters={{ ...query, ...(found === undefined ? {} : { from: found.from, to: found.to }) }}
        note={
          <>
            It counts alerts, not therapists’ work; a group with two therapists counts for both. Too many
            alerts? <OpenLink to="/signal-rules">Change the signal rules</OpenLink>
          </>
        }
      />
    </>
  )
}
