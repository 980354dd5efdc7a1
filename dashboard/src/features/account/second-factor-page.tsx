import type { ReactElement } from 'react'
import { DuePage } from './due-page.js'
import { Enrolment } from './enrolment.js'
import { useDueDone } from './use-due-done.js'

/** The first sign-in of a role that may not work with a password alone. */
export function SecondFactorPage(): ReactElement {
  const goOn = useDueDone()
  return (
    <DuePage
      due="second_factor"
      name="Second factor"
      title="Set up a second factor"
      words="Your role reaches further than one caseload, so a password alone is not enough for it. You need an authenticator app on your phone; it takes two minutes."
    >
      {(me) => <Enrolment email={me.email} onDone={() => void goOn()} />}
    </DuePage>
  )
}
