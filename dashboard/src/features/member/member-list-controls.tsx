import type { ReactElement } from 'react'
import styles from './member-list-page.module.css'
import type { MemberListState } from './member-list-query.js'
import { MemberSearchForm } from './search/member-search-form.js'

/** The way to one member, and whether the episodes listed are still open. */
export function MemberListControls({ list }: { list: MemberListState }): ReactElement {
  const { query } = list
  return (
    <div className={styles.controls}>
      <MemberSearchForm />
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
