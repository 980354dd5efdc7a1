import type { ReactElement } from 'react'
import { Outlet } from 'react-router'
import { BrandMark } from '../components/brand-mark.js'
import { ColourSchemeSwitch } from './colour-scheme-switch.js'
import styles from './plain-frame.module.css'

/** What stands around the pages of signing in: no menu, no search, nothing of the clinic. */
export function PlainFrame(): ReactElement {
  return (
    <div className={styles.frame}>
      <header className={styles.bar}>
        <span className={styles.brand}>
          <BrandMark /> Tidemark
        </span>
        <ColourSchemeSwitch />
      </header>
      <main className={styles.main}>
        <Outlet />
      </main>
    </div>
  )
}
