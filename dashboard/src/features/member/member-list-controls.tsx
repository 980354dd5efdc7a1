import { type FormEvent, type ReactElement, useRef } from 'react'
import styles from './member-list-page.module.css'
import type { MemberListState } from './member-list-query.js'

/** Search by id, and whether the episode is still open. */
export function MemberListControls({ list }: { list: MemberListState }): ReactElement {
  const { query } = list
  const field = useRef<HTMLInputElement>(null)
  const find = (event: FormEvent): void => {
    event.preventDefault()
    const wanted = field.current?.value.trim() ?? ''
    if (wanted === '') list.clear(['search'])
    else list.set({ search: wanted })
  }
  return (
    <div className={styles.controls}>
      <form onSubmit={find} className={styles.search}>
        <label htmlFor="member-id">Member id</label>
        <input
          // A search from another page arrives in the address: the field starts anew with it.
          key={query.search ?? ''}
          ref={field}
          id="member-id"
          type="search"
          maxLength={100}
          defaultValue={query.search ?? ''}
        />
        <button type="submit">Search</button>
      </form>
      <fieldset className={styles.choices}>
        <legend>Episode</legend>
        {OPEN_CHOICES.map((choice) => (
          <button
            key={choice.label}
            type="button"
            aria-pressed={(query.open ?? null) === choice.value}
            onClick={() => (choice.value === null ? list.clear(['open']) : list.set({ open: choice.value }))}
          >
            {choice.label}
          </button>
        ))}
      </fieldset>
    </div>
  )
}

const OPEN_CHOICES = [
  { label: 'All', value: null },
  { label: 'Attending', value: 'yes' },
  { label: 'Ended', value: 'no' },
] as const
