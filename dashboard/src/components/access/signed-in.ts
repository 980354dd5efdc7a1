import { createContext, useCallback, useContext } from 'react'
import type { Me } from '../../../../api/src/contracts/sign-in.js'
import { mayOpen } from './page-access.js'

/** Who looks at the page. The frame provides it to everything inside; outside of it there is nobody. */
export const SignedInContext = createContext<Me | null>(null)

export function useSignedIn(): Me {
  const me = useContext(SignedInContext)
  if (me === null) throw new Error('Only a page inside the frame knows who is signed in.')
  return me
}

/** Whether a link leads to a page that the reader may open; `to` may carry a search and a hash. */
export function useMayOpen(): (to: string) => boolean {
  const me = useContext(SignedInContext)
  return useCallback((to) => me === null || mayOpen(me.role, pathOf(to)), [me])
}

function pathOf(to: string): string {
  return to.split(/[?#]/, 1)[0] ?? ''
}
