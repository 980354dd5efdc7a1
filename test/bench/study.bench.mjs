/** A whole comparison of simulated clinics, from episodes in memory to the verdict; a stored one is read and not made. */
import { runStudy } from '../../dist/api/src/core/comparison/run-study.js'
import { DEFAULT_STUDY } from '../../dist/api/src/core/comparison/study-definition.js'
import { minusTwo } from '../../dist/seed/src/scenarios/minus-two.js'
import { simulateClinic } from '../../dist/seed/src/simulate/simulate-clinic.js'
import { studyEpisodesOf } from '../../dist/seed/src/study-episodes-of-clinic.js'

export const title =
  'a study of simulated clinics, against one pass over the same scores (goal 5 s at 100,000)'

const AS_OF = '2026-06-01'
const GOAL_SECONDS = 5
const AT = 100_000
const PASSES = 5

export async function bench(print) {
  for (const members of [5_000, 20_000, 100_000]) {
    // The clinic itself is let go: a study has its episodes in memory, and a collector would walk through all forms.
    const episodes = studyEpisodesOf(
      simulateClinic({ ...minusTwo, returningShare: 0 }, { members, seed: 1, asOf: AS_OF }),
    )
    globalThis.gc?.()
    const pass = median(Array.from({ length: PASSES }, () => processorSeconds(() => sumOfScores(episodes))))
    const start = performance.now()
    const worked = processorSeconds(() => runStudy(DEFAULT_STUDY, episodes, AS_OF))
    const wall = (performance.now() - start) / 1000
    const goal = members === AT ? `, ${(worked / GOAL_SECONDS).toFixed(2)} of the goal` : ''
    print(
      `${members} episodes: ${wall.toFixed(2)} s, ${worked.toFixed(2)} s of processor, ` +
        `${((1e6 * worked) / members).toFixed(0)} microseconds an episode; ${(worked / pass).toFixed(0)} x one pass ` +
        `over its scores (${(1000 * pass).toFixed(1)} ms)${goal}`,
    )
  }
}

/** What nothing that reads every score can be faster than. */
function sumOfScores(episodes) {
  let sum = 0
  for (const { scores } of episodes) for (const { dayNumber, total } of scores) sum += dayNumber * total
  return sum
}

/** Of all threads of the process, those that collect garbage too: other work on the machine counts least here. */
function processorSeconds(work) {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

function median(values) {
  return values.sort((one, other) => one - other)[Math.floor(values.length / 2)]
}
