import { type FormEvent, type ReactElement, useEffect, useRef } from 'react'
import { useNavigate } from 'react-router'
import { searchLabel } from '../features/member/search/search-words.js'
import { SEARCH_PATH, searchFor } from '../features/member/search/typed-search.js'
import type { UserRole } from '../format/role-words.js'
import styles from './member-search.module.css'

/** Finds members from every page; `/` puts the cursor here. */
export function MemberSearch({ role }: { role: UserRole }): ReactElement {
  const field = useRef<HTMLInputElement>(null)
  const navigate = useNavigate()
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.target instanceof HTMLElement && event.target.matches('input, textarea, select')) return
      event.preventDefault()
      field.current?.focus()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  const find = (event: FormEvent): void => {
    event.preventDefault()
    const typed = field.current
    if (typed === null) return
    const wanted = typed.value.trim()
    // The results have a field of their own: a name does not stay on the screen from page to page.
    typed.value = ''
    void navigate(SEARCH_PATH, wanted === '' ? {} : { state: searchFor(wanted) })
  }
  return (
    <search>
      <form onSubmit={find} className={styles.form} autoComplete="off">
        <input
          ref={field}
          type="search"
          aria-label={searchLabel(role)}
          aria-keyshortcuts="/"
          placeholder="Find a member"
          maxLength={100}
          autoComplete="off"
          spellCheck={false}
          className={styles.field}
        />
        <span className={styles.key} aria-hidden="true">
          /
        </span>
      </form>
    </search>
  )
}
