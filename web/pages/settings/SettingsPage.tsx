import ProfilePage from './ProfilePage.tsx'
import { SettingsList, usePhone } from './Settings.tsx'

/** The way in: on a desk one's own profile with the list beside it, on a phone the list alone. */
export default function SettingsPage() {
  return usePhone() ? <SettingsList /> : <ProfilePage />
}
