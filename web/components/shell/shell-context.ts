import { createContext, useContext } from 'react'

/** What a page may ask of the house around it. */
export interface ShellActions {
  openPalette: () => void
  openNotifications: () => void
  openHelp: () => void
}

const nothing = () => {}
export const ShellContext = createContext<ShellActions>({
  openPalette: nothing,
  openNotifications: nothing,
  openHelp: nothing,
})

export const useShell = () => useContext(ShellContext)
