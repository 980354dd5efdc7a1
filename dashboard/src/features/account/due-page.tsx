import type { ReactElement, ReactNode } from 'react'
import { Navigate, useSearchParams } from 'react-router'
import type { Me } from '../../../../api/src/contracts/sign-in.js'
import { useMe } from '../../api-client/me.js'
import { landingOf, returnPathIn, signInAddress } from '../../components/access/return-path.js'
import { useSignOut } from '../../components/access/use-sign-out.js'
import { Card } from '../../components/card.js'
import styles from './account.module.css'

/** A full page before anything else: only for whom it is due, the others are led on. */
export function DuePage(props: {
  due: NonNullable<Me['due']>
  name: string
  title: string
  words: string
  children: (me: Me) => ReactNode
}): ReactElement | null {
  const [search] = useSearchParams()
  const { data: me, isError, error } = useMe()
  const signOut = useSignOut()
  if (isError && me === undefined) return <p role="alert">{error.message}</p>
  if (me === undefined) return null
  const returnPath = returnPathIn(search, window.location.origin)
  if (me === null) {
    return <Navigate to={signInAddress({ pathname: returnPath ?? '/', search: '', hash: '' })} replace />
  }
  if (me.due !== props.due) return <Navigate to={landingOf(me, returnPath)} replace />
  return (
    <>
      <Card>
        <title>{`${props.name} · Tidemark`}</title>
        <h1 className={styles.title}>{props.title}</h1>
        <p className={styles.words}>{props.words}</p>
        {props.children(me)}
      </Card>
      <p className={styles.way}>
        Signed in as {me.name}.{' '}
        <button type="button" className={styles.textButton} onClick={() => void signOut.leave()}>
          Sign out
        </button>
        {signOut.failure !== null && <span role="alert"> {signOut.failure}</span>}
      </p>
    </>
  )
}
