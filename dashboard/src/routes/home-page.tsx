import type { ReactElement } from 'react'
import { Navigate } from 'react-router'
import { landingOf } from '../components/access/return-path.js'
import { useSignedIn } from '../components/access/signed-in.js'

/** `/` is the page of one's role that answers first. */
export function HomePage(): ReactElement {
  return <Navigate to={landingOf(useSignedIn(), null)} replace />
}
