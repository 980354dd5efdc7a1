import { Fragment, type ReactElement, type ReactNode, type RefObject, useEffect, useRef } from 'react'
import { Link } from 'react-router'
import { useMayOpen } from '../access/signed-in.js'
import styles from './page-header.module.css'

export interface Crumb {
  readonly label: string
  /** Null for the page itself, which comes last. */
  readonly href: string | null
}

/**
 * The page's title is its finding in a sentence; under it what, when and how many. `name` is the page's plain
 * name for the browser's tab and history.
 */
export function PageHeader(props: {
  name: string
  title: string
  subline?: ReactNode
  crumbs?: readonly Crumb[]
  actions?: ReactNode
  /** When it changes, the reader is taken to the title: the answer to what they just did. */
  answerKey?: string
}): ReactElement {
  const title = useRef<HTMLHeadingElement>(null)
  useMoveToAnswer(title, props.answerKey)
  return (
    <header className={styles.header}>
      <title>{`${props.name} · Tidemark`}</title>
      <div className={styles.words}>
        {props.crumbs !== undefined && <Crumbs crumbs={props.crumbs} />}
        <h1 ref={title} className={styles.title} tabIndex={-1}>
          {props.title}
        </h1>
        {props.subline !== undefined && <p className={styles.subline}>{props.subline}</p>}
      </div>
      {props.actions !== undefined && <div className={styles.actions}>{props.actions}</div>}
    </header>
  )
}

function useMoveToAnswer(title: RefObject<HTMLElement | null>, answerKey: string | undefined): void {
  const previous = useRef(answerKey)
  useEffect(() => {
    if (previous.current === answerKey) return
    previous.current = answerKey
    window.scrollTo(0, 0)
    title.current?.focus({ preventScroll: true })
  }, [title, answerKey])
}

/** Only steps that the reader may take back. */
function Crumbs({ crumbs }: { crumbs: readonly Crumb[] }): ReactElement {
  const mayOpen = useMayOpen()
  const open = crumbs.filter((crumb) => crumb.href === null || mayOpen(crumb.href))
  return (
    <nav aria-label="Where you are" className={styles.crumbs}>
      {open.map((crumb, index) => (
        <Fragment key={`${crumb.label} ${crumb.href ?? ''}`}>
          {index > 0 && (
            <span aria-hidden="true" className={styles.between}>
              ›
            </span>
          )}
          {crumb.href === null ? (
            <span aria-current="page">{crumb.label}</span>
          ) : (
            <Link to={crumb.href}>{crumb.label}</Link>
          )}
        </Fragment>
      ))}
    </nav>
  )
}
