import type { Page } from 'playwright-core'
import type { FoundMembers } from '../../../api/src/contracts/identity.js'
import { PHQ9, RSES } from '../../unit/dashboard/charts/measures.js'
import { aMember } from '../../unit/dashboard/charts/member-builder.js'
import { type MockedAnswers, ok, USUAL_ANSWERS } from './mocked-api.js'
import { aShare } from './programme-answers.js'
import { someoneInRole } from './signed-in.js'

/** The member of these answers, invented like all of them: member 0987. */
export const NAME = 'Amina Koroma-Ashworth'

const COURSE = aMember(PHQ9, [
  { week: 0, score: 17 },
  { week: 1, score: 9 },
])

/** The instants are of no matter, the 15 minutes between them are. */
export const OPENED = {
  status: 201,
  body: { member_id: '0987', opened_at: '2026-11-03T14:00:00.000Z', expires_at: '2026-11-03T14:15:00.000Z' },
}

export function foundMembers(over: Partial<FoundMembers> = {}): FoundMembers {
  return {
    members: [
      {
        member_id: '0987',
        full_name: NAME,
        n_episodes: 2,
        latest_episode: {
          episode_id: 2,
          group_id: 'G1',
          group_name: 'Tuesday CBT',
          site_id: 'north',
          joined_on: '2026-09-07',
          is_open: true,
        },
      },
    ],
    total: 1,
    page: 1,
    page_size: 50,
    ...over,
  }
}

/** What the pages of a member and of the search ask for; `asked` counts the readings of the name. */
export function memberAnswers(
  role: Parameters<typeof someoneInRole>[0],
  asked: string[] = [],
): MockedAnswers {
  const none = aShare(0, 0)
  const nobody = { episodes: [], total: 0, attendance: none, completeness: none, page: 1, page_size: 50 }
  return {
    ...USUAL_ANSWERS,
    '/me': () => ok(someoneInRole(role)),
    '/measures': ok({ measures: [PHQ9, RSES] }),
    '/members/0987/trajectory': ok(COURSE),
    '/members/0987/identity': () => {
      asked.push('identity')
      return ok({ member_id: '0987', full_name: NAME, date_of_birth: '1984-05-03', open_until: null })
    },
    '/members/0987/identity/break-glass': OPENED,
    '/members/search': ok(foundMembers()),
    '/episodes': ok(nobody),
  }
}

/** Everything that outlives the page or can be read over its shoulder: address, tab, history, storage. */
export function tracesOf(page: Page): Promise<string> {
  return page.evaluate(`(() => {
    const stored = [localStorage, sessionStorage].map((store) => JSON.stringify(Object.entries(store)))
    return [location.href, document.title, JSON.stringify(history.state), document.cookie, ...stored].join(' ')
  })()`)
}
