import type { Settings, SettingsChange } from '../../../../../api/src/contracts/settings.js'
import { sendJson } from '../../../api-client/send-json.js'

export function changeSettings(change: SettingsChange): Promise<Settings> {
  return sendJson('PATCH', '/settings', change)
}
