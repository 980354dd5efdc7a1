import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useMayOpen } from './signed-in.js'

/** A link, where the reader may open what it leads to; else nothing, or its words alone. */
export function OpenLink(props: {
  to: string
  children: ReactNode
  /** Words that stand in a sentence stay. */
  staysAsWords?: boolean
}): ReactNode {
  const mayOpen = useMayOpen()
  if (mayOpen(props.to)) return <Link to={props.to}>{props.children}</Link>
  return props.staysAsWords === true ? props.children : null
}
