import type { ReactElement } from 'react'
import { NavLink, useLocation, useSearchParams } from 'react-router'
import { mayOpen } from '../components/access/page-access.js'
import { FILTER_KEYS } from '../components/filter-bar/filter-keys.js'
import { Icon, type IconName } from '../components/icon.js'
import { useCaseload, useCaseloadTiles } from '../components/signals/signal-reads.js'
import { formatNumber } from '../format/number.js'
import type { UserRole } from '../format/role-words.js'
import styles from './navigation.module.css'
import { useReadOnMove } from './use-read-on-move.js'

interface Entry {
  readonly label: string
  readonly path: string
  readonly icon: IconName
  /** Pages of outcomes share their filters; the others have none. */
  readonly takesFilters?: boolean
  /** Only on this very page, not below it. */
  readonly isExact?: boolean
  /** Others who may open it come by links. */
  readonly onlyFor?: UserRole
  /** What the same page is to another role. */
  readonly labels?: Partial<Readonly<Record<UserRole, string>>>
}

const SECTIONS: readonly { readonly label: string | null; readonly entries: readonly Entry[] }[] = [
  {
    label: null,
    entries: [
      { label: 'Today', path: '/today', icon: 'today' },
      { label: 'Programme', path: '/programme', icon: 'programme', takesFilters: true },
      {
        label: 'Due today',
        path: '/entry',
        icon: 'entry',
        isExact: true,
        labels: { therapist: 'Enter session' },
      },
      { label: 'Import', path: '/entry/import', icon: 'import' },
      { label: 'Groups', path: '/groups', icon: 'groups', takesFilters: true },
      { label: 'Members', path: '/members', icon: 'member', takesFilters: true },
      { label: 'Completeness', path: '/completeness', icon: 'document', takesFilters: true },
      { label: 'Signals', path: '/signals', icon: 'warning', onlyFor: 'director' },
      { label: 'Comparison', path: '/comparison', icon: 'research' },
      { label: 'Reports', path: '/reports', icon: 'document' },
      { label: 'Calibration', path: '/calibration', icon: 'activity' },
      { label: 'Signal rules', path: '/signal-rules', icon: 'rules' },
      { label: 'Research', path: '/research', icon: 'research' },
      { label: 'Settings', path: '/settings', icon: 'settings', isExact: true },
    ],
  },
  {
    label: 'Who may see what',
    entries: [
      { label: 'Users', path: '/settings/users', icon: 'member' },
      { label: 'Roles', path: '/settings/roles', icon: 'roles' },
      { label: 'Sites', path: '/settings/sites', icon: 'site' },
      { label: 'Caseload', path: '/settings/caseload', icon: 'groups' },
      { label: 'Tokens', path: '/settings/tokens', icon: 'key' },
      { label: 'Activity', path: '/audit', icon: 'activity' },
    ],
  },
  { label: 'Deployment', entries: [{ label: 'Rules', path: '/settings/rules', icon: 'rules' }] },
]

/** Only what the reader's role may open. */
export function Navigation({ role }: { role: UserRole }): ReactElement {
  const [search] = useSearchParams()
  const kept = new URLSearchParams()
  for (const key of [...FILTER_KEYS, 'rules']) {
    const value = search.get(key)
    if (value !== null) kept.set(key, value)
  }
  const sections = SECTIONS.map((section) => ({
    ...section,
    entries: section.entries.filter((entry) => mayOpen(role, entry.path) && (entry.onlyFor ?? role) === role),
  })).filter((section) => section.entries.length > 0)
  return (
    <nav aria-label="Pages" className={styles.navigation}>
      {sections.map((section) => (
        <div key={section.label ?? 'first'} className={styles.section}>
          {section.label !== null && <p className={styles.sectionLabel}>{section.label}</p>}
          {section.entries.map((entry) => (
            <NavLink
              key={entry.path}
              to={{ pathname: entry.path, search: entry.takesFilters === true ? kept.toString() : '' }}
              end={entry.isExact === true}
              className={styles.entry ?? ''}
            >
              <Icon name={entry.icon} />
              {entry.labels?.[role] ?? entry.label}
              {entry.path === '/today' && <NotOnTrackCount />}
            </NavLink>
          ))}
        </div>
      ))}
    </nav>
  )
}

/** Beside the word: how many members are not on track. Nothing while it is not known, and nothing for nobody. */
function NotOnTrackCount(): ReactElement | null {
  const isThere = useLocation().pathname === '/today'
  // The page itself has read it.
  const caseload = useCaseload(isThere)
  const apart = useCaseloadTiles(!isThere)
  useReadOnMove()
  const tiles = isThere ? caseload.data?.tiles : apart.data
  const count = tiles?.not_on_track.n ?? 0
  if (count === 0) return null
  return (
    <span className={styles.count}>
      {formatNumber(count)}
      <span className={styles.words}> not on track</span>
    </span>
  )
}
