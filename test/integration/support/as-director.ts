import { makeUser } from './sign-in.js'
import type { Caller, TestApi } from './test-api.js'

/** Calls as a director of every site that there is: who sees all numbers, and members by code. */
export async function asDirector(api: TestApi): Promise<Caller> {
  const sites = await api.database.ownerQuery<{ site_id: string }>('select site_id from site')
  const director = await makeUser(api.database, {
    role: 'director',
    sites: sites.map((site) => site.site_id),
  })
  return api.as(director)
}
