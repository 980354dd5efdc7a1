/** Simulated clinics with a known truth: the bias of "ever combined", and what the comparison from the start says. */

import { traps } from '../../dist/seed/src/scenarios/traps.js'
import { trapAnswers } from '../../dist/seed/src/trap-answers.js'

export const title = '200 draws of 60 groups of 10 members: mean (sd between draws) of each answer'

const DRAWS = 200

export async function bench(print) {
  for (const [name, { effectPerSession }] of Object.entries(traps)) {
    const draws = Array.from({ length: DRAWS }, (_, i) => trapAnswers(name, i + 1))
    const answer = (key) => {
      const values = draws.map((draw) => draw[key])
      const mean = values.reduce((sum, value) => sum + value, 0) / DRAWS
      const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (DRAWS - 1))
      return `${mean.toFixed(3)} (${sd.toFixed(3)})`
    }
    print(
      `${name}, true effect ${effectPerSession} a session: ever combined ${answer('naive')}, reliably improved ${answer('naiveImproved')}; ` +
        `landmark crude ${answer('landmarkCrude')}, adjusted ${answer('landmark')}`,
    )
  }
}
