/** What the library's hooks must know of the request on whose behalf the library was asked. */

import { AsyncLocalStorage } from 'node:async_hooks'

export interface LibraryCall {
  /** The instant of the last full proof that a session made now starts with. */
  readonly confirmedAt: Date | null
  /** Runs after the library's rate limit and before it looks at a password; throws when the sign-in is refused. */
  readonly beforeSignIn: (email: string, password: string) => Promise<void>
}

const calls = new AsyncLocalStorage<LibraryCall>()

export function duringCall<T>(call: LibraryCall, work: () => Promise<T>): Promise<T> {
  return calls.run(call, work)
}

/** Null where nobody asked on behalf of a request. */
export function currentCall(): LibraryCall | null {
  return calls.getStore() ?? null
}
