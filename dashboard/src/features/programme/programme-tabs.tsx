import { Tabs } from '@mantine/core'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { type ComponentType, type LazyExoticComponent, lazy, type ReactElement, Suspense } from 'react'
import type { Provenance } from '../../../../api/src/contracts/programme.js'
import { keysOf } from '../../format/labels.js'
import type { ProgrammeTabProps } from './programme-tab.js'
import styles from './programme-tabs.module.css'

const TAB_LABELS = {
  outcomes: 'Outcomes',
  time: 'Time to change',
  attendance: 'Attendance',
  equity: 'Equity',
  flow: 'Flow',
} as const
export type ProgrammeTabKey = keyof typeof TAB_LABELS
const TABS = keysOf(TAB_LABELS)

/** Which day `from` and `to` act on in each tab; said beside the filters. */
export const PERIOD_OF_TAB: Readonly<Record<ProgrammeTabKey, Provenance['period_basis']>> = {
  outcomes: 'episode_end',
  time: 'joining_date',
  attendance: 'episode_end',
  equity: 'episode_end',
  flow: 'joining_date',
}

/** Each tab is a chunk of its own, fetched when it is first opened. */
const TAB_PANELS: Readonly<Record<ProgrammeTabKey, LazyExoticComponent<ComponentType<ProgrammeTabProps>>>> = {
  outcomes: lazy(async () => ({
    default: (await import('./programme-tab-outcomes.js')).ProgrammeTabOutcomes,
  })),
  time: lazy(async () => ({ default: (await import('./programme-tab-time.js')).ProgrammeTabTime })),
  attendance: lazy(async () => ({
    default: (await import('./programme-tab-attendance.js')).ProgrammeTabAttendance,
  })),
  equity: lazy(async () => ({ default: (await import('./programme-tab-equity.js')).ProgrammeTabEquity })),
  flow: lazy(async () => ({ default: (await import('./programme-tab-flow.js')).ProgrammeTabFlow })),
}

/** The open tab, as the address says; filters and rules stay in it when the tab changes. */
export function useProgrammeTab(): [ProgrammeTabKey, (tab: ProgrammeTabKey) => void] {
  const [tab, setTab] = useQueryState(
    'tab',
    parseAsStringLiteral(TABS).withDefault('outcomes').withOptions({ history: 'push' }),
  )
  return [tab, (next) => void setTab(next)]
}

/** The questions of the programme side by side; arrow keys go from one to the next, paper shows the open one. */
export function ProgrammeTabs(
  props: ProgrammeTabProps & { tab: ProgrammeTabKey; onChange: (tab: ProgrammeTabKey) => void },
): ReactElement {
  const { tab, onChange, ...given } = props
  return (
    <Tabs
      value={tab}
      onChange={(next) => onChange(TABS.find((each) => each === next) ?? 'outcomes')}
      variant="none"
      keepMounted={false}
    >
      <Tabs.List aria-label="Questions about the programme" className={styles.list ?? ''}>
        {TABS.map((key) => (
          <Tabs.Tab key={key} value={key} className={styles.tab ?? ''}>
            {TAB_LABELS[key]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <p className={styles.printed}>{TAB_LABELS[tab]}</p>
      {TABS.map((key) => {
        const Panel = TAB_PANELS[key]
        return (
          <Tabs.Panel key={key} value={key}>
            <Suspense fallback={<TabSkeleton />}>
              <Panel {...given} />
            </Suspense>
          </Tabs.Panel>
        )
      })}
    </Tabs>
  )
}

function TabSkeleton(): ReactElement {
  return (
    <div className={styles.skeleton} role="status">
      <span className={styles.hiddenWords}>Loading</span>
    </div>
  )
}
