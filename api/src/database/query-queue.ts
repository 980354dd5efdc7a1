/** One query after another on one connection, also when the work sends several at once. */

import { TransactionEnded } from './errors.js'

export class QueryQueue {
  #last: Promise<unknown> = Promise.resolve()
  #open = true

  get isOpen(): boolean {
    return this.#open
  }

  /** Runs `task` when all the earlier ones have ended, however they ended. */
  add<T>(task: () => Promise<T>): Promise<T> {
    if (!this.#open) return Promise.reject(new TransactionEnded())
    const result = this.#last.then(task)
    this.#last = result.catch(() => {})
    return result
  }

  /** Waits until nothing is in the queue, including what tasks add meanwhile. */
  async idle(): Promise<void> {
    let last: Promise<unknown> | null = null
    while (last !== this.#last) {
      last = this.#last
      await last
    }
  }

  close(): void {
    this.#open = false
  }
}
