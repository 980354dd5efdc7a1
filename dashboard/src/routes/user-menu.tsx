import { type ReactElement, useId, useState } from 'react'
import { Link, useLocation } from 'react-router'
import type { Me } from '../../../api/src/contracts/sign-in.js'
import { useSignOut } from '../components/access/use-sign-out.js'
import { Icon } from '../components/icon.js'
import { ROLE_LABELS } from '../format/role-words.js'
import { ColourSchemeSwitch } from './colour-scheme-switch.js'
import styles from './user-menu.module.css'

/** Who is signed in, the way to the account, and the way out. */
export function UserMenu({ me }: { me: Me }): ReactElement {
  /** The page on which the menu was opened: going to another page closes it. */
  const [openOn, setOpenOn] = useState<string | null>(null)
  const { leave, failure } = useSignOut()
  const { pathname } = useLocation()
  const id = useId()
  const isOpen = openOn === pathname
  return (
    <div className={styles.menu}>
      {me.deployment.is_demo && <p className={styles.demo}>Demo clinic: every record is simulated</p>}
      {isOpen && (
        <div id={id} className={styles.panel}>
          <p className={styles.email}>{me.email}</p>
          <Link to="/account" className={styles.item}>
            <Icon name="key" /> Your account
          </Link>
          <button type="button" className={styles.item} onClick={() => void leave()}>
            <Icon name="sign_out" /> Sign out
          </button>
          {failure !== null && (
            <p role="alert" className={styles.failure}>
              {failure}
            </p>
          )}
          <div className={styles.colours}>
            <ColourSchemeSwitch />
          </div>
        </div>
      )}
      <button
        type="button"
        className={styles.who}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpenOn(isOpen ? null : pathname)}
      >
        <span className={styles.name}>{me.name}</span>
        <span className={styles.role}>{ROLE_LABELS[me.role]}</span>
        <span className={styles.arrow}>
          <Icon name={isOpen ? 'chevron_down' : 'chevron_up'} size={14} />
        </span>
      </button>
    </div>
  )
}
