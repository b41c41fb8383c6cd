import { useEffect } from 'react'
import { paths } from '../../paths.ts'
import { useGo } from '../../ui/GoTo.tsx'
import ProfilePage from './ProfilePage.tsx'
import { SettingsList, usePhone } from './Settings.tsx'

/** The way in: on a desk one's own profile with the list beside it, on a phone the list alone. */
export default function SettingsPage() {
  const phone = usePhone()
  const go = useGo()
  useEffect(() => {
    if (!phone) go(paths.settingsProfile, { replace: true })
  }, [phone, go])
  return phone ? <SettingsList /> : <ProfilePage />
}
