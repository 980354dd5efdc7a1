import type { MemberTrajectory } from '../../../api/src/contracts/members.js'

/**
 * Whether a form of the trajectory's own measure belongs to a session. `has_form` of the wire asks for a form of
 * any measure, which is another question.
 */
export function hasForm(trajectory: MemberTrajectory, sessionId: string): boolean {
  return trajectory.responses.some(
    (form) => form.session_id === sessionId && form.measure === trajectory.measure && !form.is_voided,
  )
}
