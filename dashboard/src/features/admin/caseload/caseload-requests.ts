import type { Cover, Handover, NewCover, NewHandover } from '../../../../../api/src/contracts/caseload.js'
import { sendJson } from '../../../api-client/send-json.js'

export function addCover(cover: NewCover): Promise<Cover> {
  return sendJson('POST', '/caseload/covers', cover)
}

/** At once, before its last day or before its first. */
export function endCover(coverId: number): Promise<Cover> {
  return sendJson('POST', `/caseload/covers/${coverId}/end`)
}

export function handOver(handover: NewHandover): Promise<Handover> {
  return sendJson('POST', '/caseload/handovers', handover)
}
