import type { Site, Therapist } from '../../../../../api/src/contracts/groups.js'
import type {
  NewSite,
  NewTherapist,
  SiteChange,
  TherapistChange,
} from '../../../../../api/src/contracts/places.js'
import { sendJson } from '../../../api-client/send-json.js'

export function addSite(site: NewSite): Promise<Site> {
  return sendJson('POST', '/sites', site)
}

export function changeSite(siteId: string, change: SiteChange): Promise<Site> {
  return sendJson('PATCH', `/sites/${encodeURIComponent(siteId)}`, change)
}

export function addTherapist(therapist: NewTherapist): Promise<Therapist> {
  return sendJson('POST', '/therapists', therapist)
}

export function changeTherapist(therapistId: string, change: TherapistChange): Promise<Therapist> {
  return sendJson('PATCH', `/therapists/${encodeURIComponent(therapistId)}`, change)
}
