import { type FormEvent, type ReactElement, useEffect, useRef } from 'react'
import { useNavigate } from 'react-router'
import styles from './member-search.module.css'

/** Finds members by their id from every page; `/` puts the cursor here. */
export function MemberSearch(): ReactElement {
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
    const wanted = field.current?.value.trim() ?? ''
    void navigate(wanted === '' ? '/members' : `/members?search=${encodeURIComponent(wanted)}`)
  }
  return (
    <search>
      <form onSubmit={find} className={styles.form}>
        <input
          ref={field}
          type="search"
          aria-label="Find a member by id"
          aria-keyshortcuts="/"
          placeholder="Find a member"
          maxLength={100}
          className={styles.field}
        />
        <span className={styles.key} aria-hidden="true">
          /
        </span>
      </form>
    </search>
  )
}
