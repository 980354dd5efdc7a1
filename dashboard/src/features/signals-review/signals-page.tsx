import { parseAsStringLiteral, useQueryState } from 'nuqs'
import type { ReactElement } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { SignalList } from '../../../../api/src/contracts/signals.js'
import { useSignedIn } from '../../components/access/signed-in.js'
import { Card } from '../../components/card.js'
import { cardMessage } from '../../components/chart-card/card-message.js'
import { type CardState, cardState } from '../../components/chart-card/card-state.js'
import { LinkSwitch } from '../../components/link-switch/link-switch.js'
import { PageHeader } from '../../components/page-header/page-header.js'
import { BurdenCard } from './burden-card.js'
import styles from './review.module.css'
import { ReviewFilterBar } from './review-filter-bar.js'
import { type ReviewFilterState, removableReviewFilters, useReviewFilters } from './review-filters.js'
import { useSignals } from './review-reads.js'
import { ReviewRow } from './review-row.js'
import { reviewPageWords, reviewTitle } from './review-words.js'

/** What has been raised, in what state it is, and for directors how much of it there is. */
export function SignalsPage(): ReactElement {
  const { role } = useSignedIn()
  const [view] = useQueryState('view', parseAsStringLiteral(['burden'] as const))
  const isBurden = role === 'director' && view === 'burden'
  return isBurden ? <BurdenView /> : <ListView />
}

function BurdenView(): ReactElement {
  return (
    <>
      <PageHeader
        name="Alert burden"
        title="How many alerts members bring"
        subline="By therapist in order of name. It counts alerts, not therapists’ work"
      />
      <Views isBurden />
      <BurdenCard />
    </>
  )
}

function ListView(): ReactElement {
  const { role, deployment } = useSignedIn()
  const filterState = useReviewFilters()
  const { filters, page } = filterState
  const signals = useSignals(filters, page)
  const found = signals.isPlaceholderData ? undefined : signals.data
  const state = cardState(signals, (data) => stateOf(data, filterState))
  return (
    <>
      <PageHeader
        name="Signals"
        title={reviewTitle(found?.total, filters, deployment.item_9_escalation_hours)}
        subline="Open ones first, item 9 before the rest, then the latest"
      />
      {role === 'director' && <Views isBurden={false} />}
      <ReviewFilterBar state={filterState} />
      <Card label="Signals">
        {cardMessage(state) ??
          (signals.data === undefined ? (
            <p role="status">Loading the signals</p>
          ) : (
            <>
              <ol className={styles.rows} data-state={state.kind}>
                {signals.data.signals.map((signal) => (
                  <ReviewRow key={signal.life.signal_id} signal={signal} />
                ))}
              </ol>
              <Pages list={signals.data} />
            </>
          ))}
      </Card>
    </>
  )
}

function stateOf(data: SignalList, filterState: ReviewFilterState): CardState {
  if (data.signals.length > 0) return { kind: 'ready' }
  if (filterState.filters.escalated === 'yes' && data.total === 0) {
    return {
      kind: 'empty',
      reason: 'No answer above zero to item 9 waits beyond its time.',
      nextStep: { label: 'All signals', href: '/signals' },
    }
  }
  const filters = removableReviewFilters(filterState, data.total)
  return filters.length === 0
    ? { kind: 'empty', reason: 'Nothing that has been raised waits for anybody.' }
    : { kind: 'empty_by_filter', filters }
}

function Views({ isBurden }: { isBurden: boolean }): ReactElement {
  return (
    <div className={styles.views}>
      <LinkSwitch
        label="Views of the signals"
        choices={[
          { key: 'list', label: 'Signals', href: '/signals', isCurrent: !isBurden },
          { key: 'burden', label: 'Alert burden', href: '/signals?view=burden', isCurrent: isBurden },
        ]}
      />
    </div>
  )
}

/** Pages are links: each has an address, and Back returns to the one before. */
function Pages({ list }: { list: SignalList }): ReactElement {
  const [search] = useSearchParams()
  const address = (page: number): string => {
    const next = new URLSearchParams(search)
    next.set('page', String(page))
    return `?${next.toString()}`
  }
  return (
    <nav aria-label="Pages of the list" className={styles.pages}>
      <span>{reviewPageWords(list)}</span>
      {list.page > 1 && <Link to={address(list.page - 1)}>Previous</Link>}
      {list.page * list.page_size < list.total && <Link to={address(list.page + 1)}>Next</Link>}
    </nav>
  )
}
