/** The paths of `contracts/sign-in.ts`, which says what each of them answers and refuses. */

import type {
  BackupCodes,
  ChangePassword,
  Code,
  Confirm,
  Confirmed,
  OwnSessions,
  Password,
  RevokeSession,
  SecondFactor,
  SignIn,
  SignInPage,
  SignInStep,
} from '../../../api/src/contracts/sign-in.js'
import { readJson } from './read-json.js'
import { jsonOf, request, withoutBody } from './request.js'
import { send, sendJson } from './send-json.js'
import { underSession } from './under-session.js'

const AUTH_ROOT = '/api/auth'

export function readSignInPage(signal: AbortSignal): Promise<SignInPage> {
  return readJson<SignInPage>('/sign-in-page', { signal })
}

export function signIn(credentials: SignIn): Promise<SignInStep> {
  return send('POST', `${AUTH_ROOT}/sign-in/email`, credentials, jsonOf<SignInStep>)
}

/** Ends a sign-in, or, for who is signed in, an enrolment. */
export function verifyCode(code: Code): Promise<SignInStep> {
  return send('POST', `${AUTH_ROOT}/two-factor/verify-totp`, code, jsonOf<SignInStep>)
}

export function verifyBackupCode(code: Code): Promise<SignInStep> {
  return send('POST', `${AUTH_ROOT}/two-factor/verify-backup-code`, code, jsonOf<SignInStep>)
}

export async function signOut(): Promise<void> {
  await send('POST', `${AUTH_ROOT}/sign-out`, undefined, withoutBody)
}

/** Password and code once more; for a quarter of an hour they count as just given. */
export function confirmIdentity(confirmation: Confirm): Promise<Confirmed> {
  return sendJson<Confirmed>('POST', '/me/confirm', confirmation)
}

export async function changePassword(change: ChangePassword): Promise<void> {
  await send('POST', `${AUTH_ROOT}/change-password`, change, withoutBody)
}

export function startSecondFactor(password: Password): Promise<SecondFactor> {
  return send('POST', `${AUTH_ROOT}/two-factor/enable`, password, jsonOf<SecondFactor>)
}

export async function switchOffSecondFactor(password: Password): Promise<void> {
  await send('POST', `${AUTH_ROOT}/two-factor/disable`, password, withoutBody)
}

export function renewBackupCodes(password: Password): Promise<BackupCodes> {
  return send('POST', `${AUTH_ROOT}/two-factor/generate-backup-codes`, password, jsonOf<BackupCodes>)
}

export async function readOwnSessions(signal: AbortSignal): Promise<OwnSessions> {
  const init = { headers: { accept: 'application/json' }, signal }
  const read = await underSession(() => request<OwnSessions>(`${AUTH_ROOT}/list-sessions`, init))
  if (read.kind === 'failed') throw read.problem
  return read.body
}

export async function revokeSession(session: RevokeSession): Promise<void> {
  await send('POST', `${AUTH_ROOT}/revoke-session`, session, withoutBody)
}

export async function revokeOtherSessions(): Promise<void> {
  await send('POST', `${AUTH_ROOT}/revoke-other-sessions`, undefined, withoutBody)
}
