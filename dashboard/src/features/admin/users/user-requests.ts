import type {
  NewUser,
  RevokedSessions,
  User,
  UserChange,
  UserWithPassword,
} from '../../../../../api/src/contracts/users.js'
import { sendJson } from '../../../api-client/send-json.js'

export function addUser(user: NewUser): Promise<UserWithPassword> {
  return sendJson('POST', '/users', user)
}

export function changeUser(userId: string, change: UserChange): Promise<User> {
  return sendJson('PATCH', userPath(userId), change)
}

export function disableUser(userId: string): Promise<User> {
  return sendJson('POST', userPath(userId, 'disable'))
}

export function enableUser(userId: string): Promise<User> {
  return sendJson('POST', userPath(userId, 'enable'))
}

/** The old password stops working; the answer holds a one-time password. */
export function resetPassword(userId: string): Promise<UserWithPassword> {
  return sendJson('POST', userPath(userId, 'reset-password'))
}

export function resetSecondFactor(userId: string): Promise<User> {
  return sendJson('POST', userPath(userId, 'reset-second-factor'))
}

export function endSessions(userId: string): Promise<RevokedSessions> {
  return sendJson('POST', userPath(userId, 'sessions/revoke'))
}

function userPath(userId: string, step?: string): string {
  const path = `/users/${encodeURIComponent(userId)}`
  return step === undefined ? path : `${path}/${step}`
}
