import { useSyncExternalStore } from 'react'

/** One question at a time: requests that come meanwhile wait for the same answer. */
let answer: Promise<boolean> | null = null
let settle: (isConfirmed: boolean) => void = () => undefined
const listeners = new Set<() => void>()

/** Asks for the password (and the code) once more. False when the reader would rather not. */
export function askToConfirm(): Promise<boolean> {
  if (answer !== null) return answer
  answer = new Promise((resolve) => {
    settle = resolve
  })
  tell()
  return answer
}

export function answerToConfirm(isConfirmed: boolean): void {
  settle(isConfirmed)
  answer = null
  tell()
}

export function useIsAskedToConfirm(): boolean {
  return useSyncExternalStore(subscribe, () => answer !== null)
}

function tell(): void {
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
