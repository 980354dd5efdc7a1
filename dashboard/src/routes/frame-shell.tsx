import { type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react'
import { useLocation, useNavigation } from 'react-router'
import { BrandMark } from '../components/brand-mark.js'
import { Icon } from '../components/icon.js'
import styles from './frame-shell.module.css'

/** The places of every page: skip link, the side with the brand and what the reader may open, the page. */
export function FrameShell(props: { side: ReactNode; children: ReactNode }): ReactElement {
  /** The page on which the menu was opened: going to another page closes it. */
  const [menuOpenOn, setMenuOpenOn] = useState<string | null>(null)
  const main = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  useFocusOnNewPage(pathname, main)
  const isMenuOpen = menuOpenOn === pathname
  const isMoving = useNavigation().state !== 'idle'

  return (
    <div className={styles.frame}>
      <a href="#main" className={styles.skip}>
        Skip to the page
      </a>
      <header className={styles.side} data-open={isMenuOpen}>
        <div className={styles.sticky}>
          <div className={styles.bar}>
            <span className={styles.brand}>
              <BrandMark /> Tidemark
            </span>
            <button
              type="button"
              className={styles.menu}
              aria-expanded={isMenuOpen}
              aria-controls="frame-menu"
              onClick={() => setMenuOpenOn(isMenuOpen ? null : pathname)}
            >
              <Icon name={isMenuOpen ? 'close' : 'menu'} /> Menu
            </button>
          </div>
          <div id="frame-menu" className={styles.panel}>
            {props.side}
          </div>
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1} className={styles.main} aria-busy={isMoving}>
        <div className={styles.page}>{props.children}</div>
      </main>
    </div>
  )
}
/** After a step to another page the keyboard and the screen reader start at its content, not at the old link. */
function useFocusOnNewPage(pathname: string, main: { readonly current: HTMLElement | null }): void {
  const previous = useRef(pathname)
  useEffect(() => {
    if (previous.current === pathname) return
    previous.current = pathname
    main.current?.focus({ preventScroll: true })
    window.scrollTo(0, 0)
  }, [pathname, main])
}
