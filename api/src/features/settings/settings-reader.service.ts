import { z } from 'zod'
import { sharedSettingsSchema } from '../../contracts/settings.js'
import { instantSchema } from '../../contracts/typed-text.js'
import type { Transaction } from '../../database/access.js'
import { queryStoredSettings } from './settings.query.js'

/** Every choice of a deployment, by the name under which it is stored. */
export const deploymentSettingsSchema = sharedSettingsSchema.extend({
  allow_concurrent_groups: z.boolean(),
  setup_completed_at: instantSchema.nullable(),
})
export type DeploymentSettings = z.infer<typeof deploymentSettingsSchema>
export const SETTING_NAMES = deploymentSettingsSchema.keyof().options
export type SettingName = (typeof SETTING_NAMES)[number]

/** What holds until an administrator chooses otherwise. */
export const DEFAULT_SETTINGS: DeploymentSettings = {
  time_zone: 'UTC',
  crisis_line: null,
  fewest_members_for_comparison: 10,
  item_9_escalation_hours: 24,
  longest_snooze_days: 28,
  therapist_funnel: false,
  allow_concurrent_groups: false,
  setup_completed_at: null,
}

/** The deployment's choices, with the defaults for what nobody chose. Any role may read them. */
export async function readSettings(transaction: Transaction): Promise<DeploymentSettings> {
  const stored = await queryStoredSettings(transaction, SETTING_NAMES)
  return deploymentSettingsSchema.parse({
    ...DEFAULT_SETTINGS,
    ...Object.fromEntries(stored.map(({ name, value }) => [name, value])),
  })
}
