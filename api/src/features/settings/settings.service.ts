import { Injectable } from '@nestjs/common'
import type { Settings, SettingsChange } from '../../contracts/settings.js'
import { type AccessContext, DatabaseAccess, type Transaction } from '../../database/access.js'
import { Clock } from '../../platform/clock.js'
import { contentVersion } from '../../platform/content-version.js'
import { conflictingChange } from '../../platform/problem.js'
import { lockSettings, storeSetting } from './settings.repository.js'
import {
  type DeploymentSettings,
  deploymentSettingsSchema,
  readSettings,
  SETTING_NAMES,
  type SettingName,
} from './settings-reader.service.js'
import { refuseUnknownTimeZone } from './time-zone.service.js'

@Injectable()
export class SettingsService {
  readonly #access: DatabaseAccess
  readonly #clock: Clock

  constructor(access: DatabaseAccess, clock: Clock) {
    this.#access = access
    this.#clock = clock
  }

  read(caller: AccessContext): Promise<Settings> {
    return this.#access.run(
      caller,
      async (transaction) => settingsFor(caller, await readSettings(transaction)),
      { readOnly: true },
    )
  }

  /** Stores what is different; the audit keeps each old and new value. */
  change(caller: AccessContext, change: SettingsChange): Promise<Settings> {
    return this.#access.run(caller, async (transaction) => {
      await lockSettings(transaction)
      const before = await readSettings(transaction)
      const wanted = wantedSettings(before, change, this.#clock.now())
      const changed = SETTING_NAMES.filter((name) => wanted[name] !== before[name])
      if (change.version !== contentVersion(before)) throw conflictingChange(nowDifferent(before, changed))
      if (changed.includes('time_zone')) await refuseUnknownTimeZone(transaction, wanted.time_zone)
      for (const name of changed) await storeChange(transaction, name, before[name], wanted[name])
      return settingsFor(caller, wanted)
    })
  }
}

function wantedSettings(before: DeploymentSettings, change: SettingsChange, now: Date): DeploymentSettings {
  const { version: _, setup_completed, ...chosen } = change
  const setup_completed_at =
    setup_completed === undefined
      ? before.setup_completed_at
      : (before.setup_completed_at ?? now.toISOString())
  return deploymentSettingsSchema.parse({ ...before, ...chosen, setup_completed_at })
}

async function storeChange(
  transaction: Transaction,
  name: SettingName,
  from: DeploymentSettings[SettingName],
  to: DeploymentSettings[SettingName],
): Promise<void> {
  await storeSetting(transaction, name, to)
  transaction.record({
    action: 'setting.change',
    target: `setting:${name}`,
    detail: { from: from ?? 'none', to: to ?? 'none' },
  })
}

function settingsFor({ role }: AccessContext, stored: DeploymentSettings): Settings {
  const { allow_concurrent_groups, setup_completed_at, ...settings } = stored
  const needs_setup = setup_completed_at === null
  return {
    settings,
    administration:
      role === 'administrator'
        ? { allow_concurrent_groups, setup_completed_at, needs_setup, version: contentVersion(stored) }
        : null,
  }
}

function nowDifferent(stored: DeploymentSettings, names: readonly SettingName[]) {
  return names.map((path) => ({ path, message: `It is now: ${stored[path] ?? 'none'}.` }))
}
