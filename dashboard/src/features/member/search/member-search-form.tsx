import { type FormEvent, type ReactElement, useId, useRef } from 'react'
import { useNavigate } from 'react-router'
import { useSignedIn } from '../../../components/access/signed-in.js'
import styles from './member-search-form.module.css'
import { searchLabel } from './search-words.js'
import { SEARCH_PATH, searchFor } from './typed-search.js'

/** The browser keeps no list of what was typed here, and no spelling service gets to read it. */
export function MemberSearchForm({ text = '' }: { text?: string }): ReactElement {
  const { role } = useSignedIn()
  const field = useRef<HTMLInputElement>(null)
  const navigate = useNavigate()
  const id = useId()
  const find = (event: FormEvent): void => {
    event.preventDefault()
    const wanted = field.current?.value.trim() ?? ''
    void navigate(SEARCH_PATH, wanted === '' ? {} : { state: searchFor(wanted) })
  }
  return (
    <form onSubmit={find} className={styles.search} autoComplete="off">
      <label htmlFor={id}>{searchLabel(role)}</label>
      <input
        key={text}
        ref={field}
        id={id}
        type="search"
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
        defaultValue={text}
      />
      <button type="submit">Search</button>
    </form>
  )
}
