import type { ReactElement } from 'react'
import { NavLink, useSearchParams } from 'react-router'
import { FILTER_KEYS } from '../components/filter-bar/filter-parameters.js'
import { Icon, type IconName } from '../components/icon.js'
import styles from './navigation.module.css'

interface Entry {
  readonly label: string
  readonly path: string
  readonly icon: IconName
  /** Pages of outcomes share their filters; the import has none. */
  readonly takesFilters: boolean
}

const SECTIONS: readonly { readonly label: string | null; readonly entries: readonly Entry[] }[] = [
  {
    label: null,
    entries: [
      { label: 'Programme', path: '/programme', icon: 'programme', takesFilters: true },
      { label: 'Groups', path: '/groups', icon: 'groups', takesFilters: true },
      { label: 'Members', path: '/members', icon: 'member', takesFilters: true },
    ],
  },
  {
    label: 'Data',
    entries: [{ label: 'Import', path: '/entry/import', icon: 'import', takesFilters: false }],
  },
]

export function Navigation(): ReactElement {
  const [search] = useSearchParams()
  const kept = new URLSearchParams()
  for (const key of FILTER_KEYS) {
    const value = search.get(key)
    if (value !== null) kept.set(key, value)
  }
  return (
    <nav aria-label="Pages" className={styles.navigation}>
      {SECTIONS.map((section) => (
        <div key={section.label ?? 'outcomes'} className={styles.section}>
          {section.label !== null && <p className={styles.sectionLabel}>{section.label}</p>}
          {section.entries.map((entry) => (
            <NavLink
              key={entry.path}
              to={{ pathname: entry.path, search: entry.takesFilters ? kept.toString() : '' }}
              className={styles.entry ?? ''}
            >
              <Icon name={entry.icon} />
              {entry.label}
            </NavLink>
          ))}
        </div>
      ))}
    </nav>
  )
}
