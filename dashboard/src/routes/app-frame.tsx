import { type ReactElement, useEffect, useRef, useState } from 'react'
import { Outlet, useLocation, useNavigation } from 'react-router'
import { BrandMark } from '../components/brand-mark.js'
import { Icon } from '../components/icon.js'
import styles from './app-frame.module.css'
import { ColourSchemeSwitch } from './colour-scheme-switch.js'
import { MemberSearch } from './member-search.js'
import { Navigation } from './navigation.js'

/** What stands around every page: skip link, navigation, search, theme; on a phone a bar with a menu. */
export function AppFrame(): ReactElement {
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
            <MemberSearch />
            <Navigation />
            <div className={styles.foot}>
              <ColourSchemeSwitch />
            </div>
          </div>
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1} className={styles.main} aria-busy={isMoving}>
        <div className={styles.page}>
          <Outlet />
        </div>
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
